/**
 * The words in which the tests tell transcripts: what a machine hears, and its answer as lines of prose.
 */
import { Connection } from "../../src/gateway/connection.ts";
import { type Frame, readFrame } from "../../src/gateway/frame.ts";
import type { Recovery, RecoveryEffect, RecoveryInput } from "../../src/gateway/recovery.ts";
import type { Session } from "../../src/gateway/session.ts";
import type {
  ConnectionEffect,
  ConnectionInit,
  ConnectionInput,
  ConnectionPhase,
  End,
  EndCause,
} from "../../src/gateway/transcript.ts";
import type { Tick } from "../../src/machine.ts";

export const INTERVAL = 41_250;
export const IDENTIFY = { token: "canary-token", intents: 513 };
export const SESSION: Session = { id: "s1", resumeUrl: "wss://resume.test/", seq: 5, shard: [0, 1] };

// What the socket says

export const opened: ConnectionInput = { type: "opened" };
export const granted: ConnectionInput = { type: "granted" };
export const tick: Tick = { type: "tick" };
export const leave = (resumable: boolean): ConnectionInput => ({ type: "leave", resumable });
export const closed = (code?: number, reason = ""): ConnectionInput => ({ type: "closed", code, reason });

/** A frame that arrives, from its envelope. */
export function frame(envelope: object): ConnectionInput {
  return { type: "frame", frame: readFrame(JSON.stringify(envelope)) as Frame };
}

export const hello = (heartbeat_interval: unknown = INTERVAL): ConnectionInput =>
  frame({ op: 10, d: { heartbeat_interval }, s: null, t: null });
export const ack: ConnectionInput = frame({ op: 11 });
export const asksForHeartbeat: ConnectionInput = frame({ op: 1, d: null });
export const reconnect: ConnectionInput = frame({ op: 7, d: null });
export const invalidSession = (resumable: unknown): ConnectionInput => frame({ op: 9, d: resumable });
export const dispatch = (t: string, s: number | null, d: unknown = {}): ConnectionInput => frame({ t, s, op: 0, d });
export const ready = (s = 1, d: object = {}): ConnectionInput =>
  dispatch("READY", s, { session_id: "s1", resume_gateway_url: "wss://resume.test/", ...d });
export const resumed = (s: number): ConnectionInput => dispatch("RESUMED", s);

// Connections, as far as they have come

export function dialled(init: Partial<ConnectionInit> = {}): Connection {
  return new Connection({ session: undefined, identify: IDENTIFY, shard: [0, 1], jitter: 0.5, now: 0, ...init });
}

/** Has heard Hello at 0. */
export function greeted(init: Partial<ConnectionInit> = {}): Connection {
  const connection = dialled(init);
  hears(connection, 0, opened, hello());
  return connection;
}

/** Is READY since 0, with sequence number 1. */
export function live(init: Partial<ConnectionInit> = {}): Connection {
  const connection = greeted(init);
  hears(connection, 0, granted, ready());
  return connection;
}

/** Has sent RESUME for `SESSION` at 0. */
export function resuming(init: Partial<ConnectionInit> = {}): Connection {
  return greeted({ session: SESSION, ...init });
}

/** What a connection answers to inputs at one instant, as lines. */
export function hears(connection: Connection, at: number, ...inputs: readonly (ConnectionInput | Tick)[]): string[] {
  return inputs.flatMap((input) => connection.feed(input, at)).flatMap(inWords);
}

/** Wakes a connection whenever its alarm is due, up to an instant; its answers with the time. `answer` follows each. */
export function sleeps(connection: Connection, until: number, answer?: ConnectionInput): string[] {
  const lines: string[] = [];
  for (let at = connection.alarm; at !== undefined && at <= until; at = connection.alarm) {
    lines.push(...hears(connection, at, tick).map((line) => `${at}: ${line}`));
    if (answer !== undefined) hears(connection, at, answer);
  }
  return lines;
}

const OPCODES: Readonly<Record<number, string>> = { 1: "heartbeat", 2: "identify", 6: "resume" };

/** Of the phases only those that ask for something, or tell what nothing else does. */
const PHASES: Readonly<Partial<Record<ConnectionPhase, string>>> = { greeting: "is open", queued: "queue" };

function inWords(effect: ConnectionEffect): string | readonly string[] {
  switch (effect.type) {
    case "transmit":
      return `send ${OPCODES[effect.op] ?? effect.op} ${JSON.stringify(effect.data)}`;
    case "dispatch":
      return `dispatch ${effect.frame.type} ${effect.frame.seq}`;
    case "ready":
      return `ready ${effect.session.id} at ${effect.session.seq}`;
    case "resumed":
      return `resumed ${effect.session.id} at ${effect.session.seq} after ${effect.replayed}`;
    case "ping":
      return `ping ${effect.pingMs}`;
    case "gap":
      return `gap between ${effect.after} and ${effect.before}`;
    case "problem":
      return `problem ${JSON.stringify(effect.problem)}`;
    case "close":
      return `close ${effect.code}`;
    case "state":
      return PHASES[effect.phase] ?? [];
    case "hello":
      return `beats every ${effect.intervalMs}`;
    case "end":
      return `end ${causeInWords(effect.end.cause)}, close ${effect.closeCode}`;
  }
}

function causeInWords(cause: EndCause): string {
  switch (cause.type) {
    case "closed":
      return `closed ${cause.code}`;
    case "invalid-session":
      return `invalid-session ${cause.resumable}`;
    case "left":
      return `left${cause.resumable ? " resumably" : ""}${cause.answered ? "" : " unanswered"}`;
    default:
      return cause.type;
  }
}

// Ends of connections, and what Recovery makes of them

/** The end of a connection that had come to READY, unless told otherwise. */
export function end(cause: EndCause, about: Partial<End> = {}): End {
  return { cause, greeted: true, introduced: "identify", live: true, session: SESSION, ...about };
}

export const closedBy = (code: number | undefined, about: Partial<End> = {}): End =>
  end({ type: "closed", code, reason: "" }, about);

/** What Recovery decides, as lines. */
export function decides(recovery: Recovery, at: number, ...inputs: readonly (RecoveryInput | Tick)[]): string[] {
  return inputs.flatMap((input) => recovery.feed(input, at)).map(decisionInWords);
}

export const ended = (end: End, chance = 0.5): RecoveryInput => ({ type: "ended", end, chance });

function decisionInWords(effect: RecoveryEffect): string {
  switch (effect.type) {
    case "dial": {
      const { url = "base", session } = effect;
      return `dial ${url} to ${session === undefined ? "identify" : `resume ${session.id} at ${session.seq}`}`;
    }
    case "retry":
      return `wait ${effect.delayMs} for ${effect.reason}`;
    case "gap":
      return `lost session at ${effect.after}`;
    case "failed":
      return `give up: ${causeInWords(effect.end.cause)}`;
    case "left":
      return "left";
  }
}
