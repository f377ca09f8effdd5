/**
 * A bot over HTTP, without a gateway: Discord sends each interaction as a request. On Node, Deno and Bun, each with its own
 * server.
 *
 *     DISCORD_PUBLIC_KEY=... PORT=8080 node demo/bots/http.ts      (or: deno run -A, or: bun)
 *
 * Give the address to Discord: developer portal, General Information, Interactions Endpoint URL. Commands are registered once,
 * by any bot with the same tree and `sync: "global"`.
 */

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { button, command, defineBot, option } from "anycord";
import { customId, ui } from "anycord/commands";
import { createInteractionsEndpoint, type InteractionsEndpoint } from "anycord/interactions";

export const bot = defineBot({
  commands: {
    count: command({
      description: "Counts what you press",
      options: { from: option.integer("Where to begin") },
      run: (i) => i.reply(counter(i.options.from ?? 0)),
    }),
  },
  components: { "count:{n:integer}": button((i) => i.update(counter(i.params.n))) },
});

/** A message that counts on. Nothing is kept: the number travels in the button. */
function counter(n: number) {
  const next = ui.button({ custom_id: customId("count:{n:integer}", { n: n + 1 }), label: "One more", style: 1 });
  return { content: `${n}`, components: [ui.row(next)] };
}

/** A server that listens. */
export interface Served {
  readonly port: number;
  close(): unknown;
}

/** The servers that Deno and Bun have; each takes a function from a Request to a Response. */
interface Hosts {
  readonly Deno?: {
    serve(
      init: object,
      handler: InteractionsEndpoint,
    ): { readonly addr: { readonly port: number }; shutdown(): unknown };
  };
  readonly Bun?: { serve(init: object): { readonly port: number; stop(atOnce: boolean): unknown } };
}

/** Serves an endpoint with what the runtime has, on this machine. */
export async function serve(endpoint: InteractionsEndpoint, port: number): Promise<Served> {
  const { Deno, Bun } = globalThis as Hosts;
  const hostname = "127.0.0.1";
  if (Deno) {
    const server = Deno.serve({ port, hostname, onListen: () => {} }, endpoint);
    return { port: server.addr.port, close: () => server.shutdown() };
  }
  if (Bun) {
    const server = Bun.serve({ port, hostname, fetch: (request: Request) => endpoint(request) });
    return { port: server.port, close: () => server.stop(true) };
  }
  const server = createServer((incoming, outgoing) => {
    endpoint(requestOf(incoming)).then(
      async (response) => {
        outgoing.writeHead(response.status, { "content-type": "application/json" }).end(await response.text());
      },
      () => incoming.destroy(),
    );
  });
  await new Promise<void>((ready) => server.listen(port, hostname, ready));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

const LARGEST_BODY_BYTES = 2 ** 20;

/** What the endpoint wants to know of a request. The body is read only when it asks for it. */
function requestOf(incoming: IncomingMessage) {
  return {
    method: incoming.method ?? "",
    headers: { get: (name: string) => incoming.headers[name.toLowerCase()]?.toString() ?? null },
    arrayBuffer: async (): Promise<ArrayBuffer> => {
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      for await (const chunk of incoming) {
        bytes += chunk.length;
        if (bytes > LARGEST_BODY_BYTES) throw new RangeError("No interaction is as large as this.");
        chunks.push(chunk);
      }
      return new Uint8Array(Buffer.concat(chunks)).buffer;
    },
  };
}

if (import.meta.main) {
  const { DISCORD_PUBLIC_KEY: publicKey = "", PORT = "8080" } = process.env;
  const { port } = await serve(createInteractionsEndpoint({ ...bot, publicKey }), Number(PORT));
  console.log(`Listening on http://127.0.0.1:${port}`);
}
