/**
 * How many requests a second one identity may send: 50, by Discord's rule
 * (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit).
 *
 * Discord counts a request when it arrives, somewhere between its sending and its answer. Were a place free again one
 * second after its answer, no second, however Discord cuts it, could ever see more than allowed; but each wave would come
 * later than the one before by a whole way there and back. The request that takes the place is on its way as well, though,
 * and no way is shorter than the shortest that was seen: by most of that a place is free earlier, and still no second sees
 * more. What is measured while connections are opened and a first rush is worked off is left out: it is no way, but our own
 * haste. It must never know of buckets.
 */

import { Recent } from "./recent.ts";

const SECOND_MS = 1000;
/** How much of the shortest way is relied upon, for the shortest of all may not have been seen yet; less what work here takes. */
const RELIED_UPON = 0.8;
const WORK_MS = 4;
/** From which answer on the way is measured, and from which it is known, in seconds' worth of places. */
const MEASURED_FROM = 1;
const KNOWN_FROM = 1.2;

/** The places of one identity. */
export class Pace {
  readonly #perSecond: number;
  /** Places that were answered, until they are free. */
  readonly #taken = new Recent();
  #inFlight = 0;
  #answers = 0;
  #shortestMs = SECOND_MS;
  #blockedUntil = 0;

  /** @param perSecond How many; Infinity for no limit. */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Whether a place is free. */
  isFree(now: number): boolean {
    return now >= this.#blockedUntil && this.#inFlight + this.#taken.count(now) < this.#perSecond;
  }

  /** Takes a place that is free. */
  take(): void {
    this.#inFlight += 1;
  }

  /** Gives a place back: its request was answered after `tookMs`, or will not be: 0. */
  giveBack(now: number, tookMs: number): void {
    this.#inFlight -= 1;
    if (this.#perSecond === Infinity) return;
    if (tookMs > 0) this.#answers += 1;
    if (tookMs > 0 && this.#answers > MEASURED_FROM * this.#perSecond)
      this.#shortestMs = Math.min(this.#shortestMs, tookMs);
    const isKnown = tookMs > 0 && this.#answers > KNOWN_FROM * this.#perSecond;
    const earlierMs = isKnown ? Math.max(0, this.#shortestMs * RELIED_UPON - WORK_MS) : 0;
    this.#taken.add(now + SECOND_MS - earlierMs);
  }

  /** Discord said: nothing before `until`. */
  block(until: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, until);
  }

  /** When a place comes free by the clock alone; undefined if only an answer can bring that. */
  opensAt(now: number): number | undefined {
    return now < this.#blockedUntil ? this.#blockedUntil : this.#taken.endsAt;
  }

  /** Whether nothing is known that would be lost with it. */
  isIdle(now: number): boolean {
    return this.#inFlight + this.#taken.count(now) === 0 && now >= this.#blockedUntil;
  }
}
