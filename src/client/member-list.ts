/**
 * The members of a guild as an async iterable, filled chunk by chunk.
 *
 * Its length is the guild's: it buffers what has come and is not read yet, and ends by itself.
 */

/** Members as they arrive. */
export interface MemberList<T> extends AsyncIterableIterator<T> {
  /** The user ids that are no members; complete when the iteration has ended. */
  readonly notFound: readonly string[];
}

interface Reader<T> {
  readonly resolve: (result: IteratorResult<T>) => void;
  readonly reject: (error: unknown) => void;
}

/** The writing end of a MemberList. */
export class FillingList<T> implements MemberList<T> {
  readonly notFound: string[] = [];
  readonly #left: () => void;
  #buffer: T[] = [];
  #readers: Reader<T>[] = [];
  #end: { readonly error?: unknown } | undefined;

  /** @param left Called when the reader goes before the end. */
  constructor(left: () => void) {
    this.#left = left;
  }

  add(members: readonly T[], notFound: readonly unknown[]): void {
    this.notFound.push(...notFound.map(String));
    this.#buffer.push(...members);
    this.#serve();
  }

  /** Nothing follows; with an error, the reader meets it after what has come. */
  end(error?: unknown): void {
    this.#end ??= error === undefined ? {} : { error };
    this.#serve();
  }

  #serve(): void {
    while (this.#readers.length > 0 && (this.#buffer.length > 0 || this.#end !== undefined)) {
      const reader = this.#readers.shift() as Reader<T>;
      if (this.#buffer.length > 0) reader.resolve({ done: false, value: this.#buffer.shift() as T });
      else this.#finish(reader);
    }
  }

  #finish(reader: Reader<T>): void {
    const { error } = this.#end ?? {};
    this.#end = {};
    if (error === undefined) reader.resolve({ done: true, value: undefined });
    else reader.reject(error);
  }

  next(): Promise<IteratorResult<T>> {
    return new Promise((resolve, reject) => {
      this.#readers.push({ resolve, reject });
      this.#serve();
    });
  }

  return(): Promise<IteratorResult<T>> {
    this.#buffer = [];
    if (this.#end === undefined) this.#left();
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
