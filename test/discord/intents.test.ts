import { describe, expect, it } from "vitest";
import type { EventName } from "../../src/discord/events.ts";
import {
  eventIntents,
  type IntentName,
  Intents,
  intentNames,
  intentsOfEvent,
  missingPrivilegedIntents,
  privilegedIntents,
  resolveIntents,
} from "../../src/discord/intents.ts";
import { UsageError } from "../../src/errors.ts";

const ALL = 53608447;

describe("resolveIntents", () => {
  it("gives the same number for a number, a name and names [line 19]", () => {
    expect(resolveIntents(513)).toBe(513);
    expect(resolveIntents(["GUILDS", "GUILD_MESSAGES"])).toBe(513);
    expect(resolveIntents(["GUILD_MESSAGES", "GUILDS", "GUILDS"])).toBe(513);
    expect(resolveIntents("GUILDS")).toBe(1);
    expect(resolveIntents("DIRECT_MESSAGE_POLLS")).toBe(33554432);
  });

  it("takes 0 and no names at all: only what always comes [line 19]", () => {
    expect(resolveIntents(0)).toBe(0);
    expect(resolveIntents([])).toBe(0);
  });

  it("takes every bit that is an intent", () => {
    expect(resolveIntents(ALL)).toBe(ALL);
    expect(resolveIntents(Object.keys(Intents) as IntentName[])).toBe(ALL);
  });

  it.each([17, 18, 19, 22, 23, 26, 30, 31, 32, 40])("refuses bit %i, which is no intent [line 20]", (bit) => {
    const value = 2 ** bit + 1;
    expect(() => resolveIntents(value)).toThrow(UsageError);
    expect(() => resolveIntents(value)).toThrow(
      expect.objectContaining({
        code: "INTENTS_UNKNOWN",
        message: expect.stringContaining(
          `${value} holds bits that are no intents. Leave out everything but 1, or give the intents by name. More: `,
        ),
      }),
    );
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d, which is no set of bits", (value) => {
    expect(() => resolveIntents(value)).toThrow(expect.objectContaining({ code: "INTENTS_UNKNOWN" }));
  });

  it.each(["GUILD_BANS", "Guilds", "toString", ""])("refuses the name %j and lists the right ones", (name) => {
    expect(() => resolveIntents(["GUILDS", name as IntentName])).toThrow(
      expect.objectContaining({
        code: "INTENTS_UNKNOWN",
        message: expect.stringMatching(
          /^".*" is not an intent\. Write one of GUILDS, GUILD_MEMBERS, .*DIRECT_MESSAGE_POLLS\. More: /,
        ),
      }),
    );
  });
});

describe("intentNames", () => {
  it("names the bits, lowest first", () => {
    expect(intentNames(resolveIntents(["MESSAGE_CONTENT", "GUILDS", "GUILD_MESSAGES"]))).toEqual([
      "GUILDS",
      "GUILD_MESSAGES",
      "MESSAGE_CONTENT",
    ]);
    expect(intentNames(0)).toEqual([]);
    expect(intentNames(1 << 17)).toEqual([]);
  });

  it("is undone by resolveIntents", () => {
    expect(resolveIntents(intentNames(ALL))).toBe(ALL);
  });
});

describe("eventIntents", () => {
  it("knows all 79 events: 63 that need an intent, 16 that always come [line 76]", () => {
    const entries = Object.values(eventIntents);
    expect(entries).toHaveLength(79);
    expect(entries.filter(({ guild, dm }) => guild.length + dm.length === 0)).toHaveLength(16);
  });

  it("agrees with Discord's list, event by event [line 76]", () => {
    const asked = Object.fromEntries(
      Object.entries(eventIntents).map(([name, { guild, dm }]) => [name, `${guild.join("|")}/${dm.join("|")}`]),
    );
    expect(asked).toEqual(DISCORDS_LIST);
  });

  it("takes an event that is not documented yet for what it is called", () => {
    expect(intentsOfEvent("GUILD_SCHEDULED_EVENT_EXCEPTION_CREATE")).toEqual({
      guild: ["GUILD_SCHEDULED_EVENTS"],
      dm: [],
    });
    expect(intentsOfEvent("GUILD_JOIN_REQUEST_CREATE")).toEqual({ guild: [], dm: [] });
    expect(intentsOfEvent("GUILD_MEMBERS_CHUNK")).toEqual({ guild: [], dm: [] });
  });

  it("names no event under an intent that has none: MESSAGE_CONTENT only fills payloads", () => {
    const used = new Set(Object.values(eventIntents).flatMap(({ guild, dm }) => [...guild, ...dm]));
    const unused = (Object.keys(Intents) as IntentName[]).filter((name) => !used.has(name));
    expect(unused).toEqual(["MESSAGE_CONTENT"]);
  });
});

describe("missingPrivilegedIntents", () => {
  it("names what is asked for and not switched on: the cause of a close with 4014", () => {
    const bits = resolveIntents(["GUILDS", ...privilegedIntents]);
    expect(missingPrivilegedIntents(bits, 0)).toEqual(["GUILD_MEMBERS", "GUILD_PRESENCES", "MESSAGE_CONTENT"]);
    expect(missingPrivilegedIntents(bits, 1 << 15)).toEqual(["GUILD_PRESENCES", "MESSAGE_CONTENT"]);
    expect(missingPrivilegedIntents(bits, (1 << 12) | (1 << 19))).toEqual(["GUILD_MEMBERS"]);
    expect(missingPrivilegedIntents(bits, (1 << 13) | (1 << 14) | (1 << 18))).toEqual([]);
  });

  it("names nothing that is not asked for", () => {
    expect(missingPrivilegedIntents(resolveIntents(["GUILDS", "GUILD_MESSAGES"]), 0)).toEqual([]);
  });
});

/** Intents in guilds / in direct messages, as https://docs.discord.com/developers/events/gateway#list-of-intents has them. */
const DISCORDS_LIST: Record<EventName, string> = {
  READY: "/",
  RESUMED: "/",
  RATE_LIMITED: "/",
  APPLICATION_COMMAND_PERMISSIONS_UPDATE: "/",
  CHANNEL_INFO: "/",
  GUILD_MEMBERS_CHUNK: "/",
  SOUNDBOARD_SOUNDS: "/",
  ENTITLEMENT_CREATE: "/",
  ENTITLEMENT_UPDATE: "/",
  ENTITLEMENT_DELETE: "/",
  SUBSCRIPTION_CREATE: "/",
  SUBSCRIPTION_UPDATE: "/",
  SUBSCRIPTION_DELETE: "/",
  INTERACTION_CREATE: "/",
  USER_UPDATE: "/",
  VOICE_SERVER_UPDATE: "/",
  GUILD_CREATE: "GUILDS/",
  GUILD_UPDATE: "GUILDS/",
  GUILD_DELETE: "GUILDS/",
  GUILD_ROLE_CREATE: "GUILDS/",
  GUILD_ROLE_UPDATE: "GUILDS/",
  GUILD_ROLE_DELETE: "GUILDS/",
  CHANNEL_CREATE: "GUILDS/",
  CHANNEL_UPDATE: "GUILDS/",
  CHANNEL_DELETE: "GUILDS/",
  CHANNEL_PINS_UPDATE: "GUILDS/DIRECT_MESSAGES",
  THREAD_CREATE: "GUILDS/",
  THREAD_UPDATE: "GUILDS/",
  THREAD_DELETE: "GUILDS/",
  THREAD_LIST_SYNC: "GUILDS/",
  THREAD_MEMBER_UPDATE: "GUILDS/",
  THREAD_MEMBERS_UPDATE: "GUILDS|GUILD_MEMBERS/",
  STAGE_INSTANCE_CREATE: "GUILDS/",
  STAGE_INSTANCE_UPDATE: "GUILDS/",
  STAGE_INSTANCE_DELETE: "GUILDS/",
  VOICE_CHANNEL_STATUS_UPDATE: "GUILDS/",
  VOICE_CHANNEL_START_TIME_UPDATE: "GUILDS/",
  GUILD_MEMBER_ADD: "GUILD_MEMBERS/",
  GUILD_MEMBER_UPDATE: "GUILD_MEMBERS/",
  GUILD_MEMBER_REMOVE: "GUILD_MEMBERS/",
  GUILD_AUDIT_LOG_ENTRY_CREATE: "GUILD_MODERATION/",
  GUILD_BAN_ADD: "GUILD_MODERATION/",
  GUILD_BAN_REMOVE: "GUILD_MODERATION/",
  GUILD_EMOJIS_UPDATE: "GUILD_EXPRESSIONS/",
  GUILD_STICKERS_UPDATE: "GUILD_EXPRESSIONS/",
  GUILD_SOUNDBOARD_SOUND_CREATE: "GUILD_EXPRESSIONS/",
  GUILD_SOUNDBOARD_SOUND_UPDATE: "GUILD_EXPRESSIONS/",
  GUILD_SOUNDBOARD_SOUND_DELETE: "GUILD_EXPRESSIONS/",
  GUILD_SOUNDBOARD_SOUNDS_UPDATE: "GUILD_EXPRESSIONS/",
  GUILD_INTEGRATIONS_UPDATE: "GUILD_INTEGRATIONS/",
  INTEGRATION_CREATE: "GUILD_INTEGRATIONS/",
  INTEGRATION_UPDATE: "GUILD_INTEGRATIONS/",
  INTEGRATION_DELETE: "GUILD_INTEGRATIONS/",
  WEBHOOKS_UPDATE: "GUILD_WEBHOOKS/",
  INVITE_CREATE: "GUILD_INVITES/",
  INVITE_DELETE: "GUILD_INVITES/",
  VOICE_STATE_UPDATE: "GUILD_VOICE_STATES/",
  VOICE_CHANNEL_EFFECT_SEND: "GUILD_VOICE_STATES/",
  PRESENCE_UPDATE: "GUILD_PRESENCES/",
  MESSAGE_CREATE: "GUILD_MESSAGES/DIRECT_MESSAGES",
  MESSAGE_UPDATE: "GUILD_MESSAGES/DIRECT_MESSAGES",
  MESSAGE_DELETE: "GUILD_MESSAGES/DIRECT_MESSAGES",
  MESSAGE_DELETE_BULK: "GUILD_MESSAGES/",
  MESSAGE_REACTION_ADD: "GUILD_MESSAGE_REACTIONS/DIRECT_MESSAGE_REACTIONS",
  MESSAGE_REACTION_REMOVE: "GUILD_MESSAGE_REACTIONS/DIRECT_MESSAGE_REACTIONS",
  MESSAGE_REACTION_REMOVE_ALL: "GUILD_MESSAGE_REACTIONS/DIRECT_MESSAGE_REACTIONS",
  MESSAGE_REACTION_REMOVE_EMOJI: "GUILD_MESSAGE_REACTIONS/DIRECT_MESSAGE_REACTIONS",
  TYPING_START: "GUILD_MESSAGE_TYPING/DIRECT_MESSAGE_TYPING",
  MESSAGE_POLL_VOTE_ADD: "GUILD_MESSAGE_POLLS/DIRECT_MESSAGE_POLLS",
  MESSAGE_POLL_VOTE_REMOVE: "GUILD_MESSAGE_POLLS/DIRECT_MESSAGE_POLLS",
  GUILD_SCHEDULED_EVENT_CREATE: "GUILD_SCHEDULED_EVENTS/",
  GUILD_SCHEDULED_EVENT_UPDATE: "GUILD_SCHEDULED_EVENTS/",
  GUILD_SCHEDULED_EVENT_DELETE: "GUILD_SCHEDULED_EVENTS/",
  GUILD_SCHEDULED_EVENT_USER_ADD: "GUILD_SCHEDULED_EVENTS/",
  GUILD_SCHEDULED_EVENT_USER_REMOVE: "GUILD_SCHEDULED_EVENTS/",
  AUTO_MODERATION_RULE_CREATE: "AUTO_MODERATION_CONFIGURATION/",
  AUTO_MODERATION_RULE_UPDATE: "AUTO_MODERATION_CONFIGURATION/",
  AUTO_MODERATION_RULE_DELETE: "AUTO_MODERATION_CONFIGURATION/",
  AUTO_MODERATION_ACTION_EXECUTION: "AUTO_MODERATION_EXECUTION/",
};
