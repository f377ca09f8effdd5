/**
 * What a connection hears and what it answers: the words of its transcript, in the order of its life.
 *
 * Types and figures only; it must never decide anything.
 */

import type { Frame } from "./frame.ts";
import type { Session } from "./session.ts";

/** How long each stage may take, in milliseconds. */
export const Deadline = {
  /** From the dial to the open socket. */
  Dial: 10_000,
  /** From the open socket to Hello. */
  Hello: 20_000,
  /** From IDENTIFY or RESUME to READY or RESUMED, with no heartbeat answered meanwhile. */
  Ready: 30_000,
  /** From our Close frame to the peer's. */
  Close: 5_000,
} as const;

/** Where a connection is. "queued": Hello came, and the turn to identify is awaited. */
export type ConnectionPhase =
  | "dialling"
  | "greeting"
  | "queued"
  | "identifying"
  | "resuming"
  | "ready"
  | "closing"
  | "ended";

/** How a phase ends that lasts too long; "ready-timeout" where nothing is said. */
export const overdue: Readonly<{ [P in string]?: "dial-timeout" | "hello-timeout" | "ready-timeout" }> = {
  dialling: "dial-timeout",
  greeting: "hello-timeout",
  identifying: "ready-timeout",
  resuming: "ready-timeout",
};

/** What a connection is made of. */
export interface ConnectionInit {
  /** The session to resume; undefined to identify. */
  readonly session: Session | undefined;
  /** The data of IDENTIFY, token included. */
  readonly identify: IdentifyData;
  readonly shard: readonly [id: number, total: number];
  /** A random number, at least 0 and below 1, for the first heartbeat. */
  readonly jitter: number;
  readonly now: number;
}

/** `d` of IDENTIFY (https://docs.discord.com/developers/events/gateway-events#identify). */
export interface IdentifyData {
  /** Without "Bot ". */
  readonly token: string;
  readonly [key: string]: unknown;
}

/** What happens to a connection. */
export type ConnectionInput =
  | { readonly type: "opened" }
  | { readonly type: "frame"; readonly frame: Frame }
  /** The socket is gone, or could not be opened. */
  | { readonly type: "closed"; readonly code: number | undefined; readonly reason: string }
  /** The turn to identify has come. */
  | { readonly type: "granted" }
  /** Discord's stream cannot be read any longer. */
  | { readonly type: "corrupt" }
  /** The user wants to go. */
  | { readonly type: "leave"; readonly resumable: boolean };

/** How a connection ended. */
export type EndCause =
  | { readonly type: "closed"; readonly code: number | undefined; readonly reason: string }
  | { readonly type: "dial-timeout" | "hello-timeout" | "ready-timeout" | "zombie" | "reconnect" | "corrupt" }
  | { readonly type: "invalid-session"; readonly resumable: boolean }
  /** The user left; `answered` tells whether the peer closed too within the deadline. */
  | { readonly type: "left"; readonly resumable: boolean; readonly answered: boolean };

/** The end of a connection, and how far it had come. */
export interface End {
  readonly cause: EndCause;
  /** Whether Hello had come. */
  readonly greeted: boolean;
  /** The opcode it introduced itself with, if it came to that. */
  readonly introduced?: "identify" | "resume" | undefined;
  /** Whether READY or RESUMED had come. */
  readonly live: boolean;
  /** The session as it was left. */
  readonly session: Session | undefined;
}

/** What a connection wants done. */
export type ConnectionEffect =
  /** It entered a phase. "queued": ask for a turn to identify. */
  | { readonly type: "state"; readonly phase: Exclude<ConnectionPhase, "ended"> }
  | { readonly type: "transmit"; readonly op: number; readonly data: unknown }
  /** `at` is when it came, on the clock of `now`. */
  | { readonly type: "dispatch"; readonly frame: Frame; readonly at: number }
  | { readonly type: "ready"; readonly session: Session }
  | { readonly type: "resumed"; readonly session: Session; readonly replayed: number }
  /** Hello came: heartbeats are due every so often. */
  | { readonly type: "hello"; readonly intervalMs: number }
  | { readonly type: "ping"; readonly pingMs: number }
  /** Dispatches between two sequence numbers never came. */
  | { readonly type: "gap"; readonly after: number; readonly before: number; readonly cause: "sequence" }
  | { readonly type: "problem"; readonly problem: Problem }
  /** Send a Close frame and wait for the peer's. */
  | { readonly type: "close"; readonly code: number }
  /** The last effect: drop the socket, with this code if it is still open. */
  | { readonly type: "end"; readonly end: End; readonly closeCode: number };

/** Something odd that a connection survives. */
export type Problem =
  /** A frame that could not be read, or had not the shape of its opcode. */
  | { readonly type: "malformed"; readonly bytes: number }
  | { readonly type: "unknown-opcode"; readonly op: number }
  /** A dispatch that had already come. */
  | { readonly type: "duplicate"; readonly seq: number }
  /** The handlers of an event have not settled for 30 s; the checkpoint passes it. */
  | { readonly type: "slow-handler"; readonly seq: number }
  /** A heartbeat left so many milliseconds late: the process was busy, with the handlers that are named if known, or asleep. */
  | { readonly type: "late-heartbeat"; readonly lateMs: number; readonly handler?: string | undefined };
