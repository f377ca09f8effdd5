/**
 * Gathers the ends of shards that were told to leave, into one promise that settles when the last has.
 */

import type { Session } from "./session.ts";
import type { End } from "./transcript.ts";

/** See the top of this file. */
export class Closing {
  /** The shards whose peer did not answer the Close frame. */
  readonly promise: Promise<readonly number[]>;
  /** What they left behind. */
  readonly sessions: Session[] = [];
  readonly #pending: Set<number>;
  readonly #unanswered: number[] = [];
  #resolve!: (unanswered: readonly number[]) => void;

  constructor(shards: readonly number[]) {
    this.#pending = new Set(shards);
    this.promise = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#check();
  }

  /** A shard has left, or failed meanwhile. */
  left(shard: number, end: End): void {
    if (!this.#pending.delete(shard)) return;
    if (end.session !== undefined) this.sessions.push(end.session);
    if (end.cause.type === "left" && !end.cause.answered) this.#unanswered.push(shard);
    this.#check();
  }

  #check(): void {
    if (this.#pending.size === 0) this.#resolve(this.#unanswered);
  }
}
