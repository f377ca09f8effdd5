/**
 * Whether an IDENTIFY is good, and whether its bot may start one more session.
 * https://docs.discord.com/developers/events/gateway#identifying, #rate-limiting, #sharding
 */

import { ALL_INTENTS, PRIVILEGED } from "./audience.ts";

/** A Close frame's content. */
export interface Verdict {
  readonly code: number;
  readonly reason: string;
}

/** What an IDENTIFY is measured by. */
export interface IdentifyLaw {
  readonly token: string;
  readonly applicationFlags: number;
  readonly guilds: number;
}

/** How many guilds one shard may hold. */
const GUILDS_PER_SHARD = 2_500;

/** The shard that an IDENTIFY names, or the only one there is; undefined when it names none that can be. */
export function shardAsked(data: Record<string, unknown>): readonly [id: number, total: number] | undefined {
  if (data.shard === undefined) return [0, 1];
  const [id, total, ...more] = Array.isArray(data.shard) ? (data.shard as unknown[]) : [];
  if (typeof id !== "number" || typeof total !== "number" || more.length > 0) return undefined;
  return Number.isInteger(id) && Number.isInteger(total) && id >= 0 && id < total ? [id, total] : undefined;
}

/** A token as it is: Discord takes it with "Bot " before it too. */
export function plainToken(token: unknown): unknown {
  return typeof token === "string" ? token.replace(/^Bot /, "") : token;
}

/** Why an IDENTIFY ends the connection; undefined when it is good. */
export function judgeIdentify(data: Record<string, unknown>, law: IdentifyLaw): Verdict | undefined {
  const { token, intents, properties } = data;
  if (typeof token !== "string" || typeof properties !== "object" || properties === null) {
    return { code: 4002, reason: "Error while decoding payload." };
  }
  if (plainToken(token) !== law.token) return { code: 4004, reason: "Authentication failed." };
  if (typeof intents !== "number" || !Number.isInteger(intents) || intents < 0 || (intents & ~ALL_INTENTS) !== 0) {
    return { code: 4013, reason: "Invalid intent(s)." };
  }
  const forbidden = PRIVILEGED.some((it) => intents & it.intent && !(law.applicationFlags & it.flags));
  if (forbidden) return { code: 4014, reason: "Disallowed intent(s)." };
  const shard = shardAsked(data);
  if (shard === undefined) return { code: 4010, reason: "Invalid shard." };
  if (law.guilds / shard[1] > GUILDS_PER_SHARD) return { code: 4011, reason: "Sharding required." };
  return undefined;
}

/** How many session starts there are. */
export interface StartLimit {
  readonly total: number;
  readonly maxConcurrency: number;
}

/** What GET /gateway/bot tells of it. */
export interface SessionStartLimit {
  readonly total: number;
  readonly remaining: number;
  /** Milliseconds. */
  readonly reset_after: number;
  readonly max_concurrency: number;
}

const DAY_MS = 86_400_000;
const BUCKET_MS = 5_000;

/** Counts session starts: so many a day, and one in 5 s for each remainder of shard id by max_concurrency. */
export class Starts {
  readonly #limit: StartLimit;
  readonly #lastAt = new Map<number, number>();
  #used = 0;
  #resetsAt = 0;

  constructor(limit: StartLimit) {
    this.#limit = limit;
  }

  /** Takes one start; tells what is wrong with it, if it came too soon or is one too many. */
  take(shardId: number, now: number): string | undefined {
    this.#renew(now);
    const key = shardId % this.#limit.maxConcurrency;
    const last = this.#lastAt.get(key);
    if (this.#used >= this.#limit.total) return "IDENTIFY with no session start left";
    this.#used++;
    if (last !== undefined && now - last < BUCKET_MS) return `IDENTIFY of shard ${shardId} within 5 s in its bucket`;
    this.#lastAt.set(key, now);
    return undefined;
  }

  /** What is left, as GET /gateway/bot tells it. */
  state(now: number): SessionStartLimit {
    this.#renew(now);
    const { total, maxConcurrency } = this.#limit;
    return {
      total,
      remaining: total - this.#used,
      reset_after: this.#used === 0 ? 0 : Math.ceil(this.#resetsAt - now),
      max_concurrency: maxConcurrency,
    };
  }

  #renew(now: number): void {
    if (this.#used > 0 && now < this.#resetsAt) return;
    this.#used = 0;
    this.#resetsAt = now + DAY_MS;
  }
}
