import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRest, type Rest } from "../../src/rest/rest.ts";

/** What the server read of a multipart body: the parts between its boundaries, byte for byte. */
function partsOf(request: IncomingMessage, body: Buffer): Map<string, Buffer> {
  const boundary = Buffer.from(`--${/boundary=(.+)$/.exec(request.headers["content-type"] ?? "")?.[1]}`);
  const parts = new Map<string, Buffer>();
  for (let from = body.indexOf(boundary); ; ) {
    const next = body.indexOf(boundary, from + boundary.length);
    if (next < 0) return parts;
    const part = body.subarray(from + boundary.length + 2, next - 2);
    const split = part.indexOf("\r\n\r\n");
    parts.set(/name="([^"]*)"/.exec(part.subarray(0, split).toString())?.[1] ?? "", part.subarray(split + 4));
    from = next;
  }
}

/** Longer than any chunk, which ends somewhere in a character. */
const LONG = JSON.stringify([{ id: "€ü🔥".repeat(100_000) }]);

describe("over real sockets", () => {
  let server: Server;
  let rest: Rest;
  let received = new Map<string, Buffer>();

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk) => chunks.push(chunk));
      request.on("end", () => {
        if (request.url === "/gateway") return void request.socket.destroy();
        if (request.url === "/sticker-packs") {
          response.writeHead(200, { "content-type": "application/json", "content-length": 100 });
          return void response.write("{");
        }
        if (request.url === "/voice/regions")
          return void response.setHeader("content-type", "application/json").end(LONG);
        received = partsOf(request, Buffer.concat(chunks));
        response.setHeader("content-type", "application/json").end('{"id":"1"}');
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    rest = createRest({ token: "t", restUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  function pattern(size: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(size);
    for (let index = 0; index < size; index += 1) bytes[index] = index * 31 + (index >> 8) + (index >> 16);
    return bytes;
  }
  const sources = {
    bytes: (data: Uint8Array<ArrayBuffer>) => data,
    blob: (data: Uint8Array<ArrayBuffer>) => new Blob([data]),
    stream: (data: Uint8Array<ArrayBuffer>) => new Blob([data]).stream(),
  };

  it("reads an answer that comes in many chunks", async () => {
    expect(JSON.stringify(await rest.request("GET /voice/regions"))).toBe(LONG);
  });

  it.each([
    ["bytes", 1],
    ["bytes", 1_000_000],
    ["bytes", 25_000_000],
    ["blob", 1_000_000],
    ["stream", 1],
    ["stream", 300_000],
  ] as const)("uploads %s of %d bytes, byte for byte", async (source, size) => {
    const data = pattern(size);
    const files = [{ name: 'ü "q".bin', data: sources[source](data) }];
    await rest.request("POST /channels/{channel_id}/messages", {
      path: { channel_id: "1" },
      body: { content: "🔥" },
      files,
    });
    expect(JSON.parse(String(received.get("payload_json")))).toMatchObject({ content: "🔥", attachments: [{ id: 0 }] });
    expect(received.get("files[0]")?.equals(data)).toBe(true);
  });

  it("tells a connection that breaks as a NetworkError with its cause", async () => {
    const failed = rest.raw("POST", "/gateway").catch((error) => error);
    expect(await failed).toMatchObject({ name: "NetworkError", cause: expect.any(Error) });
  });

  it("lets a timeout end a body that never ends [line 92]", async () => {
    await expect(rest.request("GET /sticker-packs", { timeoutMs: 100 })).rejects.toMatchObject({
      name: "TimeoutError",
    });
  });

  it("lets a signal end a body that never ends", async () => {
    const controller = new AbortController();
    rest.onRequest(() => {});
    const waits = rest.request("GET /sticker-packs", { signal: controller.signal });
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(waits).rejects.toThrow("enough");
  });
});
