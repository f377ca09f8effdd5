/**
 * A small Discord that keeps true windows, and a road to it with latency and jitter: the judge of the limiter.
 *
 * It shares no code with the limiter, and tells it no more than the headers that Discord sends.
 */

import type { LimiterEffect, LimiterInput, LimiterOptions } from "../../src/rest/dialogue.ts";
import type { QuotaHeaders, Refusal } from "../../src/rest/headers.ts";
import { Limiter } from "../../src/rest/limiter.ts";

/** A generator of chance with a seed. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** How a window gives its slots back. */
export type WindowKind = "fixed" | "aligned" | "sliding" | "sliding-full" | "tokens" | "tokens-full";

/** A limit as Discord keeps it, for each major parameter. */
export interface Rule {
  readonly kind: WindowKind;
  readonly limit: number;
  readonly windowMs: number;
}

interface Verdict {
  readonly allowed: boolean;
  readonly remaining: number;
  readonly resetAfterMs: number;
  readonly retryAfterMs: number;
}

/** One window of one bucket. */
export class TrueWindow {
  readonly #rule: Rule;
  #endsAt = 0;
  #used = 0;
  #arrivals: number[] = [];
  #tokens: number;
  #filledAt = 0;

  constructor(rule: Rule) {
    this.#rule = rule;
    this.#tokens = rule.limit;
  }

  arrive(now: number): Verdict {
    const { kind } = this.#rule;
    if (kind === "fixed" || kind === "aligned") return this.#fixed(now);
    return kind.startsWith("sliding") ? this.#sliding(now) : this.#bucket(now);
  }

  #fixed(now: number): Verdict {
    const { kind, limit, windowMs } = this.#rule;
    if (now >= this.#endsAt) {
      this.#endsAt = kind === "fixed" ? now + windowMs : (Math.floor(now / windowMs) + 1) * windowMs;
      this.#used = 0;
    }
    const left = this.#endsAt - now;
    if (this.#used >= limit) return { allowed: false, remaining: 0, resetAfterMs: left, retryAfterMs: left };
    this.#used += 1;
    return { allowed: true, remaining: limit - this.#used, resetAfterMs: left, retryAfterMs: left };
  }

  #sliding(now: number): Verdict {
    const { kind, limit, windowMs } = this.#rule;
    this.#arrivals = this.#arrivals.filter((at) => at > now - windowMs);
    const allowed = this.#arrivals.length < limit;
    if (allowed) this.#arrivals.push(now);
    const next = (this.#arrivals[0] ?? now) + windowMs - now;
    const full = (this.#arrivals.at(-1) ?? now) + windowMs - now;
    const resetAfterMs = kind === "sliding" ? next : full;
    return { allowed, remaining: limit - this.#arrivals.length, resetAfterMs, retryAfterMs: next };
  }

  #bucket(now: number): Verdict {
    const { kind, limit, windowMs } = this.#rule;
    const each = windowMs / limit;
    this.#tokens = Math.min(limit, this.#tokens + (now - this.#filledAt) / each);
    this.#filledAt = now;
    const allowed = this.#tokens >= 1 - 1e-9;
    if (allowed) this.#tokens -= 1;
    const remaining = Math.max(0, Math.floor(this.#tokens + 1e-9));
    const next = (1 - (this.#tokens - remaining)) * each;
    const resetAfterMs = kind === "tokens" ? next : (limit - this.#tokens) * each;
    return { allowed, remaining, resetAfterMs, retryAfterMs: Math.max(0, (1 - this.#tokens) * each) };
  }
}

/** A road to Discord: each way takes `oneWayMs` and a little more. */
export interface Road {
  readonly oneWayMs: number;
  /** The mean of what comes on top, each time anew. */
  readonly jitterMs: number;
  /** How often an answer is lost. */
  readonly lossRate: number;
}

/** One request that a program wants to make. */
export interface Wish {
  readonly at: number;
  readonly key: string;
  readonly major: string;
  readonly identity?: string | undefined;
  /** When its caller loses patience. */
  readonly abortAt?: number | undefined;
}

/** What became of them all. */
export interface Outcome {
  readonly sent: number;
  readonly refused429: number;
  readonly answered: number;
  readonly aborted: number;
  readonly lost: number;
  readonly turnedAway: number;
  /** When the last answer came. */
  readonly endedAt: number;
}

/** What the world is like in one run. */
export interface World {
  readonly rules: Readonly<Record<string, Rule>>;
  readonly global?: Rule | undefined;
  readonly road: Road;
  readonly random: () => number;
  readonly options?: LimiterOptions | undefined;
  readonly horizonMs?: number;
}

type Happening =
  | { readonly type: "input"; readonly input: LimiterInput }
  | { readonly type: "arrival"; readonly id: number }
  | { readonly type: "answer"; readonly id: number; readonly input: LimiterInput & { type: "answer" } }
  | { readonly type: "abort"; readonly id: number };

/** Happenings in the order of their time; at the same time, of their coming. */
class Calendar {
  readonly #heap: { at: number; order: number; what: Happening }[] = [];
  #order = 0;

  get next(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: number, what: Happening): void {
    const heap = this.#heap;
    const entry = { at, order: this.#order++, what };
    let index = heap.push(entry) - 1;
    for (let up = (index - 1) >> 1; index > 0 && before(entry, heap[up]); up = (index - 1) >> 1) {
      heap[index] = heap[up] as typeof entry;
      index = up;
    }
    heap[index] = entry;
  }

  take(): Happening {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined) throw new Error("nothing is left");
    if (heap.length === 0) return top.what;
    let index = 0;
    for (let child = 1; child < heap.length; child = 2 * index + 1) {
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child += 1;
      if (!before(heap[child], last)) break;
      heap[index] = heap[child] as typeof last;
      index = child;
    }
    heap[index] = last;
    return top.what;
  }
}

interface Dated {
  at: number;
  order: number;
}
const before = (a: Dated | undefined, b: Dated | undefined): boolean =>
  a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.order < b.order));

/** Runs wishes through the limiter and the road to Discord and back. */
export class Simulation {
  readonly #world: World;
  readonly #limiter: Limiter;
  readonly #calendar = new Calendar();
  readonly #windows = new Map<string, TrueWindow>();
  readonly #wishes = new Map<number, Wish>();
  readonly #live = new Set<number>();
  readonly #counts = { sent: 0, refused429: 0, answered: 0, aborted: 0, lost: 0, turnedAway: 0, endedAt: 0 };
  #nextId = 1;
  #now = 0;

  constructor(world: World) {
    this.#world = world;
    this.#limiter = new Limiter(world.options);
  }

  run(wishes: readonly Wish[]): Outcome {
    for (const wish of wishes) this.#wish(wish, wish.at, false);
    const horizon = this.#world.horizonMs ?? 24 * 3_600_000;
    for (;;) {
      const alarm = this.#limiter.alarm ?? Number.POSITIVE_INFINITY;
      const next = Math.min(alarm, this.#calendar.next);
      if (next === Number.POSITIVE_INFINITY) return this.#counts;
      if (next > horizon) throw new Error(`stuck: ${this.#live.size} requests are still there at ${next}`);
      this.#now = Math.max(this.#now, next);
      if (alarm <= this.#calendar.next) this.#feed({ type: "tick" });
      else this.#happen(this.#calendar.take());
    }
  }

  /** Requests of which nothing was heard; none at the end of a good run. */
  get unfinished(): number {
    return this.#live.size;
  }

  view(): ReturnType<Limiter["view"]> {
    return this.#limiter.view(this.#now);
  }

  #wish(wish: Wish, at: number, again: boolean): void {
    const id = this.#nextId++;
    this.#wishes.set(id, wish);
    const { key, major, identity } = wish;
    const maxWaitMs = Number.POSITIVE_INFINITY;
    this.#calendar.add(at, {
      type: "input",
      input: { type: "ask", id, key, major, identity, urgent: again, maxWaitMs },
    });
    if (wish.abortAt !== undefined) this.#calendar.add(Math.max(at, wish.abortAt), { type: "abort", id });
  }

  #happen(what: Happening): void {
    switch (what.type) {
      case "input":
        if (what.input.type === "ask") this.#live.add(what.input.id);
        return this.#feed(what.input);
      case "arrival":
        return this.#arrive(what.id);
      case "answer":
        return this.#answered(what.id, what.input);
      case "abort":
        if (!this.#live.delete(what.id)) return;
        this.#counts.aborted += 1;
        return this.#feed({ type: "release", id: what.id });
    }
  }

  #feed(input: LimiterInput | { readonly type: "tick" }): void {
    for (const effect of this.#limiter.feed(input, this.#now)) this.#perform(effect);
  }

  #perform(effect: LimiterEffect): void {
    if (effect.type === "grant") {
      this.#counts.sent += 1;
      this.#calendar.add(this.#now + this.#oneWay(), { type: "arrival", id: effect.id });
    } else if (effect.type === "refuse") {
      this.#live.delete(effect.id);
      this.#counts.turnedAway += 1;
    }
  }

  #arrive(id: number): void {
    const wish = this.#wishes.get(id) as Wish;
    const global =
      wish.identity === undefined ? undefined : this.#windowOf(`global ${wish.identity}`, this.#world.global);
    const rule = this.#world.rules[wish.key] as Rule;
    const anywhere = global?.arrive(this.#now);
    const here =
      anywhere?.allowed === false ? undefined : this.#windowOf(`${wish.key} ${wish.major}`, rule)?.arrive(this.#now);
    const back = this.#now + this.#oneWay();
    if (this.#world.random() < this.#world.road.lossRate) {
      return this.#calendar.add(back + 1_000, {
        type: "answer",
        id,
        input: { type: "answer", id, status: 0, quota: undefined },
      });
    }
    this.#calendar.add(back, { type: "answer", id, input: answerTo(id, wish, rule, here, anywhere) });
  }

  #answered(id: number, input: LimiterInput & { type: "answer" }): void {
    if (!this.#live.delete(id)) return;
    this.#counts.endedAt = this.#now;
    if (input.status === 0) {
      this.#counts.lost += 1;
      return this.#feed({ type: "release", id });
    }
    this.#feed(input);
    if (input.status === 200) this.#counts.answered += 1;
    else {
      this.#counts.refused429 += 1;
      this.#wish(this.#wishes.get(id) as Wish, this.#now, true);
    }
  }

  #windowOf(name: string, rule: Rule | undefined): TrueWindow | undefined {
    if (rule === undefined) return undefined;
    let window = this.#windows.get(name);
    if (window === undefined) {
      window = new TrueWindow(rule);
      this.#windows.set(name, window);
    }
    return window;
  }

  #oneWay(): number {
    const { oneWayMs, jitterMs } = this.#world.road;
    return oneWayMs - jitterMs * Math.log(1 - this.#world.random());
  }
}

/** What Discord writes into its headers: whole milliseconds. */
function answerTo(
  id: number,
  { key }: Wish,
  { limit }: Rule,
  here: Verdict | undefined,
  anywhere: Verdict | undefined,
): LimiterInput & { type: "answer" } {
  const quota: QuotaHeaders | undefined = here && {
    bucket: `hash of ${key}`,
    limit,
    remaining: here.remaining,
    resetAfterMs: Math.ceil(here.resetAfterMs),
  };
  const verdict = here ?? anywhere;
  const refusal: Refusal | undefined =
    verdict === undefined || verdict.allowed
      ? undefined
      : { scope: here === undefined ? "global" : "user", retryAfterMs: Math.ceil(verdict.retryAfterMs), banned: false };
  return { type: "answer", id, status: refusal === undefined ? 200 : 429, quota, refusal };
}
