/**
 * Counts the requests that Discord calls invalid: 10,000 in 10 minutes from one address, and Cloudflare shuts the door
 * (https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
 *
 * It counts by the minute, and so too many rather than too few. It must never know what a request was about.
 */

import type { LimitScope } from "./headers.ts";

const MINUTE_MS = 60_000;
const MINUTES = 10;

/** The count of the last ten minutes. */
export class InvalidCount {
  readonly #minutes: { readonly at: number; count: number }[] = [];
  #total = 0;

  /** How many there were. */
  total(now: number): number {
    for (let first = this.#minutes[0]; first !== undefined && now >= this.#goneAt(first.at); first = this.#minutes[0]) {
      this.#total -= first.count;
      this.#minutes.shift();
    }
    return this.#total;
  }

  /** One more. */
  add(now: number): number {
    const last = this.#minutes.at(-1);
    if (last !== undefined && now < last.at + MINUTE_MS) last.count += 1;
    else this.#minutes.push({ at: now, count: 1 });
    this.#total += 1;
    return this.total(now);
  }

  /** When the count falls; `now` if there is none. */
  fallsAt(now: number): number {
    const first = this.#minutes[0];
    return first === undefined ? now : this.#goneAt(first.at);
  }

  /** A minute's entries are forgotten when the youngest of them is ten minutes old. */
  #goneAt(at: number): number {
    return at + (MINUTES + 1) * MINUTE_MS;
  }
}

/** A 401, a 403, or a 429 that is not about a limit shared with others. */
export function isInvalid(status: number, scope: LimitScope | undefined): boolean {
  return status === 401 || status === 403 || (status === 429 && scope !== "shared");
}
