/**
 * Requests over Node's own http module instead of `fetch`, for bots that send very many: a third of the work for each.
 *
 *     const client = createClient({ token, runtime: { fetch: createTransport() } });
 *
 * It follows no redirect, and must never know what it carries.
 */

import { Buffer } from "node:buffer";
import * as http from "node:http";
import * as https from "node:https";
import type { FetchInit, FetchLike, ResponseLike } from "anycord";

/** A fetch that keeps up to so many connections to each host open. */
export function createTransport(maxSockets = 64): FetchLike {
  const options = { keepAlive: true, maxSockets, scheduling: "lifo" } as const;
  const plain = new http.Agent(options);
  const secure = new https.Agent(options);
  return async (url, init) => {
    const { body } = init;
    if (body === undefined || typeof body === "string") return send(url, init, init.headers, body);
    // The platform knows best how a form is written, and its boundary.
    const written = new Response(body);
    const type = written.headers.get("content-type");
    const headers = { ...(type !== null && { "content-type": type }), ...init.headers };
    return send(url, init, headers, Buffer.from(await written.arrayBuffer()));
  };

  function send(url: string, { method, signal }: FetchInit, headers: object, body: string | Buffer | undefined) {
    return new Promise<ResponseLike>((resolve, reject) => {
      const [module, agent] = url.startsWith("https:") ? [https, secure] : [http, plain];
      const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
      const request = module.request(url, { method, agent, signal, headers: { ...headers, ...length } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => resolve(responseOf(answer, Buffer.concat(chunks))));
      });
      request.on("error", reject).end(body);
    });
  }
}

function responseOf({ statusCode: status = 0, headers }: http.IncomingMessage, bytes: Buffer): ResponseLike {
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name) => headers[name.toLowerCase()]?.toString() ?? null },
    text: async () => bytes.toString(),
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
  };
}
