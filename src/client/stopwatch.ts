/**
 * Which handlers kept the process busy, so that a heartbeat which leaves late can name them. It sees how long handlers run until they
 * first let go, and remembers the longest of late; what they do after an `await` it cannot see.
 *
 * It must never cost more than two looks at the clock an event.
 */

import type { Clock } from "../machine.ts";

/** Shorter runs make no heartbeat late. */
const LONG_MS = 100;
/** A long run of that long ago gives way to a shorter one. */
const STALE_MS = 10_000;

/** Those that ran, for one event. */
export type Runners = readonly { readonly line: string }[];

/** See the top of this file. */
export class Stopwatch {
  readonly #clock: Pick<Clock, "now">;
  #longestMs = 0;
  #endedAt = -Infinity;
  #event = "";
  #runners: Runners = [];

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  /** The handlers of an event have run since `startedAt`. */
  ran(startedAt: number, event: string, named: Runners, all: Runners): void {
    const now = this.#clock.now();
    const ms = now - startedAt;
    if (ms < LONG_MS || (ms < this.#longestMs && now - this.#endedAt < STALE_MS)) return;
    this.#longestMs = ms;
    this.#endedAt = now;
    this.#event = event;
    this.#runners = [...named, ...all];
  }

  /** Those that ran longest within the last so many milliseconds; undefined if none ran for long. Forgets them. */
  blame(lateMs: number): string | undefined {
    const recent = this.#endedAt >= this.#clock.now() - lateMs;
    const lines = this.#runners.map(({ line }) => line).join(", ");
    const told = `${this.#event}, ${lines} (${Math.round(this.#longestMs)} ms)`;
    this.#longestMs = 0;
    this.#endedAt = -Infinity;
    this.#runners = [];
    return recent ? told : undefined;
  }
}
