/**
 * Which events Discord is asked for: the intents, what each brings, and which of them must be switched on for the bot.
 * https://docs.discord.com/developers/events/gateway#gateway-intents
 *
 * This file must never know who listens; it only knows what Discord would send.
 */

import { UsageError } from "../errors.ts";
import type { EventName } from "./events.ts";

/** Every intent and its bit. Privileged ones must be switched on in the developer portal; else Discord closes (4014). */
export const Intents = {
  /** Guilds, their roles, channels, threads and stages. */
  GUILDS: 1,
  /** Privileged. Members who join, change or leave; full member lists; who comes to threads and leaves them. */
  GUILD_MEMBERS: 2,
  /** Bans and the audit log. Formerly GUILD_BANS. */
  GUILD_MODERATION: 4,
  /** Emojis, stickers and sounds. Formerly GUILD_EMOJIS_AND_STICKERS. */
  GUILD_EXPRESSIONS: 8,
  GUILD_INTEGRATIONS: 16,
  GUILD_WEBHOOKS: 32,
  GUILD_INVITES: 64,
  GUILD_VOICE_STATES: 128,
  /** Privileged. Status and activities; also fills `members` and `presences` of GUILD_CREATE. */
  GUILD_PRESENCES: 256,
  /** Messages of guilds; what they say is blank without MESSAGE_CONTENT. */
  GUILD_MESSAGES: 512,
  GUILD_MESSAGE_REACTIONS: 1024,
  GUILD_MESSAGE_TYPING: 2048,
  /** Direct messages, and the bot's own ephemeral answers. */
  DIRECT_MESSAGES: 4096,
  DIRECT_MESSAGE_REACTIONS: 8192,
  DIRECT_MESSAGE_TYPING: 16384,
  /** Privileged. Brings no event of its own: it fills content, embeds, attachments, components and polls. */
  MESSAGE_CONTENT: 32768,
  GUILD_SCHEDULED_EVENTS: 65536,
  AUTO_MODERATION_CONFIGURATION: 1048576,
  AUTO_MODERATION_EXECUTION: 2097152,
  GUILD_MESSAGE_POLLS: 16777216,
  DIRECT_MESSAGE_POLLS: 33554432,
} as const;

/** The name of an intent: "GUILD_MESSAGES". */
export type IntentName = keyof typeof Intents;

/** What an event takes to come from guilds and from direct messages. */
export interface EventIntents {
  /** Any one of these brings it from guilds; the first is the one that asks for least. */
  readonly guild: readonly IntentName[];
  /** Any one of these brings it from direct messages. */
  readonly dm: readonly IntentName[];
}

type EventsOfIntents = { readonly [I in IntentName]?: readonly EventName[] };

/** The events that come whatever the intents are. */
const ALWAYS: readonly EventName[] = [
  "READY",
  "RESUMED",
  "RATE_LIMITED",
  "USER_UPDATE",
  "INTERACTION_CREATE",
  "APPLICATION_COMMAND_PERMISSIONS_UPDATE",
  "ENTITLEMENT_CREATE",
  "ENTITLEMENT_UPDATE",
  "ENTITLEMENT_DELETE",
  "SUBSCRIPTION_CREATE",
  "SUBSCRIPTION_UPDATE",
  "SUBSCRIPTION_DELETE",
  "CHANNEL_INFO",
  "GUILD_MEMBERS_CHUNK",
  "SOUNDBOARD_SOUNDS",
  "VOICE_SERVER_UPDATE",
];

/** What each intent brings from guilds; an event under two intents comes with either. */
const GUILD_EVENTS = {
  GUILDS: [
    "GUILD_CREATE",
    "GUILD_UPDATE",
    "GUILD_DELETE",
    "GUILD_ROLE_CREATE",
    "GUILD_ROLE_UPDATE",
    "GUILD_ROLE_DELETE",
    "CHANNEL_CREATE",
    "CHANNEL_UPDATE",
    "CHANNEL_DELETE",
    "CHANNEL_PINS_UPDATE",
    "THREAD_CREATE",
    "THREAD_UPDATE",
    "THREAD_DELETE",
    "THREAD_LIST_SYNC",
    "THREAD_MEMBER_UPDATE",
    "THREAD_MEMBERS_UPDATE",
    "STAGE_INSTANCE_CREATE",
    "STAGE_INSTANCE_UPDATE",
    "STAGE_INSTANCE_DELETE",
    "VOICE_CHANNEL_STATUS_UPDATE",
    "VOICE_CHANNEL_START_TIME_UPDATE",
  ],
  GUILD_MEMBERS: ["GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE", "THREAD_MEMBERS_UPDATE"],
  GUILD_MODERATION: ["GUILD_AUDIT_LOG_ENTRY_CREATE", "GUILD_BAN_ADD", "GUILD_BAN_REMOVE"],
  GUILD_EXPRESSIONS: [
    "GUILD_EMOJIS_UPDATE",
    "GUILD_STICKERS_UPDATE",
    "GUILD_SOUNDBOARD_SOUND_CREATE",
    "GUILD_SOUNDBOARD_SOUND_UPDATE",
    "GUILD_SOUNDBOARD_SOUND_DELETE",
    "GUILD_SOUNDBOARD_SOUNDS_UPDATE",
  ],
  GUILD_INTEGRATIONS: ["GUILD_INTEGRATIONS_UPDATE", "INTEGRATION_CREATE", "INTEGRATION_UPDATE", "INTEGRATION_DELETE"],
  GUILD_WEBHOOKS: ["WEBHOOKS_UPDATE"],
  GUILD_INVITES: ["INVITE_CREATE", "INVITE_DELETE"],
  GUILD_VOICE_STATES: ["VOICE_STATE_UPDATE", "VOICE_CHANNEL_EFFECT_SEND"],
  GUILD_PRESENCES: ["PRESENCE_UPDATE"],
  GUILD_MESSAGES: ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"],
  GUILD_MESSAGE_REACTIONS: [
    "MESSAGE_REACTION_ADD",
    "MESSAGE_REACTION_REMOVE",
    "MESSAGE_REACTION_REMOVE_ALL",
    "MESSAGE_REACTION_REMOVE_EMOJI",
  ],
  GUILD_MESSAGE_TYPING: ["TYPING_START"],
  GUILD_MESSAGE_POLLS: ["MESSAGE_POLL_VOTE_ADD", "MESSAGE_POLL_VOTE_REMOVE"],
  GUILD_SCHEDULED_EVENTS: [
    "GUILD_SCHEDULED_EVENT_CREATE",
    "GUILD_SCHEDULED_EVENT_UPDATE",
    "GUILD_SCHEDULED_EVENT_DELETE",
    "GUILD_SCHEDULED_EVENT_USER_ADD",
    "GUILD_SCHEDULED_EVENT_USER_REMOVE",
  ],
  AUTO_MODERATION_CONFIGURATION: [
    "AUTO_MODERATION_RULE_CREATE",
    "AUTO_MODERATION_RULE_UPDATE",
    "AUTO_MODERATION_RULE_DELETE",
  ],
  AUTO_MODERATION_EXECUTION: ["AUTO_MODERATION_ACTION_EXECUTION"],
} as const satisfies EventsOfIntents;

/** What each intent brings from direct messages. */
const DM_EVENTS: EventsOfIntents = {
  DIRECT_MESSAGES: ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "CHANNEL_PINS_UPDATE"],
  DIRECT_MESSAGE_REACTIONS: GUILD_EVENTS.GUILD_MESSAGE_REACTIONS,
  DIRECT_MESSAGE_TYPING: GUILD_EVENTS.GUILD_MESSAGE_TYPING,
  DIRECT_MESSAGE_POLLS: GUILD_EVENTS.GUILD_MESSAGE_POLLS,
};

/**
 * The intents of every event. Both lists are empty where an event always comes; the list of direct messages is empty
 * where it never comes from there, and then `guild` is not. An event that is not documented has no entry.
 */
export const eventIntents: Readonly<Record<EventName, EventIntents>> = /* @__PURE__ */ byEvent();

function byEvent(): Record<EventName, EventIntents> {
  const table = new Map<EventName, Record<keyof EventIntents, IntentName[]>>();
  const add = (from: keyof EventIntents, intent: IntentName, event: EventName) => {
    const entry = table.get(event) ?? { guild: [], dm: [] };
    entry[from].push(intent);
    table.set(event, entry);
  };
  for (const event of ALWAYS) table.set(event, { guild: [], dm: [] });
  for (const [intent, events] of entries(GUILD_EVENTS)) for (const event of events) add("guild", intent, event);
  for (const [intent, events] of entries(DM_EVENTS)) for (const event of events) add("dm", intent, event);
  return Object.fromEntries<EventIntents>(table) as Record<EventName, EventIntents>;
}

function entries(events: EventsOfIntents): [IntentName, readonly EventName[]][] {
  return Object.entries(events) as [IntentName, readonly EventName[]][];
}

/**
 * The number that IDENTIFY takes, from a number, a name or names. 0 is legal: only the events that always come.
 * @throws UsageError INTENTS_UNKNOWN on a name or a bit that Discord does not have; it would close with 4013.
 */
export function resolveIntents(value: number | IntentName | readonly IntentName[]): number {
  if (typeof value === "number") return knownBits(value);
  return [value].flat().reduce((bits, name) => bits | bitOf(name), 0);
}

function bitOf(name: IntentName): number {
  if (Object.hasOwn(Intents, name)) return Intents[name];
  throw new UsageError("INTENTS_UNKNOWN", {
    what: `"${String(name)}" is not an intent.`,
    cure: `Write one of ${Object.keys(Intents).join(", ")}.`,
  });
}

function knownBits(value: number): number {
  const known = value & ALL;
  if (known === value) return known;
  throw new UsageError("INTENTS_UNKNOWN", {
    what: `${value} holds bits that are no intents.`,
    cure: `Leave out everything but ${known}, or give the intents by name.`,
  });
}

/** Every bit that is an intent: 53608447. */
const ALL: number = /* @__PURE__ */ Object.values(Intents).reduce<number>((all, bit) => all | bit, 0);

/** The names of the intents in a number, lowest bit first; bits that are no intents are passed over. */
export function intentNames(bits: number): IntentName[] {
  return (Object.keys(Intents) as IntentName[]).filter((name) => (bits & Intents[name]) !== 0);
}

/** The intents that must be switched on for the bot in the developer portal. */
export const privilegedIntents: readonly IntentName[] = ["GUILD_MEMBERS", "GUILD_PRESENCES", "MESSAGE_CONTENT"];

/**
 * The flags of an application that hold an intent open: of a verified one, and of one that is not verified.
 * https://docs.discord.com/developers/resources/application#application-object-application-flags
 */
const OPEN_FLAGS: { readonly [I in IntentName]?: number } = {
  GUILD_PRESENCES: (1 << 12) | (1 << 13),
  GUILD_MEMBERS: (1 << 14) | (1 << 15),
  MESSAGE_CONTENT: (1 << 18) | (1 << 19),
};

/**
 * The privileged intents in `bits` that are not switched on for the application, by its `flags`: asking for them ends
 * in close 4014. READY and GET /applications/@me tell the flags.
 */
export function missingPrivilegedIntents(bits: number, applicationFlags: number): IntentName[] {
  return intentNames(bits).filter((name) => {
    const open = OPEN_FLAGS[name];
    return open !== undefined && (applicationFlags & open) === 0;
  });
}
