/**
 * Threads: begun, joined, left, listed. Once there, they are channels.
 * https://docs.discord.com/developers/resources/channel#start-thread-from-message
 */

import { checkDraft, checkNotEmpty } from "../draft.ts";
import { Form } from "../form.ts";
import { guildOf as placed } from "../gestures.ts";
import { writeMessage } from "../messages.ts";
import { type Answer, Made, type RestCall, type RouteTable } from "../operation.ts";
import { Refusal } from "../refusal.ts";
import type { Channel } from "../things.ts";
import { wireMessage } from "../wire.ts";
import { channelOf, guildOf, messageOf } from "./found.ts";

const PUBLIC_THREAD = 11;
const THREADS = [10, 11, 12];
/** Forums and media channels. */
const FORUMS = [15, 16];

/** The operations on threads. */
export const threadRoutes: RouteTable = {
  "POST /channels/{channel_id}/threads": {
    run: (call) =>
      FORUMS.includes(channelOf(call).type) ? post(call) : begin(call, call.world.ids(), Number(call.body.type ?? 12)),
    needs: ({ body }) => [Number(body.type ?? 12) === 12 ? "CREATE_PRIVATE_THREADS" : "CREATE_PUBLIC_THREADS"],
  },
  "POST /channels/{channel_id}/messages/{message_id}/threads": { run: fromMessage, needs: "CREATE_PUBLIC_THREADS" },
  "PUT /channels/{channel_id}/thread-members/@me": (call) => setMembership(call, true),
  "DELETE /channels/{channel_id}/thread-members/@me": (call) => setMembership(call, false),
  "GET /guilds/{guild_id}/threads/active": (call) => {
    const threads = [...call.world.channels.values()].filter((it) => it.guild_id === guildOf(call).id && isThread(it));
    return { threads, members: [], has_more: false };
  },
};

function fromMessage(call: RestCall): Answer {
  const message = messageOf(call);
  if (call.world.channels.has(message.id)) {
    throw new Refusal(400, 160004, "A thread has already been created for this message");
  }
  // A thread that begins with a message has its id.
  return begin(call, message.id, PUBLIC_THREAD);
}

function begin(call: RestCall, id: string, type: number): Made<Channel> {
  const { world, body, publish, at } = call;
  const parent = channelOf(call);
  const form = new Form(body);
  if (form.required("name")) form.text("name", 100, 1);
  form.choice("auto_archive_duration", [60, 1440, 4320, 10080]);
  form.check();
  const auto_archive_duration = Number(body.auto_archive_duration ?? 4320);
  const thread: Channel = {
    ...{
      id,
      type,
      ...placed(parent),
      parent_id: parent.id,
      owner_id: world.bot.id,
      name: String(body.name),
      last_message_id: null,
    },
    ...{ message_count: 0, member_count: 1, total_message_sent: 0, rate_limit_per_user: 0, flags: 0 },
    thread_metadata: {
      archived: false,
      auto_archive_duration,
      archive_timestamp: at,
      locked: false,
      create_timestamp: at,
    },
  };
  world.addChannel(thread);
  publish({ name: "THREAD_CREATE", guildId: parent.guild_id, data: { ...thread, newly_created: true } });
  return new Made(thread);
}

/** In a forum, a thread begins with a message of its own: both have one id, and the answer holds both. */
function post(call: RestCall): Answer {
  const { world, body, files, publish, at } = call;
  const draft = (body.message ?? {}) as Record<string, unknown>;
  checkDraft(draft, files.length);
  checkNotEmpty(draft, files.length);
  const thread = begin(call, world.ids(), PUBLIC_THREAD).body;
  const { message, happening } = writeMessage(world, thread, world.bot, { ...draft, files }, at, thread.id);
  publish(happening);
  return new Made({ ...thread, message: wireMessage(world, message) });
}

function setMembership(call: RestCall, joined: boolean): Answer {
  const { world, publish, at } = call;
  const thread = channelOf(call);
  if (!isThread(thread)) throw new Refusal(400, 50024, "Cannot execute action on this channel type");
  thread.member_count = Math.max(0, Number(thread.member_count) + (joined ? 1 : -1));
  const { id, guild_id, member_count } = thread;
  const added = { id, user_id: world.bot.id, join_timestamp: at, flags: 0 };
  const who = joined ? { added_members: [added] } : { removed_member_ids: [world.bot.id] };
  publish({ name: "THREAD_MEMBERS_UPDATE", guildId: guild_id, data: { id, guild_id, member_count, ...who } });
  return undefined;
}

function isThread(channel: Channel): boolean {
  return THREADS.includes(channel.type);
}
