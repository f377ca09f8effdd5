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
  const waiters = new Set<Waiter<I>>();
  const held = new Map<I, (taken: boolean) => void>();

  function next<J extends I>(what: string, fits: (i: I) => boolean, init: WaitInit<J>): Promise<J> {
    const { filter, signal, timeoutMs = LIFE_MS } = init;
    return new Promise<J>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const waiter: Waiter<I> = {
        take: (i) => {
          const wanted = fits(i) && accepts(filter, i as J);
          if (wanted) settle(() => resolve(i as J));
          return wanted;
        },
        end: (error) => settle(() => reject(error)),
      };
      const abort = () => waiter.end(signal?.reason);
      const cancel = clock.schedule(() => waiter.end(timedOut(what, timeoutMs)), timeoutMs);
      function settle(how: () => void): void {
        waiters.delete(waiter);
        cancel();
        signal?.removeEventListener("abort", abort);
        how();
      }
      signal?.addEventListener("abort", abort);
      waiters.add(waiter);
      for (const [i, release] of held) {
        if (waiters.has(waiter) && taken(waiter, i)) release(true);
      }
    });
  }

  function hold(i: I, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = clock.schedule(() => release(false), ms);
      function release(taken: boolean): void {
        held.delete(i);
        cancel();
        resolve(taken);
      }
      held.set(i, release);
    });
  }

  return {
    next,
    offer: (i) => [...waiters].some((waiter) => taken(waiter, i)),
    hold,
    stop: () => {
      for (const release of held.values()) release(true);
      for (const waiter of [...waiters]) waiter.end(closed());
    },
  };
}

const accepts = <J>(filter: ((i: J) => boolean) | undefined, i: J): boolean => filter === undefined || filter(i);

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
    cure: "Catch this, and take the buttons away or say that it is over.",
  });
}

function closed(): UsageError {
  return new UsageError("WAIT_CLOSED", {
    what: "The wait ended because the client or the endpoint was closed.",
    cure: "Close only when nothing is awaited any more, or catch this.",
  });
}
