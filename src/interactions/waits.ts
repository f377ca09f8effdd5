/**
 * Those who wait for the next use of a component or the next submission of a form.
 *
 * Every wait settles: by what it waited for, by its time-out, by its signal, or by the end of all. It must never see an
 * interaction that nobody waits for.
 */

import type { WaitInit } from "../commands/interaction.ts";
import { TimeoutError, UsageError } from "../errors.ts";
import type { Clock } from "../machine.ts";
import { LIFE_MS } from "./deadline.ts";

/** All who wait, for interactions of type `I`. */
export interface Waits<I> {
  /** Waits for the next one that `fits` and that passes the filter. `what` is for the text of a time-out. */
  next<J extends I>(what: string, fits: (i: I) => boolean, init: WaitInit<J>): Promise<J>;
  /** Hands it to the first who waits for it; false: nobody does. */
  offer(i: I): boolean;
  /**
   * Keeps one that nobody waits for yet, for somebody who is about to: a user can be quicker than the answer to the
   * request that showed the button. False: nobody came within `ms`.
   */
  hold(i: I, ms: number): Promise<boolean>;
  /** Ends all waits with an error. */
  stop(): void;
}

interface Waiter<I> {
  take(i: I): boolean;
  end(error: unknown): void;
}

/** Makes an empty waiting room. */
export function createWaits<I>(clock: Clock): Waits<I> {
  return new WaitingRoom<I>(clock);
}

class WaitingRoom<I> implements Waits<I> {
  readonly #clock: Clock;
  readonly #waiters = new Set<Waiter<I>>();
  readonly #held = new Map<I, (taken: boolean) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next<J extends I>(what: string, fits: (i: I) => boolean, init: WaitInit<J>): Promise<J> {
    const { filter, signal, timeoutMs = LIFE_MS } = init;
    return new Promise<J>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const waiter: Waiter<I> = {
        take: (i) => {
          const wanted = fits(i) && (filter === undefined || filter(i as J));
          if (wanted) settle(() => resolve(i as J));
          return wanted;
        },
        end: (error) => settle(() => reject(error)),
      };
      const abort = () => waiter.end(signal?.reason);
      const cancel = this.#clock.schedule(() => waiter.end(timedOut(what, timeoutMs)), timeoutMs);
      const settle = (how: () => void): void => {
        this.#waiters.delete(waiter);
        cancel();
        signal?.removeEventListener("abort", abort);
        how();
      };
      signal?.addEventListener("abort", abort);
      this.#join(waiter);
    });
  }

  offer(i: I): boolean {
    return [...this.#waiters].some((waiter) => taken(waiter, i));
  }

  hold(i: I, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#clock.schedule(() => release(false), ms);
      const release = (byAnyone: boolean): void => {
        this.#held.delete(i);
        cancel();
        resolve(byAnyone);
      };
      this.#held.set(i, release);
    });
  }

  stop(): void {
    for (const release of [...this.#held.values()]) release(true);
    for (const waiter of [...this.#waiters]) waiter.end(closed());
  }

  #join(waiter: Waiter<I>): void {
    this.#waiters.add(waiter);
    for (const [i, release] of this.#held) if (taken(waiter, i)) return release(true);
  }
}

// A filter that throws ends its own wait, and nobody else's.
function taken<I>(waiter: Waiter<I>, i: I): boolean {
  try {
    return waiter.take(i);
  } catch (error) {
    waiter.end(error);
    return false;
  }
}

function timedOut(what: string, timeoutMs: number): TimeoutError {
  return new TimeoutError("WAIT_TIMEOUT", timeoutMs, {
    what: `Nobody used ${what} within ${timeoutMs} ms.`,
    cure: "Catch this, and take the buttons away.",
  });
}

function closed(): UsageError {
  return new UsageError("WAIT_CLOSED", {
    what: "The bot was closed while a user was awaited.",
    cure: "Wait only while connected.",
  });
}
