/**
 * A relay for pages: Discord refuses bot tokens from browsers by their User-Agent, so a page's requests go through here.
 *
 *     const relay = createRelay({ origin: "http://127.0.0.1:8787" });
 *     createServer(async (request, response) => (await relay(request, response)) || serveSomethingElse(request, response));
 *
 * It serves its own pages only, leads to one place only, and lets through what it knows and nothing else. The token comes
 * with each request from the page: it must never be kept, logged or told.
 */

import { Buffer } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";

/** How a relay is made. */
export interface RelayOptions {
  /** The origins whose pages it serves: "http://127.0.0.1:8787". */
  readonly origin: string | readonly string[];
  /** Where it leads. Default: "https://discord.com/api/v10". */
  readonly upstream?: string | undefined;
}

/** Answers what is meant for it, and says whether it was. */
export type Relay = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const PREFIX = "/api/v10/";
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const USER_AGENT = "DiscordBot (https://www.npmjs.com/package/anycord, 0.1.0) relay";
/** What goes along from the page to Discord, and back. */
const ASKED = ["authorization", "content-type", "x-audit-log-reason"];
const ANSWERED = [
  "content-type",
  "retry-after",
  "x-ratelimit-bucket",
  "x-ratelimit-global",
  "x-ratelimit-limit",
].concat(["x-ratelimit-remaining", "x-ratelimit-reset-after", "x-ratelimit-scope"]);
/** The most that Discord takes, with what surrounds it. */
const LARGEST_BODY_BYTES = 26 * 2 ** 20;
const TIMEOUT_MS = 60_000;

/** Why a request is not passed on. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Makes a relay to be mounted in a server of Node's. */
export function createRelay({ origin, upstream = "https://discord.com/api/v10" }: RelayOptions): Relay {
  const origins: ReadonlySet<string> = new Set([origin].flat());
  return async (request, response) => {
    if (!request.url?.startsWith(PREFIX)) return false;
    try {
      const page = pageOf(request, origins);
      for (const [name, value] of Object.entries(allowing(page))) response.setHeader(name, value);
      if (request.method === "OPTIONS") response.writeHead(204).end();
      else await pass(request, response, upstream + pathOf(request.url));
    } catch (error) {
      // What fails on the way may tell of headers: only our own words go out.
      const [status, message] =
        error instanceof Refusal ? [error.status, error.message] : [502, "Discord gave no answer."];
      // Closed, because what is left of the request may not have been read.
      const headers = { "content-type": "application/json", connection: "close" };
      if (response.headersSent) response.destroy();
      else response.writeHead(status, headers).end(JSON.stringify({ message, code: 0 }));
    }
    return true;
  };
}

/** The origin of the page that asks. A page leaves it out where it asks its own host; then the browser says so in another way. */
function pageOf({ headers }: IncomingMessage, origins: ReadonlySet<string>): string {
  const own = [...origins].find((one) => one.replace(/^https?:\/\//, "") === headers.host);
  const page = headers.origin ?? (headers["sec-fetch-site"] === "same-origin" ? own : undefined);
  if (page !== undefined && origins.has(page)) return page;
  throw new Refusal(403, "This relay serves its own pages only.");
}

/** What follows the prefix, with nothing in it that could lead elsewhere. */
function pathOf(url: string): string {
  const [path = "", query] = url.slice(PREFIX.length - 1).split(/\?(.*)/s);
  const safe = path.slice(1).split("/").every(isPlain);
  if (!safe || url.includes("#")) throw new Refusal(400, "The path leads elsewhere.");
  return query === undefined ? path : `${path}?${query}`;
}

function isPlain(segment: string): boolean {
  try {
    const text = decodeURIComponent(segment);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return !/^\.{0,2}$|[/\\\u0000-\u0020\u007f]/.test(text) && !segment.includes("\\");
  } catch {
    return false;
  }
}

function allowing(origin: string): Readonly<Record<string, string>> {
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-headers": ASKED.join(", "),
    "access-control-allow-methods": METHODS.join(", "),
    "access-control-expose-headers": ANSWERED.join(", "),
    "access-control-max-age": "600",
    "cache-control": "no-store",
    vary: "Origin, Sec-Fetch-Site",
    "x-content-type-options": "nosniff",
  };
}

async function pass(request: IncomingMessage, response: ServerResponse, url: string): Promise<void> {
  const { method = "" } = request;
  if (!METHODS.includes(method)) throw new Refusal(405, "This method is not relayed.");
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const body = await bodyOf(request);
  const answer = await fetch(url, {
    method,
    headers: { ...chosen(ASKED, (name) => request.headers[name]), "user-agent": USER_AGENT },
    redirect: "manual",
    signal: AbortSignal.any([gone.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    ...(body.length > 0 && { body }),
  });
  if (answer.status >= 300 && answer.status < 400) throw new Refusal(502, "Redirects are not followed.");
  const bytes = Buffer.from(await answer.arrayBuffer());
  response.writeHead(
    answer.status,
    chosen(ANSWERED, (name) => answer.headers.get(name)),
  );
  response.end(answer.status === 204 ? undefined : bytes);
}

function chosen(names: readonly string[], value: (name: string) => unknown): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = value(name);
      return typeof found === "string" ? [[name, found]] : [];
    }),
  );
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY_BYTES) throw new Refusal(413, "The body is larger than Discord takes.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
