/**
 * What a response says about rate limits (https://docs.discord.com/developers/topics/rate-limits#header-format).
 *
 * It reads and judges nothing. `X-RateLimit-Reset` is left alone, so that a wrong clock changes nothing.
 */

import { isRecord } from "./content.ts";

/** Whose limit a 429 is about: the bot's own in this bucket, the bot's own as a whole, or one that all share. */
export type LimitScope = "user" | "global" | "shared";

/** The quota of the bucket that a request fell into. */
export interface QuotaHeaders {
  /** Discord's name for the bucket, without the major parameter. */
  readonly bucket: string;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAfterMs: number;
}

/** A 429. */
export interface Refusal {
  readonly scope: LimitScope;
  readonly retryAfterMs: number;
  /** Whether it came from Cloudflare in front of Discord, and stops everything from this address. */
  readonly banned: boolean;
}

interface HeadersLike {
  get(name: string): string | null;
}

/** Waited when a 429 does not say how long. */
const UNTOLD_WAIT_MS = 5_000;
const UNTOLD_BAN_MS = 60_000;

/** The quota; undefined where the route has none, or where a page may not read it. */
export function readQuota(headers: HeadersLike): QuotaHeaders | undefined {
  const remaining = headers.get("x-ratelimit-remaining");
  const resetAfter = headers.get("x-ratelimit-reset-after");
  if (remaining === null || resetAfter === null) return undefined;
  const quota = {
    bucket: headers.get("x-ratelimit-bucket") ?? "",
    limit: Math.max(1, Number(headers.get("x-ratelimit-limit") ?? remaining)),
    remaining: Number(remaining),
    resetAfterMs: Number(resetAfter) * 1000,
  };
  return Number.isFinite(quota.limit + quota.remaining + quota.resetAfterMs) ? quota : undefined;
}

/** What a 429 says. The body's `retry_after` is finer than the header's whole seconds. */
export function readRefusal(headers: HeadersLike, body: unknown): Refusal {
  const banned = !isRecord(body);
  const { retry_after = headers.get("retry-after") ?? Number.NaN, global } = banned ? {} : body;
  const waitMs = Math.max(0, Number(retry_after) * 1000);
  const named = headers.get("x-ratelimit-scope");
  const isGlobal = global === true || headers.get("x-ratelimit-global") === "true" || named === "global";
  return {
    scope: isGlobal ? "global" : named === "shared" ? "shared" : "user",
    retryAfterMs: Number.isFinite(waitMs) ? waitMs : banned ? UNTOLD_BAN_MS : UNTOLD_WAIT_MS,
    banned,
  };
}
