/**
 * One socket with its Connection: gives the machine ears and a voice, and keeps whatever belongs to this socket alone.
 *
 * Made for one dial and dropped with it. It must never outlive the end that it tells.
 */

import { type Driver, drive } from "../machine.ts";
import type { Runtime } from "../runtime.ts";
import type { Decoder, Received, Unpacker } from "./compression.ts";
import { Connection } from "./connection.ts";
import { readFrame } from "./frame.ts";
import type { ShardEvent } from "./shard-events.ts";
import { openSocket, type Socket } from "./socket.ts";
import type { ConnectionEffect, ConnectionInit, ConnectionInput, IdentifyData } from "./transcript.ts";

/** How a gateway is dialled. */
export interface Terms {
  /** The gateway's address, query included. */
  readonly url: string;
  readonly identify: IdentifyData;
  /** Makes what unpacks; undefined where the gateway sends plain text. */
  readonly decoder: Unpacker | undefined;
}

/** What a link is made of. */
export interface LinkInit extends Terms, Pick<ConnectionInit, "session" | "shard"> {
  readonly runtime: Runtime;
  /** Carries out what the connection wants. */
  readonly perform: (effect: ConnectionEffect) => void;
  /** Is told of every frame that arrives, before it is acted on. */
  readonly emit: (event: ShardEvent) => void;
}

/** See the top of this file. */
export class Link {
  readonly connection: Connection;
  /** Withdraws from the queue to identify, while in it. */
  withdraw: (() => void) | undefined;
  readonly #init: LinkInit;
  readonly #driver: Driver<ConnectionInput>;
  readonly #decoder: Decoder | undefined;
  #socket: Socket | undefined;

  constructor(init: LinkInit) {
    const { runtime } = init;
    this.#init = init;
    this.connection = new Connection({ ...init, jitter: runtime.random(), now: runtime.now() });
    this.#driver = drive(this.connection, { clock: runtime, perform: init.perform });
    this.#decoder = init.decoder?.({ text: (raw) => this.#read(raw), corrupt: () => this.#corrupt() });
  }

  /** Opens the socket. */
  dial(): void {
    const { runtime, url } = this.#init;
    // The gateway refuses to start on a runtime without WebSocket.
    const WebSocket = runtime.WebSocket as NonNullable<Runtime["WebSocket"]>;
    this.#socket = openSocket(WebSocket, url, {
      opened: () => this.feed({ type: "opened" }),
      received: (data, packed) => this.#receive(data, packed),
      ended: (code, reason) => this.feed({ type: "closed", code, reason }),
    });
  }

  feed(input: ConnectionInput): void {
    this.#driver.feed(input);
  }

  send(text: string): void {
    this.#socket?.send(text);
  }

  /** Sends a Close frame. */
  close(code: number): void {
    this.withdraw?.();
    this.#socket?.close(code);
  }

  /** Ends it without waiting for anybody. */
  drop(code: number): void {
    this.#driver.stop();
    this.#decoder?.end();
    this.withdraw?.();
    this.#socket?.abandon(code);
  }

  #receive(data: Received, packed: boolean): void {
    if (this.#decoder !== undefined) this.#decoder.push(data, packed);
    else if (packed) this.#corrupt();
    else this.#read(data as string | Uint8Array);
  }

  #corrupt(): void {
    this.feed({ type: "corrupt" });
  }

  #read(raw: string | Uint8Array): void {
    const frame = readFrame(raw);
    const { emit } = this.#init;
    if (frame === undefined) return emit({ type: "problem", problem: { type: "malformed", bytes: raw.length } });
    emit({ type: "wire", direction: "in", frame });
    this.feed({ type: "frame", frame });
  }
}
