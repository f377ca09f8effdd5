/**
 * The guilds of each shard, by id and nothing more: what it takes to tell why a GUILD_CREATE or GUILD_DELETE came.
 * https://docs.discord.com/developers/events/gateway-events#guild-create
 *
 * It must never have a guild parsed that nobody reads: such a one is only counted.
 */

import { type Frame, fieldsOf } from "../gateway/frame.ts";

/**
 * Why a guild came or went. "backfill": it was there when the session began. "available": an outage is over. "joined": the bot was
 * added. "outage": it will be back. "left": the bot left or was removed.
 */
export type GuildOrigin = "backfill" | "available" | "joined" | "outage" | "left";

/** What is known of a guild: announced by READY and not here yet, here, or in an outage. */
type Presence = "announced" | "here" | "away";

interface Roll {
  readonly guilds: Map<string, Presence>;
  /** Guilds that are to come: announced, or away. */
  awaited: number;
  /** Guilds that came unread and were not awaited. */
  unread: number;
}

/** See the top of this file. */
export class GuildRoll {
  readonly #shards = new Map<number, Roll>();

  /** How many guilds a shard has. */
  count(shard: number): number {
    const { guilds, unread } = this.#of(shard);
    return guilds.size + unread;
  }

  /** A session began with these guilds. */
  begin(shard: number, guilds: readonly { readonly id: string }[]): void {
    const announced = new Map(guilds.map(({ id }): [string, Presence] => [id, "announced"]));
    this.#shards.set(shard, { guilds: announced, awaited: announced.size, unread: 0 });
  }

  /**
   * Takes down a GUILD_CREATE or GUILD_DELETE, and says why it came; undefined for anything else.
   * @param read Whether somebody reads it; then it is parsed anyway.
   */
  note(shard: number, frame: Frame, read: boolean): GuildOrigin | undefined {
    if (frame.type !== "GUILD_CREATE" && frame.type !== "GUILD_DELETE") return undefined;
    const roll = this.#of(shard);
    if (frame.type === "GUILD_CREATE" && !read) return void countIn(roll);
    const { id, unavailable } = fieldsOf(frame);
    if (typeof id !== "string") return undefined;
    const away = unavailable === true;
    return away || frame.type === "GUILD_CREATE" ? arrival(roll, id, away) : departure(roll, id);
  }

  #of(shard: number): Roll {
    const roll = this.#shards.get(shard) ?? { guilds: new Map(), awaited: 0, unread: 0 };
    this.#shards.set(shard, roll);
    return roll;
  }
}

/** A guild came whose name nobody asked: one of those that are awaited, or else a new one. */
function countIn(roll: Roll): void {
  if (roll.awaited > 0) roll.awaited--;
  else roll.unread++;
}

function arrival(roll: Roll, id: string, away: boolean): GuildOrigin {
  const before = roll.guilds.get(id);
  roll.guilds.set(id, away ? "away" : "here");
  if (away) {
    if (before === "here") roll.awaited++;
    return "outage";
  }
  if (before !== undefined && before !== "here") roll.awaited = Math.max(0, roll.awaited - 1);
  if (before === "announced") return "backfill";
  return before === undefined ? "joined" : "available";
}

function departure(roll: Roll, id: string): GuildOrigin {
  // One that came unread may leave by name.
  if (!roll.guilds.delete(id)) roll.unread = Math.max(0, roll.unread - 1);
  return "left";
}
