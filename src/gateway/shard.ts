/**
 * One shard: a loop of dial, live, judge and wait. It gives its machines their hands: Recovery, which lives as long as the shard,
 * and a Connection for each socket. Everything it learns goes out through one function, `emit`.
 *
 * It must never decide; the machines do.
 */

import * as Opcode from "../discord/opcodes.ts";
import { type Driver, drive } from "../machine.ts";
import type { Runtime } from "../runtime.ts";
import type { IdentifyQueue } from "./identify-queue.ts";
import { Link, type Terms } from "./link.ts";
import type { OpenPost, Post } from "./post.ts";
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
  readonly post: OpenPost | undefined;
  readonly emit: (event: ShardEvent) => void;
}

/** Runs one shard. */
export class Shard {
  /** Sends what a program sends; undefined where none was handed in. */
  readonly post: Post | undefined;
  readonly #init: ShardInit;
  readonly #recovery: Recovery;
  readonly #judge: Driver<RecoveryInput>;
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
    this.post = init.post?.(clock, (op, text) => this.#transmit(op, text));
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
      waiting: this.post?.waiting ?? 0,
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
    const end = { cause, greeted: false, live: false, session: this.#recovery.session };
    if (this.#link !== undefined) this.#link.feed({ type: "leave", resumable });
    else this.#judge.feed({ type: "ended", end, chance: 0 });
    return this.#over;
  }

  #transmit(op: number, text: string): void {
    this.#link?.send(text);
    this.#tell({ type: "wire", direction: "out", frame: { op, seq: null, type: null, text } });
  }

  #tell(event: ShardEvent): void {
    this.post?.hear(event);
    this.#init.emit(event);
  }

  #enter(phase: ShardPhase): void {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#tell({ type: "state", phase });
  }

  // What Recovery decides

  #decide(effect: RecoveryEffect): void {
    if (effect.type === "dial") return this.#dial(effect.url, effect.session);
    if (effect.type === "retry") this.#enter("waiting");
    else if (effect.type === "failed") this.#stop("failed", effect.end);
    else if (effect.type === "left") this.#stop("closed", effect.end);
    this.#tell(effect);
  }

  #stop(phase: "failed" | "closed", end: End): void {
    this.#ends(end);
    this.#judge.stop();
    this.#enter(phase);
  }

  #dial(base: string | undefined, session: Session | undefined): void {
    const { shard, runtime, terms, emit } = this.#init;
    const perform = (effect: ConnectionEffect): void => this.#perform(effect);
    this.#link = new Link({ ...terms(base), session, shard, runtime, emit, perform });
    this.#dials++;
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
      case "ready":
      case "resumed":
        return this.#welcome(effect);
      case "ping":
        this.#pingMs = effect.pingMs;
        return;
      case "close":
        return this.#link?.close(effect.code);
      case "end":
        return this.#ended(effect.end, effect.closeCode);
      default:
        return this.#tell(effect);
    }
  }

  #speak(op: number, data: unknown): void {
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
      this.#tell(answer);
    });
  }

  #welcome(event: Extract<ConnectionEffect, { type: "ready" | "resumed" }>): void {
    this.#hadSession = true;
    if (event.type === "ready" || this.#sessionSince === undefined) this.#sessionSince = this.#init.runtime.now();
    this.#judge.feed(event);
    this.#tell(event);
  }

  #ended(end: End, closeCode: number): void {
    this.#link?.drop(closeCode);
    this.#link = undefined;
    this.#judge.feed({ type: "ended", end, chance: this.#init.runtime.random() });
  }
}
