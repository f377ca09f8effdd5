/**
 * Finds what a path names, or throws the refusal that says there is no such thing.
 */

import type { RestCall } from "../operation.ts";
import { invalidForm, known } from "../refusal.ts";
import type { Channel, Guild, Member, Message, User } from "../things.ts";

/** The channel of the path. */
export function channelOf({ world, params }: RestCall): Channel {
  return known(world.channels.get(params.channel_id ?? ""), "Channel");
}

/** The message of the path. */
export function messageOf({ world, params }: RestCall): Message {
  return known(world.messages.get(params.channel_id ?? "")?.get(params.message_id ?? ""), "Message");
}

/** The guild of the path. */
export function guildOf({ world, params }: RestCall): Guild {
  return known(world.guilds.get(params.guild_id ?? ""), "Guild");
}

/** The user of the path; "@me" is the bot. */
export function userOf({ world, params }: RestCall): User {
  const { user_id } = params;
  return known(user_id === "@me" ? world.bot : world.users.get(user_id ?? ""), "User");
}

/** The member of the path. */
export function memberOf(call: RestCall): Member {
  return known(call.world.member(guildOf(call).id, userOf(call).id), "Member");
}

/** A number of the query between two others. */
export function limitOf({ query }: RestCall, fallback: number, most: number): number {
  const asked = Number(query.get("limit") ?? fallback);
  return Number.isInteger(asked) && asked >= 1 && asked <= most ? asked : fallback;
}

/** An id of the query; undefined where there is none. */
export function idOf({ query }: RestCall, name: string): bigint | undefined {
  const text = query.get(name);
  return text === null ? undefined : snowflake(text, name);
}

/** An id as a number; throws the refusal of what is none. */
export function snowflake(text: string, name: string): bigint {
  if (/^\d{1,20}$/.test(text)) return BigInt(text);
  throw invalidForm({
    [name]: { _errors: [{ code: "NUMBER_TYPE_COERCE", message: `Value "${text}" is not snowflake.` }] },
  });
}
