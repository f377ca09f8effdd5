/**
 * What leaves the worker: frames and notes in batches, the next only when the page has taken in the last, so that a busy
 * page is never buried.
 *
 * It must never hold back a note; of frames, the oldest give way, and are counted.
 */

import { Packing } from "../parcel.ts";
import type { Facts, Frame, News, Note } from "../wire.ts";

const BATCH_EVERY_MS = 50;
const MOST_WAITING_BYTES = 32 * 2 ** 20;
/** How the bot stands is told with every small batch, and with large ones no more often than it can be read. */
const FACTS_EVERY_MS = 250;
const SMALL_BATCH = 10;

/** See the top of this file. */
export class Outlet {
  readonly #post: (news: News, handedOver: readonly ArrayBuffer[]) => void;
  readonly #facts: () => Facts | undefined;
  readonly #packing = new Packing();
  #skipped = 0;
  #notes: Note[] = [];
  #factsAt = 0;
  #untold = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #underway = false;

  constructor(post: (news: News, handedOver: readonly ArrayBuffer[]) => void, facts: () => Facts | undefined) {
    this.#post = post;
    this.#facts = facts;
  }

  frame(frame: Omit<Frame, "id">): void {
    this.#packing.add(frame);
    if (this.#packing.bytes > MOST_WAITING_BYTES) this.#skipped += this.#packing.halve();
    this.#wake();
  }

  note(note: Note): void {
    this.#notes.push(note);
    this.#wake();
  }

  /** Forgets what has not left yet: it is of another life. */
  clear(): void {
    this.#packing.seal();
    [this.#notes, this.#skipped] = [[], 0];
  }

  /** The page has taken in the last batch. */
  taken(): void {
    this.#underway = false;
    if (this.#packing.size > 0 || this.#notes.length > 0 || this.#untold) this.#wake();
  }

  #wake(): void {
    if (this.#timer === undefined && !this.#underway) this.#timer = setTimeout(() => this.#send(), BATCH_EVERY_MS);
  }

  #send(): void {
    this.#timer = undefined;
    this.#underway = true;
    const [notes, skipped, small] = [this.#notes, this.#skipped, this.#packing.size < SMALL_BATCH];
    const parcel = this.#packing.seal();
    [this.#notes, this.#skipped] = [[], 0];
    const now = Date.now();
    const telling = small || notes.length > 0 || now - this.#factsAt >= FACTS_EVERY_MS;
    if (telling) this.#factsAt = now;
    this.#untold = !telling;
    const facts = telling ? this.#facts() : undefined;
    this.#post({ type: "batch", parcel, notes, skipped, facts }, [parcel.numbers.buffer]);
  }
}
