/**
 * The book of all that went over the wires: who was sent what and what was heard. The judge of tests.
 *
 * It only writes down and counts; nothing in the simulator may decide by it. It never holds a token.
 */

import type { Fault, FaultOptions } from "./faults.ts";

/** One event for one session. */
export interface Delivery {
  readonly session: string;
  readonly shard: number;
  readonly seq: number;
  readonly name: string;
  readonly guildId: string | undefined;
  /** Simulator's clock, milliseconds. */
  readonly at: number;
  /** Whether the session had a connection when it happened; false: it happened while the client was away. */
  readonly live: boolean;
  /** How often it was sent again by a resume. */
  replays: number;
  /** It can no longer reach the client: the session ended before it was sent at all. */
  lost: boolean;
}

/** One connection, from dial to end. */
export interface ConnectionEntry {
  readonly id: number;
  readonly url: string;
  readonly openedAt: number;
  /** When it ended, by the simulator's clock; undefined while it is open. */
  closedAt?: number;
  /** The code of the Close frame; 1006 when the connection was cut. */
  closeCode?: number;
  /** Who ended it; undefined while it is open, and when it was cut. */
  closedBy?: "client" | "server";
  /** What the Close frame of the server said. */
  closeReason?: string;
}

/** One session, from READY until it can no longer be resumed. */
export interface SessionEntry {
  readonly id: string;
  readonly shard: number;
  readonly startedAt: number;
  /** When it could no longer be resumed; undefined while it can. */
  endedAt?: number;
}

/** Something that went wrong as it was told to. */
export interface FaultEntry {
  readonly at: number;
  readonly fault: Fault;
  /** The connection that it met; undefined where there was none: a refused dial. */
  readonly connection: number | undefined;
}

/** What people did, or what went wrong, as it can be played again; written down only on request. */
export type HappeningEntry = { readonly at: number } & (
  | { readonly name: string; readonly guildId?: string | undefined; readonly data: Record<string, unknown> }
  | { readonly fault: Fault; readonly options: FaultOptions }
);

/** One frame. Those that carry events are deliveries and not written here. */
export interface FrameEntry {
  readonly at: number;
  readonly connection: number;
  readonly direction: "in" | "out";
  /** Undefined for a frame that is no payload. */
  readonly op: number | undefined;
  /** What the frame carried, without its token. */
  readonly data: unknown;
  readonly bytes: number;
}

/** One REST request. */
export interface RequestEntry {
  readonly at: number;
  readonly method: string;
  /** Without query, and without the tokens that some paths hold. */
  readonly path: string;
  /** The template, "POST /channels/{channel_id}/messages"; undefined when the path leads nowhere. */
  readonly route: string | undefined;
  readonly auth: "bot" | "none" | "wrong";
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  /** On a 429. */
  readonly retryAfterMs?: number | undefined;
}

/** One interaction, or PING, that was handed to an endpoint over HTTP. */
export interface PostEntry {
  readonly at: number;
  readonly interaction: string;
  /** 1: a PING. */
  readonly type: number;
  readonly status: number;
  readonly tookMs: number;
}

/** Something a client should never do. */
export interface Offence {
  readonly at: number;
  readonly what: string;
}

/** Names of the lists of a ledger. */
export type LedgerList =
  | "deliveries"
  | "connections"
  | "sessions"
  | "faults"
  | "frames"
  | "requests"
  | "posts"
  | "happenings"
  | "offences";

/** Everything that went over the wires; of each kind the latest, where it was made to keep no more. */
export class Ledger {
  readonly deliveries: Delivery[] = [];
  readonly connections: ConnectionEntry[] = [];
  readonly sessions: SessionEntry[] = [];
  readonly faults: FaultEntry[] = [];
  readonly frames: FrameEntry[] = [];
  readonly requests: RequestEntry[] = [];
  readonly posts: PostEntry[] = [];
  /** Empty unless the simulator was made with `record: true`. */
  readonly happenings: HappeningEntry[] = [];
  readonly offences: Offence[] = [];
  readonly #most: number;

  /** @param most How many entries of each kind are kept at least; beyond twice as many, the oldest go. */
  constructor(most: number = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  /** Writes an entry down. Only the simulator does. */
  write<L extends LedgerList>(list: L, entry: Ledger[L][number]): void {
    const entries: unknown[] = this[list];
    // Many at once: to drop the oldest of a list one by one would move all the others each time.
    if (entries.push(entry) > 2 * this.#most) entries.splice(0, entries.length - this.#most);
  }

  /** Events that were put on a wire as they happened; of one name, or of all. One that was sent to two sessions counts twice. */
  sent(name?: string): number {
    return countOf(this.deliveries, name, (delivery) => delivery.live);
  }

  /** Events that happened for a session while it had no connection. */
  missed(name?: string): number {
    return countOf(this.deliveries, name, (delivery) => !delivery.live);
  }

  /** Frames that a resume sent again. */
  replayed(name?: string): number {
    return this.deliveries.reduce((sum, it) => sum + (name === undefined || it.name === name ? it.replays : 0), 0);
  }

  /** Events that happened while a session had no connection and were never sent. */
  lost(name?: string): number {
    return countOf(this.deliveries, name, (delivery) => delivery.lost);
  }

  /** Events that a client without fault has seen, each once: all but those that were lost. */
  due(name?: string): number {
    return countOf(this.deliveries, name, (delivery) => !delivery.lost);
  }

  /** How many IDENTIFYs were heard. */
  get identifies(): number {
    return heard(this.frames, 2);
  }

  /** How many RESUMEs were heard. */
  get resumes(): number {
    return heard(this.frames, 6);
  }

  /** How many heartbeats were heard. */
  get heartbeats(): number {
    return heard(this.frames, 1);
  }

  /** How many requests were made: of one route, of one status, or all. */
  requested(route?: string, status?: number): number {
    return this.requests.filter(
      (entry) => (route ?? entry.route) === entry.route && (status ?? entry.status) === entry.status,
    ).length;
  }

  /** Everything as NDJSON: one entry a line, each with its `kind`. */
  toNdjson(): string {
    const { deliveries, connections, sessions, faults, frames, requests, posts, happenings, offences } = this;
    const all = { delivery: deliveries, connection: connections, session: sessions, fault: faults, frame: frames };
    const lines: string[] = [];
    for (const [kind, entries] of Object.entries({
      ...all,
      request: requests,
      post: posts,
      happening: happenings,
      offence: offences,
    })) {
      for (const entry of entries) lines.push(JSON.stringify({ kind, ...entry }));
    }
    return lines.map((line) => `${line}\n`).join("");
  }
}

function countOf(
  deliveries: readonly Delivery[],
  name: string | undefined,
  wanted: (delivery: Delivery) => boolean,
): number {
  let count = 0;
  for (const delivery of deliveries) if ((name === undefined || delivery.name === name) && wanted(delivery)) count++;
  return count;
}

function heard(frames: readonly FrameEntry[], op: number): number {
  return frames.filter((frame) => frame.direction === "in" && frame.op === op).length;
}

const TOKEN_KEYS = new Set(["token"]);

/** The same value with every token in it masked. */
export function masked(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null, (key, inner) => (TOKEN_KEYS.has(key) ? "<token>" : inner)));
}
