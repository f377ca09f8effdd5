/**
 * Tells what happens: as the client's own events, on channels of the process, and to the log as sentences for people.
 *
 * It must never act on any of it.
 */

import type { AnycordError } from "../errors.ts";
import type { ShardEvent } from "../gateway/shard-events.ts";
import type { End, Problem } from "../gateway/transcript.ts";
import type { Log } from "../log.ts";
import type { Audience } from "./audience.ts";
import type { Channels } from "./diagnostics.ts";
import type { ClientEvents, ClientOptions, ErrorPlace } from "./surface.ts";

/** What of a shard's events is told; dispatches and frames go other ways. */
export type Tidings = Exclude<ShardEvent, { type: "dispatch" | "wire" | "failed" | "left" }>;

/** What a herald is made of. */
export interface HeraldInit {
  readonly log: Log;
  readonly onError: ClientOptions["onError"];
  readonly channels: Channels;
  readonly audience: () => Audience;
  /** Puts an end into words. */
  readonly explain: (end: End) => AnycordError;
}

/** See the top of this file. */
export class Herald {
  readonly #init: HeraldInit;

  constructor(init: HeraldInit) {
    this.#init = init;
  }

  /** Whether anybody would hear one of the client's own events. */
  hears(name: keyof ClientEvents): boolean {
    const { audience, channels } = this.#init;
    return audience().hearsOwn(name) || channels[name]?.hasSubscribers === true;
  }

  /** Tells one of the client's own events. */
  tell<E extends keyof ClientEvents>(name: E, data: ClientEvents[E]): void {
    const { audience, channels } = this.#init;
    audience().tell(name, data);
    channels[name]?.publish(data);
  }

  /** Tells that something of the program failed, or a shard for good. */
  fail(error: unknown, place: ErrorPlace): void {
    const { onError } = this.#init;
    // What fails in hearing of errors is not told to those who failed.
    if (place.event !== "error") this.tell("error", { error, ...place });
    if (onError === undefined) return this.report(`${place.event} failed (${place.line ?? "no listener"}).`, error);
    try {
      onError(error, place);
    } catch (second) {
      this.report("onError itself failed.", second);
    }
  }

  /** Tells the log alone. */
  report(message: string, error: unknown): void {
    this.#init.log({ level: "error", message, data: { error } });
  }

  /** Tells one event of a shard. */
  announce(event: Tidings, shard: number): void {
    const { log, explain } = this.#init;
    switch (event.type) {
      case "state":
        return this.tell("state", { shard, phase: event.phase });
      case "ready":
        return this.tell("ready", { shard });
      case "resumed":
        return this.tell("resumed", { shard, replayed: event.replayed });
      case "gap": {
        const { after, before, cause } = event;
        const data = { shard, after, before, cause };
        log({ level: "warn", message: "Events were lost.", data });
        return this.tell("gap", data);
      }
      case "problem": {
        const problem = this.#explained(event.problem);
        log({ level: "warn", message: inWords(problem), data: { shard } });
        return this.tell("problem", { shard, problem });
      }
      case "retry": {
        const error = explain(event.end);
        log({ level: "info", message: error.message, data: { shard, delayMs: event.delayMs } });
        return this.tell("retry", { shard, error, delayMs: event.delayMs });
      }
      case "held": {
        const message = "No session starts are left for today; the shard waits for more.";
        return log({ level: "warn", message, data: { shard, resetsInMs: event.resetsInMs } });
      }
    }
  }

  /** A process that was busy was so with somebody's handler, most often. */
  #explained(problem: Problem): Problem {
    if (problem.type !== "late-heartbeat") return problem;
    return { ...problem, handler: this.#init.audience().blame(problem.lateMs) };
  }
}

function inWords(problem: Problem): string {
  switch (problem.type) {
    case "malformed":
      return `A frame of ${problem.bytes} characters could not be read.`;
    case "unknown-opcode":
      return `A frame had the unknown opcode ${problem.op}.`;
    case "duplicate":
      return `Event ${problem.seq} came twice; the second was dropped.`;
    case "slow-handler":
      return `The handlers of event ${problem.seq} have not settled for 30 s; they are not waited for.`;
    case "late-heartbeat":
      return `A heartbeat left ${Math.round(problem.lateMs)} ms late: ${problem.handler ?? "something"} kept the process busy${problem.handler === undefined ? ", or it was asleep" : ""}.`;
  }
}
