/**
 * Tells what happens to the connection: as the client's own events, and to the log as sentences for people.
 *
 * It must never act on any of it.
 */

import type { AnycordError } from "../errors.ts";
import type { ShardEvent } from "../gateway/shard-events.ts";
import type { End, Problem } from "../gateway/transcript.ts";
import type { Log } from "../log.ts";
import type { Audience } from "./audience.ts";

/** What of a shard's events is told; dispatches and frames go other ways. */
export type Tidings = Exclude<ShardEvent, { type: "dispatch" | "wire" | "failed" | "left" }>;

/** Tells one event of a shard. `explain` puts an end into words. */
export function announce(
  event: Tidings,
  shard: number,
  audience: Audience,
  log: Log,
  explain: (end: End) => AnycordError,
): void {
  switch (event.type) {
    case "state":
      return audience.tell("state", { shard, phase: event.phase });
    case "ready":
      return audience.tell("ready", { shard });
    case "resumed":
      return audience.tell("resumed", { shard, replayed: event.replayed });
    case "gap": {
      const { after, before, cause } = event;
      const data = { shard, after, before, cause };
      log({ level: "warn", message: "Events were lost.", data });
      return audience.tell("gap", data);
    }
    case "problem": {
      const problem = explained(event.problem, audience);
      log({ level: "warn", message: inWords(problem), data: { shard } });
      return audience.tell("problem", { shard, problem });
    }
    case "retry": {
      const error = explain(event.end);
      log({ level: "info", message: error.message, data: { shard, delayMs: event.delayMs } });
      return audience.tell("retry", { shard, error, delayMs: event.delayMs });
    }
    case "held": {
      const message = "No session starts are left for today; the shard waits for more.";
      return log({ level: "warn", message, data: { shard, resetsInMs: event.resetsInMs } });
    }
  }
}

/** A process that was busy was so with somebody's handler, most often. */
function explained(problem: Problem, audience: Audience): Problem {
  return problem.type === "late-heartbeat" ? { ...problem, handler: audience.blame(problem.lateMs) } : problem;
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
