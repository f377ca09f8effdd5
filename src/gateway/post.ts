/**
 * What a program sends over one shard: it waits in an Outbox until the session is live and the limits have room, and each sending is
 * told once what became of it. It is handed to a gateway as `post`, so that who only listens does not carry it along.
 * https://docs.discord.com/developers/events/gateway#rate-limiting
 *
 * It lives as long as its shard, so that nothing that waits is lost over a reconnect. It must never know what a frame means.
 */

import * as Opcode from "../discord/opcodes.ts";
import { type Clock, type Driver, drive } from "../machine.ts";
import { Outbox, type OutboxEffect, type OutboxInput } from "./outbox.ts";
import type { ShardEvent, ShardPhase } from "./shard-events.ts";

/** A frame that a program sends. */
export interface Sending {
  readonly op: number;
  readonly data: unknown;
  /** Milliseconds it may wait; then it is dropped. */
  readonly timeoutMs: number;
  /** Told once: sent, or never to be sent. */
  readonly settled: (outcome: "sent" | "expired" | "replaced" | "closed") => void;
}

/** Sends over one shard. */
export interface Post {
  /** Frames that wait. */
  readonly waiting: number;
  /** Sends when the session is live and the limits have room. The function that comes back withdraws it. */
  send(sending: Sending): () => void;
  /** Told what happens to the shard, before anybody else. */
  hear(event: ShardEvent): void;
}

/** Makes the post of one shard. `transmit` sends at once. */
export type OpenPost = (clock: Clock, transmit: (op: number, text: string) => void) => Post;

/** What the connection sends by itself, which counts too. */
const PROTOCOL: readonly number[] = [Opcode.Heartbeat, Opcode.Identify, Opcode.Resume];

/** A post that keeps Discord's limits. */
export const openPost: OpenPost = (clock, transmit) => new PacedPost(clock, transmit);

class PacedPost implements Post {
  readonly #clock: Clock;
  readonly #transmit: (op: number, text: string) => void;
  readonly #outbox: Driver<OutboxInput>;
  readonly #sendings = new Map<number, Sending>();
  #lastId = 0;
  #over = false;

  constructor(clock: Clock, transmit: (op: number, text: string) => void) {
    this.#clock = clock;
    this.#transmit = transmit;
    this.#outbox = drive(new Outbox(), { clock, perform: (effect) => this.#perform(effect) });
  }

  get waiting(): number {
    return this.#sendings.size;
  }

  send(sending: Sending): () => void {
    if (this.#over) {
      sending.settled("closed");
      return () => {};
    }
    const { op, data, timeoutMs } = sending;
    const id = ++this.#lastId;
    this.#sendings.set(id, sending);
    const text = JSON.stringify({ op, d: data });
    const presence = op === Opcode.PresenceUpdate;
    this.#outbox.feed({ type: "offer", id, text, presence, expiresAt: this.#clock.now() + timeoutMs });
    return () => {
      if (this.#sendings.delete(id)) this.#outbox.feed({ type: "withdraw", id });
    };
  }

  hear(event: ShardEvent): void {
    if (event.type === "state") this.#enter(event.phase);
    else if (event.type === "hello") this.#outbox.feed({ type: "greeted", intervalMs: event.intervalMs });
    // A lost session is told before the phase that follows it.
    else if (event.type === "gap" && event.cause === "session-lost") this.#outbox.feed({ type: "down" });
    else if (event.type === "wire" && PROTOCOL.includes(event.frame.op)) this.#outbox.feed({ type: "spent" });
  }

  #perform(effect: OutboxEffect): void {
    const sending = this.#sendings.get(effect.id);
    if (sending === undefined) return;
    this.#sendings.delete(effect.id);
    if (effect.type === "transmit") this.#transmit(sending.op, effect.text);
    sending.settled(effect.type === "transmit" ? "sent" : effect.reason);
  }

  #enter(phase: ShardPhase): void {
    if (phase === "closed" || phase === "failed") this.#end();
    else if (phase === "dialling") this.#outbox.feed({ type: "opened" });
    else this.#outbox.feed({ type: phase === "ready" ? "live" : "down" });
  }

  #end(): void {
    this.#over = true;
    this.#outbox.stop();
    for (const { settled } of this.#sendings.values()) settled("closed");
    this.#sendings.clear();
  }
}
