/**
 * Who may see which event, and what of it: the simulator's own reading of the intents.
 * https://docs.discord.com/developers/events/gateway#gateway-intents
 *
 * The table of events is written apart from the one that clients compute their intents from, so that one can prove the
 * other wrong.
 */

import { type IntentName, Intents } from "../discord/intents.ts";

/** What happened, before anybody was told. */
export interface Happening {
  /** Discord's name of the event. */
  readonly name: string;
  readonly data: Record<string, unknown>;
  /** Undefined outside guilds. */
  readonly guildId?: string | undefined;
}

/** Every bit that has a meaning. */
export const ALL_INTENTS: number = Object.values(Intents).reduce((all, bit) => all | bit, 0);

/** Intents that need a switch in the portal, and the application flags that tell the switch is on. */
export const PRIVILEGED: readonly { readonly intent: number; readonly flags: number }[] = [
  { intent: Intents.GUILD_PRESENCES, flags: (1 << 12) | (1 << 13) },
  { intent: Intents.GUILD_MEMBERS, flags: (1 << 14) | (1 << 15) },
  { intent: Intents.MESSAGE_CONTENT, flags: (1 << 18) | (1 << 19) },
];

const IN_GUILDS: { readonly [N in IntentName]?: string } = {
  GUILDS:
    "GUILD_CREATE GUILD_UPDATE GUILD_DELETE GUILD_ROLE_CREATE GUILD_ROLE_UPDATE GUILD_ROLE_DELETE CHANNEL_CREATE " +
    "CHANNEL_UPDATE CHANNEL_DELETE CHANNEL_PINS_UPDATE THREAD_CREATE THREAD_UPDATE THREAD_DELETE THREAD_LIST_SYNC " +
    "THREAD_MEMBER_UPDATE THREAD_MEMBERS_UPDATE STAGE_INSTANCE_CREATE STAGE_INSTANCE_UPDATE STAGE_INSTANCE_DELETE " +
    "VOICE_CHANNEL_STATUS_UPDATE VOICE_CHANNEL_START_TIME_UPDATE",
  GUILD_MEMBERS: "GUILD_MEMBER_ADD GUILD_MEMBER_UPDATE GUILD_MEMBER_REMOVE THREAD_MEMBERS_UPDATE",
  GUILD_MODERATION: "GUILD_AUDIT_LOG_ENTRY_CREATE GUILD_BAN_ADD GUILD_BAN_REMOVE",
  GUILD_EXPRESSIONS:
    "GUILD_EMOJIS_UPDATE GUILD_STICKERS_UPDATE GUILD_SOUNDBOARD_SOUND_CREATE GUILD_SOUNDBOARD_SOUND_UPDATE " +
    "GUILD_SOUNDBOARD_SOUND_DELETE GUILD_SOUNDBOARD_SOUNDS_UPDATE",
  GUILD_INTEGRATIONS: "GUILD_INTEGRATIONS_UPDATE INTEGRATION_CREATE INTEGRATION_UPDATE INTEGRATION_DELETE",
  GUILD_WEBHOOKS: "WEBHOOKS_UPDATE",
  GUILD_INVITES: "INVITE_CREATE INVITE_DELETE",
  GUILD_VOICE_STATES: "VOICE_STATE_UPDATE VOICE_CHANNEL_EFFECT_SEND",
  GUILD_PRESENCES: "PRESENCE_UPDATE",
  GUILD_MESSAGES: "MESSAGE_CREATE MESSAGE_UPDATE MESSAGE_DELETE MESSAGE_DELETE_BULK",
  GUILD_MESSAGE_REACTIONS:
    "MESSAGE_REACTION_ADD MESSAGE_REACTION_REMOVE MESSAGE_REACTION_REMOVE_ALL MESSAGE_REACTION_REMOVE_EMOJI",
  GUILD_MESSAGE_TYPING: "TYPING_START",
  GUILD_MESSAGE_POLLS: "MESSAGE_POLL_VOTE_ADD MESSAGE_POLL_VOTE_REMOVE",
  GUILD_SCHEDULED_EVENTS:
    "GUILD_SCHEDULED_EVENT_CREATE GUILD_SCHEDULED_EVENT_UPDATE GUILD_SCHEDULED_EVENT_DELETE " +
    "GUILD_SCHEDULED_EVENT_USER_ADD GUILD_SCHEDULED_EVENT_USER_REMOVE",
  AUTO_MODERATION_CONFIGURATION: "AUTO_MODERATION_RULE_CREATE AUTO_MODERATION_RULE_UPDATE AUTO_MODERATION_RULE_DELETE",
  AUTO_MODERATION_EXECUTION: "AUTO_MODERATION_ACTION_EXECUTION",
};

const OUTSIDE_GUILDS: { readonly [N in IntentName]?: string } = {
  DIRECT_MESSAGES: "MESSAGE_CREATE MESSAGE_UPDATE MESSAGE_DELETE CHANNEL_PINS_UPDATE",
  DIRECT_MESSAGE_REACTIONS: IN_GUILDS.GUILD_MESSAGE_REACTIONS as string,
  DIRECT_MESSAGE_TYPING: "TYPING_START",
  DIRECT_MESSAGE_POLLS: IN_GUILDS.GUILD_MESSAGE_POLLS as string,
};

function byEvent(table: { readonly [N in IntentName]?: string }): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [intent, names] of Object.entries(table)) {
    for (const name of names.split(" ")) found.set(name, (found.get(name) ?? 0) | Intents[intent as IntentName]);
  }
  return found;
}

const guildIntents = byEvent(IN_GUILDS);
const directIntents = byEvent(OUTSIDE_GUILDS);

/** Whether a session with these intents is told; any one intent of an event will do, and some events need none. */
export function isAskedFor(happening: Happening, intents: number, botId: string): boolean {
  const { name, guildId, data } = happening;
  if (name === "GUILD_MEMBER_UPDATE" && (data.user as { id?: string } | undefined)?.id === botId) return true;
  const table = guildId === undefined ? directIntents : guildIntents;
  const needed = table.get(name);
  return needed === undefined ? !guildIntents.has(name) && !directIntents.has(name) : (needed & intents) !== 0;
}

/** The data of an event as a session without MESSAGE_CONTENT gets it; the same object where nothing is withheld. */
export function withoutContent(happening: Happening, botId: string): Record<string, unknown> {
  const { name, data, guildId } = happening;
  if (name === "AUTO_MODERATION_ACTION_EXECUTION") return { ...data, content: "", matched_content: "" };
  if (name !== "MESSAGE_CREATE" && name !== "MESSAGE_UPDATE") return data;
  const mentions = (data.mentions ?? []) as readonly { id: string }[];
  const author = data.author as { id?: string } | undefined;
  const exempt = guildId === undefined || author?.id === botId || mentions.some((user) => user.id === botId);
  if (exempt) return data;
  const { poll: _poll, ...rest } = data;
  return { ...rest, content: "", embeds: [], attachments: [], components: [] };
}
