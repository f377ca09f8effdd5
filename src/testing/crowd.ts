/**
 * What people do besides writing: react, type, think again, come and go. It changes the world and tells what happened.
 */

import { UsageError } from "../errors.ts";
import type { Happening } from "./audience.ts";
import type { DatedClock } from "./clock.ts";
import { erase, react, readEmoji, type } from "./gestures.ts";
import { mentionsIn, tellOf } from "./messages.ts";
import type { Channel, Guild, Member, Message, User } from "./things.ts";
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

  type(channel: Channel, user: User): void {
    const { world, clock, publish } = this.#parts;
    publish(type(world, channel, user, clock.date()));
  }

  edit(message: Message, text: string): void {
    const { world, publish } = this.#parts;
    const channel = this.#channelOf(message);
    Object.assign(message, { content: text, edited_timestamp: world.timestamp(), ...mentionsIn(world, text, {}) });
    publish(tellOf(world, "MESSAGE_UPDATE", channel, message));
  }

  erase(message: Message): void {
    const { world, publish } = this.#parts;
    publish(erase(world, this.#channelOf(message), message));
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

  #react(message: Message, user: User, emoji: string, added: boolean): void {
    const { world, publish } = this.#parts;
    this.#channelOf(message);
    const told = react(world, message, user, readEmoji(emoji), added);
    if (told !== undefined) publish(told);
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
