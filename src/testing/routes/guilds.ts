/**
 * Guilds themselves.
 * https://docs.discord.com/developers/resources/guild
 */

import { Form } from "../form.ts";
import type { Answer, RestCall, RouteTable } from "../operation.ts";
import { wireGuild } from "../wire.ts";
import { guildOf } from "./found.ts";

const FIELDS = ["name", "description", "verification_level", "default_message_notifications", "system_channel_id"];

/** The operations on guilds. */
export const guildRoutes: RouteTable = {
  "GET /guilds/{guild_id}": (call) => {
    const withCounts = call.query.get("with_counts") === "true";
    return wireGuild(guildOf(call), withCounts);
  },
  "PATCH /guilds/{guild_id}": { run: change, needs: "MANAGE_GUILD", logs: [1, "guild_id"] },
  "GET /guilds/{guild_id}/channels": (call) => guildOf(call).channels,
  "DELETE /users/@me/guilds/{guild_id}": leave,
};

function change(call: RestCall): Answer {
  const { body, publish } = call;
  const guild = guildOf(call);
  const form = new Form(body);
  form.text("name", 100, 2);
  form.snowflake("system_channel_id");
  form.check();
  for (const key of FIELDS) if (body[key] !== undefined) (guild as Record<string, unknown>)[key] = body[key];
  publish({ name: "GUILD_UPDATE", guildId: guild.id, data: wireGuild(guild, false) });
  return wireGuild(guild, false);
}

/** The bot leaves. */
function leave(call: RestCall): Answer {
  const { world, publish } = call;
  const guild = guildOf(call);
  for (const channel of guild.channels) world.channels.delete(channel.id);
  world.guilds.delete(guild.id);
  publish({ name: "GUILD_DELETE", guildId: guild.id, data: { id: guild.id } });
  return undefined;
}
