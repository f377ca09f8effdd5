/**
 * How many requests may be made: one bucket per kind of route and major parameter, and 50 a second for the bot.
 * https://docs.discord.com/developers/topics/rate-limits
 */

/** How many requests a bucket takes. */
export interface LimitRule {
  /** Routes of one name share their bucket's hash. */
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  /** Whether each request is forgotten by itself after the window, and not all at once. */
  readonly sliding?: boolean;
}

/** What a bucket says to one request. */
export interface Permit {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Until there is room for all again; for a refused request, until there is room for one. */
  readonly resetAfterMs: number;
}

interface Bucket {
  /** When the requests of the present window were made. */
  takenAt: number[];
}

/** The buckets of one kind of limit. */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes one request out of a bucket, if there is room. */
  take(key: string, rule: Omit<LimitRule, "name">, now: number): Permit {
    const { limit, windowMs, sliding = false } = rule;
    const bucket = this.#buckets.get(key) ?? { takenAt: [] };
    this.#buckets.set(key, bucket);
    const first = bucket.takenAt[0] ?? now;
    const past = sliding ? (at: number) => at + windowMs <= now : () => first + windowMs <= now;
    bucket.takenAt = bucket.takenAt.filter((at) => !past(at));
    const allowed = bucket.takenAt.length < limit;
    if (allowed) bucket.takenAt.push(now);
    const until = sliding && allowed ? bucket.takenAt.at(-1) : bucket.takenAt[0];
    return {
      ...{ allowed, limit, remaining: limit - bucket.takenAt.length },
      resetAfterMs: Math.max(0, (until ?? now) + windowMs - now),
    };
  }
}
