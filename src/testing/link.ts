/**
 * Discord's end of one socket: what is said goes through here, is encoded, and is written down.
 *
 * It must never decide anything.
 */

import type { Payload } from "./connection.ts";
import type { Encoder } from "./encoder.ts";
import type { ConnectionEntry, Ledger } from "./ledger.ts";

/** The server's end of a WebSocket, as whoever carries it hands it in. */
export interface ServerSocket {
  /** Sends a text frame, or a binary one. */
  send(data: string | Uint8Array): void;
  /** Sends a Close frame. */
  close(code: number, reason: string): void;
  /** Cuts the connection, without a Close frame. */
  terminate(): void;
  /** From now on a Close frame is not answered. */
  deafen?(): void;
  /** From now on what comes is told even after the client has closed. */
  outlive?(): void;
  /** What is sent from now on comes no sooner than in so many milliseconds. */
  stall?(ms: number): void;
}

/** What whoever carries a socket tells of it. */
export interface Peer {
  /** A frame has come. */
  message(data: string | Uint8Array): void;
  /** The socket has ended: the code of the Close frame, 1005 when it had none, 1006 when the connection was cut. */
  closed(code: number): void;
}

/** What a link is made of. */
export interface LinkParts {
  readonly socket: ServerSocket;
  readonly entry: ConnectionEntry;
  readonly encoder: Encoder;
  readonly ledger: Ledger;
  readonly now: () => number;
}

/** One connection. */
export class Link {
  readonly entry: ConnectionEntry;
  readonly #parts: LinkParts;
  #encoder: Encoder;
  /** Nothing passes any more, either way, and nobody knows. */
  severed = false;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#encoder = parts.encoder;
    this.entry = parts.entry;
  }

  get open(): boolean {
    return this.entry.closedAt === undefined;
  }

  /** Events are encoded so from now on. */
  encode(encoder: Encoder): void {
    this.#encoder = encoder;
  }

  /** Sends a payload that is no event. */
  say(payload: Payload): void {
    const text = JSON.stringify({ t: null, s: null, ...payload });
    const { op, d } = payload;
    this.note("out", op, d, text.length);
    this.write(text);
  }

  /** Sends text as it is. */
  write(text: string): void {
    if (this.open && !this.severed) this.#parts.socket.send(this.#encoder(text));
  }

  /** Sends data as it is, past the encoder. */
  writeRaw(data: string | Uint8Array): void {
    this.note("out", undefined, typeof data === "string" ? data : undefined, data.length);
    if (this.open && !this.severed) this.#parts.socket.send(data);
  }

  /** Writes down a frame. */
  note(direction: "in" | "out", op: number | undefined, data: unknown, bytes: number): void {
    const { ledger, now } = this.#parts;
    ledger.write("frames", { at: now(), connection: this.entry.id, direction, op, data, bytes });
  }

  close(code: number, reason: string): void {
    if (!this.open) return;
    this.ended(code, "server", reason);
    if (!this.severed) this.#parts.socket.close(code, reason);
  }

  /** Cuts the connection. */
  cut(): void {
    if (!this.open) return;
    this.ended(1006, "server");
    this.#parts.socket.terminate();
  }

  deafen(): void {
    this.#parts.socket.deafen?.();
  }

  outlive(): void {
    this.#parts.socket.outlive?.();
  }

  stall(ms: number): void {
    this.#parts.socket.stall?.(ms);
  }

  /** Writes down the end. */
  ended(code: number, by: "client" | "server", reason?: string): void {
    if (!this.open) return;
    Object.assign(this.entry, { closedAt: this.#parts.now(), closeCode: code, closedBy: by });
    if (reason !== undefined) this.entry.closeReason = reason;
  }
}
