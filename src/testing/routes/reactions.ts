/**
 * Reactions: given, taken back, listed.
 * https://docs.discord.com/developers/resources/message#create-reaction
 */

import type { PermissionName } from "../../discord/permissions.ts";
import type { Answer, OperationPlan, RestCall, RouteTable, Run } from "../operation.ts";
import { Refusal, unknown } from "../refusal.ts";
import type { Reaction, User } from "../things.ts";
import { channelOf, idOf, limitOf, messageOf, userOf } from "./found.ts";

const REACTIONS = "/channels/{channel_id}/messages/{message_id}/reactions";
const KINDS_OF_REACTION = 20;

/** The operations on reactions. */
export const reactionRoutes: RouteTable = {
  [`PUT ${REACTIONS}/{emoji_name}/@me`]: limited(add, "ADD_REACTIONS"),
  [`DELETE ${REACTIONS}/{emoji_name}/@me`]: limited((call) => remove(call, call.world.bot)),
  [`DELETE ${REACTIONS}/{emoji_name}/{user_id}`]: limited((call) => remove(call, userOf(call)), "MANAGE_MESSAGES"),
  [`GET ${REACTIONS}/{emoji_name}`]: list,
  [`DELETE ${REACTIONS}`]: limited(clear, "MANAGE_MESSAGES"),
  [`DELETE ${REACTIONS}/{emoji_name}`]: limited(clearEmoji, "MANAGE_MESSAGES"),
};

/** All that change reactions share one bucket: one in a quarter of a second. */
function limited(run: Run, needs?: PermissionName): OperationPlan {
  return { run, ...(needs && { needs }), limit: { name: "reactions", limit: 1, windowMs: 250 } };
}

function add(call: RestCall): Answer {
  const { world, publish } = call;
  const emoji = emojiOf(call);
  const { where, reactions } = sceneOf(call);
  const found = reactions.find((it) => isSame(it.emoji, emoji));
  if (found === undefined && reactions.length >= KINDS_OF_REACTION) {
    throw new Refusal(400, 30010, `Maximum number of reactions reached (${KINDS_OF_REACTION})`);
  }
  const reaction: Reaction = found ?? { emoji, users: [] };
  if (found === undefined) reactions.push(reaction);
  if (reaction.users.includes(world.bot.id)) return undefined;
  reaction.users.push(world.bot.id);
  const { guildId, ...ids } = where;
  const guild = guildId === undefined ? {} : { guild_id: guildId, member: world.member(guildId, world.bot.id) };
  const author = { message_author_id: messageOf(call).author.id };
  const data = { user_id: world.bot.id, ...ids, ...guild, emoji, ...author, burst: false, type: 0 };
  publish({ name: "MESSAGE_REACTION_ADD", guildId, data });
  return undefined;
}

function remove(call: RestCall, user: User): Answer {
  const emoji = emojiOf(call);
  const { where, reactions } = sceneOf(call);
  const reaction = reactions.find((it) => isSame(it.emoji, emoji));
  const at = reaction?.users.indexOf(user.id) ?? -1;
  if (reaction === undefined || at < 0) throw unknown("Emoji");
  reaction.users.splice(at, 1);
  if (reaction.users.length === 0) reactions.splice(reactions.indexOf(reaction), 1);
  const data = { user_id: user.id, ...wireIds(where), emoji, burst: false, type: 0 };
  call.publish({ name: "MESSAGE_REACTION_REMOVE", guildId: where.guildId, data });
  return undefined;
}

function list(call: RestCall): Answer {
  const emoji = emojiOf(call);
  const reaction = sceneOf(call).reactions.find((it) => isSame(it.emoji, emoji));
  const after = idOf(call, "after") ?? 0n;
  const ids = (reaction?.users ?? []).filter((id) => BigInt(id) > after).slice(0, limitOf(call, 25, 100));
  return ids.map((id) => call.world.users.get(id));
}

function clear(call: RestCall): Answer {
  const { where, reactions } = sceneOf(call);
  reactions.length = 0;
  call.publish({ name: "MESSAGE_REACTION_REMOVE_ALL", guildId: where.guildId, data: wireIds(where) });
  return undefined;
}

function clearEmoji(call: RestCall): Answer {
  const emoji = emojiOf(call);
  const { where, reactions } = sceneOf(call);
  const at = reactions.findIndex((it) => isSame(it.emoji, emoji));
  if (at < 0) throw unknown("Emoji");
  reactions.splice(at, 1);
  call.publish({ name: "MESSAGE_REACTION_REMOVE_EMOJI", guildId: where.guildId, data: { ...wireIds(where), emoji } });
  return undefined;
}

interface Where {
  readonly channel_id: string;
  readonly message_id: string;
  readonly guildId: string | undefined;
}

function sceneOf(call: RestCall): { readonly where: Where; readonly reactions: Reaction[] } {
  const { world } = call;
  const channel = channelOf(call);
  const message = messageOf(call);
  const reactions = world.reactions.get(message.id) ?? [];
  world.reactions.set(message.id, reactions);
  return { where: { channel_id: channel.id, message_id: message.id, guildId: channel.guild_id }, reactions };
}

function wireIds({ guildId, ...ids }: Where): Record<string, unknown> {
  return guildId === undefined ? ids : { ...ids, guild_id: guildId };
}

/** The emoji of the path: one of Unicode's, or `name:id`. A plain word is none. */
function emojiOf({ params }: RestCall): Reaction["emoji"] {
  const text = params.emoji_name ?? "";
  const custom = /^(?:a:)?(\w{2,32}):(\d+)$/.exec(text);
  if (custom !== null) return { id: custom[2] as string, name: custom[1] as string };
  if (!/[^\p{ASCII}]/u.test(text) && !/^[0-9#*]\uFE0F?\u20E3$/u.test(text))
    throw new Refusal(400, 10014, "Unknown Emoji");
  return { id: null, name: text };
}

function isSame(a: Reaction["emoji"], b: Reaction["emoji"]): boolean {
  return a.id === b.id && (a.id !== null || a.name === b.name);
}
