/**
 * What can be told of a bot in numbers. Types only.
 */

import type { ClientShard } from "../client/surface.ts";
import type { Durations } from "./durations.ts";

/** How often each of several things happened, by name. What never happened is not in it. */
export type Counts = Readonly<Record<string, number>>;

/** The numbers of a client, as plain data: counts since `measure()` was called, but for `shards` and `queues`, which are as of now. */
export interface Metrics {
  /** Events that came, by name; replayed ones, and those that nobody listens to, as well. */
  readonly events: Counts;
  /** Frames that passed. */
  readonly frames: InAndOut;
  /** UTF-8 bytes of their texts, as they are before they are packed or after they are unpacked. */
  readonly bytes: InAndOut;
  /** Heartbeats that were sent. */
  readonly heartbeats: number;
  readonly sessions: SessionMetrics;
  /** Connections that ended and were dialled anew, by the code of why they ended: "GATEWAY_DROPPED", "GATEWAY_4000". */
  readonly reconnects: Counts;
  readonly gaps: GapMetrics;
  /** Oddities that were survived, by type: "malformed", "late-heartbeat". */
  readonly problems: Counts;
  /** What handlers took, by event. Commands, components and forms are handled by INTERACTION_CREATE. */
  readonly handlers: Readonly<Record<string, HandlerMetrics>>;
  /** What failed, by event or command: "MESSAGE_CREATE", "/ping", "component", "form", "gateway". */
  readonly errors: Counts;
  /** Attempts of requests, by route: "POST /channels/{channel_id}/messages". */
  readonly requests: Readonly<Record<string, RequestMetrics>>;
  /** Every shard as of now: phase, ping, guilds, frames that wait. */
  readonly shards: readonly ClientShard[];
  readonly queues: QueueMetrics;
}

/** A number for each direction. */
export interface InAndOut {
  readonly in: number;
  readonly out: number;
}

/** How sessions began and went on. */
export interface SessionMetrics {
  /** IDENTIFYs that were sent: each spends one of the day's session starts. */
  readonly identifies: number;
  /** RESUMEs that were sent. */
  readonly resumes: number;
  /** Sessions that began. */
  readonly started: number;
  /** Sessions that were taken up again. */
  readonly resumed: number;
  /** Events that were replayed when they were. */
  readonly replayed: number;
}

/** What was lost. */
export interface GapMetrics {
  readonly count: number;
  /** Events that are lost for certain: those of gaps between two numbers. */
  readonly events: number;
  /** Gaps whose size nobody knows: a session was lost, and what it would have told. */
  readonly sessionsLost: number;
}

/** What the handlers of one event took. */
export interface HandlerMetrics {
  /** Until the last of an event's handlers had settled; an iterator settles when the next event is asked for. */
  readonly took: Durations;
  /** How long they ran before they first let go, meanwhile nothing else could run. */
  readonly busy: Durations;
}

/** How the attempts of one route went. */
export interface RequestMetrics {
  /** Attempts by the status that was answered: "200", "429"; "none" where no answer came. */
  readonly answers: Counts;
  /** From sending to the end of the answer. */
  readonly took: Durations;
  /** Before sending: for the rate limit, or, before a repeat, also for the network to recover. Above 1 ms it was a true wait. */
  readonly waited: Durations;
  /** Answers 429 by whose limit it was: "user", "global", "shared". */
  readonly limited: Counts;
}

/** What waits, as of now. */
export interface QueueMetrics {
  /** Shards that wait for their turn to identify. */
  readonly identifies: number;
  /** Frames of the program that wait for a session, or for the gateway's rate limit. */
  readonly frames: number;
  /** Requests that wait for the rate limit. */
  readonly requests: number;
  /** Requests that were sent and have no answer yet. */
  readonly inFlight: number;
}
