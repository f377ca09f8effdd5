/**
 * What Discord's front door refuses before any route is looked at: addresses that sent too much nonsense, and browsers with the
 * token of a bot.
 * https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */

import type { SimulatedRequest, SimulatedResponse } from "./exchange.ts";

const MOST_INVALID = 10_000;
const WINDOW_MS = 600_000;
const BAN_MS = 3_600_000;
const INVALID: ReadonlySet<number> = new Set([401, 403, 429]);
const PAGE = "<html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head></html>";

/** The page of Cloudflare's that says for how long it refuses everything. */
export function bannedPage(retryAfterMs: number): SimulatedResponse {
  const headers = { "content-type": "text/html", "retry-after": String(Math.ceil(retryAfterMs / 1000)) };
  return { status: 429, headers, body: PAGE };
}

/** Counts invalid requests; 10,000 in 10 minutes end in a ban of an hour. */
export class FrontDoor {
  /** When the latest invalid requests came, in a ring. */
  readonly #recent: number[] = [];
  #count = 0;
  #bannedUntil = Number.NEGATIVE_INFINITY;

  /** The refusal of a request, if it gets no further. */
  refusal(request: SimulatedRequest, now: number): SimulatedResponse | undefined {
    if (now < this.#bannedUntil) return bannedPage(this.#bannedUntil - now);
    const { authorization, "user-agent": agent } = request.headers;
    const browser = agent?.startsWith("Mozilla/") && authorization?.startsWith("Bot ");
    return browser ? NO_BROWSERS : undefined;
  }

  /** Looks at an answer that was given. */
  count({ status, headers }: SimulatedResponse, now: number): void {
    if (!INVALID.has(status) || headers["x-ratelimit-scope"] === "shared" || now < this.#bannedUntil) return;
    this.#recent[this.#count++ % MOST_INVALID] = now;
    if (this.#count < MOST_INVALID) return;
    const first = this.#recent[this.#count % MOST_INVALID] ?? now;
    if (now - first < WINDOW_MS) this.#bannedUntil = now + BAN_MS;
  }

  /** Forgets it all. */
  heal(): void {
    this.#count = 0;
    this.#recent.length = 0;
    this.#bannedUntil = Number.NEGATIVE_INFINITY;
  }
}

const NO_BROWSERS: SimulatedResponse = {
  status: 403,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message: "internal network error", code: 40333 }),
};
