/**
 * What a new session is told first: READY, and its guilds.
 * https://docs.discord.com/developers/events/gateway-events#ready, #guild-create
 */

import { Intents } from "../discord/intents.ts";
import type { Happening } from "./audience.ts";
import { shardOf } from "./ids.ts";
import type { Session } from "./session.ts";
import type { Guild, Member } from "./things.ts";
import type { World } from "./world.ts";

/** The data of READY. */
export function readyData(
  world: World,
  session: Session,
  resumeUrl: string,
  sharded: boolean,
): Record<string, unknown> {
  const { id, flags } = world.application;
  return {
    v: 10,
    user_settings: {},
    user: { ...world.bot, verified: true, mfa_enabled: false, email: null, flags: 0 },
    session_type: "normal",
    session_id: session.terms.id,
    resume_gateway_url: resumeUrl,
    ...(sharded ? { shard: session.terms.shard } : {}),
    relationships: [],
    private_channels: [],
    presences: [],
    guilds: guildsOf(world, session).map((guild) => ({ id: guild.id, unavailable: true })),
    guild_join_requests: [],
    geo_ordered_rtc_regions: [],
    application: { id, flags },
    _trace: [],
  };
}

/** A GUILD_CREATE for each guild of the session's shard, if it asked for them. */
export function guildCreates(world: World, session: Session): Happening[] {
  if (!(session.terms.intents & Intents.GUILDS)) return [];
  return guildsOf(world, session).map((guild) => guildCreate(guild, session));
}

/** GUILD_CREATE as this session gets it: without GUILD_PRESENCES no members are listed but the bot. */
export function guildCreate(guild: Guild, session: Session): Happening {
  const { intents, botId, largeThreshold } = session.terms;
  const large = guild.members.length > largeThreshold;
  const listed = intents & Intents.GUILD_PRESENCES && !large ? guild.members : guild.members.filter(isBot(botId));
  const extras = {
    ...{ joined_at: guild.members.find(isBot(botId))?.joined_at, large, unavailable: false },
    ...{ member_count: guild.members.length, members: listed, voice_states: [], threads: [], presences: [] },
    ...{ stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [] },
  };
  return { name: "GUILD_CREATE", guildId: guild.id, data: { ...guild, ...extras } };
}

function guildsOf(world: World, session: Session): Guild[] {
  const [id, total] = session.terms.shard;
  return [...world.guilds.values()].filter((guild) => shardOf(guild.id, total) === id);
}

function isBot(botId: string): (member: Member) => boolean {
  return (member) => member.user.id === botId;
}
