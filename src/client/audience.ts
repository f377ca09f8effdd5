/**
 * Everybody who listens to a client: handlers, waits and iterators, and what they wish for in intents.
 *
 * It must never know where events come from.
 */

import type { EventName } from "../discord/events.ts";
import { UsageError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Runtime } from "../runtime.ts";
import { callerLine } from "./caller.ts";
import type { DispatchDelivery } from "./delivery.ts";
import type { IntentPlan, Wish } from "./intent-plan.ts";
import { type Delivery, type ListenerFailed, Listeners } from "./listeners.ts";
import type { EventFilter, ListenOptions, Off, StreamOptions, WaitFor } from "./listening.ts";
import { Stopwatch } from "./stopwatch.ts";
import { EventStream } from "./stream.ts";
import type { ClientEvents } from "./surface.ts";
import { Waits } from "./waits.ts";

/** A handler of any event, with how it wants to be called. */
export type AnyListen = Omit<ListenOptions<EventName>, "filter"> & {
  readonly filter?: ((data: never) => boolean) | undefined;
  readonly run: (...given: never[]) => unknown;
};

/** The names of the client's own events. */
export const OWN_EVENTS: Readonly<Record<keyof ClientEvents, true>> = {
  state: true,
  ready: true,
  resumed: true,
  retry: true,
  gap: true,
  problem: true,
  handled: true,
  error: true,
};

/** See the top of this file. */
export class Audience {
  readonly #plan: IntentPlan;
  readonly #log: Log;
  readonly #discord: Listeners<DispatchDelivery>;
  readonly #own: Listeners<Delivery>;
  readonly #waits: Waits;
  readonly #stopwatch: Stopwatch;
  readonly #streams = new Set<EventStream<DispatchDelivery>>();

  constructor(plan: IntentPlan, runtime: Runtime, log: Log, failed: ListenerFailed) {
    this.#plan = plan;
    this.#log = log;
    this.#stopwatch = new Stopwatch(runtime);
    this.#discord = new Listeners(failed, this.#stopwatch);
    this.#own = new Listeners(failed);
    this.#waits = new Waits(runtime);
  }

  /** Adds a handler. `who` names it in texts: "listener at bot.ts:12:8". */
  listen(name: string, { run, filter, scope, content, once, signal }: AnyListen, who: string): Off {
    const about = { name, accepts: filter, scope, once, signal, line: who };
    if (name === "*") return this.#discord.add({ ...about, run: run as (event: unknown) => unknown });
    if (Object.hasOwn(OWN_EVENTS, name)) {
      return this.#own.add({ ...about, run: ({ data }) => (run as (data: unknown) => unknown)(data) });
    }
    this.#wish({ event: eventName(name), scope, content, who });
    const handler = run as (data: unknown, context: unknown) => unknown;
    return this.#discord.add({ ...about, run: (delivery) => handler(delivery.data, delivery) });
  }

  #wish(wish: Wish): void {
    const warning = this.#plan.add(wish);
    if (warning !== undefined) this.#log({ level: "warn", message: warning });
  }

  /** A promise of the next event of a name. */
  readonly waitFor: WaitFor = (name, { timeoutMs, signal, filter, scope, content } = {}) => {
    const line = `waitFor at ${callerLine()}`;
    this.#wish({ event: eventName(name), scope, content, who: line });
    return this.#waits.wait(name, { timeoutMs, signal }, (found) =>
      this.#discord.add({ name, accepts: filter, scope, once: true, line, run: ({ data }) => found(data as never) }),
    );
  };

  /** Events as an iterable; of all names if `name` is "*". */
  stream(
    name: string,
    options: StreamOptions & EventFilter<never>,
    line: string,
  ): AsyncIterableIterator<DispatchDelivery> {
    const { filter, scope, content, signal } = options;
    if (name !== "*") this.#wish({ event: eventName(name), scope, content, who: line });
    const abort = (): void => stream.end();
    const stream = new EventStream<DispatchDelivery>(options, () => {
      this.#streams.delete(stream);
      signal?.removeEventListener("abort", abort);
      off();
    });
    const off = this.#discord.add({ name, accepts: filter, scope, line, run: (delivery) => stream.push(delivery) });
    this.#streams.add(stream);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted || this.#waits.isLost) abort();
    return stream;
  }

  /** Whether anybody listens to an event of that name, or to all. */
  hears(name: string | null): boolean {
    return this.#discord.has(name ?? "") || this.#discord.has("*");
  }

  /** Hands on one of Discord's events. */
  deliver(delivery: DispatchDelivery): Promise<unknown> | undefined {
    return this.#discord.deliver(delivery);
  }

  /** Which handlers kept the process busy in the last so many milliseconds, where any did. */
  blame(lateMs: number): string | undefined {
    return this.#stopwatch.blame(lateMs);
  }

  /** Whether anybody listens to that one of the client's own events. */
  hearsOwn(name: keyof ClientEvents): boolean {
    return this.#own.has(name);
  }

  /** Hands on one of the client's own events. */
  tell<E extends keyof ClientEvents>(name: E, data: ClientEvents[E]): void {
    this.#own.deliver({ name, data });
  }

  /** Nothing will come any more: waits reject, iterators end; handlers stay for the next connect(). */
  end(reason?: unknown): void {
    this.#waits.end(reason);
    for (const stream of [...this.#streams]) stream.end();
  }
}

/** A name as Discord writes it; names of other libraries are met with the right one. */
function eventName(name: string): EventName {
  if (/^[A-Z][A-Z0-9_]*$/.test(name)) return name as EventName;
  const wire = name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replaceAll(/\W+/g, "_")
    .toUpperCase();
  throw new UsageError("EVENT_UNKNOWN", {
    what: `"${name}" is not the name of an event.`,
    cure: `Use Discord's own name, such as "${wire}".`,
  });
}
