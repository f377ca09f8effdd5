/**
 * Events as an async iterable: a buffer of bounded size between those who send and one who reads at leisure.
 *
 * It must never grow without bound, and never leave a reader waiting after the end.
 */

import { UsageError } from "../errors.ts";
import type { StreamOptions } from "./listening.ts";

const DEFAULT_BUFFER = 1024;

interface Reader<T> {
  readonly resolve: (result: IteratorResult<T>) => void;
  readonly reject: (error: unknown) => void;
}

interface Entry<T> {
  readonly value: T;
  readonly release: () => void;
}

/** The writing end, and the iterable that reads from it. */
export class EventStream<T> implements AsyncIterableIterator<T> {
  readonly #capacity: number;
  readonly #overflow: NonNullable<StreamOptions["overflow"]>;
  readonly #ended: () => void;
  /** What has come, the latest last, and what is read next, the oldest last: to shift a long list would cost its length. */
  #come: Entry<T>[] = [];
  #next: Entry<T>[] = [];
  /** Lets go of the event that the reader has in hand. */
  #inHand: (() => void) | undefined;
  #readers: Reader<T>[] = [];
  #done = false;
  #error: unknown;

  /** @param ended Called once, when nobody reads any more. */
  constructor(options: StreamOptions, ended: () => void) {
    this.#capacity = Math.max(1, options.buffer ?? DEFAULT_BUFFER);
    this.#overflow = options.overflow ?? "drop-oldest";
    this.#ended = ended;
  }

  /**
   * Adds a value for the reader.
   * @returns Settles when the reader is done with it: when the next one is asked for, or none is.
   */
  push(value: T): Promise<void> {
    return new Promise((release) => this.put(value, release));
  }

  /** The same; `release` is called when the reader is done with it. */
  put(value: T, release: () => void): void {
    const reader = this.#readers.shift();
    if (reader !== undefined) this.#hand({ value, release }, reader);
    else if (!this.#done && (this.#come.length + this.#next.length < this.#capacity || this.#makeRoom()))
      this.#come.push({ value, release });
    else release();
  }

  #makeRoom(): boolean {
    if (this.#overflow === "drop-oldest") this.#oldest()?.release();
    if (this.#overflow === "throw") this.end(overflowError(this.#capacity));
    return this.#overflow === "drop-oldest";
  }

  #oldest(): Entry<T> | undefined {
    if (this.#next.length === 0) this.#next = this.#come.splice(0).reverse();
    return this.#next.pop();
  }

  #hand({ value, release }: Entry<T>, reader: Reader<T>): void {
    this.#inHand = release;
    reader.resolve({ done: false, value });
  }

  /** Ends the iteration once the buffer is read; with an error it throws then. */
  end(error?: unknown): void {
    if (this.#done) return;
    this.#done = true;
    this.#error = error;
    this.#ended();
    for (const reader of this.#readers) this.#finish(reader);
    this.#readers = [];
  }

  #finish(reader: Reader<T>): void {
    const error = this.#error;
    this.#error = undefined;
    if (error === undefined) reader.resolve({ done: true, value: undefined });
    else reader.reject(error);
  }

  next(): Promise<IteratorResult<T>> {
    this.#inHand?.();
    this.#inHand = undefined;
    return new Promise((resolve, reject) => {
      const reader = { resolve, reject };
      const entry = this.#oldest();
      if (entry !== undefined) this.#hand(entry, reader);
      else if (this.#done) this.#finish(reader);
      else this.#readers.push(reader);
    });
  }

  return(): Promise<IteratorResult<T>> {
    this.#inHand?.();
    for (let entry = this.#oldest(); entry !== undefined; entry = this.#oldest()) entry.release();
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

const overflowError = (capacity: number): UsageError =>
  new UsageError("STREAM_OVERFLOW", {
    what: `An iterator was read too slowly for its buffer of ${capacity} events.`,
    cure: 'Give it a greater `buffer`, or `overflow: "drop-oldest"`.',
  });
