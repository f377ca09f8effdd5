/**
 * What the bot may do and see: the permissions that routes and events ask for.
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
import { Refusal, unknown } from "./refusal.ts";
import type { Channel, User } from "./things.ts";
import type { World } from "./world.ts";

/** A request, no more of it than permissions depend on. */
export interface Asked {
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: readonly unknown[];
  /** Milliseconds since 1970. */
  readonly date: number;
}

const THREADS = [10, 11, 12];
const CHANNEL = "/channels/{channel_id}";
const MESSAGE = `${CHANNEL}/messages/{message_id}`;
const REACTIONS = `${MESSAGE}/reactions`;
const GUILD = "/guilds/{guild_id}";

/** What each route asks for; all in channels ask for VIEW_CHANNEL besides. */
const NEEDED: Readonly<Record<string, PermissionName>> = {
  [`PATCH ${CHANNEL}`]: "MANAGE_CHANNELS",
  [`DELETE ${CHANNEL}`]: "MANAGE_CHANNELS",
  [`PUT ${CHANNEL}/permissions/{overwrite_id}`]: "MANAGE_ROLES",
  [`DELETE ${CHANNEL}/permissions/{overwrite_id}`]: "MANAGE_ROLES",
  [`POST ${CHANNEL}/messages`]: "SEND_MESSAGES",
  [`POST ${CHANNEL}/messages/bulk-delete`]: "MANAGE_MESSAGES",
  [`POST ${CHANNEL}/typing`]: "SEND_MESSAGES",
  [`PUT ${CHANNEL}/messages/pins/{message_id}`]: "PIN_MESSAGES",
  [`DELETE ${CHANNEL}/messages/pins/{message_id}`]: "PIN_MESSAGES",
  [`PUT ${REACTIONS}/{emoji_name}/@me`]: "ADD_REACTIONS",
  [`DELETE ${REACTIONS}/{emoji_name}/{user_id}`]: "MANAGE_MESSAGES",
  [`DELETE ${REACTIONS}/{emoji_name}`]: "MANAGE_MESSAGES",
  [`DELETE ${REACTIONS}`]: "MANAGE_MESSAGES",
  [`POST ${MESSAGE}/threads`]: "CREATE_PUBLIC_THREADS",
  [`POST ${CHANNEL}/invites`]: "CREATE_INSTANT_INVITE",
  [`GET ${CHANNEL}/invites`]: "MANAGE_CHANNELS",
  [`POST ${CHANNEL}/webhooks`]: "MANAGE_WEBHOOKS",
  [`GET ${CHANNEL}/webhooks`]: "MANAGE_WEBHOOKS",
  [`GET ${GUILD}/webhooks`]: "MANAGE_WEBHOOKS",
  [`PATCH ${GUILD}`]: "MANAGE_GUILD",
  [`GET ${GUILD}/audit-logs`]: "VIEW_AUDIT_LOG",
  [`GET ${GUILD}/invites`]: "MANAGE_GUILD",
  [`POST ${GUILD}/channels`]: "MANAGE_CHANNELS",
  [`POST ${GUILD}/roles`]: "MANAGE_ROLES",
  [`PATCH ${GUILD}/roles/{role_id}`]: "MANAGE_ROLES",
  [`DELETE ${GUILD}/roles/{role_id}`]: "MANAGE_ROLES",
  [`PUT ${GUILD}/members/{user_id}/roles/{role_id}`]: "MANAGE_ROLES",
  [`DELETE ${GUILD}/members/{user_id}/roles/{role_id}`]: "MANAGE_ROLES",
  [`DELETE ${GUILD}/members/{user_id}`]: "KICK_MEMBERS",
  [`GET ${GUILD}/bans`]: "BAN_MEMBERS",
  [`GET ${GUILD}/bans/{user_id}`]: "BAN_MEMBERS",
  [`PUT ${GUILD}/bans/{user_id}`]: "BAN_MEMBERS",
  [`DELETE ${GUILD}/bans/{user_id}`]: "BAN_MEMBERS",
  [`POST ${GUILD}/emojis`]: "CREATE_GUILD_EXPRESSIONS",
  [`PATCH ${GUILD}/emojis/{emoji_id}`]: "MANAGE_GUILD_EXPRESSIONS",
  [`DELETE ${GUILD}/emojis/{emoji_id}`]: "MANAGE_GUILD_EXPRESSIONS",
};

/** What a change of a member asks for, by what is changed. */
const MEMBER_FIELDS: Readonly<Record<string, PermissionName>> = {
  nick: "MANAGE_NICKNAMES",
  roles: "MANAGE_ROLES",
  mute: "MUTE_MEMBERS",
  deaf: "DEAFEN_MEMBERS",
  channel_id: "MOVE_MEMBERS",
  communication_disabled_until: "MODERATE_MEMBERS",
};

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
export function forbidden(world: World, asked: Asked): Refusal | undefined {
  const { channel_id, guild_id, application_id } = asked.params;
  // Commands of guilds are the application's, in whatever guild.
  if (application_id !== undefined) return undefined;
  if (channel_id !== undefined && !world.channels.has(channel_id)) return unknown("Channel");
  if (guild_id !== undefined && !world.guilds.has(guild_id)) return unknown("Guild");
  const place = channel_id === undefined ? { guild_id: guild_id as string } : world.channels.get(channel_id);
  const held = place === undefined ? undefined : permissionsOf(world, world.bot, place, asked.date);
  if (held === undefined) return undefined;
  if (channel_id !== undefined && !has(held, "VIEW_CHANNEL")) return new Refusal(403, 50001, "Missing Access");
  const lacks = neededFor(world, asked, place as Partial<Channel>).some((name) => !has(held, name));
  return lacks ? new Refusal(403, 50013, "Missing Permissions") : undefined;
}

function neededFor(world: World, { route, params, body, files }: Asked, place: Partial<Channel>): PermissionName[] {
  if (route === `PATCH ${GUILD}/members/{user_id}`) {
    return Object.keys(MEMBER_FIELDS).flatMap((key) => (key in body ? [MEMBER_FIELDS[key] as PermissionName] : []));
  }
  if (route === `DELETE ${MESSAGE}`) {
    const message = world.messages.get(params.channel_id ?? "")?.get(params.message_id ?? "");
    return message === undefined || message.author.id === world.bot.id ? [] : ["MANAGE_MESSAGES"];
  }
  if (route === `POST ${CHANNEL}/threads`) {
    return [Number(body.type ?? 12) === 12 ? "CREATE_PRIVATE_THREADS" : "CREATE_PUBLIC_THREADS"];
  }
  const needed = NEEDED[route];
  if (needed !== "SEND_MESSAGES") return needed === undefined ? [] : [needed];
  const send = THREADS.includes(place.type ?? -1) ? "SEND_MESSAGES_IN_THREADS" : needed;
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
