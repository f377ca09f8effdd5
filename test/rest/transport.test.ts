import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTransport } from "../../demo/bots/transport.ts";
import { createRest, type Rest } from "../../src/rest/rest.ts";

describe("a transport on node:http, handed in as runtime.fetch", () => {
  const sockets = new Set<Socket>();
  let server: Server;
  let rest: Rest;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      if (request.url === "/break") return void request.socket.destroy();
      if (request.url === "/hang") return void response.writeHead(200).write("{");
      if (request.url === "/empty") return void response.writeHead(204).end();
      const { method, headers } = request;
      const type = headers["content-type"] ?? "";
      const form = await new Response(Buffer.concat(chunks), { headers: { "content-type": type } })
        .formData()
        .catch(() => undefined);
      const file = form?.get("files[0]");
      response.writeHead(request.url === "/refuse" ? 403 : 200, { "content-type": "application/json" }).end(
        JSON.stringify({
          ...{ code: 50013, method, token: headers.authorization, body: Buffer.concat(chunks).toString().slice(0, 40) },
          ...(file instanceof Blob && { size: file.size }),
        }),
      );
    });
    server.on("connection", (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const restUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    rest = createRest({ token: "t", restUrl, runtime: { fetch: createTransport() } });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it("carries method, headers and JSON, and keeps one connection for one after another", async () => {
    const before = sockets.size;
    for (let count = 0; count < 5; count += 1) {
      const answer = await rest.raw("PATCH", "/channels/1", { body: { name: "ä" } });
      expect(answer).toMatchObject({ method: "PATCH", token: "Bot t", body: '{"name":"ä"}' });
    }
    expect(sockets.size - before).toBeLessThanOrEqual(1);
  });

  it("carries forms with files, and OAuth2's", async () => {
    const files = [{ name: "a.bin", data: new Uint8Array(100_000) }];
    expect(await rest.raw("POST", "/channels/1/messages", { body: {}, files })).toMatchObject({ size: 100_000 });
    const body = new URLSearchParams({ grant_type: "x" });
    expect(await rest.raw("POST", "/oauth2/token", { body })).toMatchObject({ body: "grant_type=x" });
  });

  it("tells refusals, empty answers and connections that break as fetch does", async () => {
    await expect(rest.raw("GET", "/refuse")).rejects.toMatchObject({ status: 403, discordCode: 50013 });
    expect(await rest.raw("GET", "/empty")).toBeUndefined();
    await expect(rest.raw("POST", "/break")).rejects.toMatchObject({ name: "NetworkError" });
  });

  it("ends by a signal and by a timeout", async () => {
    const controller = new AbortController();
    const waits = rest.raw("GET", "/hang", { signal: controller.signal });
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(waits).rejects.toThrow("enough");
    await expect(rest.raw("GET", "/hang", { timeoutMs: 50 })).rejects.toMatchObject({ name: "TimeoutError" });
  });
});
