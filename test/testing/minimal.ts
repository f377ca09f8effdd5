/**
 * The smallest client of a gateway there can be: it writes down what it hears and says what it is told to. It never decides
 * anything, so that the simulator is not judged by the client it is made for.
 */

import type { WebSocketLike } from "../../src/runtime.ts";
import type { Simulator } from "../../src/testing/mod.ts";

export interface Envelope {
  readonly op: number;
  // biome-ignore lint/suspicious/noExplicitAny: payloads are read freely in tests
  readonly d: any;
  readonly s: number | null;
  readonly t: string | null;
}

export const GATEWAY = "wss://gateway.discord.gg/?v=10&encoding=json";
export const ALL_INTENTS = 53_608_447;

export class MinimalClient {
  readonly heard: Envelope[] = [];
  /** Frames that are no payloads. */
  readonly unread: unknown[] = [];
  /** "open", "close 4004", "error": what became of the socket. */
  readonly steps: string[] = [];
  readonly socket: WebSocketLike;
  /** The latest sequence number. */
  seq: number | null = null;

  constructor(simulator: Simulator, url: string = GATEWAY) {
    const { WebSocket } = simulator.runtime;
    if (WebSocket === undefined) throw new Error("no WebSocket");
    this.socket = new WebSocket(url);
    this.socket.binaryType = "arraybuffer";
    this.socket.addEventListener("open", () => this.steps.push("open"));
    this.socket.addEventListener("error", () => this.steps.push("error"));
    this.socket.addEventListener("close", (event) => this.steps.push(`close ${event.code}`));
    this.socket.addEventListener("message", (event) => {
      const read = readEnvelope(event.data);
      if (read === undefined) this.unread.push(event.data);
      else this.heard.push(read);
      this.seq = read?.s ?? this.seq;
    });
  }

  send(op: number, d: unknown): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  /** The names of the events, in order. */
  get events(): (string | null)[] {
    return this.heard.filter((it) => it.op === 0).map((it) => it.t);
  }

  ops(op: number): Envelope[] {
    return this.heard.filter((it) => it.op === op);
  }

  // biome-ignore lint/suspicious/noExplicitAny: payloads are read freely in tests
  data(name: string): any[] {
    return this.heard.filter((it) => it.t === name).map((it) => it.d);
  }
}

/** The payload of a frame; undefined when it is none. */
function readEnvelope(data: unknown): Envelope | undefined {
  try {
    const value = JSON.parse(String(data));
    return typeof value?.op === "number" ? value : undefined;
  } catch {
    return undefined;
  }
}

export function identify(simulator: Simulator, more: Record<string, unknown> = {}): Record<string, unknown> {
  const properties = { os: "linux", browser: "test", device: "test" };
  return { token: simulator.token, intents: ALL_INTENTS, properties, ...more };
}

/** Connects and identifies; the clock has to be manual. */
export function connected(simulator: Simulator, more: Record<string, unknown> = {}): MinimalClient {
  const client = new MinimalClient(simulator);
  simulator.clock.advance(100);
  client.send(2, identify(simulator, more));
  simulator.clock.advance(100);
  return client;
}

/** Connects to the address for resuming and resumes. */
export function resumed(simulator: Simulator, before: MinimalClient, seq: number | null = before.seq): MinimalClient {
  const ready = before.data("READY")[0];
  const client = new MinimalClient(simulator, `${ready.resume_gateway_url}/?v=10&encoding=json`);
  simulator.clock.advance(100);
  client.send(6, { token: simulator.token, session_id: ready.session_id, seq });
  simulator.clock.advance(100);
  return client;
}
