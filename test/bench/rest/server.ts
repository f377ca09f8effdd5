/**
 * A Discord that only answers: as fast as it can, or within limits of 5 per second and channel and 50 per second in all. It
 * runs in a process of its own, on a core of its own, and listens on the loopback alone.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What the bench tells the server. */
export type RestOrder = { readonly type: "limits"; readonly on: boolean };

/** What the server has seen since it was told of its limits. */
export interface Seen {
  readonly type: "seen";
  readonly answered: number;
  readonly refused: number;
}

interface Window {
  readonly startedAt: number;
  used: number;
}

const CHANNEL_LIMIT = 5;
const GLOBAL_LIMIT = 50;
const WINDOW_MS = 1000;
const MESSAGE = JSON.stringify({
  type: 0,
  content: "hello from the bench, a text of an ordinary length that says nothing of interest to anybody",
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  timestamp: "2026-08-01T12:00:00.123000+00:00",
  edited_timestamp: null,
  flags: 0,
  components: [],
  id: "1100000000000000002",
  channel_id: "1100000000000000003",
  author: {
    id: "1100000000000000001",
    username: "bench",
    avatar: null,
    discriminator: "0",
    public_flags: 0,
    bot: true,
  },
  pinned: false,
  mention_everyone: false,
  tts: false,
});

let limited = false;
let answered = 0;
let refused = 0;
let everybody: Window = { startedAt: 0, used: 0 };
const channels = new Map<string, Window>();

/** The window that runs, or a fresh one. */
function running(window: Window | undefined, now: number): Window {
  return window !== undefined && now - window.startedAt < WINDOW_MS ? window : { startedAt: now, used: 0 };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("content-type", "application/json");
  if (!limited) {
    rateHeaders(response, 1_000_000, 999_999, WINDOW_MS);
    answered++;
    return void response.end(MESSAGE);
  }
  const now = performance.now();
  const channel = /\/channels\/(\d+)\//.exec(request.url ?? "")?.[1] ?? "";
  const own = running(channels.get(channel), now);
  everybody = running(everybody, now);
  channels.set(channel, own);
  if (everybody.used >= GLOBAL_LIMIT) return refuse(response, everybody.startedAt + WINDOW_MS - now, true);
  const leftMs = own.startedAt + WINDOW_MS - now;
  if (own.used >= CHANNEL_LIMIT) {
    rateHeaders(response, CHANNEL_LIMIT, 0, leftMs);
    return refuse(response, leftMs, false);
  }
  own.used++;
  everybody.used++;
  answered++;
  rateHeaders(response, CHANNEL_LIMIT, CHANNEL_LIMIT - own.used, leftMs);
  response.end(MESSAGE);
}

function rateHeaders(response: ServerResponse, limit: number, remaining: number, resetAfterMs: number): void {
  response.setHeader("x-ratelimit-bucket", "80c17d2f203122d936070c88c8d10f33");
  response.setHeader("x-ratelimit-limit", String(limit));
  response.setHeader("x-ratelimit-remaining", String(remaining));
  response.setHeader("x-ratelimit-reset", ((Date.now() + resetAfterMs) / 1000).toFixed(3));
  response.setHeader("x-ratelimit-reset-after", (resetAfterMs / 1000).toFixed(3));
}

function refuse(response: ServerResponse, retryAfterMs: number, global: boolean): void {
  refused++;
  response.statusCode = 429;
  response.setHeader("x-ratelimit-scope", global ? "global" : "user");
  if (global) response.setHeader("x-ratelimit-global", "true");
  response.setHeader("retry-after", String(Math.ceil(retryAfterMs / 1000)));
  response.end(JSON.stringify({ message: "You are being rate limited.", retry_after: retryAfterMs / 1000, global }));
}

const server = createServer((request, response) => {
  request.resume();
  request.once("end", () => answer(request, response));
});
server.keepAliveTimeout = 60_000;

process.on("message", ({ on }: RestOrder) => {
  limited = on;
  process.send?.({ type: "seen", answered, refused } satisfies Seen);
  answered = 0;
  refused = 0;
  channels.clear();
  everybody = { startedAt: 0, used: 0 };
});
process.on("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => {
  process.send?.({ type: "listening", port: (server.address() as { port: number }).port });
});
