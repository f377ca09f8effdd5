/**
 * Guilds and what is in them: channels, members, roles.
 * https://docs.discord.com/developers/resources/guild
 */

import type { Answer, RestCall, RouteTable } from "../operation.ts";
import { wireGuild } from "../wire.ts";
import { guildOf, limitOf, memberOf } from "./found.ts";

/** The operations on guilds. */
export const guildRoutes: RouteTable = {
  "GET /guilds/{guild_id}": (call) => {
    const withCounts = call.query.get("with_counts") === "true";
    return { status: 200, body: wireGuild(guildOf(call), withCounts) };
  },
  "GET /guilds/{guild_id}/channels": (call) => ({ status: 200, body: guildOf(call).channels }),
  "GET /guilds/{guild_id}/roles": (call) => ({ status: 200, body: guildOf(call).roles }),
  "GET /guilds/{guild_id}/members": members,
  "GET /guilds/{guild_id}/members/{user_id}": (call) => ({ status: 200, body: memberOf(call) }),
};

function members(call: RestCall): Answer {
  const after = BigInt(call.query.get("after") ?? 0);
  const sorted = [...guildOf(call).members].sort((a, b) => (BigInt(a.user.id) < BigInt(b.user.id) ? -1 : 1));
  const page = sorted.filter((member) => BigInt(member.user.id) > after).slice(0, limitOf(call, 1, 1000));
  return { status: 200, body: page };
}
