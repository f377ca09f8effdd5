/**
 * Counts what a library hands on, and tells when a phase is through.
 */

import { type Check, emptyCheck, note } from "./check.ts";

/** See the top of this file. */
export class Tally {
  #check: Check = emptyCheck();
  #until = 0;
  #done: (check: Check) => void = () => {};

  /** Counts one event. */
  seen(seq: number, data: unknown): void {
    note(this.#check, seq, data);
    if (this.#check.count === this.#until) this.#done(this.#check);
  }

  /** Starts anew; `done` is called, synchronously, with the event that makes so many. */
  expect(count: number, done: (check: Check) => void): void {
    this.#check = emptyCheck();
    this.#until = count;
    this.#done = done;
  }
}
