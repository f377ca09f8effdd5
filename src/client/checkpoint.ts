/**
 * How far a shard's events have truly been handled, as a pure machine: the highest sequence number up to which every handler has
 * settled. That, and not what arrived, is what a new process resumes from.
 *
 * It must never know what the events are.
 */

import type { Machine, Tick } from "../machine.ts";

const SAVE_EVERY_EVENTS = 100;
const SAVE_EVERY_MS = 250;
/** A handler that takes longer is told of and passed, or one that hangs would hold everything back. */
const SLOW_AFTER_MS = 30_000;

/** What the checkpoint hears. */
export type CheckpointInput =
  /** A session began, or was taken up; counting starts behind `seq`. */
  | { readonly type: "session"; readonly seq: number }
  /** An event was handed to handlers; `settled` if all are done already. */
  | { readonly type: "handed"; readonly seq: number; readonly settled: boolean }
  | { readonly type: "settled"; readonly seq: number };

/** What the checkpoint wants done. */
export type CheckpointEffect =
  | { readonly type: "save"; readonly seq: number }
  /** A handler of that event has not settled for 30 s, and is not waited for any longer. */
  | { readonly type: "slow"; readonly seq: number };

/** See the top of this file. */
export class Checkpoint implements Machine<CheckpointInput, CheckpointEffect> {
  /** Events under way by number, with the instant at which they are passed; in the order in which they were handed out. */
  readonly #open = new Map<number, number>();
  #handed = 0;
  #saved = 0;
  #saveAt: number | undefined;

  /** The highest number up to which everything has settled. */
  get seq(): number {
    if (this.#open.size === 0) return this.#handed;
    for (const seq of this.#open.keys()) return seq - 1;
    return this.#handed;
  }

  get alarm(): number | undefined {
    if (this.#open.size === 0) return this.#saveAt;
    let at = this.#saveAt ?? Infinity;
    for (const slowAt of this.#open.values()) {
      at = Math.min(at, slowAt);
      break;
    }
    return at === Infinity ? undefined : at;
  }

  feed(input: CheckpointInput | Tick, now: number): readonly CheckpointEffect[] {
    const effects: CheckpointEffect[] = [];
    switch (input.type) {
      case "session":
        this.#open.clear();
        this.#handed = input.seq;
        this.#save(effects);
        break;
      case "handed":
        // One without a number, or one that came twice, must not take the count back.
        if (input.seq <= this.#handed) break;
        this.#handed = input.seq;
        if (!input.settled) this.#open.set(input.seq, now + SLOW_AFTER_MS);
        break;
      case "settled":
        this.#open.delete(input.seq);
        break;
      case "tick":
        this.#pass(now, effects);
        break;
    }
    this.#consider(now, effects);
    return effects;
  }

  #pass(now: number, effects: CheckpointEffect[]): void {
    for (const [seq, slowAt] of this.#open) {
      if (slowAt > now) return;
      this.#open.delete(seq);
      effects.push({ type: "slow", seq });
    }
  }

  #consider(now: number, effects: CheckpointEffect[]): void {
    const news = this.seq - this.#saved;
    if (news <= 0) return;
    if (news >= SAVE_EVERY_EVENTS || (this.#saveAt !== undefined && now >= this.#saveAt)) this.#save(effects);
    else this.#saveAt ??= now + SAVE_EVERY_MS;
  }

  #save(effects: CheckpointEffect[]): void {
    this.#saved = this.seq;
    this.#saveAt = undefined;
    effects.push({ type: "save", seq: this.#saved });
  }
}
