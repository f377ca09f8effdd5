/**
 * What a session may ask for over the socket, and what it is told then.
 * https://docs.discord.com/developers/events/gateway-events#send-events
 */

import { Intents } from "../discord/intents.ts";
import { GatewayOpcode } from "../discord/opcodes.ts";
import type { Happening } from "./audience.ts";
import type { Session } from "./session.ts";
import type { Member } from "./things.ts";
import type { World } from "./world.ts";

/** Who asks, and of what. */
export interface CommandScene {
  readonly world: World;
  readonly session: Session;
  /** Simulator's clock, milliseconds. */
  readonly now: number;
}

const MEMBERS_PER_CHUNK = 1_000;
const LONGEST_NONCE_BYTES = 32;
const FULL_LIST_EVERY_MS = 30_000;

/** The events that answer a command, for the session that sent it. */
export function answerCommand(op: number, data: Record<string, unknown>, scene: CommandScene): readonly Happening[] {
  switch (op) {
    case GatewayOpcode.RequestGuildMembers:
      return memberChunks(data, scene);
    case GatewayOpcode.VoiceStateUpdate:
      return voiceAnswers(data, scene);
    case GatewayOpcode.RequestSoundboardSounds:
      return asList(data.guild_ids).map((guildId) => ({
        ...{ name: "SOUNDBOARD_SOUNDS", guildId, data: { guild_id: guildId, soundboard_sounds: [] } },
      }));
    case GatewayOpcode.RequestChannelInfo:
      return [
        { name: "CHANNEL_INFO", guildId: String(data.guild_id), data: { guild_id: data.guild_id, channels: [] } },
      ];
    default:
      return [];
  }
}

function memberChunks(data: Record<string, unknown>, scene: CommandScene): readonly Happening[] {
  const guild = scene.world.guilds.get(String(data.guild_id));
  const wholeList = data.query === "" && data.limit === 0;
  if (guild === undefined || (wholeList && !(scene.session.terms.intents & Intents.GUILD_MEMBERS))) return [];
  const retryAfterMs = wholeList ? wait(guild.id, scene) : 0;
  if (retryAfterMs > 0) return [limited(data, retryAfterMs)];
  const ids = data.user_ids === undefined ? undefined : asList(data.user_ids);
  const found =
    ids === undefined ? matching(guild.members, data) : guild.members.filter((it) => ids.includes(it.user.id));
  const missing = ids?.filter((id) => !found.some((member) => member.user.id === id));
  const count = Math.max(1, Math.ceil(found.length / MEMBERS_PER_CHUNK));
  const nonce = typeof data.nonce === "string" && data.nonce.length <= LONGEST_NONCE_BYTES ? data.nonce : undefined;
  return Array.from({ length: count }, (_, index) => ({
    name: "GUILD_MEMBERS_CHUNK",
    guildId: guild.id,
    data: {
      guild_id: guild.id,
      members: found.slice(index * MEMBERS_PER_CHUNK, (index + 1) * MEMBERS_PER_CHUNK),
      chunk_index: index,
      chunk_count: count,
      ...(missing === undefined ? {} : { not_found: missing }),
      ...(data.presences === true ? { presences: [] } : {}),
      ...(nonce === undefined ? {} : { nonce }),
    },
  }));
}

/** How long a full list of a guild has to wait; 0 where it may come, which counts. */
function wait(guildId: string, { session, now }: CommandScene): number {
  const left = (session.fullListAt.get(guildId) ?? Number.NEGATIVE_INFINITY) + FULL_LIST_EVERY_MS - now;
  if (left <= 0) session.fullListAt.set(guildId, now);
  return Math.max(0, left);
}

function limited({ guild_id, nonce }: Record<string, unknown>, retryAfterMs: number): Happening {
  const meta = { guild_id, ...(nonce === undefined ? {} : { nonce }) };
  const data = { opcode: GatewayOpcode.RequestGuildMembers, retry_after: retryAfterMs / 1000, meta };
  return { name: "RATE_LIMITED", data };
}

function matching(members: readonly Member[], data: Record<string, unknown>): readonly Member[] {
  const query = String(data.query ?? "").toLowerCase();
  const limit = typeof data.limit === "number" && data.limit > 0 ? data.limit : members.length;
  const isMatch = ({ user, nick }: Member) =>
    user.username.toLowerCase().startsWith(query) || (nick ?? "").toLowerCase().startsWith(query);
  return members.filter(isMatch).slice(0, query === "" ? limit : Math.min(limit, 100));
}

function voiceAnswers(data: Record<string, unknown>, { world, session }: CommandScene): readonly Happening[] {
  const guildId = String(data.guild_id);
  const { terms } = session;
  const member = world.member(guildId, terms.botId);
  if (member === undefined) return [];
  const joins = typeof data.channel_id === "string";
  const state = {
    ...{ guild_id: guildId, channel_id: joins ? data.channel_id : null, user_id: terms.botId, member },
    ...{ session_id: terms.id, deaf: false, mute: false, self_deaf: data.self_deaf === true },
    ...{ self_mute: data.self_mute === true, self_video: false, suppress: false, request_to_speak_timestamp: null },
  };
  const server = { token: "voice", guild_id: guildId, endpoint: "voice.invalid:443" };
  const told: Happening[] = [{ name: "VOICE_STATE_UPDATE", guildId, data: state }];
  return joins ? [...told, { name: "VOICE_SERVER_UPDATE", guildId, data: server }] : told;
}

function asList(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
