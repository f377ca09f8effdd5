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

/** Which events are under which intent. */
type Rules = { readonly [I in IntentName]?: RegExp };

const REACTIONS = /^MESSAGE_REACTION/;
const TYPING = /^TYPING/;
const POLLS = /^MESSAGE_POLL/;

/** What each intent brings from guilds; an event under two intents comes with either. */
const FROM_GUILDS: Rules = {
  GUILDS: /^(GUILD(_ROLE)?|CHANNEL|STAGE_INSTANCE)_(CREATE|UPDATE|DELETE)$|^(THREAD|CHANNEL_PINS|VOICE_CHANNEL_STA)/,
  GUILD_MEMBERS: /^(GUILD_MEMBER|THREAD_MEMBERS)_(?!CHUNK)/,
  GUILD_MODERATION: /^GUILD_(BAN|AUDIT)/,
  GUILD_EXPRESSIONS: /^GUILD_(EMOJIS|STICKERS|SOUNDBOARD)/,
  GUILD_INTEGRATIONS: /^(GUILD_)?INTEGRATION/,
  GUILD_WEBHOOKS: /^WEBHOOKS/,
  GUILD_INVITES: /^INVITE/,
  GUILD_VOICE_STATES: /^VOICE_(STATE|CHANNEL_EFFECT)/,
  GUILD_PRESENCES: /^PRESENCE/,
  GUILD_MESSAGES: /^MESSAGE_(CREATE|UPDATE|DELETE)/,
  GUILD_MESSAGE_REACTIONS: REACTIONS,
  GUILD_MESSAGE_TYPING: TYPING,
  GUILD_MESSAGE_POLLS: POLLS,
  GUILD_SCHEDULED_EVENTS: /^GUILD_SCHEDULED/,
  AUTO_MODERATION_CONFIGURATION: /^AUTO_MODERATION_RULE/,
  AUTO_MODERATION_EXECUTION: /^AUTO_MODERATION_ACTION/,
};

/** What each intent brings from direct messages. */
const FROM_DMS: Rules = {
  DIRECT_MESSAGES: /^MESSAGE_(CREATE|UPDATE|DELETE)$|^CHANNEL_PINS/,
  DIRECT_MESSAGE_REACTIONS: REACTIONS,
  DIRECT_MESSAGE_TYPING: TYPING,
  DIRECT_MESSAGE_POLLS: POLLS,
};

/** The intents that bring an event; none where it always comes. One that is not documented is taken for what it is called. */
export function intentsOfEvent(event: string): EventIntents {
  const by = (rules: Rules) => (Object.keys(rules) as IntentName[]).filter((name) => rules[name]?.test(event));
  return { guild: by(FROM_GUILDS), dm: by(FROM_DMS) };
}

/**
 * The intents of every event. Both lists are empty where an event always comes; the list of direct messages is empty
 * where it never comes from there, and then `guild` is not. An event that is not documented has no entry.
 */
export const eventIntents: Readonly<Record<EventName, EventIntents>> = /* @__PURE__ */ (() => {
  const changes = "CREATE UPDATE DELETE";
  // A subject and what befalls it, subject by subject.
  const events = `READY, RESUMED, RATE LIMITED, USER UPDATE, INTERACTION CREATE, APPLICATION_COMMAND PERMISSIONS_UPDATE,
    ENTITLEMENT ${changes}, SUBSCRIPTION ${changes}, CHANNEL INFO, GUILD_MEMBERS CHUNK, SOUNDBOARD SOUNDS, VOICE_SERVER UPDATE,
    GUILD ${changes}, GUILD_ROLE ${changes}, CHANNEL ${changes} PINS_UPDATE, STAGE_INSTANCE ${changes},
    THREAD ${changes} LIST_SYNC MEMBER_UPDATE MEMBERS_UPDATE, VOICE_CHANNEL STATUS_UPDATE START_TIME_UPDATE,
    GUILD_MEMBER ADD UPDATE REMOVE, GUILD_AUDIT_LOG_ENTRY CREATE, GUILD_BAN ADD REMOVE,
    GUILD EMOJIS_UPDATE STICKERS_UPDATE SOUNDBOARD_SOUNDS_UPDATE, GUILD_SOUNDBOARD_SOUND ${changes},
    GUILD INTEGRATIONS_UPDATE, INTEGRATION ${changes}, WEBHOOKS UPDATE, INVITE CREATE DELETE,
    VOICE STATE_UPDATE CHANNEL_EFFECT_SEND, PRESENCE UPDATE, MESSAGE ${changes} DELETE_BULK,
    MESSAGE_REACTION ADD REMOVE REMOVE_ALL REMOVE_EMOJI, TYPING START, MESSAGE_POLL_VOTE ADD REMOVE,
    GUILD_SCHEDULED_EVENT ${changes} USER_ADD USER_REMOVE, AUTO_MODERATION_RULE ${changes}, AUTO_MODERATION ACTION_EXECUTION`;
  const names = events.split(/,\s*/).flatMap((each) => {
    const [subject = "", ...acts] = each.split(" ");
    return acts.length === 0 ? subject : acts.map((act) => `${subject}_${act}`);
  });
  return Object.fromEntries(names.map((name) => [name, intentsOfEvent(name)]));
})() as Record<EventName, EventIntents>;

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

/** Every bit that is an intent. */
const ALL = 53608447;

/** The names of the intents in a number, lowest bit first; bits that are no intents are passed over. */
export function intentNames(bits: number): IntentName[] {
  return (Object.keys(Intents) as IntentName[]).filter((name) => (bits & Intents[name]) !== 0);
}

/**
 * The flags of an application that hold an intent open: of a verified one, and of one that is not verified.
 * https://docs.discord.com/developers/resources/application#application-object-application-flags
 */
const OPEN_FLAGS: { readonly [I in IntentName]?: number } = {
  GUILD_MEMBERS: (1 << 14) | (1 << 15),
  GUILD_PRESENCES: (1 << 12) | (1 << 13),
  MESSAGE_CONTENT: (1 << 18) | (1 << 19),
};

/** The intents that must be switched on for the bot in the developer portal. */
export const privilegedIntents: readonly IntentName[] = /* @__PURE__ */ Object.keys(OPEN_FLAGS) as IntentName[];

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
