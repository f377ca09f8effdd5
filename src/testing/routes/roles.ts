/**
 * Roles of guilds.
 * https://docs.discord.com/developers/resources/guild#get-guild-roles
 */

import { Form } from "../form.ts";
import type { Answer, RestCall, RouteTable } from "../operation.ts";
import { known, Refusal } from "../refusal.ts";
import type { Role } from "../things.ts";
import { colorsOf } from "../world.ts";
import { guildOf } from "./found.ts";

const ROLES = "/guilds/{guild_id}/roles";
const MOST = 250;
const FIELDS = ["name", "permissions", "color", "hoist", "mentionable", "unicode_emoji", "icon"];

/** The operations on roles. */
export const roleRoutes: RouteTable = {
  [`GET ${ROLES}`]: (call) => guildOf(call).roles,
  [`POST ${ROLES}`]: { run: create, needs: "MANAGE_ROLES", logs: [30] },
  [`GET ${ROLES}/{role_id}`]: (call) => roleOf(call),
  [`PATCH ${ROLES}/{role_id}`]: { run: change, needs: "MANAGE_ROLES", logs: [31, "role_id"] },
  [`DELETE ${ROLES}/{role_id}`]: { run: remove, needs: "MANAGE_ROLES", logs: [32, "role_id"] },
};

function create(call: RestCall): Answer {
  const { world, body } = call;
  const guild = guildOf(call);
  check(body);
  if (guild.roles.length >= MOST) throw new Refusal(400, 30005, `Maximum number of guild roles reached (${MOST})`);
  const role: Role = {
    ...{ id: world.ids(), name: "new role", permissions: guild.roles[0]?.permissions ?? "0", position: 1, color: 0 },
    ...{ hoist: false, managed: false, mentionable: false, icon: null, unicode_emoji: null, flags: 0, ...chosen(body) },
    colors: colorsOf(body.color ?? 0),
  };
  guild.roles.push(role);
  tell(call, "GUILD_ROLE_CREATE", { role });
  return role;
}

function change(call: RestCall): Answer {
  const role = roleOf(call);
  check(call.body);
  Object.assign(role, chosen(call.body));
  role.colors = colorsOf(role.color);
  tell(call, "GUILD_ROLE_UPDATE", { role });
  return role;
}

function remove(call: RestCall): Answer {
  const guild = guildOf(call);
  const role = roleOf(call);
  if (role.id === guild.id) throw new Refusal(400, 50028, "Invalid role");
  guild.roles.splice(guild.roles.indexOf(role), 1);
  for (const member of guild.members) member.roles = member.roles.filter((id) => id !== role.id);
  tell(call, "GUILD_ROLE_DELETE", { role_id: role.id });
  return undefined;
}

function tell(call: RestCall, name: string, about: Record<string, unknown>): void {
  const guild_id = guildOf(call).id;
  call.publish({ name, guildId: guild_id, data: { guild_id, ...about } });
}

function check(body: Record<string, unknown>): void {
  const form = new Form(body);
  form.text("name", 100);
  form.integer("color", 0, 0xff_ff_ff);
  form.snowflake("permissions");
  form.check();
}

function chosen(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    FIELDS.filter((key) => body[key] !== undefined && body[key] !== null).map((key) => [key, body[key]]),
  );
}

function roleOf(call: RestCall): Role {
  return known(
    guildOf(call).roles.find((it) => it.id === call.params.role_id),
    "Role",
  );
}
