/**
 * Invites.
 * https://docs.discord.com/developers/resources/invite
 */

import { Form } from "../form.ts";
import { timestamp } from "../ids.ts";
import type { Answer, RestCall, RouteTable } from "../operation.ts";
import { known } from "../refusal.ts";
import type { Invite } from "../things.ts";
import { channelOf, guildOf } from "./found.ts";

const WEEK_S = 604_800;
const DAY_S = 86_400;

/** The operations on invites. */
export const inviteRoutes: RouteTable = {
  "POST /channels/{channel_id}/invites": { run: create, needs: "CREATE_INSTANT_INVITE" },
  "GET /channels/{channel_id}/invites": {
    run: (call) => invites(call).filter((invite) => invite.channel.id === channelOf(call).id),
    needs: "MANAGE_CHANNELS",
  },
  "GET /guilds/{guild_id}/invites": {
    run: (call) => invites(call).filter((invite) => invite.guild?.id === guildOf(call).id),
    needs: "MANAGE_GUILD",
  },
  "GET /invites/{code}": { open: true, run: (call) => inviteOf(call) },
  "DELETE /invites/{code}": remove,
};

function create(call: RestCall): Answer {
  const { world, body, random, publish, at, date } = call;
  const channel = channelOf(call);
  const form = new Form(body);
  form.integer("max_age", 0, WEEK_S);
  form.integer("max_uses", 0, 100);
  form.check();
  const guild = world.guilds.get(channel.guild_id ?? "");
  const max_age = Number(body.max_age ?? DAY_S);
  const expires_at = max_age === 0 ? null : timestamp(date + max_age * 1000);
  const terms = { max_age, max_uses: Number(body.max_uses ?? 0), temporary: body.temporary === true, uses: 0 };
  const invite: Invite = {
    ...{ code: random.hex(8), type: 0, channel: { id: channel.id, name: channel.name, type: channel.type } },
    ...(guild === undefined ? {} : { guild: { id: guild.id, name: guild.name } }),
    ...{ inviter: world.bot, created_at: at, expires_at, ...terms },
  };
  world.invites.set(invite.code, invite);
  const told = { code: invite.code, channel_id: channel.id, guild_id: guild?.id, inviter: world.bot, created_at: at };
  publish({ name: "INVITE_CREATE", guildId: guild?.id, data: { ...told, expires_at, ...terms } });
  return invite;
}

function remove(call: RestCall): Answer {
  const { world, publish } = call;
  const invite = inviteOf(call);
  world.invites.delete(invite.code);
  const data = { channel_id: invite.channel.id, guild_id: invite.guild?.id, code: invite.code };
  publish({ name: "INVITE_DELETE", guildId: invite.guild?.id, data });
  return invite;
}

function invites({ world }: RestCall): readonly Invite[] {
  return [...world.invites.values()];
}

function inviteOf({ world, params }: RestCall): Invite {
  return known(world.invites.get(params.code ?? ""), "Invite");
}
