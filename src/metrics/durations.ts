/**
 * How long things of one kind took: their number, their sum, the longest, and how many were how short.
 *
 * It must never grow with what it counts.
 */

/** The limits by which durations are told apart, in milliseconds. */
export const BOUNDS_MS: readonly number[] = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

/** How long things of one kind took. */
export interface Durations {
  readonly count: number;
  /** Their sum, in milliseconds. */
  readonly totalMs: number;
  /** The longest, in milliseconds. */
  readonly maxMs: number;
  /** For each of `BOUNDS_MS`: how many took so long or less. */
  readonly within: readonly number[];
}

/** Adds durations up. */
export class DurationsTally {
  #count = 0;
  #totalMs = 0;
  #maxMs = 0;
  readonly #upTo: number[] = BOUNDS_MS.map(() => 0);

  add(ms: number): void {
    this.#count++;
    this.#totalMs += ms;
    this.#maxMs = Math.max(this.#maxMs, ms);
    const at = BOUNDS_MS.findIndex((bound) => ms <= bound);
    if (at >= 0) this.#upTo[at] = (this.#upTo[at] ?? 0) + 1;
  }

  /** As of now; it does not change any more. */
  get sum(): Durations {
    let within = 0;
    const all = this.#upTo.map((count) => {
      within += count;
      return within;
    });
    return { count: this.#count, totalMs: this.#totalMs, maxMs: this.#maxMs, within: all };
  }
}
