/**
 * What calls and the limiter say to each other. Types only: nothing here may come to run.
 */

import type { QuotaHeaders, Refusal } from "./headers.ts";
import type { QuotaKind } from "./quota.ts";

/** Somebody wants to send. */
export interface Ask {
  readonly type: "ask";
  readonly id: number;
  /** What the bucket is looked up by: the route without its values. */
  readonly key: string;
  /** The major parameter. */
  readonly major: string;
  /** Whose 50 a second it falls under; undefined for routes that have a token in their path, which are exempt. */
  readonly identity: string | undefined;
  /** Goes before all that wait and are not: answers to interactions, and requests that waited once. */
  readonly urgent: boolean;
  /** Milliseconds it may wait, or Infinity. */
  readonly maxWaitMs: number;
  /** Milliseconds it may take once it is let go. Default: no limit. */
  readonly timeoutMs?: number | undefined;
}

/** What the limiter hears. */
export type LimiterInput =
  | Ask
  /** Discord answered; `quota` where it told one, `refusal` with a 429. */
  | {
      readonly type: "answer";
      readonly id: number;
      readonly status: number;
      readonly quota: QuotaHeaders | undefined;
      readonly refusal?: Refusal | undefined;
    }
  /** It is over without an answer: aborted, timed out, failed. Also for those who still wait. */
  | { readonly type: "release"; readonly id: number };

/** Why a request may not even wait: its wait would be too long, Cloudflare's ban, or the guard against such a ban. */
export type RefuseReason = "wait" | "ban" | "invalid";

/** What the limiter wants done. */
export type LimiterEffect =
  /** `at` is when, on the clock of `now`. */
  | { readonly type: "grant"; readonly id: number; readonly at: number }
  /** It was let go so long ago that no answer is awaited any more; its permit is out until `release`. */
  | { readonly type: "late"; readonly id: number }
  | { readonly type: "refuse"; readonly id: number; readonly reason: RefuseReason; readonly retryAfterMs: number }
  /** Invalid requests are piling up: at 10,000 in ten minutes Cloudflare bans the address. */
  | { readonly type: "warn"; readonly invalid: number };

/** What the limiter may be told to keep. */
export interface LimiterOptions {
  /** Requests a second and identity. Default: 50. */
  readonly globalPerSecond?: number | undefined;
  /** Invalid requests in ten minutes at which it warns. Default: 5,000. */
  readonly warnAtInvalid?: number | undefined;
  /** And at which it stops. Default: 9,000. */
  readonly stopAtInvalid?: number | undefined;
}

/** One bucket, for people to see. */
export interface BucketView {
  /** Discord's name for it, or the route while it is not known. */
  readonly name: string;
  /** The major parameter without tokens. */
  readonly major: string;
  readonly kind: QuotaKind;
  readonly limit: number;
  readonly free: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** Milliseconds until more may go by the clock; 0 if nothing is awaited. */
  readonly opensInMs: number;
}
