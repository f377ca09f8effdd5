/**
 * What a shard tells, and what may be seen of it. Types only.
 */

import type { Frame } from "./frame.ts";
import type { Session } from "./session.ts";
import type { ConnectionPhase, End, Problem } from "./transcript.ts";

/** Where a shard is. "waiting": for the next dial. "waiting-for-budget": the day's session starts are used up. */
export type ShardPhase =
  | "idle"
  | "waiting"
  | "waiting-for-budget"
  | "closed"
  | "failed"
  | Exclude<ConnectionPhase, "ended">;

/** What a shard tells; all of it synchronously, in the order in which it happened. */
export type ShardEvent =
  /** A dispatch, exactly as it came; `frame.data` is parsed when it is read. `at` in monotonic milliseconds. */
  | { readonly type: "dispatch"; readonly frame: Frame; readonly at: number }
  | { readonly type: "state"; readonly phase: ShardPhase }
  /** Hello came: heartbeats leave every so often. */
  | { readonly type: "hello"; readonly intervalMs: number }
  | { readonly type: "ready"; readonly session: Session }
  | { readonly type: "resumed"; readonly session: Session; readonly replayed: number }
  /** A connection ended and another is made; `delayMs` from now. */
  | { readonly type: "retry"; readonly end: End; readonly delayMs: number; readonly reason: "back-off" | "breaker" }
  /** Events are lost: between two numbers, or from one number to the end of a session. */
  | {
      readonly type: "gap";
      readonly after: number;
      readonly before: number | undefined;
      readonly cause: "sequence" | "session-lost";
    }
  | { readonly type: "problem"; readonly problem: Problem }
  /** The turn to identify is so many milliseconds away: the session starts are used up. */
  | { readonly type: "held"; readonly resetsInMs: number }
  /** A frame passed, in either direction. Tokens in it are not hidden yet. */
  | {
      readonly type: "wire";
      readonly direction: "in" | "out";
      readonly frame: Pick<Frame, "op" | "seq" | "type" | "text" | "bytes">;
    }
  /** The shard has stopped: it will not connect again. */
  | { readonly type: "failed"; readonly end: End }
  | { readonly type: "left"; readonly end: End };

/** Facts about a shard, as of now. */
export interface ShardStatus {
  readonly id: number;
  readonly phase: ShardPhase;
  /** Round trip of the last heartbeat, in milliseconds. */
  readonly pingMs: number | undefined;
  /** The last sequence number that arrived. */
  readonly seq: number | undefined;
  /** How long the session has lived in this process, in milliseconds. */
  readonly sessionAgeMs: number | undefined;
  readonly identifies: number;
  readonly resumes: number;
  /** Connections that were opened after the first. */
  readonly reconnects: number;
  /** Frames of the program that wait to be sent. */
  readonly waiting: number;
}
