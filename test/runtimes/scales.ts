/**
 * A server that weighs uploads: it answers what it read of a message's first file, byte for byte against the pattern that
 * it should be. It must never keep anything.
 */
import { Buffer } from "node:buffer";
import { createServer, type Server } from "node:http";
import { pattern } from "./smoke.ts";

const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "authorization, content-type" };

/** Serves on any free port of the loopback. */
export async function serveScales(): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.method === "OPTIONS") return void response.writeHead(204, CORS).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const file = firstFile(request.headers["content-type"] ?? "", Buffer.concat(chunks));
    const isSame = file?.equals(pattern(file.length)) === true;
    response.writeHead(200, { ...CORS, "content-type": "application/json" });
    response.end(JSON.stringify({ id: String(file?.length), content: isSame ? "as it was" : "not as it was" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function firstFile(type: string, body: Buffer): Buffer | undefined {
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1];
  const head = body.indexOf('name="files[0]"');
  if (boundary === undefined || head < 0) return undefined;
  const from = body.indexOf("\r\n\r\n", head) + 4;
  return body.subarray(from, body.indexOf(`\r\n--${boundary}`, from));
}
