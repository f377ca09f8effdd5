/**
 * Who may send when: a machine that hands out permits, keeps Discord's buckets as it learns them, and is told how each
 * request ended (https://docs.discord.com/developers/topics/rate-limits).
 *
 * Every permit comes back by `answer` or `release`; none is ever lost, whatever becomes of a request. What a request
 * costs here does not depend on how many buckets there are. It must never send anything.
 */

import type { Machine, Tick } from "../machine.ts";
import { Agenda, type Sleeper } from "./agenda.ts";
import type { Ask, BucketView, LimiterEffect, LimiterInput, LimiterOptions, RefuseReason } from "./dialogue.ts";
import type { QuotaHeaders, Refusal } from "./headers.ts";
import { InvalidCount, isInvalid } from "./invalid.ts";
import { Line, type Place } from "./line.ts";
import { Pace } from "./pace.ts";
import { type Family, type Permit, Quota } from "./quota.ts";

interface Bucket extends Sleeper {
  readonly id: string;
  readonly major: string;
  readonly quota: Quota;
  readonly line: Line<Waiting>;
  readonly road: Road | undefined;
}

/** All that goes by one identity, and the buckets that have a slot but wait for a place in its 50 a second. */
interface Road extends Sleeper {
  readonly pace: Pace;
  readonly buckets: Set<Bucket>;
}

interface Waiting extends Place {
  readonly ask: Ask;
  bucket: Bucket;
}

const NOTHING: readonly LimiterEffect[] = [];
/** Buckets looked at with each new request, to drop those that are idle. */
const SWEPT_AT_ONCE = 2;

/** The machine: see the top of this file. */
export class Limiter implements Machine<LimiterInput, LimiterEffect> {
  readonly #options: LimiterOptions;
  readonly #buckets = new Map<string, Bucket>();
  readonly #families = new Map<string, Family>();
  /** The bucket that each route was last answered from. */
  readonly #names = new Map<string, string>();
  readonly #roads = new Map<string, Road>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #permits = new Map<number, { readonly ask: Ask; readonly bucket: Bucket; readonly permit: Permit }>();
  readonly #agenda = new Agenda<Bucket | Road>();
  readonly #invalid = new InvalidCount();
  #warned = false;
  #bannedUntil = 0;
  #sweep: IterableIterator<Bucket> = this.#buckets.values();
  #effects: LimiterEffect[] | undefined;

  constructor(options: LimiterOptions = {}) {
    this.#options = options;
  }

  get alarm(): number | undefined {
    return this.#agenda.next;
  }

  feed(input: LimiterInput | Tick, now: number): readonly LimiterEffect[] {
    for (let due = this.#agenda.due(now); due !== undefined; due = this.#agenda.due(now)) this.#serve(due, now);
    if (input.type === "ask") this.#ask(input, now);
    else if (input.type === "answer") this.#answer(input, now);
    else if (input.type === "release") this.#release(input.id, now);
    const effects = this.#effects ?? NOTHING;
    this.#effects = undefined;
    return effects;
  }

  /** How the buckets stand. */
  view(now: number): readonly BucketView[] {
    return [...this.#buckets.values()].map(({ quota, line, major }) => ({
      name: quota.family.name,
      major: major.split("/")[0] ?? "",
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
    this.#dropIdle(now);
    if (now < this.#bannedUntil) return this.#refuse(ask.id, "ban", this.#bannedUntil - now);
    if (this.#invalid.total(now) >= (this.#options.stopAtInvalid ?? 9_000)) {
      return this.#refuse(ask.id, "invalid", this.#invalid.fallsAt(now) - now);
    }
    const bucket = this.#bucketFor(ask);
    const { key, urgent, maxWaitMs } = ask;
    const waiting: Waiting = { ask, key, urgent, giveUpAt: now + maxWaitMs, bucket };
    bucket.line.add(waiting);
    this.#waiting.set(ask.id, waiting);
    this.#serveBucket(bucket, now);
  }

  #answer(input: Extract<LimiterInput, { type: "answer" }>, now: number): void {
    const held = this.#permits.get(input.id);
    if (held === undefined) return;
    const { ask, permit } = held;
    const { quota, refusal } = input;
    this.#finish(input.id, held.bucket, now, true);
    const home = quota === undefined ? held.bucket : this.#follow(ask, held.bucket, quota);
    if (quota === undefined && input.status < 500) home.quota.learnNothing();
    else if (quota !== undefined && refusal?.scope !== "shared") home.quota.learn(permit, quota, now);
    if (refusal !== undefined) this.#refused(refusal, home, now);
    if (isInvalid(input.status, refusal?.scope)) this.#count(now);
    this.#serveBucket(home, now);
    if (home !== held.bucket) this.#serveBucket(held.bucket, now);
    if (home.road !== undefined) this.#serveRoad(home.road, now);
  }

  #release(id: number, now: number): void {
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined) return this.#remove(waiting);
    const held = this.#permits.get(id);
    if (held === undefined) return;
    this.#finish(id, held.bucket, now, false);
    this.#serveBucket(held.bucket, now);
    if (held.bucket.road !== undefined) this.#serveRoad(held.bucket.road, now);
  }

  #finish(id: number, bucket: Bucket, now: number, answered: boolean): void {
    this.#permits.delete(id);
    bucket.quota.giveBack(now, answered);
    bucket.road?.pace.giveBack(now);
  }

  /** The bucket that an answer named. Those of its route that wait elsewhere for the same major parameter move there. */
  #follow(ask: Ask, from: Bucket, told: QuotaHeaders): Bucket {
    const name = told.bucket === "" ? ask.key : told.bucket;
    this.#names.set(ask.key, name);
    const bucket = this.#bucketOf(ask, name);
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
    } else if (refusal.scope === "global" && bucket.road !== undefined) {
      bucket.road.pace.block(until);
      for (const held of bucket.road.buckets) this.#dismissLate(held, until, now);
    } else {
      bucket.quota.block(until, refusal.scope === "user");
      this.#dismissLate(bucket, until, now);
    }
  }

  #count(now: number): void {
    const total = this.#invalid.add(now);
    const mark = this.#options.warnAtInvalid ?? 5_000;
    if (total < mark) this.#warned = false;
    else if (!this.#warned) {
      this.#warned = true;
      this.#say({ type: "warn", invalid: total });
    }
  }

  #serve(due: Bucket | Road, now: number): void {
    return "pace" in due ? this.#serveRoad(due, now) : this.#serveBucket(due, now);
  }

  /** Lets go who may go, and plans when to look again. */
  #serveBucket(bucket: Bucket, now: number): void {
    const { line, quota, road } = bucket;
    if (line.size === 0) return;
    for (let free = quota.free(now); free >= 1; free -= 1) {
      const next = line.first;
      if (next === undefined) break;
      if (road !== undefined && !road.pace.isFree(now)) {
        road.buckets.add(bucket);
        this.#agenda.plan(road, road.pace.opensAt(now));
        break;
      }
      this.#grant(next, bucket, now);
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

  #grant(waiting: Waiting, bucket: Bucket, now: number): void {
    const { ask } = waiting;
    bucket.line.delete(waiting);
    this.#waiting.delete(ask.id);
    bucket.road?.pace.take();
    this.#permits.set(ask.id, { ask, bucket, permit: bucket.quota.take(now) });
    this.#say({ type: "grant", id: ask.id });
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
    bucket.road?.buckets.delete(bucket);
  }

  /** While the first request of its route is on its way for this major parameter, all wait for what it tells. */
  #bucketFor(ask: Ask): Bucket {
    const name = this.#names.get(ask.key);
    if (name === undefined) return this.#bucketOf(ask, ask.key);
    const first = this.#buckets.get(bucketId(ask, ask.key));
    return first !== undefined && first.quota.inFlight > 0 ? first : this.#bucketOf(ask, name);
  }

  #bucketOf(ask: Ask, name: string): Bucket {
    const { major, identity } = ask;
    const id = bucketId(ask, name);
    const known = this.#buckets.get(id);
    if (known !== undefined) return known;
    let family = this.#families.get(name);
    if (family === undefined) {
      family = { name, kind: "unknown", limit: 0, windowMs: 0 };
      this.#families.set(name, family);
    }
    const road = identity === undefined ? undefined : this.#roadOf(identity);
    const bucket: Bucket = { id, major, quota: new Quota(family), line: new Line(), road, wakeAt: undefined };
    this.#buckets.set(id, bucket);
    return bucket;
  }

  #roadOf(identity: string): Road {
    let road = this.#roads.get(identity);
    if (road === undefined) {
      road = { pace: new Pace(this.#options.globalPerSecond ?? 50), buckets: new Set(), wakeAt: undefined };
      this.#roads.set(identity, road);
    }
    return road;
  }

  #dropIdle(now: number): void {
    for (let count = 0; count < SWEPT_AT_ONCE; count += 1) {
      const { value: bucket, done } = this.#sweep.next();
      if (done) {
        this.#sweep = this.#buckets.values();
        return;
      }
      if (bucket.line.size === 0 && bucket.quota.isIdle(now)) this.#buckets.delete(bucket.id);
    }
  }
}

const bucketId = ({ major, identity = "" }: Ask, name: string): string => `${name} ${major} ${identity}`;
