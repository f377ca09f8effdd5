/**
 * One shard: a loop of dial, live, judge and wait. It gives two machines their hands: Recovery, which lives as long as
 * the shard, and a Connection for each socket. Everything it learns goes out through one function, `emit`.
 *
 * It must never decide; the machines do.
 */

import { GatewayOpcode } from "../discord/opcodes.ts";
import { type Driver, drive } from "../machine.ts";
import type { Runtime } from "../runtime.ts";
import { Connection } from "./connection.ts";
import { type Frame, readFrame } from "./frame.ts";
import type { IdentifyQueue } from "./identify-queue.ts";
import { Recovery, type RecoveryEffect, type RecoveryInput } from "./recovery.ts";
import type { Session } from "./session.ts";
import { openSocket, type Socket } from "./socket.ts";
import type { ConnectionEffect, ConnectionInput, ConnectionPhase, End, IdentifyData, Problem } from "./transcript.ts";

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
  /** A dispatch, exactly as it came; `frame.data` is parsed when it is read. */
  | { readonly type: "dispatch"; readonly frame: Frame }
  | { readonly type: "state"; readonly phase: ShardPhase }
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
      readonly text: string;
      readonly frame: Pick<Frame, "op" | "seq" | "type">;
    }
  /** The shard has stopped: it will not connect again. */
  | { readonly type: "failed"; readonly end: End }
  | { readonly type: "left"; readonly end: End };

/** What a shard is made of. */
export interface ShardInit {
  readonly shard: readonly [id: number, total: number];
  readonly identify: IdentifyData;
  /** The gateway's address, query included; asked at each dial. `base` is the session's resume url, or undefined. */
  readonly address: (base: string | undefined) => string;
  readonly session: Session | undefined;
  readonly queue: IdentifyQueue;
  readonly runtime: Runtime;
  readonly emit: (event: ShardEvent) => void;
}

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
}

interface Live {
  readonly connection: Connection;
  readonly driver: Driver<ConnectionInput>;
  socket: Socket | undefined;
  withdraw: (() => void) | undefined;
}

/** Runs one shard. */
export class Shard {
  readonly #init: ShardInit;
  readonly #recovery: Recovery;
  readonly #judge: Driver<RecoveryInput>;
  #live: Live | undefined;
  #phase: ShardPhase = "idle";
  #pingMs: number | undefined;
  #sessionSince: number | undefined;
  #hadSession: boolean;
  #identifies = 0;
  #resumes = 0;
  #dials = 0;

  constructor(init: ShardInit) {
    this.#init = init;
    this.#hadSession = init.session !== undefined;
    this.#recovery = new Recovery(init.session);
    this.#judge = drive(this.#recovery, { clock: init.runtime, perform: (effect) => this.#decide(effect) });
  }

  get status(): ShardStatus {
    const since = this.#sessionSince;
    return {
      id: this.#init.shard[0],
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
    return this.#live?.connection.session ?? this.#recovery.session;
  }

  /** Starts the loop. To be called once. */
  start(): void {
    this.#judge.feed({ type: "start" });
  }

  /** Ends the loop; "left" tells when it has ended. */
  leave(resumable: boolean): void {
    if (this.#live !== undefined) return this.#live.driver.feed({ type: "leave", resumable });
    if (this.#phase === "closed" || this.#phase === "failed") return;
    const cause = { type: "left", resumable, answered: true } as const;
    this.#left({ cause, greeted: false, introduced: undefined, live: false, session: this.#recovery.session });
  }

  /** Sends a frame if the socket is open. */
  transmit(op: number, data: unknown): void {
    const text = JSON.stringify({ op, d: data });
    this.#live?.socket?.send(text);
    this.#init.emit({ type: "wire", direction: "out", text, frame: { op, seq: null, type: null } });
  }

  #enter(phase: ShardPhase): void {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#init.emit({ type: "state", phase });
  }

  // What Recovery decides

  #decide(effect: RecoveryEffect): void {
    const { emit } = this.#init;
    switch (effect.type) {
      case "dial":
        return this.#dial(effect.url, effect.session);
      case "wait":
        this.#enter("waiting");
        return emit({ type: "retry", end: effect.end, delayMs: effect.delayMs, reason: effect.reason });
      case "lost-session":
        return emit({ type: "gap", after: effect.session.seq, before: undefined, cause: "session-lost" });
      case "give-up":
        this.#judge.stop();
        this.#enter("failed");
        return emit({ type: "failed", end: effect.end });
      case "left":
        return this.#left(effect.end);
    }
  }

  #left(end: End): void {
    this.#judge.stop();
    this.#enter("closed");
    this.#init.emit({ type: "left", end });
  }

  #dial(url: string | undefined, session: Session | undefined): void {
    const { identify, shard, runtime, address } = this.#init;
    const now = runtime.now();
    const connection = new Connection({ session, identify, shard, jitter: runtime.random(), now });
    const driver = drive(connection, { clock: runtime, perform: (effect) => this.#perform(live, effect) });
    const live: Live = { connection, driver, socket: undefined, withdraw: undefined };
    this.#live = live;
    this.#dials++;
    this.#enter("dialling");
    // The runtime is known to have a WebSocket: the gateway refuses to start without one.
    const WebSocket = runtime.WebSocket as NonNullable<Runtime["WebSocket"]>;
    live.socket = openSocket(WebSocket, address(url), {
      opened: () => {
        driver.feed({ type: "opened" });
        this.#follow(live);
      },
      received: (data) => this.#receive(live, data),
      ended: (code, reason) => driver.feed({ type: "closed", code, reason }),
    });
  }

  #receive(live: Live, data: string | ArrayBuffer): void {
    const frame = typeof data === "string" ? readFrame(data) : undefined;
    if (frame === undefined) {
      const bytes = typeof data === "string" ? data.length : data.byteLength;
      return this.#init.emit({ type: "problem", problem: { type: "malformed", bytes } });
    }
    this.#init.emit({ type: "wire", direction: "in", text: frame.text, frame });
    live.driver.feed({ type: "frame", frame });
  }

  // What the Connection wants

  #perform(live: Live, effect: ConnectionEffect): void {
    const { emit } = this.#init;
    switch (effect.type) {
      case "dispatch":
        return emit(effect);
      case "transmit":
        this.#count(effect.op);
        this.#follow(live);
        return this.transmit(effect.op, effect.data);
      case "queue":
        return this.#queue(live);
      case "ready":
      case "resumed":
        return this.#welcome(live, effect);
      case "ping":
        this.#pingMs = effect.pingMs;
        return;
      case "gap":
        return emit({ type: "gap", after: effect.after, before: effect.before, cause: "sequence" });
      case "problem":
        return emit(effect);
      case "close":
        this.#follow(live);
        live.withdraw?.();
        return live.socket?.close(effect.code);
      case "end":
        return this.#ended(live, effect.end, effect.closeCode);
    }
  }

  #count(op: number): void {
    if (op === GatewayOpcode.Identify) {
      this.#identifies++;
      this.#judge.feed({ type: "identified" });
    } else if (op === GatewayOpcode.Resume) {
      this.#resumes++;
    }
  }

  /** Shows the connection's phase as the shard's. */
  #follow(live: Live): void {
    const { phase } = live.connection;
    if (live === this.#live && phase !== "ended") this.#enter(phase);
  }

  #queue(live: Live): void {
    const request = { shard: this.#init.shard[0], lostSession: this.#hadSession };
    this.#follow(live);
    live.withdraw = this.#init.queue.ask(request, (answer) => {
      if (answer.type === "granted") {
        live.withdraw = undefined;
        return live.driver.feed({ type: "granted" });
      }
      this.#enter("waiting-for-budget");
      this.#init.emit({ type: "held", resetsInMs: answer.resetsInMs });
    });
  }

  #welcome(live: Live, event: Extract<ConnectionEffect, { type: "ready" | "resumed" }>): void {
    this.#hadSession = true;
    if (event.type === "ready" || this.#sessionSince === undefined) this.#sessionSince = this.#init.runtime.now();
    this.#judge.feed({ type: event.type, session: event.session });
    this.#follow(live);
    this.#init.emit(event);
  }

  #ended(live: Live, end: End, closeCode: number): void {
    live.driver.stop();
    live.withdraw?.();
    live.socket?.abandon(closeCode);
    this.#live = undefined;
    this.#judge.feed({ type: "ended", end, chance: this.#init.runtime.random() });
  }
}
