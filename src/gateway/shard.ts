/**
 * One shard: a loop of dial, live, judge and wait. It gives its machines their hands: Recovery and the Outbox, which live as long
 * as the shard, and a Connection for each socket. Everything it learns goes out through one function, `emit`.
 *
 * It must never decide; the machines do.
 */

import * as Opcode from "../discord/opcodes.ts";
import { type Driver, drive } from "../machine.ts";
import type { Runtime } from "../runtime.ts";
import type { IdentifyQueue } from "./identify-queue.ts";
import { Link, type Terms } from "./link.ts";
import { Outbox, type OutboxEffect, type OutboxInput } from "./outbox.ts";
import { Recovery, type RecoveryEffect, type RecoveryInput } from "./recovery.ts";
import type { Session } from "./session.ts";
import type { ShardEvent, ShardPhase, ShardStatus } from "./shard-events.ts";
import type { ConnectionEffect, End } from "./transcript.ts";

/** What a shard is made of. */
export interface ShardInit {
  readonly shard: readonly [id: number, total: number];
  /** Asked at each dial. `base` is the session's resume url, or undefined. */
  readonly terms: (base: string | undefined) => Terms;
  readonly session: Session | undefined;
  readonly queue: IdentifyQueue;
  readonly runtime: Runtime;
  readonly emit: (event: ShardEvent) => void;
}

/** A frame that a program sends. */
export interface Sending {
  readonly op: number;
  readonly data: unknown;
  /** Milliseconds it may wait; then it is dropped. */
  readonly timeoutMs: number;
  /** Told once: sent, or never to be sent. */
  readonly settled: (outcome: "sent" | "expired" | "replaced" | "closed") => void;
}

/** Runs one shard. */
export class Shard {
  readonly #init: ShardInit;
  readonly #recovery: Recovery;
  readonly #judge: Driver<RecoveryInput>;
  readonly #outbox: Driver<OutboxInput>;
  readonly #sendings = new Map<number, Sending>();
  #lastSending = 0;
  readonly #over: Promise<End>;
  #ends!: (end: End) => void;
  #link: Link | undefined;
  #phase: ShardPhase = "idle";
  #pingMs: number | undefined;
  #sessionSince: number | undefined;
  #hadSession: boolean;
  #identifies = 0;
  #resumes = 0;
  #dials = 0;

  constructor(init: ShardInit) {
    const clock = init.runtime;
    this.#init = init;
    this.#over = new Promise((resolve) => {
      this.#ends = resolve;
    });
    this.#hadSession = init.session !== undefined;
    this.#recovery = new Recovery(init.session);
    this.#judge = drive(this.#recovery, { clock, perform: (effect) => this.#decide(effect) });
    this.#outbox = drive(new Outbox(), { clock, perform: (effect) => this.#post(effect) });
  }

  get id(): number {
    return this.#init.shard[0];
  }

  get status(): ShardStatus {
    const since = this.#sessionSince;
    return {
      id: this.id,
      phase: this.#phase,
      pingMs: this.#pingMs,
      seq: this.session?.seq,
      sessionAgeMs: since === undefined ? undefined : this.#init.runtime.now() - since,
      identifies: this.#identifies,
      resumes: this.#resumes,
      reconnects: Math.max(0, this.#dials - 1),
    };
  }

  /** The session as of now. */
  get session(): Session | undefined {
    return this.#link?.connection.session ?? this.#recovery.session;
  }

  /** Starts the loop. To be called once. */
  start(): void {
    this.#judge.feed({ type: "start" });
  }

  /** Ends the loop. Settles with its end when it has ended, also if that was before; never rejects. */
  leave(resumable: boolean): Promise<End> {
    const cause = { type: "left", resumable, answered: true } as const;
    const end = { cause, greeted: false, introduced: undefined, live: false, session: this.#recovery.session };
    if (this.#link !== undefined) this.#link.feed({ type: "leave", resumable });
    else this.#judge.feed({ type: "ended", end, chance: 0 });
    return this.#over;
  }

  /** Sends when the session is live and the limits have room. The function that comes back withdraws it. */
  send(sending: Sending): () => void {
    if (this.#phase === "closed" || this.#phase === "failed") {
      sending.settled("closed");
      return () => {};
    }
    const id = ++this.#lastSending;
    this.#sendings.set(id, sending);
    const { op, data, timeoutMs } = sending;
    const text = JSON.stringify({ op, d: data });
    const presence = op === Opcode.PresenceUpdate;
    this.#outbox.feed({ type: "offer", id, text, presence, expiresAt: this.#init.runtime.now() + timeoutMs });
    return () => {
      if (this.#sendings.delete(id)) this.#outbox.feed({ type: "withdraw", id });
    };
  }

  #post(effect: OutboxEffect): void {
    const sending = this.#sendings.get(effect.id);
    if (sending === undefined) return;
    this.#sendings.delete(effect.id);
    if (effect.type === "transmit") this.#transmit(sending.op, effect.text);
    sending.settled(effect.type === "transmit" ? "sent" : effect.reason);
  }

  #transmit(op: number, text: string): void {
    this.#link?.send(text);
    this.#init.emit({ type: "wire", direction: "out", frame: { op, seq: null, type: null, text } });
  }

  #enter(phase: ShardPhase): void {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#init.emit({ type: "state", phase });
  }

  // What Recovery decides

  #decide(effect: RecoveryEffect): void {
    if (effect.type === "dial") return this.#dial(effect.url, effect.session);
    if (effect.type === "retry") this.#enter("waiting");
    else if (effect.type === "failed") this.#stop("failed", effect.end);
    else if (effect.type === "left") this.#stop("closed", effect.end);
    this.#init.emit(effect);
  }

  #stop(phase: "failed" | "closed", end: End): void {
    this.#ends(end);
    this.#judge.stop();
    this.#outbox.stop();
    for (const { settled } of this.#sendings.values()) settled("closed");
    this.#sendings.clear();
    this.#enter(phase);
  }

  #dial(base: string | undefined, session: Session | undefined): void {
    const { shard, runtime, terms, emit } = this.#init;
    const perform = (effect: ConnectionEffect): void => this.#perform(effect);
    this.#link = new Link({ ...terms(base), session, shard, runtime, emit, perform });
    this.#dials++;
    this.#outbox.feed({ type: "opened" });
    this.#enter("dialling");
    this.#link.dial();
  }

  // What the Connection wants

  #perform(effect: ConnectionEffect): void {
    switch (effect.type) {
      case "state":
        this.#enter(effect.phase);
        if (effect.phase === "queued") this.#queue();
        return;
      case "transmit":
        return this.#speak(effect.op, effect.data);
      case "hello":
        return this.#outbox.feed({ type: "greeted", intervalMs: effect.intervalMs });
      case "ready":
      case "resumed":
        return this.#welcome(effect);
      case "ping":
        this.#pingMs = effect.pingMs;
        return;
      case "close":
        this.#outbox.feed({ type: "down" });
        return this.#link?.close(effect.code);
      case "end":
        return this.#ended(effect.end, effect.closeCode);
      default:
        return this.#init.emit(effect);
    }
  }

  #speak(op: number, data: unknown): void {
    this.#outbox.feed({ type: "spent" });
    if (op === Opcode.Identify) {
      this.#identifies++;
      this.#judge.feed({ type: "identified" });
    }
    if (op === Opcode.Resume) this.#resumes++;
    this.#transmit(op, JSON.stringify({ op, d: data }));
  }

  #queue(): void {
    const link = this.#link as Link;
    const request = { shard: this.id, lostSession: this.#hadSession };
    link.withdraw = this.#init.queue.ask(request, (answer) => {
      if (answer.type === "granted") return link.feed(answer);
      this.#enter("waiting-for-budget");
      this.#init.emit(answer);
    });
  }

  #welcome(event: Extract<ConnectionEffect, { type: "ready" | "resumed" }>): void {
    this.#hadSession = true;
    if (event.type === "ready" || this.#sessionSince === undefined) this.#sessionSince = this.#init.runtime.now();
    this.#judge.feed(event);
    this.#outbox.feed({ type: "live" });
    this.#init.emit(event);
  }

  #ended(end: End, closeCode: number): void {
    this.#link?.drop(closeCode);
    this.#link = undefined;
    this.#outbox.feed({ type: "down" });
    this.#judge.feed({ type: "ended", end, chance: this.#init.runtime.random() });
  }
}
