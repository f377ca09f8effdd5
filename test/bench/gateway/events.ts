/**
 * The traffic: events as a busy bot receives them, in Discord's shapes, sizes and shares, from a seed.
 *
 * It must never depend on anything but its arguments, so that every library reads the same bytes.
 */

/** One dispatch, without its sequence number. */
export interface TrafficEvent {
  readonly t: string;
  readonly d: Readonly<Record<string, unknown>>;
}

/** Events by name, with how many of a thousand are such. */
const SHARES: readonly (readonly [name: keyof Makers, perMille: number])[] = [
  ["MESSAGE_CREATE", 320],
  ["PRESENCE_UPDATE", 340],
  ["TYPING_START", 140],
  ["MESSAGE_REACTION_ADD", 90],
  ["GUILD_MEMBER_UPDATE", 60],
  ["VOICE_STATE_UPDATE", 49],
  ["GUILD_CREATE", 1],
];

/** The names of all events that the traffic holds. */
export const EVENT_NAMES: readonly (keyof Makers)[] = SHARES.map(([name]) => name);

const WORDS =
  "the bot said that music plays again tonight in voice channel and everybody who likes old songs should come over before nine because we start early and end late there will be prizes games and a quiz about rivers mountains trains and birds bring friends if you can thanks".split(
    " ",
  );
const FOREIGN = ["grüße", "привет", "你好", "🔥", "🎉", "naïve", "ありがとう"];
const GUILDS = 40;
const CHANNELS = 30;
/** The last of a guild's channels are for voice. */
const TEXT_CHANNELS = 25;
const USERS = 3000;

/** A stream of chance: xorshift, the same on every machine. */
function createChance(seed: number) {
  let state = seed | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { next, below, pick: <T>(from: readonly T[]): T => from[below(from.length)] as T };
}

type Chance = ReturnType<typeof createChance>;
type Payload = Readonly<Record<string, unknown>>;

const snowflake = (kind: number, index: number): string =>
  String(1_100_000_000_000_000_000n + BigInt(kind * 1_000_000_007 + index * 4_194_304 + 17));
const guildId = (index: number): string => snowflake(1, index);
const channelId = (guild: number, index: number): string => snowflake(2, guild * 1000 + index);
const userId = (index: number): string => snowflake(3, index);
const hash = (chance: Chance): string =>
  Array.from({ length: 4 }, () =>
    chance
      .below(2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  ).join("");

function sentence(chance: Chance, words: number): string {
  return Array.from({ length: words }, () =>
    chance.below(25) === 0 && chance.below(4) === 0 ? chance.pick(FOREIGN) : chance.pick(WORDS),
  ).join(" ");
}

function user(chance: Chance, index: number): Payload {
  return {
    username: `listener_${index}`,
    public_flags: chance.below(2) * 64,
    primary_guild: null,
    id: userId(index),
    global_name: `${chance.pick(WORDS)} ${chance.pick(WORDS)}`,
    display_name_styles: null,
    discriminator: "0",
    collectibles: null,
    clan: null,
    avatar_decoration_data: null,
    avatar: hash(chance),
  };
}

function member(chance: Chance): Payload {
  return {
    roles: Array.from({ length: 4 + chance.below(8) }, (_, at) => snowflake(4, at * 7 + chance.below(90))),
    premium_since: null,
    pending: false,
    nick: chance.below(3) === 0 ? sentence(chance, 2) : null,
    mute: false,
    joined_at: "2024-03-11T18:22:07.412000+00:00",
    flags: 2,
    deaf: false,
    communication_disabled_until: null,
    banner: null,
    avatar: null,
  };
}

function embed(chance: Chance): Payload {
  return {
    type: "rich",
    title: sentence(chance, 5),
    description: sentence(chance, 40),
    url: `https://example.com/watch/${hash(chance)}`,
    color: 5_793_266,
    timestamp: "2026-08-01T12:00:00.000000+00:00",
    footer: { text: sentence(chance, 4), icon_url: `https://cdn.discordapp.com/icons/${hash(chance)}.png` },
    fields: Array.from({ length: 3 }, () => ({ name: sentence(chance, 2), value: sentence(chance, 6), inline: true })),
  };
}

function attachment(chance: Chance): Payload {
  const url = `https://cdn.discordapp.com/attachments/${snowflake(2, 1)}/${snowflake(5, 2)}/picture.png?ex=${hash(chance)}`;
  return {
    width: 1920,
    url,
    size: 482_113,
    proxy_url: url,
    id: snowflake(5, 2),
    height: 1080,
    filename: "picture.png",
    content_type: "image/png",
  };
}

function message(chance: Chance, index: number): Payload {
  const guild = chance.below(GUILDS);
  const author = chance.below(USERS);
  return {
    type: 0,
    tts: false,
    timestamp: "2026-08-01T12:00:00.123000+00:00",
    pinned: false,
    nonce: snowflake(6, index),
    mentions: chance.below(4) === 0 ? [{ ...user(chance, chance.below(USERS)), member: member(chance) }] : [],
    mention_roles: [],
    mention_everyone: false,
    member: member(chance),
    id: snowflake(5, index),
    flags: 0,
    embeds: chance.below(3) === 0 ? [embed(chance)] : [],
    edited_timestamp: null,
    content: sentence(chance, 20 + chance.below(100)),
    components: [],
    channel_type: 0,
    channel_id: channelId(guild, chance.below(TEXT_CHANNELS)),
    author: user(chance, author),
    attachments: chance.below(3) === 0 ? [attachment(chance)] : [],
    guild_id: guildId(guild),
  };
}

function presence(chance: Chance): Payload {
  const activity = {
    type: 2,
    timestamps: { start: 1_785_585_600_000 + chance.below(1e6), end: 1_785_585_800_000 + chance.below(1e6) },
    sync_id: hash(chance).slice(0, 22),
    state: sentence(chance, 3),
    session_id: hash(chance),
    party: { id: `spotify:${userId(chance.below(USERS))}` },
    name: "Spotify",
    id: "spotify:1",
    flags: 48,
    details: sentence(chance, 4),
    created_at: 1_785_585_600_000 + chance.below(1e6),
    assets: { large_text: sentence(chance, 3), large_image: `spotify:${hash(chance)}` },
  };
  return {
    user: { id: userId(chance.below(USERS)) },
    status: chance.pick(["online", "idle", "dnd"]),
    guild_id: guildId(chance.below(GUILDS)),
    client_status: { desktop: "online", mobile: "idle" },
    broadcast: null,
    activities: chance.below(3) === 0 ? [] : [activity],
  };
}

function guildCreate(chance: Chance, index: number): Payload {
  const guild = index % GUILDS;
  const members = Array.from({ length: 160 + chance.below(170) }, () => ({
    user: user(chance, chance.below(USERS)),
    ...member(chance),
  }));
  const channels = Array.from({ length: CHANNELS }, (_, at) => ({
    version: 1_785_585_600_000,
    type: at < TEXT_CHANNELS ? 0 : 2,
    topic: sentence(chance, 12),
    rate_limit_per_user: 0,
    position: at,
    permission_overwrites: Array.from({ length: 4 }, (_, role) => ({
      type: 0,
      id: snowflake(4, role),
      deny: "0",
      allow: "1024",
    })),
    parent_id: null,
    nsfw: false,
    name: `${chance.pick(WORDS)}-${at}`,
    last_message_id: snowflake(5, at),
    id: channelId(guild, at),
    flags: 0,
  }));
  const roles = Array.from({ length: 90 }, (_, at) => ({
    version: 1_785_585_600_000,
    unicode_emoji: null,
    tags: {},
    position: at,
    permissions: "2248473465835073",
    name: sentence(chance, 2),
    mentionable: false,
    managed: false,
    id: at === 0 ? guildId(guild) : snowflake(4, at),
    icon: null,
    hoist: false,
    flags: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    color: chance.below(2 ** 24),
  }));
  return {
    id: guildId(guild),
    name: sentence(chance, 3),
    owner_id: userId(1),
    icon: hash(chance),
    splash: null,
    region: "rotterdam",
    afk_timeout: 300,
    afk_channel_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    preferred_locale: "en-US",
    vanity_url_code: null,
    description: null,
    banner: null,
    discovery_splash: null,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 2,
    mfa_level: 0,
    nsfw_level: 0,
    nsfw: false,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    application_id: null,
    max_members: 500_000,
    joined_at: "2024-03-11T18:22:07.412000+00:00",
    large: true,
    unavailable: false,
    member_count: members.length,
    features: ["COMMUNITY", "NEWS"],
    emojis: [],
    stickers: [],
    voice_states: [],
    presences: [],
    threads: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    members,
    channels,
    roles,
  };
}

interface Makers {
  readonly MESSAGE_CREATE: Make;
  readonly PRESENCE_UPDATE: Make;
  readonly TYPING_START: Make;
  readonly MESSAGE_REACTION_ADD: Make;
  readonly GUILD_MEMBER_UPDATE: Make;
  readonly VOICE_STATE_UPDATE: Make;
  readonly GUILD_CREATE: Make;
}
type Make = (chance: Chance, index: number) => Payload;

/** Where somebody does something: a guild, one of its channels, and who. */
function place(chance: Chance): { guild_id: string; channel_id: string; user_id: string } {
  const guild = chance.below(GUILDS);
  return {
    guild_id: guildId(guild),
    channel_id: channelId(guild, chance.below(TEXT_CHANNELS)),
    user_id: userId(chance.below(USERS)),
  };
}

/** Where somebody listens, and as whom. */
function voicePlace(chance: Chance): Payload {
  const guild = chance.below(GUILDS);
  const index = chance.below(USERS);
  return {
    guild_id: guildId(guild),
    channel_id: channelId(guild, TEXT_CHANNELS + chance.below(CHANNELS - TEXT_CHANNELS)),
    user_id: userId(index),
    member: { user: user(chance, index), ...member(chance) },
  };
}

const MAKERS: Makers = {
  MESSAGE_CREATE: message,
  PRESENCE_UPDATE: presence,
  GUILD_CREATE: guildCreate,
  TYPING_START: (chance) => ({
    ...place(chance),
    timestamp: 1_785_585_600,
    member: { user: user(chance, chance.below(USERS)), ...member(chance) },
  }),
  MESSAGE_REACTION_ADD: (chance, index) => ({
    ...place(chance),
    type: 0,
    message_id: snowflake(5, index),
    message_author_id: userId(chance.below(USERS)),
    member: { user: user(chance, chance.below(USERS)), ...member(chance) },
    emoji: { name: "🔥", id: null },
    burst: false,
  }),
  GUILD_MEMBER_UPDATE: (chance) => ({
    guild_id: guildId(chance.below(GUILDS)),
    user: user(chance, chance.below(USERS)),
    ...member(chance),
  }),
  VOICE_STATE_UPDATE: (chance) => ({
    ...voicePlace(chance),
    suppress: false,
    session_id: hash(chance),
    self_video: false,
    self_mute: chance.below(2) === 0,
    self_deaf: false,
    request_to_speak_timestamp: null,
    mute: false,
    deaf: false,
  }),
};

/** So many events, in a shuffled order whose shares are exact in every thousand; the last is a MESSAGE_CREATE. */
export function* traffic(count: number, seed: number): Generator<TrafficEvent> {
  const chance = createChance(seed);
  let deck: (keyof Makers)[] = [];
  for (let index = 0; index < count; index++) {
    if (deck.length === 0)
      deck = shuffled(
        chance,
        SHARES.flatMap(([name, perMille]) => Array<keyof Makers>(perMille).fill(name)),
      );
    const drawn = deck.pop() as keyof Makers;
    const t = index === count - 1 ? "MESSAGE_CREATE" : drawn;
    yield { t, d: MAKERS[t](chance, index) };
  }
}

function shuffled<T>(chance: Chance, items: T[]): T[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = chance.below(at + 1);
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items;
}
