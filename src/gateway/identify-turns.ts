/**
 * Who may identify, and when: in buckets of `max_concurrency` and within the day's session starts, which Discord answers
 * by resetting the bot's token when they are overrun (https://docs.discord.com/developers/events/gateway#rate-limiting).
 *
 * A pure machine; it must never know why a shard identifies beyond whether it lost a session.
 */

import type { Machine, Tick } from "../machine.ts";

/** Discord counts where IDENTIFYs arrive; this is for uneven ways. */
const UNEVEN_MS = 150;
/** Between the IDENTIFYs of a bucket. */
const SPACING_MS = 5000 + UNEVEN_MS;
const DAY_MS = 86_400_000;
/** Said once when so much of the day's session starts is used up. */
const WARN_AT = 0.8;
/** This share is kept for shards that lost a session: a program that crashes at each start cannot use it up. */
const RESERVE = 0.05;

/** `session_start_limit` (https://docs.discord.com/developers/events/gateway#session-start-limit-object). */
export interface SessionStartLimit {
  readonly total: number;
  readonly remaining: number;
  /** Milliseconds. */
  readonly reset_after: number;
  readonly max_concurrency: number;
}

/** What is assumed where Discord was not asked: the least that it grants. */
export const assumedLimit: SessionStartLimit = {
  total: 1000,
  remaining: 1000,
  reset_after: DAY_MS,
  max_concurrency: 1,
};

/** What the queue hears. */
export type TurnInput =
  | { readonly type: "ask"; readonly id: number; readonly shard: number; readonly lostSession: boolean }
  | { readonly type: "withdraw"; readonly id: number };

/** What the queue answers. */
export type TurnEffect =
  | { readonly type: "granted"; readonly id: number }
  | { readonly type: "held"; readonly id: number; readonly resetsInMs: number }
  /** Four fifths of the session starts are used. */
  | { readonly type: "warn"; readonly used: number; readonly total: number };

interface Waiting {
  readonly id: number;
  readonly bucket: number;
  readonly lostSession: boolean;
  held: boolean;
}

/** The queue as a pure machine. */
export class IdentifyTurns implements Machine<TurnInput, TurnEffect> {
  readonly #total: number;
  readonly #concurrency: number;
  readonly #reserve: number;
  #remaining: number;
  #resetAt: number;
  /** Nothing was used since the reset: the day begins with the next grant. */
  #fresh = false;
  #warned = false;
  #waiting: Waiting[] = [];
  /** When each bucket is free again. */
  readonly #freeAt = new Map<number, number>();

  constructor(limit: SessionStartLimit, now: number) {
    this.#total = limit.total;
    this.#remaining = limit.remaining;
    this.#resetAt = now + limit.reset_after;
    this.#concurrency = Math.max(1, limit.max_concurrency);
    this.#reserve = Math.floor(limit.total * RESERVE);
  }

  /** Session starts that are left. */
  get remaining(): number {
    return this.#remaining;
  }

  /** When the budget is renewed, on the clock of `now`. */
  get resetAt(): number {
    return this.#resetAt;
  }

  get alarm(): number | undefined {
    let at = Infinity;
    for (const { bucket, held } of this.#waiting) {
      at = Math.min(at, held ? this.#resetAt : (this.#freeAt.get(bucket) ?? 0));
    }
    return at === Infinity ? undefined : at;
  }

  feed(input: TurnInput | Tick, now: number): readonly TurnEffect[] {
    if (input.type === "withdraw") {
      this.#waiting = this.#waiting.filter(({ id }) => id !== input.id);
    } else if (input.type === "ask") {
      const { id, shard, lostSession } = input;
      this.#waiting.push({ id, bucket: shard % this.#concurrency, lostSession, held: false });
    }
    if (now >= this.#resetAt) this.#reset(now);
    return this.#serve(now);
  }

  #reset(now: number): void {
    this.#remaining = this.#total;
    this.#warned = false;
    this.#fresh = true;
    while (this.#resetAt <= now) this.#resetAt += DAY_MS;
    for (const waiting of this.#waiting) waiting.held = false;
  }

  #serve(now: number): TurnEffect[] {
    const effects: TurnEffect[] = [];
    this.#waiting = this.#waiting.filter((waiting) => {
      const affordable = this.#remaining > (waiting.lostSession ? 0 : this.#reserve);
      if (affordable && now >= (this.#freeAt.get(waiting.bucket) ?? 0)) {
        this.#grant(waiting, now, effects);
        return false;
      }
      if (!affordable && !waiting.held) {
        waiting.held = true;
        effects.push({ type: "held", id: waiting.id, resetsInMs: this.#resetAt - now });
      }
      return true;
    });
    return effects;
  }

  #grant({ id, bucket }: Waiting, now: number, effects: TurnEffect[]): void {
    this.#freeAt.set(bucket, now + SPACING_MS);
    this.#remaining--;
    if (this.#fresh) this.#resetAt = now + DAY_MS + UNEVEN_MS;
    this.#fresh = false;
    effects.push({ type: "granted", id });
    const used = this.#total - this.#remaining;
    if (this.#warned || used < this.#total * WARN_AT) return;
    this.#warned = true;
    effects.push({ type: "warn", used, total: this.#total });
  }
}
