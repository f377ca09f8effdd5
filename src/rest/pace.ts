/**
 * How many requests a second one identity may send: 50, by Discord's rule
 * (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit).
 *
 * A place that was taken is free again one second after its answer. The request arrived before its answer, and the next
 * one in its place arrives after it is sent: so no second, however Discord cuts it, ever sees more than allowed. It
 * must never know of buckets.
 */

const SECOND_MS = 1000;

/** The places of one identity. */
export class Pace {
  readonly #perSecond: number;
  /** When places come free, ascending from #first. */
  readonly #freeAt: number[] = [];
  #first = 0;
  #inFlight = 0;
  #blockedUntil = 0;

  /** @param perSecond How many; Infinity for no limit. */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Whether a place is free. */
  isFree(now: number): boolean {
    this.#forget(now);
    return now >= this.#blockedUntil && this.#inFlight + this.#freeAt.length - this.#first < this.#perSecond;
  }

  /** Takes a place that is free. */
  take(): void {
    this.#inFlight += 1;
  }

  /** Gives a place back: its request was answered, or will not be. */
  giveBack(now: number): void {
    this.#inFlight -= 1;
    if (this.#perSecond !== Number.POSITIVE_INFINITY) this.#freeAt.push(now + SECOND_MS);
  }

  /** Discord said: nothing before `until`. */
  block(until: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, until);
  }

  /** When a place comes free by the clock alone; undefined if only an answer can bring that. */
  opensAt(now: number): number | undefined {
    if (now < this.#blockedUntil) return this.#blockedUntil;
    return this.#freeAt[this.#first];
  }

  /** Whether nothing is known that would be lost with it. */
  isIdle(now: number): boolean {
    this.#forget(now);
    return this.#inFlight === 0 && this.#freeAt.length === this.#first && now >= this.#blockedUntil;
  }

  #forget(now: number): void {
    while ((this.#freeAt[this.#first] ?? Number.POSITIVE_INFINITY) <= now) this.#first += 1;
    if (this.#first > 64 && this.#first * 2 > this.#freeAt.length) {
      this.#freeAt.splice(0, this.#first);
      this.#first = 0;
    }
  }
}
