/**
 * Who may send when: a machine that hands out permits, keeps Discord's buckets as it learns them, and is told how each
 * request ended (https://docs.discord.com/developers/topics/rate-limits).
 *
 * Every permit comes back by `answer` or `release`; none is ever lost, whatever becomes of a request: who takes too long is
 * named. What a request costs here does not depend on how many buckets there are. It must never send anything.
 */

import type { Machine, Tick } from "../machine.ts";
import { Agenda, type Sleeper } from "./agenda.ts";
import { type Bucket, Buckets, type Road, type Waiting } from "./buckets.ts";
import type { Ask, BucketView, LimiterEffect, LimiterInput, LimiterOptions, RefuseReason } from "./dialogue.ts";
import type { QuotaHeaders, Refusal } from "./headers.ts";
import type { Permit } from "./quota.ts";
import { Recent } from "./recent.ts";

/** A request that was let go and has no answer yet. */
interface Held {
  readonly ask: Ask;
  readonly bucket: Bucket;
  readonly permit: Permit;
  /** When it takes too long; said once. */
  lateAt: number;
}

const NOTHING: readonly LimiterEffect[] = [];
/**
 * How long an invalid request counts: at 10,000 in ten minutes Cloudflare shuts the door, and a minute more is safer
 * (https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
 */
const INVALID_FOR_MS = 660_000;

/** The machine: see the top of this file. */
export class Limiter implements Machine<LimiterInput, LimiterEffect> {
  readonly #options: LimiterOptions;
  readonly #buckets: Buckets;
  readonly #waiting = new Map<number, Waiting>();
  readonly #permits = new Map<number, Held>();
  readonly #agenda = new Agenda<Bucket | Road | Sleeper>();
  /** Woken to look for those who take too long: at the first one's time, though most are back by then and others are out. */
  readonly #watch: Sleeper = { wakeAt: undefined };
  readonly #invalid = new Recent();
  #warned = false;
  #bannedUntil = 0;
  #effects: LimiterEffect[] | undefined;

  constructor(options: LimiterOptions = {}) {
    this.#options = options;
    this.#buckets = new Buckets(options.globalPerSecond ?? 50);
  }

  get alarm(): number | undefined {
    return this.#agenda.next;
  }

  feed(input: LimiterInput | Tick, now: number): readonly LimiterEffect[] {
    for (let due = this.#agenda.due(now); due !== undefined; due = this.#agenda.due(now)) {
      if ("pace" in due) this.#serveRoad(due, now);
      else if ("quota" in due) this.#serveBucket(due, now);
      else this.#nameLate(now);
    }
    if (input.type === "ask") this.#ask(input, now);
    else if (input.type === "answer") this.#answer(input, now);
    else if (input.type === "release") this.#release(input.id, now);
    const effects = this.#effects ?? NOTHING;
    this.#effects = undefined;
    return effects;
  }

  /** How the buckets stand. */
  view(now: number): readonly BucketView[] {
    return this.#buckets.list().map(({ quota, line, ask }) => ({
      name: quota.family.name,
      major: ask.major.split("/")[0] ?? "",
      kind: quota.family.kind,
      limit: quota.family.limit,
      free: quota.free(now),
      inFlight: quota.inFlight,
      waiting: line.size,
      opensInMs: Math.max(0, (quota.opensAt(now) ?? now) - now),
    }));
  }

  #say(effect: LimiterEffect): void {
    if (this.#effects === undefined) this.#effects = [effect];
    else this.#effects.push(effect);
  }

  #ask(ask: Ask, now: number): void {
    this.#buckets.sweep(now);
    if (now < this.#bannedUntil) return this.#refuse(ask.id, "ban", this.#bannedUntil - now);
    if (this.#invalid.count(now) >= (this.#options.stopAtInvalid ?? 9_000)) {
      return this.#refuse(ask.id, "invalid", (this.#invalid.endsAt ?? now) - now);
    }
    const bucket = this.#buckets.for(ask);
    if (bucket.line.size === 0 && bucket.quota.free(now) >= 1 && bucket.road.pace.isFree(now)) {
      return this.#grant(ask, bucket, now);
    }
    const { key, urgent, maxWaitMs } = ask;
    const waiting: Waiting = { ask, key, urgent, giveUpAt: now + maxWaitMs, bucket };
    bucket.line.add(waiting);
    this.#waiting.set(ask.id, waiting);
    this.#serveBucket(bucket, now);
  }

  #answer({ id, status, quota, refusal }: Extract<LimiterInput, { type: "answer" }>, now: number): void {
    const held = this.#giveBack(id, now, true);
    if (held === undefined) return;
    const { ask, bucket, permit } = held;
    const home = quota === undefined ? bucket : this.#follow(ask, bucket, quota);
    if (quota === undefined && status < 500) home.quota.learnNothing();
    else if (quota !== undefined && refusal?.scope !== "shared") home.quota.learn(permit, quota, now);
    if (refusal !== undefined) this.#refused(refusal, home, now);
    if (status === 401 || status === 403 || (refusal !== undefined && refusal.scope !== "shared")) this.#count(now);
    if (home !== bucket) this.#serveBucket(home, now);
    this.#serveAround(bucket, now);
  }

  #release(id: number, now: number): void {
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined) return this.#remove(waiting);
    const held = this.#giveBack(id, now, false);
    if (held !== undefined) this.#serveAround(held.bucket, now);
  }

  #giveBack(id: number, now: number, answered: boolean): Held | undefined {
    const held = this.#permits.get(id);
    if (held === undefined) return undefined;
    const { bucket, permit } = held;
    this.#permits.delete(id);
    if (this.#permits.size === 0) this.#agenda.cancel(this.#watch);
    bucket.quota.giveBack(now, answered);
    bucket.road.pace.giveBack(now, answered ? now - permit.grantedAt : 0);
    return held;
  }

  /** A place came free in a bucket, and so on its road. */
  #serveAround(bucket: Bucket, now: number): void {
    this.#serveBucket(bucket, now);
    this.#serveRoad(bucket.road, now);
  }

  /** The bucket that an answer named. Those of its route that wait elsewhere for the same major parameter move there. */
  #follow(ask: Ask, from: Bucket, told: QuotaHeaders): Bucket {
    const bucket = this.#buckets.named(ask, told.bucket, from);
    if (bucket === from) return bucket;
    for (const waiting of from.line.ofKey(ask.key)) {
      from.line.delete(waiting);
      waiting.bucket = bucket;
      bucket.line.add(waiting);
    }
    if (from.line.size === 0) this.#leave(from);
    return bucket;
  }

  #refused(refusal: Refusal, bucket: Bucket, now: number): void {
    const until = now + refusal.retryAfterMs;
    if (refusal.banned) {
      this.#bannedUntil = Math.max(this.#bannedUntil, until);
      for (const waiting of [...this.#waiting.values()]) this.#dismiss(waiting, "ban", until - now);
    } else if (refusal.scope === "global" && bucket.ask.identity !== undefined) {
      bucket.road.pace.block(until);
      for (const held of bucket.road.buckets) this.#dismissLate(held, until, now);
    } else {
      bucket.quota.block(until, refusal.scope === "user");
      this.#dismissLate(bucket, until, now);
    }
  }

  #count(now: number): void {
    this.#invalid.add(now + INVALID_FOR_MS);
    const total = this.#invalid.count(now);
    const mark = this.#options.warnAtInvalid ?? 5_000;
    if (total < mark) this.#warned = false;
    else if (!this.#warned) {
      this.#warned = true;
      this.#say({ type: "warn", invalid: total });
    }
  }

  /** Lets go who may go, and plans when to look again. */
  #serveBucket(bucket: Bucket, now: number): void {
    const { line, quota, road } = bucket;
    if (line.size === 0) return;
    for (let free = quota.free(now); free >= 1; free -= 1) {
      const next = line.first;
      if (next === undefined) break;
      if (!road.pace.isFree(now)) {
        road.buckets.add(bucket);
        this.#agenda.plan(road, road.pace.opensAt(now));
        break;
      }
      line.delete(next);
      this.#waiting.delete(next.ask.id);
      this.#grant(next.ask, bucket, now);
    }
    if (line.size === 0) return this.#leave(bucket);
    const opensAt = quota.opensAt(now) ?? now;
    this.#dismissLate(bucket, opensAt, now);
    const wakeAt = opensAt > now ? Math.min(opensAt, line.giveUpAt) : line.giveUpAt;
    this.#agenda.plan(bucket, wakeAt);
  }

  #serveRoad(road: Road, now: number): void {
    for (const bucket of road.buckets) {
      if (!road.pace.isFree(now)) break;
      road.buckets.delete(bucket);
      this.#serveBucket(bucket, now);
    }
    if (road.buckets.size > 0) this.#agenda.plan(road, road.pace.opensAt(now));
  }

  #grant(ask: Ask, bucket: Bucket, now: number): void {
    bucket.road.pace.take();
    const lateAt = now + (ask.timeoutMs ?? Infinity);
    this.#agenda.plan(this.#watch, lateAt);
    this.#permits.set(ask.id, { ask, bucket, permit: bucket.quota.take(now), lateAt });
    this.#say({ type: "grant", id: ask.id, at: now });
  }

  #nameLate(now: number): void {
    for (const [id, held] of this.#permits) {
      if (held.lateAt <= now) {
        held.lateAt = Infinity;
        this.#say({ type: "late", id });
      }
      this.#agenda.plan(this.#watch, held.lateAt);
    }
  }

  /** Refuses those who have waited as long as they may, and those who would have to until `opensAt`. */
  #dismissLate({ line }: Bucket, opensAt: number, now: number): void {
    if (line.giveUpAt > now && line.giveUpAt >= opensAt) return;
    for (const waiting of line.late((giveUpAt) => giveUpAt <= now || giveUpAt < opensAt)) {
      this.#dismiss(waiting, "wait", Math.max(0, opensAt - now));
    }
  }

  #dismiss(waiting: Waiting, reason: RefuseReason, retryAfterMs: number): void {
    this.#remove(waiting);
    this.#refuse(waiting.ask.id, reason, retryAfterMs);
  }

  #remove(waiting: Waiting): void {
    waiting.bucket.line.delete(waiting);
    this.#waiting.delete(waiting.ask.id);
    if (waiting.bucket.line.size === 0) this.#leave(waiting.bucket);
  }

  #refuse(id: number, reason: RefuseReason, retryAfterMs: number): void {
    this.#say({ type: "refuse", id, reason, retryAfterMs });
  }

  /** Nobody waits in it any more. */
  #leave(bucket: Bucket): void {
    this.#agenda.cancel(bucket);
    bucket.road.buckets.delete(bucket);
  }
}
