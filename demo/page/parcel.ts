/**
 * Frames on their way from the worker to the page: their texts, and all else of them as one row of numbers that changes hands
 * without a copy. Thousands of objects a second would cost more to carry than to make anew.
 *
 * It must never look into a frame's text.
 */

import type { Frame } from "./wire.ts";

/** Frames as they travel. */
export interface Parcel {
  /** The id of the first; the others count on. */
  readonly first: number;
  readonly texts: readonly string[];
  /** Names of events, each once. */
  readonly names: readonly string[];
  /** For each frame: when, whether it came in, opcode, place of its name, sequence number, bytes. */
  readonly numbers: Float64Array<ArrayBuffer>;
}

const PER_FRAME = 6;
const NOTHING = -1;

/** A parcel that is being packed. */
export class Packing {
  #first = 1;
  #texts: string[] = [];
  #numbers: number[] = [];
  #names = new Map<string, number>();
  /** What the frames in it weigh. */
  bytes = 0;

  get size(): number {
    return this.#texts.length;
  }

  add({ at, direction, op, t, s, bytes, text }: Omit<Frame, "id">): void {
    this.#texts.push(text);
    this.#numbers.push(at, direction === "in" ? 1 : 0, op, this.#placeOf(t), s ?? NOTHING, bytes);
    this.bytes += bytes;
  }

  /** Leaves out the older half: how many those were. */
  halve(): number {
    const half = this.size >> 1;
    this.#texts.splice(0, half);
    const gone = this.#numbers.splice(0, half * PER_FRAME);
    for (let n = PER_FRAME - 1; n < gone.length; n += PER_FRAME) this.bytes -= gone[n] ?? 0;
    this.#first += half;
    return half;
  }

  /** The parcel; the next one begins where it ends. */
  seal(): Parcel {
    const names = [...this.#names.keys()];
    const sealed = { first: this.#first, texts: this.#texts, names, numbers: Float64Array.from(this.#numbers) };
    this.#first += this.size;
    [this.#texts, this.#numbers, this.#names, this.bytes] = [[], [], new Map(), 0];
    return sealed;
  }

  #placeOf(name: string | null): number {
    if (name === null) return NOTHING;
    const place = this.#names.get(name) ?? this.#names.size;
    this.#names.set(name, place);
    return place;
  }
}

/** The frames of a parcel. */
export function unpack({ first, texts, names, numbers }: Parcel): Frame[] {
  return texts.map((text, n) => {
    const from = n * PER_FRAME;
    const number = (place: number): number => numbers[from + place] as number;
    const s = number(4);
    return {
      ...{ id: first + n, at: number(0), direction: number(1) === 1 ? "in" : "out", op: number(2) },
      ...{ t: names[number(3)] ?? null, s: s === NOTHING ? null : s, bytes: number(5), text },
    };
  });
}
