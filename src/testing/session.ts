/**
 * What Discord keeps of a session: what was asked for, how far it got, and the events that a resume may ask for again.
 * https://docs.discord.com/developers/events/gateway#resuming
 *
 * It must never know a socket.
 */

import { Intents } from "../discord/intents.ts";
import { type Happening, isAskedFor, withoutContent } from "./audience.ts";
import type { Delivery } from "./ledger.ts";

/** How many events a resume may bring back: the last figure known from Discord's staff. */
export const REPLAY_LIMIT = 3_500;

/** https://docs.discord.com/developers/events/gateway-events#activity-object */
const PRESENCES = 5;
const PRESENCE_WINDOW_MS = 20_000;

/** One event of a session. `data` is JSON already, shared by all sessions that get the same. */
export interface SessionEvent {
  readonly delivery: Delivery;
  readonly data: string;
}

/** What IDENTIFY asked for. */
export interface SessionTerms {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [id: number, total: number];
  readonly botId: string;
  /** At how many members a guild's GUILD_CREATE stops listing them all. */
  readonly largeThreshold: number;
}

/** A session. */
export class Session {
  readonly terms: SessionTerms;
  /** By number; nothing where one was lost. */
  readonly #recent: (SessionEvent | undefined)[] = [];
  /** When each guild's full list of members was asked for last. */
  readonly fullListAt: Map<string, number> = new Map();
  readonly #presencesAt: number[] = [];
  /** The sequence number of its latest event. */
  seq = 0;
  /** Since when it has had no connection; undefined while it has one. */
  detachedAt: number | undefined;

  constructor(terms: SessionTerms) {
    this.terms = terms;
  }

  /** Whether it is told of something in a guild of its shard, by its intents. */
  sees(happening: Happening): boolean {
    const { intents, botId } = this.terms;
    return isAskedFor(happening, intents, botId);
  }

  /** The data of something as this session gets it. */
  view(happening: Happening): Record<string, unknown> {
    const { intents, botId } = this.terms;
    return intents & Intents.MESSAGE_CONTENT ? happening.data : withoutContent(happening, botId);
  }

  /** Counts an update of the presence: 5 in 20 s are taken. */
  mayChangePresence(now: number): boolean {
    this.#presencesAt.push(now);
    while ((this.#presencesAt[0] as number) <= now - PRESENCE_WINDOW_MS) this.#presencesAt.shift();
    return this.#presencesAt.length <= PRESENCES;
  }

  /** Keeps the event of the next number for a resume; undefined: nobody will ever see it. */
  keep(event: SessionEvent | undefined): void {
    this.#recent[++this.seq % REPLAY_LIMIT] = event;
  }

  /** The events after `seq`, oldest first; undefined when they are too many to be brought back. */
  after(seq: number): readonly SessionEvent[] | undefined {
    if (this.seq - seq > REPLAY_LIMIT) return undefined;
    const events: SessionEvent[] = [];
    for (let next = seq + 1; next <= this.seq; next++) {
      const event = this.#recent[next % REPLAY_LIMIT];
      if (event !== undefined) events.push(event);
    }
    return events;
  }
}

/** The frame of an event. */
export function dispatchFrame({ delivery, data }: SessionEvent): string {
  return `{"t":${JSON.stringify(delivery.name)},"s":${delivery.seq},"op":0,"d":${data}}`;
}
