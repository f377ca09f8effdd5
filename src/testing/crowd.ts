/**
 * What people do besides writing: react, type, think again, come and go. It changes the world and tells what happened.
 */

import { UsageError } from "../errors.ts";
import type { Happening } from "./audience.ts";
import type { DatedClock } from "./clock.ts";
import { mentionsIn, tellOf } from "./messages.ts";
import type { Channel, Guild, Member, Message, Reaction, User } from "./things.ts";
import type { World } from "./world.ts";

/** The crowd of a simulated Discord. */
export interface Crowd {
  /** Somebody reacts: a Unicode emoji, or `name:id` of the guild's own. */
  react(message: Message, user: User, emoji: string): void;
  /** Somebody takes a reaction back. */
  unreact(message: Message, user: User, emoji: string): void;
  /** Somebody is about to write. */
  type(channel: Channel, user: User): void;
  /** The author changes what a message says. */
  edit(message: Message, text: string): void;
  /** A message is gone. */
  erase(message: Message): void;
  /** Somebody new comes. */
  join(guild: Guild, username: string): User;
  /** Somebody leaves. */
  leave(guild: Guild, user: User): void;
}

/** What a crowd is made of. */
export interface CrowdParts {
  readonly world: World;
  readonly clock: DatedClock;
  readonly publish: (happening: Happening) => void;
}

/** Makes the crowd. */
export function createCrowd(parts: CrowdParts): Crowd {
  return new People(parts);
}

class People implements Crowd {
  readonly #parts: CrowdParts;

  constructor(parts: CrowdParts) {
    this.#parts = parts;
  }

  react(message: Message, user: User, emoji: string): void {
    this.#react(message, user, emoji, true);
  }

  unreact(message: Message, user: User, emoji: string): void {
    this.#react(message, user, emoji, false);
  }

  type({ id, guild_id: guildId }: Channel, user: User): void {
    const { world, clock, publish } = this.#parts;
    const at = { channel_id: id, user_id: user.id, timestamp: Math.floor(clock.date() / 1000) };
    const guild = guildId === undefined ? {} : { guild_id: guildId, member: world.member(guildId, user.id) };
    publish({ name: "TYPING_START", guildId, data: { ...at, ...guild } });
  }

  edit(message: Message, text: string): void {
    const { world, publish } = this.#parts;
    const channel = this.#channelOf(message);
    Object.assign(message, { content: text, edited_timestamp: world.timestamp(), ...mentionsIn(world, text, {}) });
    publish(tellOf(world, "MESSAGE_UPDATE", channel, message));
  }

  erase(message: Message): void {
    const { world, publish } = this.#parts;
    const { id, guild_id: guildId } = this.#channelOf(message);
    world.messages.get(id)?.delete(message.id);
    const guild = guildId === undefined ? {} : { guild_id: guildId };
    publish({ name: "MESSAGE_DELETE", guildId, data: { id: message.id, channel_id: id, ...guild } });
  }

  join(guild: Guild, username: string): User {
    const { world, publish } = this.#parts;
    const member = world.addMember(guild, username, world.timestamp());
    publish({ name: "GUILD_MEMBER_ADD", guildId: guild.id, data: { ...member, guild_id: guild.id } });
    return member.user;
  }

  leave(guild: Guild, user: User): void {
    const at = guild.members.findIndex((member: Member) => member.user.id === user.id);
    if (at < 0) return;
    guild.members.splice(at, 1);
    this.#parts.publish({ name: "GUILD_MEMBER_REMOVE", guildId: guild.id, data: { guild_id: guild.id, user } });
  }

  #react(message: Message, user: User, text: string, added: boolean): void {
    const { world, publish } = this.#parts;
    const { id, guild_id: guildId } = this.#channelOf(message);
    const emoji = emojiOf(text);
    if (!count(world, message, user, emoji, added)) return;
    const member = guildId === undefined || !added ? undefined : world.member(guildId, user.id);
    const who = { user_id: user.id, channel_id: id, message_id: message.id };
    const place = guildId === undefined ? {} : { guild_id: guildId, ...(member && { member }) };
    const author = added ? { message_author_id: message.author.id } : {};
    const name = added ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE";
    publish({ name, guildId, data: { ...who, emoji, burst: false, type: 0, ...author, ...place } });
  }

  #channelOf(message: Message): Channel {
    const { world } = this.#parts;
    const channel = world.channels.get(message.channel_id);
    if (channel !== undefined && world.messages.get(channel.id)?.has(message.id)) return channel;
    throw new UsageError("SIMULATOR_UNKNOWN", {
      what: "There is no such message in the simulator.",
      cure: "Take one that say() or nextMessage() answered, and that nobody has deleted.",
    });
  }
}

function emojiOf(text: string): Reaction["emoji"] {
  const custom = /^(\w{2,32}):(\d+)$/.exec(text);
  return custom === null ? { id: null, name: text } : { id: custom[2] as string, name: custom[1] as string };
}

/** Keeps the reaction in the world; false where nothing changes. */
function count(world: World, message: Message, user: User, emoji: Reaction["emoji"], added: boolean): boolean {
  const reactions = world.reactions.get(message.id) ?? [];
  world.reactions.set(message.id, reactions);
  const found = reactions.find((it) => it.emoji.id === emoji.id && it.emoji.name === emoji.name);
  const at = found?.users.indexOf(user.id) ?? -1;
  if (at >= 0 === added) return false;
  if (!added) found?.users.splice(at, 1);
  else if (found !== undefined) found.users.push(user.id);
  else reactions.push({ emoji, users: [user.id] });
  if (found?.users.length === 0) reactions.splice(reactions.indexOf(found), 1);
  return true;
}
