/**
 * One connection to the gateway as a pure machine, from the dial to its end: Hello, heartbeats, identify or resume,
 * dispatches, and the many ways to end (https://docs.discord.com/developers/events/gateway#connection-lifecycle).
 *
 * It must never know what comes after its end; that is Recovery's to say.
 */

import { GatewayOpcode } from "../discord/opcodes.ts";
import type { Machine, Tick } from "../machine.ts";
import { OwnCloseCode } from "./close-codes.ts";
import { contentOf, type Frame, fieldsOf } from "./frame.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { Session } from "./session.ts";
import {
  type ConnectionEffect,
  type ConnectionInit,
  type ConnectionInput,
  type ConnectionPhase,
  Deadline,
  type End,
  type EndCause,
} from "./transcript.ts";

/** While READY is awaited, a heartbeat asks after so much silence whether anybody is there. */
const PROBE_AFTER_MS = Deadline.Ready / 2;

type Effects = ConnectionEffect[];

/** One connection, made for one socket and dropped with it. */
export class Connection implements Machine<ConnectionInput, ConnectionEffect> {
  readonly #init: ConnectionInit;
  #phase: ConnectionPhase = "dialling";
  /** When the present phase has lasted too long. */
  #deadlineAt: number | undefined;
  #probeAt: number | undefined;
  #heartbeat: Heartbeat | undefined;
  #seq: number | null;
  #id: string | undefined;
  #resumeUrl: string | undefined;
  #introduced: "identify" | "resume" | undefined;
  #live = false;
  #replayed = 0;
  #leaving: { readonly resumable: boolean } | undefined;

  constructor(init: ConnectionInit) {
    this.#init = init;
    this.#deadlineAt = init.now + Deadline.Dial;
    this.#seq = init.session?.seq ?? null;
    this.#id = init.session?.id;
    this.#resumeUrl = init.session?.resumeUrl;
  }

  get phase(): ConnectionPhase {
    return this.#phase;
  }

  /** The session as of now: to be stored, or resumed elsewhere. */
  get session(): Session | undefined {
    if (this.#id === undefined || this.#seq === null) return undefined;
    return { id: this.#id, resumeUrl: this.#resumeUrl, seq: this.#seq, shard: this.#init.shard };
  }

  get alarm(): number | undefined {
    if (this.#phase === "ended") return undefined;
    const beatAt = this.#phase === "closing" ? undefined : this.#heartbeat?.dueAt;
    const at = Math.min(this.#deadlineAt ?? Infinity, this.#probeAt ?? Infinity, beatAt ?? Infinity);
    return at === Infinity ? undefined : at;
  }

  feed(input: ConnectionInput | Tick, now: number): readonly ConnectionEffect[] {
    if (this.#phase === "ended") return [];
    const effects: Effects = [];
    switch (input.type) {
      case "frame":
        this.#read(input.frame, now, effects);
        break;
      case "tick":
        this.#tick(now, effects);
        break;
      case "opened":
        this.#enter("greeting", now + Deadline.Hello);
        effects.push({ type: "opened" });
        break;
      case "granted":
        if (this.#phase === "queued") this.#identify(now, effects);
        break;
      case "closed":
        this.#end(this.#closedBy(input.code, input.reason), effects);
        break;
      case "corrupt":
        this.#end({ type: "corrupt" }, effects);
        break;
      case "leave":
        this.#leave(input.resumable, now, effects);
        break;
      default:
        input satisfies never;
    }
    return effects;
  }

  #enter(phase: ConnectionPhase, deadlineAt: number | undefined): void {
    this.#phase = phase;
    this.#deadlineAt = deadlineAt;
    this.#probeAt = undefined;
  }

  // What arrives

  #read(frame: Frame, now: number, effects: Effects): void {
    if (this.#phase === "closing") return;
    switch (frame.op) {
      case GatewayOpcode.Dispatch:
        return this.#dispatch(frame, effects);
      case GatewayOpcode.HeartbeatAck:
        return this.#acknowledged(now, effects);
      case GatewayOpcode.Heartbeat:
        return this.#beat(now, effects);
      case GatewayOpcode.Hello:
        return this.#hello(frame, now, effects);
      case GatewayOpcode.Reconnect:
        return this.#end({ type: "reconnect" }, effects);
      case GatewayOpcode.InvalidSession:
        return this.#end({ type: "invalid-session", resumable: contentOf(frame) === true }, effects);
      default:
        effects.push({ type: "problem", problem: { type: "unknown-opcode", op: frame.op } });
    }
  }

  #hello(frame: Frame, now: number, effects: Effects): void {
    const { heartbeat_interval: intervalMs } = fieldsOf(frame);
    if (typeof intervalMs !== "number" || !(intervalMs >= 1)) return malformed(frame, effects);
    if (this.#phase !== "greeting") return;
    this.#heartbeat = new Heartbeat(intervalMs, this.#init.jitter, now);
    effects.push({ type: "hello", intervalMs });
    const { session } = this.#init;
    if (session === undefined) {
      this.#enter("queued", undefined);
      effects.push({ type: "queue" });
    } else {
      this.#introduce("resume", now);
      const data = { token: this.#init.identify.token, session_id: session.id, seq: session.seq };
      effects.push({ type: "transmit", op: GatewayOpcode.Resume, data });
    }
  }

  #identify(now: number, effects: Effects): void {
    this.#introduce("identify", now);
    effects.push({ type: "transmit", op: GatewayOpcode.Identify, data: this.#init.identify });
  }

  #introduce(how: "identify" | "resume", now: number): void {
    this.#introduced = how;
    this.#enter(how === "identify" ? "identifying" : "resuming", now + Deadline.Ready);
    this.#probeAt = now + PROBE_AFTER_MS;
  }

  #dispatch(frame: Frame, effects: Effects): void {
    if (!this.#advance(frame.seq, effects)) return;
    if (frame.type === "READY") return this.#ready(frame, effects);
    if (frame.type === "RESUMED") return this.#resumed(frame, effects);
    if (this.#phase === "resuming") this.#replayed++;
    effects.push({ type: "dispatch", frame });
  }

  /** Moves the sequence on; false if the dispatch has already come. A dispatch without a number always counts as new. */
  #advance(seq: number | null, effects: Effects): boolean {
    const last = this.#seq;
    if (seq === null) return true;
    if (last !== null && seq <= last) {
      effects.push({ type: "problem", problem: { type: "duplicate", seq } });
      return false;
    }
    if (last !== null && seq > last + 1) effects.push({ type: "gap", after: last, before: seq });
    this.#seq = seq;
    return true;
  }

  #ready(frame: Frame, effects: Effects): void {
    const { session_id: id, resume_gateway_url: url } = fieldsOf(frame);
    if (typeof id !== "string") return malformed(frame, effects);
    this.#id = id;
    this.#resumeUrl = typeof url === "string" && URL.canParse(url) ? url : undefined;
    this.#seq ??= 0;
    this.#goLive();
    effects.push({ type: "ready", session: this.session as Session }, { type: "dispatch", frame });
  }

  #resumed(frame: Frame, effects: Effects): void {
    // A resume may replay the RESUMED of an earlier one that was lost on its way.
    if (this.#live) return void effects.push({ type: "dispatch", frame });
    if (this.#phase !== "resuming") return malformed(frame, effects);
    this.#goLive();
    effects.push(
      { type: "resumed", session: this.session as Session, replayed: this.#replayed },
      { type: "dispatch", frame },
    );
  }

  #goLive(): void {
    this.#live = true;
    this.#enter("ready", undefined);
  }

  // Heartbeats and deadlines

  #acknowledged(now: number, effects: Effects): void {
    const heartbeat = this.#heartbeat;
    if (heartbeat === undefined) return;
    heartbeat.answered(now);
    if (heartbeat.pingMs !== undefined) effects.push({ type: "ping", pingMs: heartbeat.pingMs });
    // Discord may keep a connection waiting for READY through an outage; it is alive as long as it answers.
    if (this.#introduced !== undefined && !this.#live) {
      this.#deadlineAt = now + Deadline.Ready;
      this.#probeAt = now + PROBE_AFTER_MS;
    }
  }

  /** Sends a heartbeat outside the rhythm. */
  #beat(now: number, effects: Effects): void {
    this.#heartbeat?.sent(now);
    effects.push({ type: "transmit", op: GatewayOpcode.Heartbeat, data: this.#seq });
  }

  #tick(now: number, effects: Effects): void {
    if (this.#deadlineAt !== undefined && now >= this.#deadlineAt) return this.#end(this.#overdue(), effects);
    if (this.#phase === "closing") return;
    if (this.#probeAt !== undefined && now >= this.#probeAt) {
      this.#probeAt = undefined;
      this.#beat(now, effects);
    }
    if (this.#heartbeat !== undefined && now >= this.#heartbeat.dueAt) this.#pulse(this.#heartbeat, now, effects);
  }

  #pulse(heartbeat: Heartbeat, now: number, effects: Effects): void {
    const lateMs = heartbeat.lateBy(now);
    switch (heartbeat.pulse(now)) {
      case "beat":
        if (lateMs !== undefined) effects.push({ type: "problem", problem: { type: "late-heartbeat", lateMs } });
        effects.push({ type: "transmit", op: GatewayOpcode.Heartbeat, data: this.#seq });
        break;
      case "dead":
        this.#end({ type: "zombie" }, effects);
        break;
      case "wait":
        break;
    }
  }

  #overdue(): EndCause {
    switch (this.#phase) {
      case "dialling":
        return { type: "dial-timeout" };
      case "greeting":
        return { type: "hello-timeout" };
      case "closing":
        return { type: "left", resumable: this.#leaving?.resumable === true, answered: false };
      default:
        return { type: "ready-timeout" };
    }
  }

  // Ends

  #closedBy(code: number | undefined, reason: string): EndCause {
    if (this.#leaving !== undefined) return { type: "left", resumable: this.#leaving.resumable, answered: true };
    return { type: "closed", code, reason };
  }

  #leave(resumable: boolean, now: number, effects: Effects): void {
    if (this.#leaving !== undefined) return;
    this.#leaving = { resumable };
    if (this.#phase === "dialling") return this.#end({ type: "left", resumable, answered: true }, effects);
    this.#enter("closing", now + Deadline.Close);
    effects.push({ type: "close", code: resumable ? OwnCloseCode.Keep : OwnCloseCode.Leave });
  }

  #end(cause: EndCause, effects: Effects): void {
    this.#enter("ended", undefined);
    const end: End = {
      cause,
      greeted: this.#heartbeat !== undefined,
      introduced: this.#introduced,
      live: this.#live,
      session: this.session,
    };
    const closeCode = this.#leaving?.resumable === false ? OwnCloseCode.Leave : OwnCloseCode.Keep;
    effects.push({ type: "end", end, closeCode });
  }
}

function malformed(frame: Frame, effects: Effects): void {
  effects.push({ type: "problem", problem: { type: "malformed", bytes: frame.text.length } });
}
