/**
 * Who listens to what, and the delivery of one event to all of them: in the order in which they came, each apart from the
 * others' failures.
 *
 * It must never parse an event that nobody reads, and never let a listener's error out.
 */

import type { AbortSignalLike } from "../runtime.ts";
import type { Off } from "./listening.ts";
import type { Stopwatch } from "./stopwatch.ts";

/** An event on its way to its listeners. */
export interface Delivery {
  readonly name: string;
  /** Parsed when first read; throws if the payload is not JSON. */
  readonly data: unknown;
  /** When it came, in monotonic milliseconds, if that is known. */
  readonly arrivedAt?: number;
}

/** One who listens. `E` is what a delivery carries besides. */
export interface Listener<D extends Delivery> {
  /** An event's name, or "*" for all. */
  readonly name: string;
  readonly run: (delivery: D) => unknown;
  /** Sees the payload first; false keeps it from `run`. */
  readonly accepts?: ((data: never) => boolean) | undefined;
  readonly scope?: "guild" | "dm" | undefined;
  readonly once?: boolean | undefined;
  readonly signal?: AbortSignalLike | undefined;
  /** The line that listens, for errors. */
  readonly line: string;
}

/** Told when a listener throws or its promise rejects. */
export type ListenerFailed = (error: unknown, listener: { readonly name: string; readonly line: string }) => void;

const NOBODY: readonly never[] = [];

/** All listeners of a client. */
export class Listeners<D extends Delivery> {
  readonly #byName = new Map<string, readonly Listener<D>[]>();
  readonly #failed: ListenerFailed;
  readonly #stopwatch: Stopwatch | undefined;

  /** @param stopwatch Sees how long listeners run. */
  constructor(failed: ListenerFailed, stopwatch?: Stopwatch) {
    this.#failed = failed;
    this.#stopwatch = stopwatch;
  }

  /** Whether anybody listens to that very name. */
  has(name: string): boolean {
    return this.#byName.has(name);
  }

  add(listener: Listener<D>): Off {
    const { name, signal } = listener;
    const kept = listener.once === true ? { ...listener, run: runOnce } : listener;
    const off = (): void => {
      signal?.removeEventListener("abort", off);
      this.#remove(kept);
    };
    function runOnce(delivery: D): unknown {
      off();
      return listener.run(delivery);
    }
    if (signal?.aborted !== true) {
      signal?.addEventListener("abort", off);
      // Lists are replaced, never changed: a delivery under way goes to those who listened when it began.
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), kept]);
    }
    return disposable(off);
  }

  #remove(listener: Listener<D>): void {
    const left = this.#byName.get(listener.name)?.filter((other) => other !== listener) ?? [];
    if (left.length === 0) this.#byName.delete(listener.name);
    else this.#byName.set(listener.name, left);
  }

  /**
   * Hands an event to everybody who listens to its name, then to those who listen to all.
   * @returns Undefined if all of them are done; else a promise that settles when they are, and never rejects.
   */
  deliver(delivery: D): Promise<unknown> | undefined {
    const named = this.#byName.get(delivery.name) ?? NOBODY;
    const all = this.#byName.get("*") ?? NOBODY;
    if (named.length + all.length === 0) return undefined;
    // Handlers run in the turn in which the event came; that spares a look at the clock.
    const startedAt = delivery.arrivedAt ?? this.#stopwatch?.now() ?? 0;
    let pending: PromiseLike<void>[] | undefined;
    for (const listener of named) pending = this.#tell(listener, delivery, pending);
    for (const listener of all) pending = this.#tell(listener, delivery, pending);
    this.#stopwatch?.ran(startedAt, delivery.name, named, all);
    return pending && Promise.all(pending);
  }

  /** @returns What is pending; no list is made for handlers that are done. */
  #tell(listener: Listener<D>, delivery: D, pending?: PromiseLike<void>[]): PromiseLike<void>[] | undefined {
    try {
      if (!wanted(listener, delivery)) return pending;
      const result = listener.run(delivery);
      if (!isThenable(result)) return pending;
      const list = pending ?? [];
      list.push(result.then(settled, (error) => this.#failed(error, listener)));
      return list;
    } catch (error) {
      this.#failed(error, listener);
      return pending;
    }
  }
}

/** Lets `using` stop what a call stops, where the runtime has Symbol.dispose. */
export function disposable(off: () => void): Off {
  const { dispose } = Symbol as { readonly dispose?: symbol };
  return (dispose === undefined ? off : Object.assign(off, { [dispose]: off })) as Off;
}

function settled(): void {}

function wanted<D extends Delivery>({ scope, accepts }: Listener<D>, delivery: D): boolean {
  if (scope !== undefined && (scope === "guild") !== inGuild(delivery.data)) return false;
  return accepts === undefined || accepts(delivery.data as never);
}

function inGuild(data: unknown): boolean {
  return typeof (data as { guild_id?: unknown } | undefined)?.guild_id === "string";
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}
