/**
 * What a bot sends over the gateway, held back until the session is live and the limits have room: 120 frames in any 60 s,
 * heartbeats included and never kept waiting, and 5 presences in any 20 s.
 * https://docs.discord.com/developers/events/gateway#rate-limiting
 *
 * It lives as long as its shard, so that nothing waiting is lost over a reconnect. It must never know what a frame means.
 */

import type { Machine, Tick } from "../machine.ts";

/** Discord counts where frames arrive: a frame that takes longer than one a window later would make them one too many. */
const UNEVEN_MS = 500;
const WINDOW_MS = 60_000 + UNEVEN_MS;
const MOST_FRAMES = 120;
const PRESENCE_WINDOW_MS = 20_000 + UNEVEN_MS;
const MOST_PRESENCES = 5;
/** Room for identifying, resuming and heartbeats that Discord asks for. */
const SPARE_FRAMES = 3;
/** Heartbeats are counted with this interval until Hello tells the true one. */
const USUAL_INTERVAL_MS = 41_250;

/** What the outbox hears. */
export type OutboxInput =
  /** A new connection: its window is empty, and nothing may be sent yet. */
  | { readonly type: "opened" }
  | { readonly type: "greeted"; readonly intervalMs: number }
  /** The session is live. */
  | { readonly type: "live" }
  | { readonly type: "down" }
  /** A frame of the protocol went out beside the outbox. */
  | { readonly type: "spent" }
  | Offer
  | { readonly type: "withdraw"; readonly id: number };

/** A frame to be sent. */
export interface Offer {
  readonly type: "offer";
  readonly id: number;
  readonly text: string;
  /** A presence takes the place of one that still waits. */
  readonly presence: boolean;
  /** When it is of no use any more. */
  readonly expiresAt: number;
}

/** What the outbox answers. */
export type OutboxEffect =
  | { readonly type: "transmit"; readonly id: number; readonly text: string }
  /** It will never be sent. */
  | { readonly type: "drop"; readonly id: number; readonly reason: "expired" | "replaced" };

/** See the top of this file. */
export class Outbox implements Machine<OutboxInput, OutboxEffect> {
  #waiting: Offer[] = [];
  #live = false;
  #intervalMs = USUAL_INTERVAL_MS;
  /** When frames went out on this connection, oldest first. */
  #sentAt: number[] = [];
  /** When presences went out; Discord counts them over connections. */
  #presenceAt: number[] = [];
  #now = 0;

  /** Frames that wait. */
  get length(): number {
    return this.#waiting.length;
  }

  get alarm(): number | undefined {
    let at = Infinity;
    for (const offer of this.#waiting) at = Math.min(at, offer.expiresAt, this.#live ? this.#roomAt(offer) : Infinity);
    return at === Infinity ? undefined : at;
  }

  feed(input: OutboxInput | Tick, now: number): readonly OutboxEffect[] {
    this.#now = now;
    const effects: OutboxEffect[] = [];
    switch (input.type) {
      case "opened":
        this.#sentAt = [];
        this.#live = false;
        break;
      case "greeted":
        this.#intervalMs = input.intervalMs;
        break;
      case "live":
      case "down":
        this.#live = input.type === "live";
        break;
      case "spent":
        this.#sentAt.push(now);
        break;
      case "offer":
        this.#accept(input, effects);
        break;
      case "withdraw":
        this.#waiting = this.#waiting.filter(({ id }) => id !== input.id);
        break;
      case "tick":
        break;
    }
    this.#flush(effects);
    return effects;
  }

  #accept(offer: Offer, effects: OutboxEffect[]): void {
    if (offer.presence) {
      for (const { id, presence } of this.#waiting)
        if (presence) effects.push({ type: "drop", id, reason: "replaced" });
      this.#waiting = this.#waiting.filter(({ presence }) => !presence);
    }
    this.#waiting.push(offer);
  }

  #flush(effects: OutboxEffect[]): void {
    const now = this.#now;
    this.#sentAt = this.#sentAt.filter((at) => at > now - WINDOW_MS);
    this.#presenceAt = this.#presenceAt.filter((at) => at > now - PRESENCE_WINDOW_MS);
    this.#waiting = this.#waiting.filter((offer) => {
      if (now >= offer.expiresAt) {
        effects.push({ type: "drop", id: offer.id, reason: "expired" });
        return false;
      }
      if (!this.#live || now < this.#roomAt(offer)) return true;
      this.#sentAt.push(now);
      if (offer.presence) this.#presenceAt.push(now);
      effects.push({ type: "transmit", id: offer.id, text: offer.text });
      return false;
    });
  }

  /** When the windows have room for it. */
  #roomAt(offer: Offer): number {
    const most = Math.max(1, MOST_FRAMES - Math.ceil(WINDOW_MS / this.#intervalMs) - SPARE_FRAMES);
    const frameAt = freeAt(this.#sentAt, most, WINDOW_MS);
    return offer.presence ? Math.max(frameAt, freeAt(this.#presenceAt, MOST_PRESENCES, PRESENCE_WINDOW_MS)) : frameAt;
  }
}

/** When a log of instants, oldest first, has fewer than `most` entries within the window. */
function freeAt(log: readonly number[], most: number, windowMs: number): number {
  return (log.at(-most) ?? -windowMs) + windowMs;
}
