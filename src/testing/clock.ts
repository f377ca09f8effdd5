/**
 * A clock that moves when told: by `advance`, at once and in order, or by itself whenever nothing else is left to do.
 *
 * It must never read the real time; the only thing it asks of the real world is a turn of the event loop.
 */

import { UsageError } from "../errors.ts";
import type { Clock } from "../machine.ts";
import { createRuntime } from "../runtime.ts";

/** The instant at which virtual clocks start: 2026-01-01T00:00:00Z. */
export const VIRTUAL_START_AT = 1_767_225_600_000;

/** A clock that also knows the date, in milliseconds since 1970. */
export interface DatedClock extends Clock {
  /** Milliseconds since 1970. */
  date(): number;
}

/** Time under control. It has the clock's part of a runtime, so it can be handed in as one. */
export interface VirtualClock extends DatedClock {
  /** Milliseconds since the clock was made. */
  now(): number;
  /** Milliseconds since 1970, as the clock pretends. */
  date(): number;
  /** Calls `run` once after `delayMs` of this clock's time, never at once; the answer cancels it. */
  schedule(run: () => void, delayMs: number): () => void;
  /** Lets `ms` pass, synchronously: every timer that falls due runs at its own instant, in order. */
  advance(ms: number): void;
  /** Lets time pass by itself until `awaited` settles, and answers as it does; throws when no timer is left before. */
  run<T>(awaited: Promise<T>): Promise<T>;
  /** Keeps time from passing by itself until the answer is called: for work that the clock cannot see. */
  hold(): () => void;
  /** Like `hold`, but for a hundred turns of the event loop at most: for work that may itself wait for time to pass. */
  linger(): () => void;
  /** How many timers wait. */
  readonly waiting: number;
  /** Time no longer passes by itself. `advance` still works. */
  stop(): void;
}

/** How a virtual clock is made. */
export interface VirtualClockOptions {
  /** What `date()` says at first, in milliseconds since 1970. Default: 2026-01-01T00:00:00Z. */
  readonly startsAt?: number | undefined;
  /** Lets time pass by itself, whenever a turn of the event loop has nothing to do. Default: false. */
  readonly auto?: boolean | undefined;
}

/** How many turns of the event loop may pass without a timer, for work that is done elsewhere. */
const PATIENCE_TURNS = 100;

interface Timer {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;
}

const real = createRuntime();

/** Makes a clock that moves when told. */
export function createVirtualClock(options: VirtualClockOptions = {}): VirtualClock {
  return new PatientClock(options.startsAt ?? VIRTUAL_START_AT, options.auto ?? false);
}

class PatientClock implements VirtualClock {
  readonly #startsAt: number;
  readonly #timers = new Queue();
  #auto: boolean;
  #runs = 0;
  #now = 0;
  #order = 0;
  #held = 0;
  #pumping = false;

  constructor(startsAt: number, auto: boolean) {
    this.#startsAt = startsAt;
    this.#auto = auto;
  }

  readonly now = (): number => this.#now;

  readonly date = (): number => this.#startsAt + this.#now;

  readonly schedule = (run: () => void, delayMs: number): (() => void) => {
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: this.#order++, run };
    this.#timers.add(timer);
    this.#pump();
    return () => {
      if (timer.run === undefined) return;
      timer.run = undefined;
      this.#timers.forget();
    };
  };

  get waiting(): number {
    return this.#timers.live;
  }

  advance(ms: number): void {
    this.#advanceTo(this.#now + ms);
  }

  async run<T>(awaited: Promise<T>): Promise<T> {
    let settled = false;
    let idle = 0;
    const done = () => {
      settled = true;
    };
    awaited.then(done, done);
    this.#runs++;
    try {
      for (;;) {
        await new Promise<void>((resolve) => void real.schedule(resolve, 0));
        if (settled) return await awaited;
        if (this.#held > 0) continue;
        const next = this.#timers.peek();
        if (next !== undefined) this.#advanceTo(next.at);
        else if (++idle > PATIENCE_TURNS) throw stuck();
      }
    } finally {
      this.#runs--;
      this.#pump();
    }
  }

  hold(): () => void {
    let held = true;
    this.#held++;
    return () => {
      if (!held) return;
      held = false;
      this.#held--;
      this.#pump();
    };
  }

  linger(): () => void {
    const release = this.hold();
    let cancel: () => void = () => {};
    const wait = (turns: number): void => {
      if (turns === 0) release();
      else cancel = real.schedule(() => wait(turns - 1), 0);
    };
    wait(PATIENCE_TURNS);
    return () => {
      cancel();
      release();
    };
  }

  stop(): void {
    this.#auto = false;
  }

  #advanceTo(target: number): void {
    for (let next = this.#timers.peek(); next !== undefined && next.at <= target; next = this.#timers.peek()) {
      this.#timers.take();
      this.#now = Math.max(this.#now, next.at);
      const run = next.run;
      next.run = undefined;
      run?.();
    }
    this.#now = Math.max(this.#now, target);
  }

  /** One instant a turn of the event loop, so that promises settle in between. */
  #pump(): void {
    if (!this.#auto || this.#pumping || this.#held > 0 || this.#runs > 0 || this.#timers.peek() === undefined) return;
    this.#pumping = true;
    real.schedule(() => {
      this.#pumping = false;
      const next = this.#auto && this.#held === 0 && this.#runs === 0 ? this.#timers.peek() : undefined;
      if (next !== undefined) this.#advanceTo(next.at);
      this.#pump();
    }, 0);
  }
}

/** Timers by instant and, within one, by the order in which they were set: a binary heap. */
class Queue {
  readonly #heap: Timer[] = [];
  #cancelled = 0;

  get live(): number {
    return this.#heap.length - this.#cancelled;
  }

  add(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!earlier(timer, heap[parent] as Timer)) break;
      heap[at] = heap[parent] as Timer;
      at = parent;
    }
    heap[at] = timer;
  }

  /** Called when a timer in here was cancelled; it stays until its turn, unless most have been. */
  forget(): void {
    this.#cancelled++;
    if (this.#cancelled < 64 || this.#cancelled < this.#heap.length / 2) return;
    const live = this.#heap.filter((timer) => timer.run !== undefined);
    this.#heap.length = 0;
    this.#cancelled = 0;
    for (const timer of live) this.add(timer);
  }

  /** The next timer that was not cancelled. */
  peek(): Timer | undefined {
    while (this.#heap[0] !== undefined && this.#heap[0].run === undefined) {
      this.take();
      this.#cancelled--;
    }
    return this.#heap[0];
  }

  take(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && earlier(heap[right] as Timer, heap[left] as Timer) ? right : left;
      if (!earlier(heap[child] as Timer, last)) break;
      heap[at] = heap[child] as Timer;
      at = child;
    }
    heap[at] = last;
  }
}

function earlier(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function stuck(): UsageError {
  return new UsageError("VIRTUAL_CLOCK_STUCK", {
    what: "No timer is left, and what is awaited has not settled.",
    cure: "Look for a promise that nothing in the program will settle, or hold() the clock during work it cannot see.",
  });
}
