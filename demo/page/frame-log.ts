/**
 * The frames that passed, as raw text, oldest first, up to so many bytes; and what of them matches a filter.
 *
 * It must never parse a frame, and never know how one is shown.
 */

import type { Frame } from "./wire.ts";

/** Text that is kept, in characters. */
const MOST_BYTES = 24 * 2 ** 20;
const MOST_FRAMES = 60_000;
/** What a frame weighs beside its text. */
const OVERHEAD_BYTES = 160;
/** Dropped frames that may lie at the front of a list before it is cut. */
const SLACK = 4096;

/** A list whose front can be dropped without moving the rest each time. */
class Queue {
  #items: Frame[] = [];
  #from = 0;

  get length(): number {
    return this.#items.length - this.#from;
  }

  at(index: number): Frame | undefined {
    return this.#items[this.#from + index];
  }

  push(frame: Frame): void {
    this.#items.push(frame);
  }

  shift(): Frame | undefined {
    const first = this.#items[this.#from++];
    if (this.#from > SLACK) {
      this.#items = this.#items.slice(this.#from);
      this.#from = 0;
    }
    return first;
  }

  all(): Frame[] {
    return this.#items.slice(this.#from);
  }
}

/** See the top of this file. */
export class FrameLog {
  #kept = new Queue();
  #shown = new Queue();
  #bytes = 0;
  #match: (frame: Frame) => boolean = () => true;
  /** The newest frame that may be shown; Infinity while nothing is paused. */
  #until = Number.POSITIVE_INFINITY;
  /** All frames that passed, and those of them that were dropped since. */
  total = 0;
  dropped = 0;
  /** How many were dropped from the front of what is shown, ever. */
  shownDropped = 0;

  add(frames: readonly Frame[]): void {
    for (const frame of frames) {
      this.#kept.push(frame);
      this.#bytes += frame.text.length + OVERHEAD_BYTES;
      if (frame.id <= this.#until && this.#match(frame)) this.#shown.push(frame);
    }
    this.total += frames.length;
    while (this.#bytes > MOST_BYTES || this.#kept.length > MOST_FRAMES) this.#drop();
  }

  get kept(): number {
    return this.#kept.length;
  }

  /** How many frames match. */
  get length(): number {
    return this.#shown.length;
  }

  /** How many came since the pause. */
  get held(): number {
    const last = this.#kept.at(this.#kept.length - 1)?.id ?? 0;
    return Math.max(0, last - this.#until);
  }

  get paused(): boolean {
    return this.#until !== Number.POSITIVE_INFINITY;
  }

  /** A frame that matches, by its place; 0 is the oldest. */
  at(index: number): Frame | undefined {
    return this.#shown.at(index);
  }

  /** The place of a frame, or of the first after it. */
  placeOf(id: number): number {
    let [low, high] = [0, this.#shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#shown.at(middle)?.id ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The frames that match. */
  all(): Frame[] {
    return this.#shown.all();
  }

  filter(match: (frame: Frame) => boolean): void {
    this.#match = match;
    this.#sift();
  }

  /** Shows nothing newer than now; recording goes on. */
  pause(): void {
    this.#until = this.#kept.at(this.#kept.length - 1)?.id ?? 0;
  }

  resume(): void {
    this.#until = Number.POSITIVE_INFINITY;
    this.#sift();
  }

  /** Forgets all frames, and that it was paused. */
  clear(): void {
    this.#until = Number.POSITIVE_INFINITY;
    this.#kept = new Queue();
    this.#shown = new Queue();
    [this.#bytes, this.total, this.dropped] = [0, 0, 0];
  }

  #sift(): void {
    this.#shown = new Queue();
    for (const frame of this.#kept.all()) {
      if (frame.id > this.#until) break;
      if (this.#match(frame)) this.#shown.push(frame);
    }
  }

  #drop(): void {
    const frame = this.#kept.shift();
    if (frame === undefined) return;
    this.#bytes -= frame.text.length + OVERHEAD_BYTES;
    this.dropped++;
    if (this.#shown.at(0) === frame) {
      this.#shown.shift();
      this.shownDropped++;
    }
  }
}
