/**
 * Members of guilds: read, changed, thrown out, banned.
 * https://docs.discord.com/developers/resources/guild#guild-member-object
 */

import type { PermissionName } from "../../discord/permissions.ts";
import { readable } from "../audit.ts";
import { Form } from "../form.ts";
import type { Answer, OperationPlan, RestCall, RouteTable } from "../operation.ts";
import { known, Refusal, unknown } from "../refusal.ts";
import type { Guild, Member, User } from "../things.ts";
import { guildOf, idOf, limitOf, memberOf, userOf } from "./found.ts";

const MEMBER = "/guilds/{guild_id}/members/{user_id}";
const BANS = "/guilds/{guild_id}/bans";

/** What a change of a member asks for, by what is changed. */
const NEEDED: Readonly<Record<string, PermissionName>> = {
  nick: "MANAGE_NICKNAMES",
  roles: "MANAGE_ROLES",
  mute: "MUTE_MEMBERS",
  deaf: "DEAFEN_MEMBERS",
  channel_id: "MOVE_MEMBERS",
  communication_disabled_until: "MODERATE_MEMBERS",
};

/** The operations on members. */
export const memberRoutes: RouteTable = {
  "GET /guilds/{guild_id}/members": list,
  "GET /guilds/{guild_id}/members/search": search,
  [`GET ${MEMBER}`]: (call) => memberOf(call),
  [`PATCH ${MEMBER}`]: {
    run: change,
    needs: ({ body }) => Object.entries(NEEDED).flatMap(([key, name]) => (key in body ? [name] : [])),
    logs: [24, "user_id"],
  },
  [`DELETE ${MEMBER}`]: { run: kick, needs: "KICK_MEMBERS", logs: [20, "user_id"] },
  [`PUT ${MEMBER}/roles/{role_id}`]: setRole(true),
  [`DELETE ${MEMBER}/roles/{role_id}`]: setRole(false),
  [`GET ${BANS}`]: { run: (call) => [...call.world.bansOf(guildOf(call).id).values()], needs: "BAN_MEMBERS" },
  [`GET ${BANS}/{user_id}`]: { run: (call) => banOf(call), needs: "BAN_MEMBERS" },
  [`PUT ${BANS}/{user_id}`]: { run: ban, needs: "BAN_MEMBERS", logs: [22, "user_id"] },
  [`DELETE ${BANS}/{user_id}`]: { run: unban, needs: "BAN_MEMBERS", logs: [23, "user_id"] },
};

function list(call: RestCall): Answer {
  const after = idOf(call, "after") ?? 0n;
  const sorted = [...guildOf(call).members].sort((a, b) => (BigInt(a.user.id) < BigInt(b.user.id) ? -1 : 1));
  const page = sorted.filter((member) => BigInt(member.user.id) > after).slice(0, limitOf(call, 1, 1000));
  return page;
}

function search(call: RestCall): Answer {
  const query = call.query.get("query") ?? "";
  const form = new Form({ query });
  form.required("query");
  form.check();
  const starts = (name: string | null): boolean => (name ?? "").toLowerCase().startsWith(query.toLowerCase());
  const found = guildOf(call).members.filter(({ user, nick }) => starts(user.username) || starts(nick));
  return found.slice(0, limitOf(call, 1, 1000));
}

function change(call: RestCall): Answer {
  const { body } = call;
  const member = memberOf(call);
  const form = new Form(body);
  form.text("nick", 32);
  form.list("roles", 250);
  form.check();
  if (body.nick !== undefined) member.nick = body.nick === null || body.nick === "" ? null : String(body.nick);
  if (Array.isArray(body.roles)) member.roles = body.roles.map(String);
  for (const key of ["mute", "deaf", "communication_disabled_until", "flags"]) {
    if (body[key] !== undefined) member[key] = body[key];
  }
  tell(call, member);
  return member;
}

function setRole(has: boolean): OperationPlan {
  return { run: (call) => changeRole(call, has), needs: "MANAGE_ROLES", logs: [25, "user_id"] };
}

function changeRole(call: RestCall, has: boolean): Answer {
  const { role_id } = call.params;
  const member = memberOf(call);
  if (!guildOf(call).roles.some((role) => role.id === role_id)) throw unknown("Role");
  const rest = member.roles.filter((id) => id !== role_id);
  member.roles = has ? [...rest, role_id as string] : rest;
  tell(call, member);
  return undefined;
}

function tell(call: RestCall, member: Member): void {
  const guild_id = guildOf(call).id;
  call.publish({ name: "GUILD_MEMBER_UPDATE", guildId: guild_id, data: { ...member, guild_id } });
}

function kick(call: RestCall): Answer {
  const guild = guildOf(call);
  const { user } = memberOf(call);
  if (user.id === guild.owner_id) throw new Refusal(403, 50013, "Missing Permissions");
  leave(call, guild, user);
  return undefined;
}

function leave(call: RestCall, guild: Guild, user: User): void {
  const at = guild.members.findIndex((member) => member.user.id === user.id);
  if (at < 0) return;
  guild.members.splice(at, 1);
  call.publish({ name: "GUILD_MEMBER_REMOVE", guildId: guild.id, data: { guild_id: guild.id, user } });
}

function ban(call: RestCall): Answer {
  const { world, publish, reason } = call;
  const guild = guildOf(call);
  const user = userOf(call);
  if (user.id === guild.owner_id || user.id === world.bot.id) throw new Refusal(403, 50013, "Missing Permissions");
  if (world.bansOf(guild.id).has(user.id)) return undefined;
  world.bansOf(guild.id).set(user.id, { reason: reason === undefined ? null : readable(reason), user });
  publish({ name: "GUILD_BAN_ADD", guildId: guild.id, data: { guild_id: guild.id, user } });
  leave(call, guild, user);
  return undefined;
}

function unban(call: RestCall): Answer {
  const { world, publish } = call;
  const { user } = banOf(call);
  const guild_id = guildOf(call).id;
  world.bansOf(guild_id).delete(user.id);
  publish({ name: "GUILD_BAN_REMOVE", guildId: guild_id, data: { guild_id, user } });
  return undefined;
}

function banOf(call: RestCall) {
  return known(call.world.bansOf(guildOf(call).id).get(call.params.user_id ?? ""), "Ban");
}
