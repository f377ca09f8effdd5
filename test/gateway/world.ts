/**
 * A world for whole shards, gateways and clients: a clock moved by hand and sockets that say what the test tells them to.
 * It comes in by the one injection point that programs have too, `runtime`.
 */
import type { Runtime, WebSocketConstructor } from "../../src/runtime.ts";
import { INTERVAL } from "./transcript.ts";

/** Time that moves when told; it can tell how many timers wait. */
export class HandClock {
  readonly #timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  #now = 0;
  #made = 0;

  readonly now = (): number => this.#now;

  readonly schedule = (run: () => void, delayMs: number): (() => void) => {
    const id = ++this.#made;
    this.#timers.set(id, { at: this.#now + Math.max(0, delayMs), run });
    return () => this.#timers.delete(id);
  };

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets time pass; promises settle after each timer. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settled();
    for (;;) {
      const [next] = [...this.#timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next[0]);
      this.#now = Math.max(this.#now, next[1].at);
      next[1].run();
      await settled();
    }
    this.#now = until;
  }
}

/** Lets promises that can settle do so. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

interface Sent {
  readonly op: number;
  readonly d: unknown;
}

/** The far end and the near end of one connection. */
export class ScriptedSocket {
  binaryType = "blob";
  readonly url: string;
  readonly sent: Sent[] = [];
  /** What the library closed with. */
  readonly closes: (readonly [code: number | undefined, reason: string | undefined])[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: events of a socket, as any runtime has them
  readonly #listeners: Record<string, ((event: any) => void)[]> = {};
  #open = false;

  constructor(url: string) {
    this.url = url;
  }

  // As the library sees it

  // biome-ignore lint/suspicious/noExplicitAny: as above
  addEventListener(type: string, listener: (event: any) => void): void {
    this.#listeners[type] = [...(this.#listeners[type] ?? []), listener];
  }

  send(text: string): void {
    if (!this.#open) throw new Error("Sent while connecting or closed");
    this.sent.push(JSON.parse(text));
  }

  close(code?: number, reason?: string): void {
    this.closes.push([code, reason]);
  }

  // As the test drives it

  emit(type: string, event: object = {}): void {
    for (const listener of this.#listeners[type] ?? []) listener(event);
  }

  opens(): void {
    this.#open = true;
    this.emit("open");
  }

  says(envelope: object): void {
    this.emit("message", { data: JSON.stringify(envelope) });
  }

  dispatches(t: string, s: number, d: unknown = {}): void {
    this.says({ t, s, op: 0, d });
  }

  /** The connection ends from afar, or the Close frame is answered. */
  shuts(code: number, reason = ""): void {
    this.#open = false;
    this.emit("close", { code, reason });
  }

  greets(heartbeat_interval = INTERVAL): void {
    this.opens();
    this.says({ t: null, s: null, op: 10, d: { heartbeat_interval } });
  }

  /** Hello and READY. */
  welcomes(session_id = "s1", more: object = {}): void {
    this.greets();
    this.dispatches("READY", 1, { session_id, resume_gateway_url: "wss://resume.test", ...more });
  }

  /** Opcodes that were sent, heartbeats left out. */
  get spoken(): number[] {
    return this.sent.map(({ op }) => op).filter((op) => op !== 1);
  }
}

/** Clock, sockets and chance of one test. */
export class World {
  readonly clock = new HandClock();
  readonly sockets: ScriptedSocket[] = [];
  readonly runtime: Partial<Runtime>;
  chance = 0.5;

  /** @param happens Called with each socket that is dialled; to throw is to fail as a constructor may. */
  constructor(happens?: (socket: ScriptedSocket) => void) {
    const { sockets } = this;
    const WebSocket = function dial(url: string): ScriptedSocket {
      const socket = new ScriptedSocket(url);
      sockets.push(socket);
      happens?.(socket);
      return socket;
    } as unknown as WebSocketConstructor;
    const { now, schedule } = this.clock;
    this.runtime = { name: "node", os: "linux", now, schedule, date: now, random: () => this.chance, WebSocket };
  }

  /** The socket that was dialled last. */
  get socket(): ScriptedSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("No socket was dialled");
    return socket;
  }
}
