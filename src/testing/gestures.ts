/**
 * What people and the bot do alike besides writing: react, take back, type, delete. Each changes the world and answers the event
 * that tells of it.
 *
 * Whether it may be done is for the caller to say.
 */

import type { Happening } from "./audience.ts";
import type { Channel, Message, Reaction, User } from "./things.ts";
import type { World } from "./world.ts";

/** The reactions of a message: the list itself. */
export function reactionsOf(world: World, message: Message): Reaction[] {
  const reactions = world.reactions.get(message.id) ?? [];
  world.reactions.set(message.id, reactions);
  return reactions;
}

/** The reaction with an emoji, among others. A guild's own emoji is known by its id, whatever it is called. */
export function reactionWith(emoji: Reaction["emoji"], reactions: readonly Reaction[]): Reaction | undefined {
  return reactions.find((it) => it.emoji.id === emoji.id && (emoji.id !== null || it.emoji.name === emoji.name));
}

/** An emoji from how it is written: one of Unicode's, or `name:id` of a guild's own. */
export function readEmoji(text: string): Reaction["emoji"] {
  const [, name = text, id = null] = /^(?:a:)?(\w{2,32}):(\d+)$/.exec(text) ?? [];
  return { id, name };
}

/** Somebody reacts, or takes a reaction back; undefined where that changes nothing. */
export function react(
  world: World,
  message: Message,
  { id: user_id }: User,
  emoji: Reaction["emoji"],
  added: boolean,
): Happening | undefined {
  const reactions = reactionsOf(world, message);
  const found = reactionWith(emoji, reactions);
  const at = found?.users.indexOf(user_id) ?? -1;
  if (at >= 0 === added) return undefined;
  if (!added) found?.users.splice(at, 1);
  else if (found !== undefined) found.users.push(user_id);
  else reactions.push({ emoji, users: [user_id] });
  if (found?.users.length === 0) reactions.splice(reactions.indexOf(found), 1);
  const guildId = world.channels.get(message.channel_id)?.guild_id;
  const member = guildId === undefined ? undefined : world.member(guildId, user_id);
  const where = { user_id, ...placeOf(world, message), emoji, burst: false, type: 0 };
  if (!added) return { name: "MESSAGE_REACTION_REMOVE", guildId, data: where };
  const data = { ...where, message_author_id: message.author.id, ...(member && { member }) };
  return { name: "MESSAGE_REACTION_ADD", guildId, data };
}

/** How the wire names the place of a message. */
export function placeOf(world: World, { id: message_id, channel_id }: Message): Record<string, unknown> {
  return { message_id, channel_id, ...guildOf(world.channels.get(channel_id)) };
}

/** How the wire names the guild of a channel: not at all, where it has none. */
export function guildOf(channel: Channel | undefined): { readonly guild_id?: string } {
  return channel?.guild_id === undefined ? {} : { guild_id: channel.guild_id };
}

/** Somebody is about to write. */
export function type(world: World, channel: Channel, user: User, date: number): Happening {
  const guildId = channel.guild_id;
  const guild = guildId === undefined ? {} : { guild_id: guildId, member: world.member(guildId, user.id) };
  const at = { channel_id: channel.id, user_id: user.id, timestamp: Math.floor(date / 1000) };
  return { name: "TYPING_START", guildId, data: { ...at, ...guild } };
}

/** A message is gone. */
export function erase(world: World, channel: Channel, { id }: Message): Happening {
  world.messages.get(channel.id)?.delete(id);
  return {
    name: "MESSAGE_DELETE",
    guildId: channel.guild_id,
    data: { id, channel_id: channel.id, ...guildOf(channel) },
  };
}
