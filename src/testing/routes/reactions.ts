/**
 * Reactions: given, taken back, listed.
 * https://docs.discord.com/developers/resources/message#create-reaction
 */

import type { PermissionName } from "../../discord/permissions.ts";
import { placeOf, react, reactionsOf, reactionWith, readEmoji } from "../gestures.ts";
import type { Answer, OperationPlan, RestCall, RouteTable, Run } from "../operation.ts";
import { known, Refusal } from "../refusal.ts";
import type { Message, Reaction, User } from "../things.ts";
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
  const message = sceneOf(call);
  const reactions = reactionsOf(world, message);
  if (reactions.length >= KINDS_OF_REACTION && reactionWith(emoji, reactions) === undefined) {
    throw new Refusal(400, 30010, `Maximum number of reactions reached (${KINDS_OF_REACTION})`);
  }
  const told = react(world, message, world.bot, emoji, true);
  if (told !== undefined) publish(told);
  return undefined;
}

function remove(call: RestCall, user: User): Answer {
  const told = known(react(call.world, sceneOf(call), user, emojiOf(call), false), "Emoji");
  call.publish(told);
  return undefined;
}

function list(call: RestCall): Answer {
  const { world } = call;
  const reaction = reactionWith(emojiOf(call), reactionsOf(world, sceneOf(call)));
  const after = idOf(call, "after") ?? 0n;
  const ids = (reaction?.users ?? []).filter((id) => BigInt(id) > after).slice(0, limitOf(call, 25, 100));
  return ids.map((id) => world.users.get(id));
}

function clear(call: RestCall): Answer {
  const message = sceneOf(call);
  call.world.reactions.delete(message.id);
  tell(call, message, "MESSAGE_REACTION_REMOVE_ALL");
  return undefined;
}

function clearEmoji(call: RestCall): Answer {
  const emoji = emojiOf(call);
  const message = sceneOf(call);
  const reactions = reactionsOf(call.world, message);
  const found = known(reactionWith(emoji, reactions), "Emoji");
  reactions.splice(reactions.indexOf(found), 1);
  tell(call, message, "MESSAGE_REACTION_REMOVE_EMOJI", { emoji });
  return undefined;
}

function tell(call: RestCall, message: Message, name: string, about: object = {}): void {
  const data = { ...placeOf(call.world, message), ...about };
  call.publish({ name, guildId: channelOf(call).guild_id, data });
}

/** The message of the path, in a channel that is there. */
function sceneOf(call: RestCall): Message {
  channelOf(call);
  return messageOf(call);
}

/** The emoji of the path. A plain word is none. */
function emojiOf({ params }: RestCall): Reaction["emoji"] {
  const emoji = readEmoji(params.emoji_name ?? "");
  const { id, name } = emoji;
  if (id === null && !/[^\p{ASCII}]/u.test(name) && !/^[0-9#*]\uFE0F?\u20E3$/u.test(name)) throw unknownEmoji();
  return emoji;
}

function unknownEmoji(): Refusal {
  return new Refusal(400, 10014, "Unknown Emoji");
}
