/**
 * Counts things that are forgotten after a while, each at its own instant.
 *
 * It must never know what they are.
 */

/** Entries taken off at once: an array's front is dear to move. */
const TRIMMED_AT = 64;

/** The count. Things are added in about the order in which they end. */
export class Recent {
  /** When each ends, ascending from #first. */
  readonly #ends: number[] = [];
  #first = 0;

  /** How many have not ended. */
  count(now: number): number {
    const ends = this.#ends;
    while (this.#first < ends.length && (ends[this.#first] as number) <= now) this.#first += 1;
    if (this.#first > TRIMMED_AT && this.#first * 2 > ends.length) {
      ends.splice(0, this.#first);
      this.#first = 0;
    }
    return ends.length - this.#first;
  }

  /** One more; it is kept for as long as the one before, if that ends later. */
  add(endsAt: number): void {
    this.#ends.push(Math.max(endsAt, this.#ends.at(-1) ?? 0));
  }

  /** When the next one ends; undefined if there is none. */
  get endsAt(): number | undefined {
    return this.#ends[this.#first];
  }
}
