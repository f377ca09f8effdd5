/**
 * Messages: written, read, changed, deleted, pinned.
 * https://docs.discord.com/developers/resources/message
 */

import { snowflakeToDate } from "../../discord/snowflake.ts";
import type { LimitRule } from "../buckets.ts";
import { checkDraft, checkNotEmpty } from "../draft.ts";
import { erase, guildOf, type } from "../gestures.ts";
import { editMessage, tellOf, writeMessage } from "../messages.ts";
import type { Answer, RestCall, RouteTable } from "../operation.ts";
import { toWrite } from "../permits.ts";
import { Refusal } from "../refusal.ts";
import type { Message } from "../things.ts";
import { wireMessage } from "../wire.ts";
import { channelOf, idOf, limitOf, messageOf, snowflake } from "./found.ts";

const MESSAGE = "/channels/{channel_id}/messages/{message_id}";
const FOURTEEN_DAYS_MS = 14 * 86_400_000;
const TEN_SECONDS_MS = 10_000;

/** The operations on messages. */
export const messageRoutes: RouteTable = {
  "POST /channels/{channel_id}/messages": {
    limit: { name: "messages", limit: 5, windowMs: 5_000 },
    run: create,
    needs: toWrite,
  },
  "GET /channels/{channel_id}/messages": {
    limit: { name: "messages:read", limit: 5, windowMs: 1_000, sliding: true },
    run: list,
  },
  [`GET ${MESSAGE}`]: (call) => {
    channelOf(call);
    return wireMessage(call.world, messageOf(call));
  },
  [`PATCH ${MESSAGE}`]: { limit: { name: "messages", limit: 5, windowMs: 5_000 }, run: edit },
  [`DELETE ${MESSAGE}`]: {
    limit: deletion,
    run: remove,
    needs: (call) => (messageOf(call).author.id === call.world.bot.id ? [] : ["MANAGE_MESSAGES"]),
  },
  "POST /channels/{channel_id}/messages/bulk-delete": {
    run: removeMany,
    needs: "MANAGE_MESSAGES",
    logs: [73, "channel_id"],
  },
  "POST /channels/{channel_id}/typing": {
    limit: { name: "typing", limit: 5, windowMs: 5_000, sliding: true },
    run: typing,
    needs: toWrite,
  },
};

/**
 * Deleting has three buckets, by the age of the message; one that is not there counts as new.
 * https://github.com/discord/discord-api-docs/issues/8330
 */
function deletion({ world, params, date }: Pick<RestCall, "world" | "params" | "date">): LimitRule {
  const id = params.message_id ?? "";
  const found = world.messages.get(params.channel_id ?? "")?.has(id);
  const age = found ? date - snowflakeToDate(id).getTime() : 0;
  if (age <= TEN_SECONDS_MS) return { name: "messages:delete:new", limit: 5, windowMs: 1_000 };
  if (age <= FOURTEEN_DAYS_MS) return { name: "messages:delete", limit: 3, windowMs: 333 };
  return { name: "messages:delete:old", limit: 30, windowMs: 4_000 };
}

function create(call: RestCall): Answer {
  const { world, body, files, publish, at } = call;
  const channel = channelOf(call);
  checkDraft(body, files.length);
  checkNotEmpty(body, files.length);
  const twin = body.enforce_nonce === true ? twinOf(call) : undefined;
  if (twin !== undefined) return wireMessage(world, twin);
  const { message, happening } = writeMessage(world, channel, world.bot, { ...body, files }, at);
  publish(happening);
  return wireMessage(world, message);
}

/** The message of the bot's that was sent with the same nonce. */
function twinOf({ world, params, body }: RestCall): Message | undefined {
  const messages = [...(world.messages.get(params.channel_id ?? "")?.values() ?? [])];
  return messages.find((message) => message.author.id === world.bot.id && message.nonce === body.nonce);
}

function list(call: RestCall): Answer {
  const { world } = call;
  const newestFirst = [...(world.messages.get(channelOf(call).id)?.values() ?? [])].reverse();
  const page = pageOf(newestFirst, call, limitOf(call, 50, 100));
  return page.map((message) => wireMessage(world, message));
}

function pageOf(newestFirst: readonly Message[], call: RestCall, limit: number): readonly Message[] {
  const [before, after, around] = [idOf(call, "before"), idOf(call, "after"), idOf(call, "around")];
  if (around !== undefined) {
    const at = newestFirst.findIndex((message) => BigInt(message.id) <= around);
    const from = Math.max(0, (at < 0 ? newestFirst.length : at) - Math.floor(limit / 2));
    return newestFirst.slice(from, from + limit);
  }
  if (before !== undefined) return newestFirst.filter((message) => BigInt(message.id) < before).slice(0, limit);
  if (after !== undefined) return newestFirst.filter((message) => BigInt(message.id) > after).slice(-limit);
  return newestFirst.slice(0, limit);
}

function edit(call: RestCall): Answer {
  const { world, body, files, publish, at } = call;
  const channel = channelOf(call);
  const message = messageOf(call);
  if (message.author.id !== world.bot.id) {
    throw new Refusal(403, 50005, "Cannot edit a message authored by another user");
  }
  checkDraft(body, files.length);
  editMessage(world, channel, message, { ...body, files }, at);
  if (typeof body.flags === "number") message.flags = body.flags;
  publish(tellOf(world, "MESSAGE_UPDATE", channel, message));
  return wireMessage(world, message);
}

function remove(call: RestCall): Answer {
  const { world, publish } = call;
  publish(erase(world, channelOf(call), messageOf(call)));
  return undefined;
}

function removeMany(call: RestCall): Answer {
  const { world, publish, body, date } = call;
  const channel = channelOf(call);
  const ids = Array.isArray(body.messages) ? body.messages.map(String) : [];
  if (ids.length < 2 || ids.length > 100) {
    throw new Refusal(
      400,
      50016,
      "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete",
    );
  }
  const oldest = (BigInt(date - FOURTEEN_DAYS_MS) - 1_420_070_400_000n) << 22n;
  if (ids.some((id) => snowflake(id, "messages") < oldest)) {
    throw new Refusal(400, 50034, "You can only bulk delete messages that are under 14 days old.");
  }
  const messages = world.messages.get(channel.id);
  const gone = ids.filter((id) => messages?.delete(id));
  const data = { ids: gone, channel_id: channel.id, ...guildOf(channel) };
  publish({ name: "MESSAGE_DELETE_BULK", guildId: channel.guild_id, data });
  return undefined;
}

function typing(call: RestCall): Answer {
  const { world, publish, date } = call;
  publish(type(world, channelOf(call), world.bot, date));
  return undefined;
}
