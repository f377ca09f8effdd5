/**
 * One connection to the gateway as a pure machine, from the dial to its end: Hello, heartbeats, identify or resume,
 * dispatches, and the many ways to end (https://docs.discord.com/developers/events/gateway#connection-lifecycle).
 *
 * It must never know what comes after its end; that is Recovery's to say.
 */

import * as Opcode from "../discord/opcodes.ts";
import type { Machine, Tick } from "../machine.ts";
import { KEEP_CODE, LEAVE_CODE } from "./close-codes.ts";
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
  overdue,
  type Problem,
} from "./transcript.ts";

/** While READY is awaited, a heartbeat asks after so much silence whether anybody is there. */
const PROBE_AFTER_MS = Deadline.Ready / 2;

/** One connection, made for one socket and dropped with it. */
export class Connection implements Machine<ConnectionInput, ConnectionEffect> {
  readonly #init: ConnectionInit;
  /** The instant and the answers of the present turn. */
  #now = 0;
  #effects: ConnectionEffect[] = [];
  #phase: ConnectionPhase = "dialling";
  /** When the present phase has lasted too long. */
  #deadlineAt: number;
  #probeAt = Infinity;
  #heartbeat: Heartbeat | undefined;
  #session: Session | undefined;
  #seq: number | null;
  #introduced: End["introduced"];
  #live = false;
  #replayed = 0;
  /** The end that the user wants, if the peer answers. */
  #leaving: Extract<EndCause, { type: "left" }> | undefined;

  constructor(init: ConnectionInit) {
    this.#init = init;
    this.#deadlineAt = init.now + Deadline.Dial;
    this.#session = init.session;
    this.#seq = init.session?.seq ?? null;
  }

  /** How far it has come. */
  get phase(): ConnectionPhase {
    return this.#phase;
  }

  /** The session as of now: to be stored, or resumed elsewhere. */
  get session(): Session | undefined {
    return this.#session && { ...this.#session, seq: this.#seq ?? 0 };
  }

  get alarm(): number | undefined {
    const beatAt = this.#phase === "closing" ? undefined : this.#heartbeat?.dueAt;
    const at = Math.min(this.#deadlineAt, this.#probeAt, beatAt ?? Infinity);
    return at === Infinity || this.#phase === "ended" ? undefined : at;
  }

  feed(input: ConnectionInput | Tick, now: number): readonly ConnectionEffect[] {
    this.#now = now;
    if (this.#phase !== "ended") this.#hear(input);
    const effects = this.#effects;
    // At rest nothing holds the last event any more.
    this.#effects = [];
    return effects;
  }

  #hear(input: ConnectionInput | Tick): void {
    switch (input.type) {
      case "frame":
        return this.#read(input.frame);
      case "tick":
        return this.#tick();
      case "opened":
        return this.#enter("greeting", Deadline.Hello);
      case "granted":
        if (this.#phase === "queued") this.#introduce("identify", Opcode.Identify, this.#init.identify);
        return;
      case "closed":
      case "corrupt":
        return this.#end(this.#leaving ?? input);
      case "leave":
        return this.#leave(input.resumable);
      default:
        input satisfies never;
    }
  }

  #tell(effect: ConnectionEffect): void {
    this.#effects.push(effect);
  }

  /** @param lastsMs How long the phase may last. */
  #enter(phase: Exclude<ConnectionPhase, "ended">, lastsMs = Infinity): void {
    this.#phase = phase;
    this.#deadlineAt = this.#now + lastsMs;
    this.#probeAt = Infinity;
    this.#tell({ type: "state", phase });
  }

  // What arrives

  #read(frame: Frame): void {
    if (this.#phase === "closing") return;
    switch (frame.op) {
      case Opcode.Dispatch:
        return this.#dispatch(frame);
      case Opcode.HeartbeatAck:
        return this.#acknowledged();
      case Opcode.Heartbeat:
        return this.#beat();
      case Opcode.Hello:
        return this.#hello(frame);
      case Opcode.Reconnect:
        return this.#end({ type: "reconnect" });
      case Opcode.InvalidSession:
        return this.#end({ type: "invalid-session", resumable: contentOf(frame) === true });
      default:
        this.#odd({ type: "unknown-opcode", op: frame.op });
    }
  }

  #odd(problem: Problem): void {
    this.#tell({ type: "problem", problem });
  }

  #malformed(frame: Frame): void {
    this.#odd({ type: "malformed", bytes: frame.text.length });
  }

  #hello(frame: Frame): void {
    const { heartbeat_interval: intervalMs } = fieldsOf(frame);
    if (typeof intervalMs !== "number" || !(intervalMs >= 1)) return this.#malformed(frame);
    if (this.#phase !== "greeting") return;
    const { jitter, session, identify } = this.#init;
    this.#heartbeat = new Heartbeat(intervalMs, jitter, this.#now);
    this.#tell({ type: "hello", intervalMs });
    if (session === undefined) return this.#enter("queued");
    const data = { token: identify.token, session_id: session.id, seq: session.seq };
    this.#introduce("resume", Opcode.Resume, data);
  }

  #introduce(how: "identify" | "resume", op: number, data: unknown): void {
    this.#introduced = how;
    this.#enter(how === "identify" ? "identifying" : "resuming");
    this.#awaitReady();
    this.#tell({ type: "transmit", op, data });
  }

  #awaitReady(): void {
    this.#deadlineAt = this.#now + Deadline.Ready;
    this.#probeAt = this.#now + PROBE_AFTER_MS;
  }

  #dispatch(frame: Frame): void {
    if (!this.#advance(frame.seq)) return;
    if (frame.type === "READY") this.#ready(frame);
    else if (frame.type === "RESUMED") this.#resumed(frame);
    else this.#pass(frame);
  }

  #pass(frame: Frame): void {
    if (this.#phase === "resuming") this.#replayed++;
    this.#tell({ type: "dispatch", frame, at: this.#now });
  }

  /** Moves the sequence on; false if the dispatch has already come. A dispatch without a number always counts as new. */
  #advance(seq: number | null): boolean {
    if (seq === null) return true;
    const after = this.#seq ?? seq - 1;
    if (seq <= after) {
      this.#odd({ type: "duplicate", seq });
      return false;
    }
    if (seq > after + 1) this.#tell({ type: "gap", after, before: seq, cause: "sequence" });
    this.#seq = seq;
    return true;
  }

  #ready(frame: Frame): void {
    const { session_id: id, resume_gateway_url: url } = fieldsOf(frame);
    if (typeof id !== "string") return this.#malformed(frame);
    const resumeUrl = typeof url === "string" && URL.canParse(url) ? url : undefined;
    this.#seq ??= 0;
    const session = { id, resumeUrl, seq: this.#seq, shard: this.#init.shard };
    this.#session = session;
    this.#goLive({ type: "ready", session }, frame);
  }

  #resumed(frame: Frame): void {
    // A resume may replay the RESUMED of an earlier one that was lost on its way.
    if (this.#live) return this.#pass(frame);
    if (this.#phase !== "resuming") return this.#malformed(frame);
    this.#goLive({ type: "resumed", session: this.session as Session, replayed: this.#replayed }, frame);
  }

  #goLive(how: ConnectionEffect, frame: Frame): void {
    this.#live = true;
    this.#enter("ready");
    this.#tell(how);
    this.#pass(frame);
  }

  // Heartbeats and deadlines

  #acknowledged(): void {
    const heartbeat = this.#heartbeat;
    if (heartbeat === undefined) return;
    heartbeat.answered(this.#now);
    if (heartbeat.pingMs !== undefined) this.#tell({ type: "ping", pingMs: heartbeat.pingMs });
    // Discord may keep a connection waiting for READY through an outage; it is alive as long as it answers.
    if (this.#introduced !== undefined && !this.#live) this.#awaitReady();
  }

  #beat(): void {
    this.#heartbeat?.sent(this.#now);
    this.#tell({ type: "transmit", op: Opcode.Heartbeat, data: this.#seq });
  }

  #tick(): void {
    if (this.#now >= this.#deadlineAt) return this.#end(this.#overdue());
    if (this.#phase === "closing") return;
    if (this.#now >= this.#probeAt) {
      this.#probeAt = Infinity;
      this.#beat();
    }
    if (this.#heartbeat !== undefined && this.#now >= this.#heartbeat.dueAt) this.#pulse(this.#heartbeat);
  }

  #pulse(heartbeat: Heartbeat): void {
    const lateMs = heartbeat.lateBy(this.#now);
    const pulse = heartbeat.pulse(this.#now);
    if (pulse === "dead") return this.#end({ type: "zombie" });
    if (pulse === "wait") return;
    if (lateMs !== undefined) this.#odd({ type: "late-heartbeat", lateMs });
    this.#beat();
  }

  #overdue(): EndCause {
    if (this.#leaving !== undefined) return { ...this.#leaving, answered: false };
    return { type: overdue[this.#phase] ?? "ready-timeout" };
  }

  // Ends

  #leave(resumable: boolean): void {
    if (this.#leaving !== undefined) return;
    this.#leaving = { type: "left", resumable, answered: true };
    if (this.#phase === "dialling") return this.#end(this.#leaving);
    this.#enter("closing", Deadline.Close);
    this.#tell({ type: "close", code: this.#closeCode });
  }

  get #closeCode(): number {
    return this.#leaving?.resumable === false ? LEAVE_CODE : KEEP_CODE;
  }

  #end(cause: EndCause): void {
    this.#phase = "ended";
    const end: End = {
      cause,
      greeted: this.#heartbeat !== undefined,
      introduced: this.#introduced,
      live: this.#live,
      session: this.session,
    };
    this.#tell({ type: "end", end, closeCode: this.#closeCode });
  }
}
