/**
 * The guilds of each shard, by id and nothing more: what it takes to tell why a GUILD_CREATE or GUILD_DELETE came.
 * https://docs.discord.com/developers/events/gateway-events#guild-create
 */

import type { Frame } from "../gateway/frame.ts";
import { membersOf } from "../gateway/walk.ts";

/**
 * Why a guild came or went. "backfill": it was there when the session began. "available": an outage is over. "joined": the bot was
 * added. "outage": it will be back. "left": the bot left or was removed.
 */
export type GuildOrigin = "backfill" | "available" | "joined" | "outage" | "left";

/** What is known of a guild: announced by READY and not here yet, here, or in an outage. */
type Presence = "announced" | "here" | "away";

/** See the top of this file. */
export class GuildRoll {
  readonly #shards = new Map<number, Map<string, Presence>>();

  /** How many guilds a shard has. */
  count(shard: number): number {
    return this.#shards.get(shard)?.size ?? 0;
  }

  /** A session began with these guilds. */
  begin(shard: number, guilds: readonly { readonly id: string }[]): void {
    this.#shards.set(shard, new Map(guilds.map(({ id }) => [id, "announced"])));
  }

  /** Takes down a GUILD_CREATE or GUILD_DELETE, and says why it came; undefined for anything else. */
  note(shard: number, frame: Frame): GuildOrigin | undefined {
    if (frame.type !== "GUILD_CREATE" && frame.type !== "GUILD_DELETE") return undefined;
    const guild = membersOf(membersOf(frame.text).get("d") ?? "");
    const id = guild.get("id")?.slice(1, -1);
    if (id === undefined) return undefined;
    const unavailable = guild.get("unavailable") === "true";
    const guilds = this.#shards.get(shard) ?? new Map<string, Presence>();
    this.#shards.set(shard, guilds);
    return unavailable || frame.type === "GUILD_CREATE" ? arrival(guilds, id, unavailable) : departure(guilds, id);
  }
}

function arrival(guilds: Map<string, Presence>, id: string, unavailable: boolean): GuildOrigin {
  const before = guilds.get(id);
  guilds.set(id, unavailable ? "away" : "here");
  if (unavailable) return "outage";
  if (before === "announced") return "backfill";
  return before === undefined ? "joined" : "available";
}

function departure(guilds: Map<string, Presence>, id: string): GuildOrigin {
  guilds.delete(id);
  return "left";
}
