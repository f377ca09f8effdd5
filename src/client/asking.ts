/**
 * What a bot asks of the gateway by name: presence, voice state, members, sounds, channel info.
 * https://docs.discord.com/developers/events/gateway-events#send-events
 */

import type { Events } from "../discord/events.ts";
import type { Input } from "../discord/input.ts";
import type { IntentName } from "../discord/intents.ts";
import * as Opcode from "../discord/opcodes.ts";
import type {
  APIGuildMember,
  GatewayPresenceUpdateData,
  GatewayRequestChannelInfoField,
  GatewayVoiceStateUpdateData,
} from "../discord/types.ts";
import { UsageError } from "../errors.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { IntentReport } from "./intent-plan.ts";
import type { WaitFor } from "./listening.ts";
import type { MemberList } from "./member-list.ts";
import type { MemberQuery, Requests, SendOptions } from "./requests.ts";

/** A presence; what is left out is online, with no activity. */
export type Presence = Partial<Input<GatewayPresenceUpdateData>>;

/** Where the bot is in voice; `channel_id` null leaves. What is left out is false. */
export type VoiceState = Pick<GatewayVoiceStateUpdateData, "guild_id" | "channel_id"> &
  Partial<GatewayVoiceStateUpdateData>;

/** See the top of this file. */
export interface Asking {
  /** Sets the presence on all shards: at most 5 in 20 s go out, the last one wins. */
  setPresence(presence: Presence): Promise<void>;
  /** Joins, moves in or leaves a voice channel; Discord answers by VOICE_STATE_UPDATE and VOICE_SERVER_UPDATE. */
  setVoiceState(state: VoiceState, options?: SendOptions): Promise<void>;
  /** The members of a guild as they arrive; a full list is asked for once per guild in 30 s. */
  requestMembers(query: MemberQuery): MemberList<APIGuildMember>;
  /** The soundboard sounds of guilds, by guild id. */
  requestSoundboardSounds(
    guildIds: readonly string[],
    options?: SendOptions,
  ): Promise<ReadonlyMap<string, Events["SOUNDBOARD_SOUNDS"]["soundboard_sounds"]>>;
  /** Voice channel statuses and start times of a guild. */
  requestChannelInfo(
    guildId: string,
    fields: readonly `${GatewayRequestChannelInfoField}`[],
    options?: SendOptions,
  ): Promise<Events["CHANNEL_INFO"]["channels"]>;
}

/** Fills all four fields, as Discord demands. */
export function fullPresence({ since = null, activities = [], status = "online", afk = false }: Presence): object {
  return { since, activities, status, afk };
}

/** The requests of a client. */
export function createAsking(
  gateway: Gateway,
  requests: Requests,
  waitFor: WaitFor,
  intents: () => IntentReport,
): Asking {
  return {
    async setPresence(presence) {
      const full = fullPresence(presence);
      gateway.presence = full;
      await Promise.all(gateway.running.map((shard) => requests.send(shard, Opcode.PresenceUpdate, full)));
    },
    setVoiceState: (state, options) => {
      const full = { self_mute: false, self_deaf: false, ...state };
      return requests.sendFor(state.guild_id, Opcode.VoiceStateUpdate, full, options);
    },
    requestMembers(query) {
      for (const name of intentsOf(query)) if (!intents().names.includes(name)) throw intentMissing(name);
      return requests.members(query) as MemberList<APIGuildMember>;
    },
    ...createVoiceAsking(requests, waitFor),
  };
}

/** What is asked by one frame and answered by one event. */
function createVoiceAsking(
  requests: Requests,
  waitFor: WaitFor,
): Pick<Asking, "requestSoundboardSounds" | "requestChannelInfo"> {
  async function ask<E extends "SOUNDBOARD_SOUNDS" | "CHANNEL_INFO">(
    event: E,
    guildId: string,
    op: number,
    data: object,
    options: SendOptions,
  ): Promise<Events[E]> {
    const { timeoutMs = ANSWER_TIMEOUT_MS, signal } = options;
    const filter = ({ guild_id }: Events[E]): boolean => guild_id === guildId;
    // No answer comes in the turn in which the question leaves.
    await requests.sendFor(guildId, op, data, options);
    return waitFor(event, { filter, timeoutMs, ...(signal && { signal }) });
  }
  return {
    async requestSoundboardSounds(guildIds, options = {}) {
      // A guild is asked over its own shard.
      const answers = guildIds.map((guildId) =>
        ask("SOUNDBOARD_SOUNDS", guildId, Opcode.RequestSoundboardSounds, { guild_ids: [guildId] }, options),
      );
      return new Map(
        (await Promise.all(answers)).map(({ guild_id, soundboard_sounds }) => [guild_id, soundboard_sounds]),
      );
    },
    async requestChannelInfo(guildId, fields, options = {}) {
      const data = { guild_id: guildId, fields };
      return (await ask("CHANNEL_INFO", guildId, Opcode.RequestChannelInfo, data, options)).channels;
    },
  };
}

/** Without them Discord answers with nothing, or closes. */
function intentsOf({ query, userIds, presences }: MemberQuery): IntentName[] {
  const all: IntentName[] = userIds === undefined && !query ? ["GUILD_MEMBERS"] : [];
  return presences === true ? [...all, "GUILD_PRESENCES"] : all;
}

const intentMissing = (name: IntentName): UsageError =>
  new UsageError("INTENT_MISSING", {
    what: `requestMembers needs ${name} for this; the bot connected without.`,
    cure: `Listen before connect(), or name the intent in \`intents\`.`,
  });

const ANSWER_TIMEOUT_MS = 60_000;
