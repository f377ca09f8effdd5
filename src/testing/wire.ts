/**
 * What the REST side tells of things in the world: messages with their reactions counted, guilds without what only the
 * gateway tells.
 */

import { Intents } from "../discord/intents.ts";
import { PRIVILEGED, withoutContent } from "./audience.ts";
import type { Guild, Message } from "./things.ts";
import type { World } from "./world.ts";

/** A message as REST answers it: without what it says, where the application has no MESSAGE_CONTENT and it is not exempt. */
export function wireMessage(world: World, message: Message): Record<string, unknown> {
  const guildId = world.channels.get(message.channel_id)?.guild_id;
  const told = { name: "MESSAGE_CREATE", guildId, data: withReactions(world, message) };
  return mayRead(world.application.flags) ? told.data : withoutContent(told, world.bot.id);
}

function mayRead(flags: number): boolean {
  return PRIVILEGED.some((it) => it.intent === Intents.MESSAGE_CONTENT && (flags & it.flags) !== 0);
}

function withReactions(world: World, message: Message): Record<string, unknown> {
  const reactions = world.reactions.get(message.id) ?? [];
  if (reactions.length === 0) return { ...message };
  return {
    ...message,
    reactions: reactions.map(({ emoji, users }) => ({
      ...{ emoji, count: users.length, count_details: { burst: 0, normal: users.length } },
      ...{ me: users.includes(world.bot.id), me_burst: false, burst_colors: [] },
    })),
  };
}

/** A guild as REST answers it. */
export function wireGuild(guild: Guild, withCounts: boolean): Record<string, unknown> {
  const { channels: _channels, members, ...rest } = guild;
  const count = members.length;
  return withCounts ? { ...rest, approximate_member_count: count, approximate_presence_count: count } : rest;
}
