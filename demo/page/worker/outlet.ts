/**
 * What leaves the worker: frames and notes in batches, the next only when the page has taken in the last, so that a busy
 * page is never buried.
 *
 * It must never hold back a note; of frames, the oldest give way, and are counted.
 */

import type { Facts, Frame, News, Note } from "../wire.ts";

const BATCH_EVERY_MS = 50;
const MOST_WAITING_BYTES = 32 * 2 ** 20;

/** See the top of this file. */
export class Outlet {
  readonly #post: (news: News) => void;
  readonly #facts: () => Facts | undefined;
  #frames: Frame[] = [];
  #bytes = 0;
  #skipped = 0;
  #notes: Note[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #underway = false;

  constructor(post: (news: News) => void, facts: () => Facts | undefined) {
    this.#post = post;
    this.#facts = facts;
  }

  frame(frame: Frame): void {
    this.#frames.push(frame);
    this.#bytes += frame.bytes;
    if (this.#bytes > MOST_WAITING_BYTES) this.#skipHalf();
    this.#wake();
  }

  note(note: Note): void {
    this.#notes.push(note);
    this.#wake();
  }

  /** Forgets what has not left yet: it is of another life. */
  clear(): void {
    [this.#frames, this.#notes, this.#skipped, this.#bytes] = [[], [], 0, 0];
  }

  /** The page has taken in the last batch. */
  taken(): void {
    this.#underway = false;
    if (this.#frames.length > 0 || this.#notes.length > 0) this.#wake();
  }

  #wake(): void {
    if (this.#timer === undefined && !this.#underway) this.#timer = setTimeout(() => this.#send(), BATCH_EVERY_MS);
  }

  #send(): void {
    this.#timer = undefined;
    this.#underway = true;
    const [frames, notes, skipped] = [this.#frames, this.#notes, this.#skipped];
    [this.#frames, this.#notes, this.#skipped, this.#bytes] = [[], [], 0, 0];
    this.#post({ type: "batch", frames, notes, skipped, facts: this.#facts() });
  }

  #skipHalf(): void {
    const half = this.#frames.splice(0, this.#frames.length >> 1);
    this.#skipped += half.length;
    this.#bytes -= half.reduce((sum, frame) => sum + frame.bytes, 0);
  }
}
