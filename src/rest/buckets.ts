/**
 * The buckets by their names: which one a request falls into, as far as it is known, and the roads they share.
 *
 * Those that are idle are dropped, a few at a time, so that nothing grows for ever and no request pays for many. It must
 * never let anybody go.
 */

import type { Sleeper } from "./agenda.ts";
import type { Ask } from "./dialogue.ts";
import { Line, type Place } from "./line.ts";
import { Pace } from "./pace.ts";
import { type Family, Quota } from "./quota.ts";

/** One of Discord's buckets, for one major parameter and identity, and those who wait for it. */
export interface Bucket extends Sleeper {
  readonly ask: Ask;
  readonly quota: Quota;
  readonly line: Line<Waiting>;
  readonly road: Road;
}

/** All that goes by one identity; what has none goes by a road of its own, which nothing limits. */
export interface Road extends Sleeper {
  readonly pace: Pace;
  /** By name and major parameter: to look three times and find costs less than to make one text to look for. */
  readonly byName: Map<string, Map<string, Bucket>>;
  /** Those that have a slot, but wait for a place in the 50 a second. */
  readonly buckets: Set<Bucket>;
  /** How many buckets go by it, whether they wait or not. */
  size: number;
}

/** Somebody who waits for a bucket. */
export interface Waiting extends Place {
  readonly ask: Ask;
  bucket: Bucket;
}

/** Buckets looked at with each new request, to drop those that are idle. */
const SWEPT_AT_ONCE = 2;

/** See the top of this file. */
export class Buckets {
  readonly #perSecond: number;
  readonly #all = new Set<Bucket>();
  readonly #families = new Map<string, Family>();
  /** The bucket that each route was last answered from. */
  readonly #names = new Map<string, string>();
  readonly #roads = new Map<string | undefined, Road>();
  #sweep: IterableIterator<Bucket> = this.#all.values();

  /** @param perSecond How many requests a second each identity may send. */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** All that are known. */
  list(): Bucket[] {
    return [...this.#all.values()];
  }

  /** The one for a new request. While the first of its route is on its way for this major parameter, all wait for what it tells. */
  for(ask: Ask): Bucket {
    const { key } = ask;
    const first = this.#find(ask, key);
    if (first !== undefined && first.quota.inFlight > 0) return first;
    return this.#of(ask, this.#names.get(key) ?? key);
  }

  /** The one that the answer to a request of `from` named; empty if it gave no name. */
  named(ask: Ask, given: string, from: Bucket): Bucket {
    const name = given || ask.key;
    this.#names.set(ask.key, name);
    return from.quota.family.name === name ? from : this.#of(ask, name);
  }

  #find({ identity, major }: Ask, name: string): Bucket | undefined {
    return this.#roads.get(identity)?.byName.get(name)?.get(major);
  }

  #of(ask: Ask, name: string): Bucket {
    return this.#find(ask, name) ?? this.#begun(ask, name);
  }

  #begun(ask: Ask, name: string): Bucket {
    const { identity, major } = ask;
    const family = made<Family>(this.#families, name, () => ({ name, kind: "unknown", limit: 0, windowMs: 0 }));
    const road = made<Road, string | undefined>(this.#roads, identity, () => ({
      pace: new Pace(identity === undefined ? Infinity : this.#perSecond),
      byName: new Map(),
      buckets: new Set(),
      size: 0,
      wakeAt: undefined,
    }));
    const bucket = { ask, quota: new Quota(family), line: new Line<Waiting>(), road, wakeAt: undefined };
    made(road.byName, name, () => new Map<string, Bucket>()).set(major, bucket);
    road.size += 1;
    this.#all.add(bucket);
    return bucket;
  }

  /** Drops some that are idle. */
  sweep(now: number): void {
    for (let count = 0; count < SWEPT_AT_ONCE; count += 1) {
      const { value: bucket, done } = this.#sweep.next();
      if (done) {
        this.#sweep = this.#all.values();
        return;
      }
      if (bucket.line.size === 0 && bucket.quota.isIdle(now)) this.#drop(bucket, now);
    }
  }

  /** The last bucket of a road takes it along, and so stays until it may. */
  #drop(bucket: Bucket, now: number): void {
    const { road, ask, quota } = bucket;
    if (road.size === 1 && !road.pace.isIdle(now)) return;
    this.#all.delete(bucket);
    road.byName.get(quota.family.name)?.delete(ask.major);
    road.size -= 1;
    if (road.size === 0) this.#roads.delete(ask.identity);
  }
}

function made<V, K = string>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
