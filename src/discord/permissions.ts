/**
 * What members may do: the bits, and how Discord reckons them from roles and overwrites.
 * https://docs.discord.com/developers/topics/permissions
 *
 * Permissions are BigInts here and decimal strings on the wire. This file must never turn them into numbers: they pass
 * 2 ** 53 soon.
 */

import { UsageError } from "../errors.ts";
import type { Nothing } from "./input.ts";

/** Every permission and its bit. */
export const Permissions = {
  CREATE_INSTANT_INVITE: 0x1n,
  KICK_MEMBERS: 0x2n,
  BAN_MEMBERS: 0x4n,
  /** Everything, whatever the overwrites of channels say. */
  ADMINISTRATOR: 0x8n,
  MANAGE_CHANNELS: 0x10n,
  MANAGE_GUILD: 0x20n,
  ADD_REACTIONS: 0x40n,
  VIEW_AUDIT_LOG: 0x80n,
  PRIORITY_SPEAKER: 0x100n,
  STREAM: 0x200n,
  /** Without it nothing else counts in a channel. */
  VIEW_CHANNEL: 0x400n,
  SEND_MESSAGES: 0x800n,
  SEND_TTS_MESSAGES: 0x1000n,
  MANAGE_MESSAGES: 0x2000n,
  EMBED_LINKS: 0x4000n,
  ATTACH_FILES: 0x8000n,
  READ_MESSAGE_HISTORY: 0x10000n,
  /** @everyone, @here, and roles that are not mentionable. */
  MENTION_EVERYONE: 0x20000n,
  USE_EXTERNAL_EMOJIS: 0x40000n,
  VIEW_GUILD_INSIGHTS: 0x80000n,
  /** Without it nothing counts in a voice channel. */
  CONNECT: 0x100000n,
  SPEAK: 0x200000n,
  MUTE_MEMBERS: 0x400000n,
  DEAFEN_MEMBERS: 0x800000n,
  MOVE_MEMBERS: 0x1000000n,
  /** To be heard without pressing a key. */
  USE_VAD: 0x2000000n,
  CHANGE_NICKNAME: 0x4000000n,
  MANAGE_NICKNAMES: 0x8000000n,
  MANAGE_ROLES: 0x10000000n,
  MANAGE_WEBHOOKS: 0x20000000n,
  MANAGE_GUILD_EXPRESSIONS: 0x40000000n,
  USE_APPLICATION_COMMANDS: 0x80000000n,
  REQUEST_TO_SPEAK: 0x100000000n,
  MANAGE_EVENTS: 0x200000000n,
  MANAGE_THREADS: 0x400000000n,
  CREATE_PUBLIC_THREADS: 0x800000000n,
  CREATE_PRIVATE_THREADS: 0x1000000000n,
  USE_EXTERNAL_STICKERS: 0x2000000000n,
  /** In threads it stands in for SEND_MESSAGES. */
  SEND_MESSAGES_IN_THREADS: 0x4000000000n,
  USE_EMBEDDED_ACTIVITIES: 0x8000000000n,
  /** To put members in timeout. */
  MODERATE_MEMBERS: 0x10000000000n,
  VIEW_CREATOR_MONETIZATION_ANALYTICS: 0x20000000000n,
  USE_SOUNDBOARD: 0x40000000000n,
  CREATE_GUILD_EXPRESSIONS: 0x80000000000n,
  CREATE_EVENTS: 0x100000000000n,
  USE_EXTERNAL_SOUNDS: 0x200000000000n,
  SEND_VOICE_MESSAGES: 0x400000000000n,
  SET_VOICE_CHANNEL_STATUS: 0x1000000000000n,
  SEND_POLLS: 0x2000000000000n,
  USE_EXTERNAL_APPS: 0x4000000000000n,
  PIN_MESSAGES: 0x8000000000000n,
  BYPASS_SLOWMODE: 0x10000000000000n,
} as const;

/** The name of a permission: "BAN_MEMBERS". */
export type PermissionName = keyof typeof Permissions;

/** Permissions as people write them and as Discord sends them: bits, decimal text, a name or names. */
export type PermissionsInput = bigint | (string & Nothing) | PermissionName | readonly PermissionName[];

/** All permissions at once: what owners and administrators have. */
export const ALL_PERMISSIONS = 0x1f7fffffffffffn;

/**
 * The bits, from bits, Discord's decimal text, a name or names. Bits that Discord has added since are kept.
 * @throws UsageError PERMISSIONS_UNKNOWN on anything else.
 */
export function resolvePermissions(value: PermissionsInput): bigint {
  if (typeof value === "bigint" && value >= 0n) return value;
  if (typeof value === "string" && /^\d+$/.test(value)) return BigInt(value);
  return [value].flat().reduce<bigint>((bits, name) => bits | bitOf(name), 0n);
}

function bitOf(name: unknown): bigint {
  if (Object.hasOwn(Permissions, name as string)) return Permissions[name as PermissionName];
  throw new UsageError("PERMISSIONS_UNKNOWN", {
    what: `${typeof name === "string" ? `"${name}"` : String(name)} is not a permission.`,
    cure: `Write a BigInt, Discord's decimal text, or names of ${Object.keys(Permissions).join(", ")}.`,
  });
}

/** The names of the permissions in bits or decimal text, lowest bit first; unknown bits are passed over. */
export function permissionNames(value: PermissionsInput): PermissionName[] {
  const bits = resolvePermissions(value);
  return (Object.keys(Permissions) as PermissionName[]).filter((name) => (bits & Permissions[name]) !== 0n);
}

/** What permissions are reckoned from; Discord's own objects fit as they are. */
export interface PermissionFacts {
  readonly guild: {
    readonly id: string;
    readonly owner_id: string;
    /** With that of everyone, whose id is the guild's. */
    readonly roles: readonly { readonly id: string; readonly permissions: string }[];
  };
  readonly userId: string;
  readonly member: {
    /** Ids of roles. */
    readonly roles: readonly string[];
    /** ISO 8601, or null; in the future while the member is in timeout. */
    readonly communication_disabled_until?: string | null | undefined;
  };
  /** Left out: what the member may do in the guild at large. For a thread, the channel that it is in. */
  readonly channel?: PermissionChannel | undefined;
  /** Whether it is about a thread of `channel`. Default: false. */
  readonly thread?: boolean | undefined;
  /** The present, in milliseconds since 1970: whether a timeout has ended. */
  readonly at: number;
}

/** A channel, no more of it than permissions depend on. */
export interface PermissionChannel {
  readonly type: number;
  /** What the channel allows and denies; left out: nothing beyond the roles. */
  readonly permission_overwrites?: readonly PermissionOverwrite[] | undefined;
}

/** What a channel allows and denies a role or a member. */
export interface PermissionOverwrite {
  readonly id: string;
  /** 0: a role, 1: a member. */
  readonly type: number;
  readonly allow: string;
  readonly deny: string;
}

/**
 * What a member may do, in Discord's order: owner, roles, ADMINISTRATOR; then the overwrites of the channel for
 * everyone, for the roles, for the member; then what the lack of one permission takes with it, and timeouts.
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function computePermissions(facts: PermissionFacts): bigint {
  const { guild, userId, member, channel } = facts;
  if (userId === guild.owner_id) return ALL_PERMISSIONS;
  const held = guild.roles.filter(({ id }) => id === guild.id || member.roles.includes(id));
  const base = held.reduce((bits, role) => bits | BigInt(role.permissions), 0n);
  if (has(base, "ADMINISTRATOR")) return ALL_PERMISSIONS;
  const bits = channel === undefined ? base : inChannel(overwritten(base, facts), channel, facts.thread ?? false);
  return isTimedOut(facts) ? bits & LEFT_IN_TIMEOUT : bits;
}

function has(bits: bigint, name: PermissionName): boolean {
  return (bits & Permissions[name]) !== 0n;
}

function overwritten(bits: bigint, { guild, userId, member, channel }: PermissionFacts): bigint {
  const all = channel?.permission_overwrites ?? [];
  const everyone = all.filter(({ id }) => id === guild.id);
  const roles = all.filter(({ id, type }) => type === ROLE && id !== guild.id && member.roles.includes(id));
  const own = all.filter(({ id, type }) => type === MEMBER && id === userId);
  return [everyone, roles, own].reduce(step, bits);
}

/** All that the overwrites of one step deny, then all that they allow. */
function step(bits: bigint, overwrites: readonly PermissionOverwrite[]): bigint {
  const deny = overwrites.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
  const allow = overwrites.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
  return (bits & ~deny) | allow;
}

/** https://docs.discord.com/developers/topics/permissions#implicit-permissions */
function inChannel(bits: bigint, { type }: PermissionChannel, thread: boolean): bigint {
  if (!has(bits, "VIEW_CHANNEL")) return 0n;
  if ((type === GUILD_VOICE || type === GUILD_STAGE_VOICE) && !has(bits, "CONNECT")) return Permissions.VIEW_CHANNEL;
  return has(bits, thread ? "SEND_MESSAGES_IN_THREADS" : "SEND_MESSAGES") ? bits : bits & ~TAKEN_WITH_SEND_MESSAGES;
}

function isTimedOut({ member, at }: PermissionFacts): boolean {
  const until = member.communication_disabled_until;
  return typeof until === "string" && Date.parse(until) > at;
}

const ROLE = 0;
const MEMBER = 1;
const GUILD_VOICE = 2;
const GUILD_STAGE_VOICE = 13;
/** VIEW_CHANNEL and READ_MESSAGE_HISTORY. */
const LEFT_IN_TIMEOUT = 0x10400n;
/** SEND_TTS_MESSAGES, EMBED_LINKS, ATTACH_FILES and MENTION_EVERYONE. */
const TAKEN_WITH_SEND_MESSAGES = 0x2d000n;
