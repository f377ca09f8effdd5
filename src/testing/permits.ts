/**
 * What the bot may do and see: whether it has the permissions that a route asks for, and those that events ask for.
 * https://docs.discord.com/developers/topics/permissions
 *
 * It must never change anything.
 */

import {
  computePermissions,
  type PermissionName,
  type PermissionOverwrite,
  Permissions,
} from "../discord/permissions.ts";
import type { Happening } from "./audience.ts";
import type { OperationPlan, RestCall } from "./operation.ts";
import { Refusal, unknown } from "./refusal.ts";
import type { Channel, User } from "./things.ts";
import type { World } from "./world.ts";

const THREADS = [10, 11, 12];

/** Events that are told by other permissions than VIEW_CHANNEL: any of those named. */
const TOLD_BY: Readonly<Record<string, readonly PermissionName[]>> = {
  GUILD_BAN_ADD: ["BAN_MEMBERS", "VIEW_AUDIT_LOG"],
  GUILD_BAN_REMOVE: ["BAN_MEMBERS", "VIEW_AUDIT_LOG"],
  GUILD_AUDIT_LOG_ENTRY_CREATE: ["VIEW_AUDIT_LOG"],
  AUTO_MODERATION_RULE_CREATE: ["MANAGE_GUILD"],
  AUTO_MODERATION_RULE_UPDATE: ["MANAGE_GUILD"],
  AUTO_MODERATION_RULE_DELETE: ["MANAGE_GUILD"],
  AUTO_MODERATION_ACTION_EXECUTION: ["MANAGE_GUILD"],
  INVITE_CREATE: ["MANAGE_CHANNELS"],
  INVITE_DELETE: ["MANAGE_CHANNELS"],
};

/** Events that come whatever the bot may see. */
const ALWAYS: ReadonlySet<string> = new Set(["INTERACTION_CREATE", "VOICE_STATE_UPDATE", "VOICE_SERVER_UPDATE"]);
const ABOUT_CHANNELS = /^(CHANNEL|THREAD)_(CREATE|UPDATE|DELETE)$/;

/** What a member may do in a guild, or in a channel of it; undefined where it is no member, or where there is no guild. */
export function permissionsOf(world: World, user: User, place: Partial<Channel>, date: number): bigint | undefined {
  const guild = world.guilds.get(place.guild_id ?? "");
  const member = guild === undefined ? undefined : world.member(guild.id, user.id);
  if (guild === undefined || member === undefined) return undefined;
  const thread = THREADS.includes(place.type ?? -1);
  const home = thread ? world.channels.get(String(place.parent_id)) : place;
  const { communication_disabled_until: until } = member as { communication_disabled_until?: string | null };
  const channel = home?.type === undefined ? undefined : { type: home.type, permission_overwrites: overwritesOf(home) };
  const about = { roles: member.roles, communication_disabled_until: until };
  return computePermissions({ guild, userId: user.id, member: about, channel, thread, at: date });
}

function overwritesOf(channel: Partial<Channel>): readonly PermissionOverwrite[] {
  const list = channel.permission_overwrites as readonly PermissionOverwrite[] | undefined;
  return (list ?? []).map((it) => ({ ...it, allow: it.allow ?? "0", deny: it.deny ?? "0" }));
}

/** The refusal of places that are not there, and of what the bot may not do in those that are; undefined where it may. */
export function forbidden(call: RestCall, needs: OperationPlan["needs"]): Refusal | undefined {
  const { world, params, date } = call;
  const { channel_id, guild_id, application_id } = params;
  // Commands of guilds are the application's, in whatever guild.
  if (application_id !== undefined) return undefined;
  if (channel_id !== undefined && !world.channels.has(channel_id)) return unknown("Channel");
  if (guild_id !== undefined && !world.guilds.has(guild_id)) return unknown("Guild");
  const place = channel_id === undefined ? { guild_id: guild_id as string } : world.channels.get(channel_id);
  const held = place === undefined ? undefined : permissionsOf(world, world.bot, place, date);
  if (held === undefined) return undefined;
  if (channel_id !== undefined && !has(held, "VIEW_CHANNEL")) return new Refusal(403, 50001, "Missing Access");
  const needed = typeof needs === "function" ? needs(call) : needs === undefined ? [] : [needs];
  return needed.every((name) => has(held, name)) ? undefined : new Refusal(403, 50013, "Missing Permissions");
}

/** What writing into the channel of the path asks for. */
export function toWrite({ world, params, files }: RestCall): readonly PermissionName[] {
  const { type } = world.channels.get(params.channel_id ?? "") as Channel;
  const send = THREADS.includes(type) ? "SEND_MESSAGES_IN_THREADS" : "SEND_MESSAGES";
  return files.length > 0 ? [send, "ATTACH_FILES"] : [send];
}

/** Whether the bot is told of something, as far as permissions go. */
export function isVisible(world: World, { name, guildId, data }: Happening, date: number): boolean {
  if (guildId === undefined || ALWAYS.has(name)) return true;
  const toldBy = TOLD_BY[name];
  const about = ABOUT_CHANNELS.test(name) ? (data as Partial<Channel>) : world.channels.get(String(data.channel_id));
  if (toldBy === undefined && about === undefined) return true;
  const held = permissionsOf(world, world.bot, about ?? { guild_id: guildId }, date);
  return held === undefined || (toldBy ?? ["VIEW_CHANNEL" as const]).some((permission) => has(held, permission));
}

function has(bits: bigint, name: PermissionName): boolean {
  return (bits & Permissions[name]) !== 0n;
}
