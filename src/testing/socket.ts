/**
 * WebSockets inside the process: a constructor as runtimes have it, whose other end is a simulated gateway. Frames take
 * time, stay in order, and never arrive within the call that sent them.
 * https://websockets.spec.whatwg.org
 */

import type { WebSocketConstructor } from "../runtime.ts";
import type { DatedClock } from "./clock.ts";
import type { Peer, ServerSocket } from "./link.ts";
import type { DialOutcome } from "./mishaps.ts";

/** Whose socket is imitated, where they differ: at failing dials, cut connections, and peers that never answer Close. */
export type Platform = "node" | "deno" | "bun" | "page";

/** What the sockets are made of. */
export interface SocketParts {
  readonly clock: DatedClock;
  readonly platform: Platform;
  /** How long the next frame takes, in milliseconds. */
  readonly latency: () => number;
  readonly dial: (url: string) => DialOutcome;
  readonly accept: (socket: ServerSocket, about: { readonly url: string }) => Peer;
}

interface Manners {
  /** What follows the error event of a failed dial: a close event with this code, or nothing. */
  readonly refusedCode: number | undefined;
  /** The code of the close event after a cut. */
  readonly cutCode: number;
  /** Whether a cut is an error event too. */
  readonly cutIsError: boolean;
  /** When a close event comes all the same if the peer never answers Close; undefined: never. */
  readonly deafMs: number | undefined;
}

/** Measured with real sockets in Node 22, Deno 2.9, Bun 1.4 and Chromium. */
const MANNERS: Readonly<Record<Platform, Manners>> = {
  node: { refusedCode: undefined, cutCode: 1006, cutIsError: false, deafMs: undefined },
  deno: { refusedCode: 0, cutCode: 0, cutIsError: true, deafMs: undefined },
  bun: { refusedCode: 1006, cutCode: 1006, cutIsError: false, deafMs: 36_000 },
  page: { refusedCode: 1006, cutCode: 1006, cutIsError: false, deafMs: 60_000 },
};

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
const LONGEST_REASON_BYTES = 123;

// biome-ignore lint/suspicious/noExplicitAny: the platform's events have no type in common
type Listener = (event: any) => void;
type EventName = "open" | "message" | "error" | "close";

/** Makes the constructor. */
export function createSocketClass(parts: SocketParts): WebSocketConstructor {
  return class extends SimulatedSocket {
    constructor(url: string) {
      super(parts, String(url));
    }
  };
}

class SimulatedSocket {
  binaryType = "blob";
  readyState: number = CONNECTING;
  readonly url: string;
  onopen: Listener | null = null;
  onmessage: Listener | null = null;
  onerror: Listener | null = null;
  onclose: Listener | null = null;
  readonly #parts: SocketParts;
  readonly #manners: Manners;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #outgoing: Lane;
  readonly #incoming: Lane;
  #peer: Peer | undefined;
  #deaf = false;
  #outliving = false;

  constructor(parts: SocketParts, url: string) {
    if (!/^wss?:\/\//.test(url)) throw named("SyntaxError", `'${url}' is no WebSocket url.`);
    this.#parts = parts;
    this.#manners = MANNERS[parts.platform];
    this.url = url;
    this.#outgoing = new Lane(parts);
    this.#incoming = new Lane(parts);
    this.#incoming.add(() => this.#dial());
  }

  addEventListener(type: string, listener: Listener): void {
    const set = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, set.add(listener));
  }

  removeEventListener(type: string, listener: Listener): void {
    this.#listeners.get(type)?.delete(listener);
  }

  send(data: string): void {
    if (this.readyState === CONNECTING) throw named("InvalidStateError", "The socket is still connecting.");
    if (this.readyState === OPEN) this.#outgoing.add(() => this.#peer?.message(data));
  }

  close(code?: number, reason = ""): void {
    if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
      throw named("InvalidAccessError", `A program may not close with ${code}.`);
    }
    if (new TextEncoder().encode(reason).length > LONGEST_REASON_BYTES) {
      throw named("SyntaxError", "The reason is too long.");
    }
    if (this.readyState >= CLOSING) return;
    if (this.readyState === CONNECTING) return this.#fail();
    this.readyState = CLOSING;
    this.#outgoing.add(() => this.#say(code ?? 1005, reason));
  }

  #dial(): void {
    if (this.readyState !== CONNECTING) return;
    const outcome = this.#parts.dial(this.url);
    if (outcome === "refused") return this.#fail();
    if (outcome === "hanging") return;
    this.readyState = OPEN;
    this.#emit("open", {});
    this.#peer = this.#parts.accept(this.#server(), { url: this.url });
  }

  /** The gateway's end. */
  #server(): ServerSocket {
    return {
      send: (data) => this.#incoming.add(() => this.#receive(data)),
      close: (code, reason) => this.#incoming.add(() => this.#end(code, reason, true)),
      terminate: () => this.#incoming.add(() => this.#cut()),
      deafen: () => {
        this.#deaf = true;
      },
      outlive: () => {
        this.#outliving = true;
      },
      stall: (ms) => this.#incoming.stall(ms),
    };
  }

  /** Our Close frame has reached the gateway, which answers with the same code, unless it is deaf. */
  #say(code: number, reason: string): void {
    if (this.readyState === CLOSED) return;
    if (!this.#deaf) {
      this.#peer?.closed(code);
      this.#incoming.add(() => this.#end(code, reason, true));
      return;
    }
    const { deafMs } = this.#manners;
    if (deafMs !== undefined) this.#parts.clock.schedule(() => this.#end(1006, "", false), deafMs);
  }

  #receive(data: string | Uint8Array): void {
    if (this.readyState !== OPEN && !(this.#outliving && this.readyState === CLOSING)) return;
    if (typeof data === "string") return this.#emit("message", { data });
    const bytes = Uint8Array.from(data).buffer;
    this.#emit("message", { data: this.binaryType === "arraybuffer" ? bytes : new Blob([bytes]) });
  }

  /** The dial failed, or was given up. */
  #fail(): void {
    const { refusedCode } = this.#manners;
    this.readyState = CLOSING;
    this.#incoming.add(() => {
      this.readyState = CLOSED;
      this.#emit("error", { message: "Received network error or non-101 status code." });
      if (refusedCode !== undefined) this.#emit("close", { code: refusedCode, reason: "", wasClean: false });
    });
  }

  #cut(): void {
    if (this.readyState === CLOSED) return;
    if (this.#manners.cutIsError) this.#emit("error", { message: "Connection reset by peer." });
    this.#end(this.#manners.cutCode, "", false);
  }

  #end(code: number, reason: string, wasClean: boolean): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.#emit("close", { code, reason, wasClean });
  }

  #emit(type: EventName, about: object): void {
    const event = { type, target: this, ...about };
    this[`on${type}`]?.(event);
    for (const listener of [...(this.#listeners.get(type) ?? [])]) listener(event);
  }
}

/** One direction of a connection: what is added arrives later, in the order in which it was added. */
class Lane {
  readonly #parts: SocketParts;
  readonly #waiting: (() => void)[] = [];
  #stalledUntil = 0;

  constructor(parts: SocketParts) {
    this.#parts = parts;
  }

  add(arrive: () => void): void {
    this.#waiting.push(arrive);
    // Whichever timer fires first takes the oldest: jitter never changes the order.
    const { clock, latency } = this.#parts;
    const stalledMs = this.#stalledUntil === 0 ? 0 : this.#stalledUntil - clock.now();
    clock.schedule(() => this.#waiting.shift()?.(), Math.max(latency(), stalledMs));
  }

  /** What is added from now on arrives no sooner than in so many milliseconds. */
  stall(ms: number): void {
    this.#stalledUntil = this.#parts.clock.now() + ms;
  }
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
