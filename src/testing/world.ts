/**
 * Everything there is in the simulated Discord: an application and its bot, users, guilds, channels, messages. Plain wire
 * objects, made from the seed; the same seed, the same world, whatever the clock.
 *
 * It only holds; who changes it also tells the gateway.
 */

import { type PermissionsInput, resolvePermissions } from "../discord/permissions.ts";
import { createIds, type Ids, snowflakeAt, timestamp } from "./ids.ts";
import { Interactions } from "./interactions.ts";
import type { Random } from "./random.ts";
import type {
  ApplicationCommand,
  AuditLogEntry,
  Ban,
  Channel,
  Guild,
  Invite,
  Member,
  Message,
  Reaction,
  Role,
  User,
  Webhook,
} from "./things.ts";

/** What the world is like at first. */
export interface WorldSize {
  /** Default: 2. */
  readonly guilds?: number | undefined;
  /** Text channels of each guild. Default: 3. */
  readonly channels?: number | undefined;
  /** Members of each guild, apart from the bot. Default: 5. */
  readonly members?: number | undefined;
  /** What the bot's role permits in every guild, as bits, Discord's decimal text, or names. Default: ADMINISTRATOR. */
  readonly permissions?: PermissionsInput | undefined;
}

/** When the seeded part of the world was made: 2024-01-01T00:00:00Z and the days after it. */
const MADE_AT = 1_704_067_200_000;
const DAY_MS = 86_400_000;
const GUILD_NAMES = ["Harbour", "Night Shift", "Book Club", "Speedrun Hall", "Garden", "Workshop", "Old Friends"];
const CHANNEL_NAMES = ["general", "help", "off-topic", "announcements", "music", "showcase", "meta", "bots"];
const USER_NAMES = ["ada", "ben", "chidi", "dora", "emil", "fatima", "goro", "hanna", "ivo", "june", "kofi", "lena"];
/** The switches of all privileged intents, as bots in few guilds have them. */
const APPLICATION_FLAGS = (1 << 13) | (1 << 15) | (1 << 19);

/** The state of the simulated Discord. */
export class World {
  readonly application: { id: string; flags: number; [more: string]: unknown };
  readonly bot: User;
  readonly users: Map<string, User> = new Map();
  readonly guilds: Map<string, Guild> = new Map();
  readonly channels: Map<string, Channel> = new Map();
  /** The messages of each channel, oldest first. */
  readonly messages: Map<string, Map<string, Message>> = new Map();
  /** The reactions of each message. */
  readonly reactions: Map<string, Reaction[]> = new Map();
  /** The application's commands by id. */
  readonly commands: Map<string, ApplicationCommand> = new Map();
  readonly interactions: Interactions = new Interactions();
  readonly webhooks: Map<string, Webhook> = new Map();
  readonly invites: Map<string, Invite> = new Map();
  readonly #past: Past;
  readonly #date: () => number;
  /** What was written last, and of which instant: much happens in one millisecond. */
  #written = { at: Number.NaN, text: "" };
  readonly #size: WorldSize;
  readonly #auditLogs = new Map<string, AuditLogEntry[]>();
  readonly #bans = new Map<string, Map<string, Ban>>();
  /** Ids for what is made from now on. */
  readonly ids: Ids;

  constructor(random: Random, size: WorldSize, date: () => number) {
    this.#date = date;
    this.ids = createIds(date);
    const past = createPast(random);
    this.#past = past;
    this.#size = size;
    this.bot = { ...user(past.id(), "simbot"), bot: true };
    this.application = { id: this.bot.id, flags: APPLICATION_FLAGS, name: "simbot" };
    this.users.set(this.bot.id, this.bot);
    const people = Math.max(size.members ?? 5, 1);
    for (let n = 0; n < people; n++) {
      const someone = user(past.id(), numbered(USER_NAMES, n));
      this.users.set(someone.id, someone);
    }
    for (let n = 0; n < (size.guilds ?? 2); n++) this.grow();
  }

  /** The present, as Discord writes it. */
  timestamp(): string {
    const at = this.#date();
    if (this.#written.at !== at) this.#written = { at, text: timestamp(at) };
    return this.#written.text;
  }

  /** Makes one more guild. */
  grow(): Guild {
    const guild = this.#seededGuild(numbered(GUILD_NAMES, this.guilds.size), this.#size, this.#past);
    this.addGuild(guild);
    return guild;
  }

  /** Makes somebody new, a member of a guild. */
  addMember(guild: Guild, username: string, joined_at: string): Member {
    const someone = user(this.ids(), username);
    this.users.set(someone.id, someone);
    const member = memberOf(someone, [], joined_at);
    guild.members.push(member);
    return member;
  }

  /** Takes a guild with its channels into the world. */
  addGuild(guild: Guild): void {
    this.guilds.set(guild.id, guild);
    for (const channel of guild.channels) this.addChannel(channel);
  }

  /** Takes a channel into the world. */
  addChannel(channel: Channel): void {
    this.channels.set(channel.id, channel);
    this.messages.set(channel.id, new Map());
  }

  /** The direct message channel of the bot with a user, made if there is none. */
  directChannel(recipient: User): Channel {
    for (const channel of this.channels.values()) {
      if (channel.type === 1 && (channel.recipients as User[])[0]?.id === recipient.id) return channel;
    }
    const made: Channel = { id: this.ids(), type: 1, last_message_id: null, flags: 0, recipients: [recipient] };
    this.addChannel(made);
    return made;
  }

  /** The guild that a path names, by itself or by its channel. */
  guildOf({ guild_id, channel_id }: Readonly<Record<string, string>>): string | undefined {
    return guild_id ?? this.channels.get(channel_id ?? "")?.guild_id;
  }

  /** The bans of a guild, by user. */
  bansOf(guildId: string): Map<string, Ban> {
    const bans = this.#bans.get(guildId) ?? new Map<string, Ban>();
    this.#bans.set(guildId, bans);
    return bans;
  }

  /** What was done in a guild, oldest first. */
  auditLogOf(guildId: string): AuditLogEntry[] {
    const log = this.#auditLogs.get(guildId) ?? [];
    this.#auditLogs.set(guildId, log);
    return log;
  }

  /** The member that a user is in a guild. */
  member(guildId: string, userId: string): Member | undefined {
    return this.guilds.get(guildId)?.members.find((member) => member.user.id === userId);
  }

  #seededGuild(name: string, { channels = 3, permissions = "ADMINISTRATOR" }: WorldSize, past: Past): Guild {
    const id = past.id();
    const everyone = role(id, "@everyone", "2248473465835073", 0);
    const botRole = role(past.id(), "simbot", String(resolvePermissions(permissions)), 1);
    const joined_at = timestamp(MADE_AT);
    const members = [...this.users.values()].map((it) => memberOf(it, it.bot ? [botRole.id] : [], joined_at));
    const list = Array.from({ length: channels }, (_, n): Channel => {
      const channelName = numbered(CHANNEL_NAMES, n);
      return {
        ...{ id: past.id(), guild_id: id, type: 0, name: channelName, position: n, parent_id: null, topic: null },
        ...{ last_message_id: null, nsfw: false, rate_limit_per_user: 0, permission_overwrites: [], flags: 0 },
      };
    });
    return {
      ...GUILD_DEFAULTS,
      ...{ id, name, owner_id: members.at(-1)?.user.id ?? this.bot.id, system_channel_id: list[0]?.id ?? null },
      ...{ roles: [everyone, botRole], members, channels: list, emojis: [] },
    };
  }
}

/** What every guild has unless something else was said. */
const GUILD_DEFAULTS = {
  ...{ icon: null, splash: null, discovery_splash: null, banner: null, description: null, features: [] },
  ...{ stickers: [], afk_channel_id: null, afk_timeout: 300, application_id: null, rules_channel_id: null },
  ...{ verification_level: 0, default_message_notifications: 0, explicit_content_filter: 0, mfa_level: 0 },
  ...{ nsfw_level: 0, premium_tier: 0, premium_progress_bar_enabled: false, system_channel_flags: 0 },
  ...{ region: "deprecated", home_header: null, widget_enabled: false, widget_channel_id: null, nsfw: false },
  ...{ max_presences: null, max_members: 500_000, max_video_channel_users: 25, max_stage_video_channel_users: 50 },
  ...{ premium_subscription_count: 0, incidents_data: null },
  ...{
    preferred_locale: "en-US",
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
  },
};

/** Ids of things that were made before the simulator was. */
interface Past {
  id(): string;
}

/** Each a day and some milliseconds after the one before, so that guilds spread over shards. */
function createPast(random: Random): Past {
  let at = MADE_AT;
  return {
    id: () => {
      at += random.integer(DAY_MS) + 1;
      return snowflakeAt(at);
    },
  };
}

function memberOf(user: User, roles: string[], joined_at: string): Member {
  return {
    ...{
      user,
      nick: null,
      avatar: null,
      banner: null,
      roles,
      joined_at,
      premium_since: null,
      deaf: false,
      mute: false,
    },
    ...{ pending: false, communication_disabled_until: null, flags: 0 },
  };
}

/** Somebody, with what everybody has unless something else was said. */
export function user(id: string, username: string): User {
  return {
    ...{ id, username, discriminator: "0", global_name: null, avatar: null, bot: false },
    ...{ public_flags: 0, flags: 0, primary_guild: null },
  };
}

/** The colours of a role that has one. */
export function colorsOf(color: unknown): Record<string, unknown> {
  return { primary_color: color, secondary_color: null, tertiary_color: null };
}

function role(id: string, name: string, permissions: string, position: number): Role {
  return {
    ...{ id, name, permissions, position, color: 0, hoist: false, icon: null, unicode_emoji: null },
    ...{ managed: position > 0, mentionable: false, flags: 0, colors: colorsOf(0) },
  };
}

/** The names of a list, and once they are used up, numbered. */
function numbered(names: readonly string[], n: number): string {
  const name = names[n % names.length] as string;
  return n < names.length ? name : `${name}-${Math.floor(n / names.length) + 1}`;
}
