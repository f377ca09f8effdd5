/**
 * `measure(client)`: counts what a client tells to all who ask, by the hooks that every program has.
 *
 * It must never read what frames carry, nor keep a name that a user has made up: what it counts by is bounded.
 */

import type { Client, ClientEvents, FrameFacts } from "../client/surface.ts";
import * as Opcode from "../discord/opcodes.ts";
import type { RequestReport } from "../rest/call.ts";
import { DurationsTally } from "./durations.ts";
import type { Counts, HandlerMetrics, InAndOut, Metrics, QueueMetrics, RequestMetrics } from "./snapshot.ts";

/** Counts while it runs. */
export interface Meter {
  /** The numbers as of now, as plain data that does not change any more. */
  snapshot(): Metrics;
  /** Counts no longer; `snapshot()` still tells what was counted. */
  stop(): void;
}

/** Counts from now on. Called before `connect()` it misses nothing. One client may be measured more than once. */
export function measure(client: Pick<Client, "on" | "tap" | "rest" | "shards">): Meter {
  const tally = new Tally();
  const off = [
    client.tap((frame) => tally.frame(frame), { text: false }),
    client.rest.onRequest((report) => tally.request(report)),
    client.on("ready", () => void tally.started++),
    client.on("resumed", (resumed) => tally.resume(resumed)),
    client.on("retry", ({ error }) => add(tally.reconnects, error.code)),
    client.on("gap", (gap) => tally.gap(gap)),
    client.on("problem", ({ problem }) => add(tally.problems, problem.type)),
    client.on("handled", (handled) => tally.handled(handled)),
    // What stands behind a component's or a form's name was made up by the program, or by a user.
    client.on("error", ({ event }) => add(tally.errors, event.replace(/ ".*/s, ""))),
  ];
  return {
    snapshot: () => ({ ...tally.sum, shards: client.shards, queues: queuesOf(client) }),
    stop() {
      for (const stop of off) stop();
    },
  };
}

type Tallied = Map<string, number>;

interface Handlers {
  readonly took: DurationsTally;
  readonly busy: DurationsTally;
}

interface Requests {
  readonly answers: Tallied;
  readonly took: DurationsTally;
  readonly waited: DurationsTally;
  readonly limited: Tallied;
}

class Tally {
  started = 0;
  readonly reconnects: Tallied = new Map();
  readonly problems: Tallied = new Map();
  readonly errors: Tallied = new Map();
  readonly #events: Tallied = new Map();
  /** Frames that were sent, by opcode. */
  readonly #sent: number[] = [];
  readonly #frames = { in: 0, out: 0 };
  readonly #bytes = { in: 0, out: 0 };
  #resumed = 0;
  #replayed = 0;
  readonly #gaps = { count: 0, events: 0, sessionsLost: 0 };
  readonly #handlers = new Map<string, Handlers>();
  readonly #requests = new Map<string, Requests>();

  frame({ direction, op, t, bytes }: FrameFacts): void {
    this.#frames[direction]++;
    this.#bytes[direction] += bytes;
    if (direction === "out") this.#sent[op] = (this.#sent[op] ?? 0) + 1;
    else if (t !== null) add(this.#events, t);
  }

  resume({ replayed }: ClientEvents["resumed"]): void {
    this.#resumed++;
    this.#replayed += replayed;
  }

  gap({ after, before }: ClientEvents["gap"]): void {
    this.#gaps.count++;
    if (before === undefined) this.#gaps.sessionsLost++;
    else this.#gaps.events += before - after - 1;
  }

  handled({ event, tookMs, busyMs }: ClientEvents["handled"]): void {
    const { took, busy } = made(this.#handlers, event, () => ({
      took: new DurationsTally(),
      busy: new DurationsTally(),
    }));
    took.add(tookMs);
    busy.add(busyMs);
  }

  request({ route, status, tookMs, waitedMs, scope }: RequestReport): void {
    const { answers, took, waited, limited } = made(this.#requests, route, () => ({
      ...{ answers: new Map(), took: new DurationsTally() },
      ...{ waited: new DurationsTally(), limited: new Map() },
    }));
    add(answers, String(status ?? "none"));
    took.add(tookMs);
    waited.add(waitedMs);
    if (scope !== undefined) add(limited, scope);
  }

  get sum(): Omit<Metrics, "shards" | "queues"> {
    const [identifies, resumes, heartbeats] = [Opcode.Identify, Opcode.Resume, Opcode.Heartbeat].map(
      (op) => this.#sent[op] ?? 0,
    ) as [number, number, number];
    return {
      events: plain(this.#events),
      frames: both(this.#frames),
      bytes: both(this.#bytes),
      heartbeats,
      sessions: { identifies, resumes, started: this.started, resumed: this.#resumed, replayed: this.#replayed },
      reconnects: plain(this.reconnects),
      gaps: { ...this.#gaps },
      problems: plain(this.problems),
      handlers: mapped(this.#handlers, ({ took, busy }): HandlerMetrics => ({ took: took.sum, busy: busy.sum })),
      errors: plain(this.errors),
      requests: mapped(this.#requests, summed),
    };
  }
}

function summed({ answers, took, waited, limited }: Requests): RequestMetrics {
  return { answers: plain(answers), took: took.sum, waited: waited.sum, limited: plain(limited) };
}

function queuesOf({ shards, rest }: Pick<Client, "rest" | "shards">): QueueMetrics {
  const buckets = rest.buckets();
  return {
    identifies: shards.filter(({ phase }) => phase === "queued" || phase === "waiting-for-budget").length,
    frames: shards.reduce((sum, { waiting }) => sum + waiting, 0),
    requests: buckets.reduce((sum, { waiting }) => sum + waiting, 0),
    inFlight: buckets.reduce((sum, { inFlight }) => sum + inFlight, 0),
  };
}

function add(counts: Tallied, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function made<T>(all: Map<string, T>, name: string, make: () => T): T {
  let found = all.get(name);
  if (found === undefined) {
    found = make();
    all.set(name, found);
  }
  return found;
}

const both = (counts: InAndOut): InAndOut => ({ ...counts });

const plain = (counts: Tallied): Counts => Object.fromEntries(counts);

function mapped<T, S>(all: ReadonlyMap<string, T>, map: (value: T) => S): Readonly<Record<string, S>> {
  return Object.fromEntries([...all].map(([name, value]) => [name, map(value)]));
}
