/**
 * Promises of events to come: each settles by the event, its deadline, its signal, or the end of the client.
 */

import { TimeoutError, UsageError } from "../errors.ts";
import type { AbortSignalLike, Runtime } from "../runtime.ts";

/** What ends a wait besides the event. */
export interface WaitLimits {
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignalLike | undefined;
}

/** All waits of a client. */
export class Waits {
  readonly #runtime: Runtime;
  readonly #pending = new Set<(reason: unknown) => void>();
  /** Why nothing can come any more. */
  #lost: unknown;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Whether nothing can come any more until the client has closed. */
  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /**
   * @param what For the error's text: the event's name.
   * @param listen Begins to listen; the answer stops it.
   */
  wait<T>(what: string, limits: WaitLimits, listen: (found: (value: T) => void) => () => void): Promise<T> {
    const { timeoutMs, signal } = limits;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      const abort = (): void => fail(signal?.reason);
      const cancel =
        timeoutMs === undefined ? undefined : this.#runtime.schedule(() => fail(late(what, timeoutMs)), timeoutMs);
      const off = listen((value) => {
        leave();
        resolve(value);
      });
      const leave = (): void => {
        off();
        cancel?.();
        signal?.removeEventListener("abort", abort);
        this.#pending.delete(fail);
      };
      const fail = (reason: unknown): void => {
        leave();
        reject(reason);
      };
      signal?.addEventListener("abort", abort);
      this.#pending.add(fail);
    });
  }

  /** Nothing will come any more: the client has closed, or a reason is given, which later waits meet too until it has closed. */
  end(reason?: unknown): void {
    this.#lost = reason;
    for (const fail of [...this.#pending]) fail(reason ?? closed());
  }
}

const closed = (): UsageError =>
  new UsageError("CLIENT_CLOSED", {
    what: "The bot was closed while an event was awaited.",
    cure: "Wait only while connected.",
  });

const late = (what: string, timeoutMs: number): TimeoutError =>
  new TimeoutError("WAIT_TIMEOUT", timeoutMs, {
    what: `No ${what} within ${timeoutMs / 1000} s.`,
    cure: "Give it a longer `timeoutMs`, or look at its filter.",
  });
