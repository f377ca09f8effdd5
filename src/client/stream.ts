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

/** The writing end, and the iterable that reads from it. */
export class EventStream<T> implements AsyncIterableIterator<T> {
  readonly #capacity: number;
  readonly #overflow: NonNullable<StreamOptions["overflow"]>;
  readonly #ended: () => void;
  #buffer: T[] = [];
  #readers: Reader<T>[] = [];
  #done = false;
  #error: unknown;

  /** @param ended Called once, when nobody reads any more. */
  constructor(options: StreamOptions, ended: () => void) {
    this.#capacity = Math.max(1, options.buffer ?? DEFAULT_BUFFER);
    this.#overflow = options.overflow ?? "drop-oldest";
    this.#ended = ended;
  }

  /** Adds a value for the reader. */
  push(value: T): void {
    if (this.#done) return;
    const reader = this.#readers.shift();
    if (reader !== undefined) return reader.resolve({ done: false, value });
    if (this.#buffer.length >= this.#capacity && !this.#makeRoom()) return;
    this.#buffer.push(value);
  }

  #makeRoom(): boolean {
    if (this.#overflow === "drop-oldest") this.#buffer.shift();
    if (this.#overflow === "throw") this.end(overflowError(this.#capacity));
    return this.#overflow === "drop-oldest";
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
    return new Promise((resolve, reject) => {
      if (this.#buffer.length > 0) resolve({ done: false, value: this.#buffer.shift() as T });
      else if (this.#done) this.#finish({ resolve, reject });
      else this.#readers.push({ resolve, reject });
    });
  }

  return(): Promise<IteratorResult<T>> {
    this.#buffer = [];
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

const overflowError = (capacity: number): UsageError =>
  new UsageError("STREAM_OVERFLOW", {
    what: `An event iterator was not read fast enough: its buffer of ${capacity} events is full.`,
    cure: 'Read faster, give it a greater `buffer`, or let it drop events: `overflow: "drop-oldest"`.',
  });
