/**
 * All sessions, who is connected to which, and the telling of events to those that may see them.
 *
 * It must never know frames other than events.
 */

import type { Happening } from "./audience.ts";
import { shardOf } from "./ids.ts";
import type { Delivery, Ledger, SessionEntry } from "./ledger.ts";
import type { Link } from "./link.ts";
import { dispatchFrame, Session, type SessionTerms } from "./session.ts";
import type { Guild } from "./things.ts";
import { guildCreate } from "./welcome.ts";

/** What sessions need to know of the world. */
export interface SessionsParts {
  readonly ledger: Ledger;
  readonly now: () => number;
  /** For how long a session without a connection can be resumed. */
  readonly ttlMs: number;
}

/** A session and its connection. */
export interface Seat {
  readonly session: Session;
  readonly entry: SessionEntry;
  /** What happened while it had no connection, and was not sent since. */
  missed: Delivery[];
  link: Link | undefined;
}

/** The sessions of one number of shards. */
interface Sharding {
  readonly seats: Map<number, Set<Seat>>;
  /** The shard of each guild, reckoned once: it is asked at every event, and large numbers are slow. */
  readonly owners: Map<string, number>;
}

/** All sessions. */
export class Sessions {
  readonly #parts: SessionsParts;
  readonly #seats = new Map<string, Seat>();
  /** By the number of shards, and then by shard: whom an event concerns is found without asking everybody. */
  readonly #byShard = new Map<number, Sharding>();
  readonly #byLink = new Map<Link, Seat>();
  /** Those that have no connection. */
  readonly #away = new Set<Seat>();

  constructor(parts: SessionsParts) {
    this.#parts = parts;
  }

  /** Those that live or can be resumed. */
  get all(): readonly Seat[] {
    this.#forgetOld();
    return [...this.#seats.values()];
  }

  /** Starts a session on a link. */
  start(terms: SessionTerms, link: Link): Seat {
    const entry: SessionEntry = { id: terms.id, shard: terms.shard[0], startedAt: this.#parts.now() };
    const seat: Seat = { session: new Session(terms), entry, missed: [], link };
    this.#seats.set(terms.id, seat);
    this.#shard(terms.shard).add(seat);
    this.#byLink.set(link, seat);
    this.#parts.ledger.write("sessions", entry);
    return seat;
  }

  /** The session of an id, if it can be resumed. */
  find(id: unknown): Seat | undefined {
    this.#forgetOld();
    return typeof id === "string" ? this.#seats.get(id) : undefined;
  }

  /** The session that a link carries. */
  on(link: Link): Seat | undefined {
    return this.#byLink.get(link);
  }

  /** Its connection is gone; it can be resumed for a while. */
  detach(seat: Seat): void {
    if (seat.link !== undefined) this.#byLink.delete(seat.link);
    seat.link = undefined;
    seat.session.detachedAt = this.#parts.now();
    this.#away.add(seat);
  }

  /** It has a connection again. */
  attach(seat: Seat, link: Link): void {
    seat.link = link;
    this.#byLink.set(link, seat);
    seat.session.detachedAt = undefined;
    this.#away.delete(seat);
  }

  /** It can no longer be resumed. */
  end(seat: Seat): void {
    this.detach(seat);
    this.#away.delete(seat);
    this.#seats.delete(seat.session.terms.id);
    this.#shard(seat.session.terms.shard).delete(seat);
    seat.entry.endedAt ??= this.#parts.now();
    for (const delivery of unsent(seat)) delivery.lost = true;
  }

  /** Tells every session that may see it. */
  publish(happening: Happening): void {
    this.#forgetOld();
    const { name, guildId } = happening;
    const told = { whole: "", blank: "" };
    for (const seat of this.#concerned(guildId)) {
      if (!seat.session.sees(happening)) continue;
      const data = seat.session.view(happening);
      const part = data === happening.data ? "whole" : "blank";
      told[part] ||= JSON.stringify(data);
      this.#deliver(seat, name, guildId, told[part]);
    }
  }

  /** Tells every session of the guild's shard that asked for guilds of one that is there now. */
  welcome(guild: Guild): void {
    this.#forgetOld();
    for (const seat of this.#concerned(guild.id)) {
      const arrival = guildCreate(guild, seat.session);
      if (seat.session.sees(arrival)) this.tell(seat, arrival);
    }
  }

  /** Tells one session. */
  tell(seat: Seat, happening: Happening): void {
    this.#deliver(seat, happening.name, happening.guildId, JSON.stringify(happening.data));
  }

  /** Sends again what came after `seq`; false when it is too much. */
  replay(seat: Seat, seq: number): boolean {
    const events = seat.session.after(seq);
    if (events === undefined) return false;
    for (const event of events) {
      event.delivery.replays++;
      seat.link?.write(dispatchFrame(event));
    }
    seat.missed = unsent(seat);
    return true;
  }

  /** Sends the latest events once more. */
  repeat(seat: Seat, count: number): void {
    for (const event of seat.session.after(Math.max(0, seat.session.seq - count)) ?? []) {
      seat.link?.write(dispatchFrame(event));
    }
  }

  /** An event happens that the session will never be told of, though its number is used up. */
  lose(seat: Seat): void {
    this.#note(seat, "LOST", undefined, true);
    seat.session.keep(undefined);
  }

  #shard([id, total]: SessionTerms["shard"]): Set<Seat> {
    const sharding = this.#byShard.get(total) ?? { seats: new Map(), owners: new Map() };
    const seats = sharding.seats.get(id) ?? new Set();
    sharding.seats.set(id, seats);
    this.#byShard.set(total, sharding);
    return seats;
  }

  *#concerned(guildId: string | undefined): Iterable<Seat> {
    for (const [total, { seats, owners }] of this.#byShard) {
      const owner = guildId === undefined ? 0 : (owners.get(guildId) ?? shardOf(guildId, total));
      if (guildId !== undefined) owners.set(guildId, owner);
      yield* seats.get(owner) ?? [];
    }
  }

  #deliver(seat: Seat, name: string, guildId: string | undefined, data: string): void {
    const event = { delivery: this.#note(seat, name, guildId, false), data };
    seat.session.keep(event);
    if (seat.link === undefined) seat.missed.push(event.delivery);
    else seat.link.write(dispatchFrame(event));
  }

  #note({ session, link }: Seat, name: string, guildId: string | undefined, lost: boolean): Delivery {
    const { id, shard } = session.terms;
    const delivery: Delivery = {
      session: id,
      shard: shard[0],
      seq: session.seq + 1,
      name,
      guildId,
      at: this.#parts.now(),
      live: link !== undefined && !lost,
      replays: 0,
      lost,
    };
    this.#parts.ledger.write("deliveries", delivery);
    return delivery;
  }

  #forgetOld(): void {
    if (this.#away.size === 0) return;
    const before = this.#parts.now() - this.#parts.ttlMs;
    for (const seat of this.#away) if ((seat.session.detachedAt ?? Infinity) < before) this.end(seat);
  }
}

function unsent({ missed }: Seat): Delivery[] {
  return missed.filter((delivery) => delivery.replays === 0);
}
