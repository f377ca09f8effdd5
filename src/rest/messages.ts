/**
 * Messages in one line each: send, reply, react, edit, direct messages. What they take is Discord's own JSON, with files.
 *
 * It keeps nothing but the ids of direct message channels, and must never know a client.
 */

import type { Files } from "../discord/input.ts";
import type { Routes } from "../discord/routes.ts";
import type { APIMessage } from "../discord/types.ts";
import type { RequestOptions } from "./init.ts";
import type { Rest } from "./rest.ts";

/** A message to send: its text, or its JSON with `files` beside it. */
export type MessageBody =
  | string
  | (Routes["POST /channels/{channel_id}/messages"]["init"]["body"] & { readonly files?: Files });

/** What to change in a message: its text, or JSON with `files` beside it. */
export type MessageEdit =
  | string
  | (Routes["PATCH /channels/{channel_id}/messages/{message_id}"]["init"]["body"] & { readonly files?: Files });

/** Where a message is; any message is such. */
export interface MessagePlace {
  readonly id: string;
  readonly channel_id: string;
}

/** See `createMessages`. Every function takes a signal and the other options of a request last. */
export interface Messages {
  /** Sends a message to a channel (https://docs.discord.com/developers/resources/message#create-message). */
  send(channelId: string, message: MessageBody, options?: RequestOptions): Promise<APIMessage>;
  /** Answers a message, in its channel and with a reference to it. */
  reply(to: MessagePlace, message: MessageBody, options?: RequestOptions): Promise<APIMessage>;
  /** Reacts with an emoji: "🔥", "name:id", or as it stands in a text, "<:name:id>". */
  react(to: MessagePlace, emoji: string, options?: RequestOptions): Promise<void>;
  /** Edits a message of the bot's (https://docs.discord.com/developers/resources/message#edit-message). */
  edit(message: MessagePlace, change: MessageEdit, options?: RequestOptions): Promise<APIMessage>;
  /** Sends a direct message; the channel is opened once for each user. */
  sendDirectMessage(userId: string, message: MessageBody, options?: RequestOptions): Promise<APIMessage>;
}

/** Users whose channel is remembered. */
const CHANNELS_KEPT = 10_000;

/** Makes the functions for one Rest. */
export function createMessages(rest: Rest): Messages {
  const channels = new Map<string, Promise<string>>();

  async function channelOf(userId: string): Promise<string> {
    const channel = await rest.request("POST /users/@me/channels", { body: { recipient_id: userId } });
    return channel.id;
  }
  /** Those who ask at the same time share one opening, so it takes no signal; one that failed is forgotten. */
  function open(userId: string): Promise<string> {
    const known = channels.get(userId);
    if (known !== undefined) return known;
    const opening = channelOf(userId);
    channels.set(userId, opening);
    opening.catch(() => channels.delete(userId));
    if (channels.size > CHANNELS_KEPT) for (const oldest of channels.keys()) return forget(oldest, opening);
    return opening;
  }
  function forget(userId: string, opening: Promise<string>): Promise<string> {
    channels.delete(userId);
    return opening;
  }
  function send(channelId: string, message: MessageBody, options: RequestOptions = {}): Promise<APIMessage> {
    const { files, ...body } = typeof message === "string" ? { content: message } : message;
    const init = { ...options, path: { channel_id: channelId }, body, ...(files !== undefined && { files }) };
    return rest.request("POST /channels/{channel_id}/messages", init);
  }

  return {
    send,
    reply: (to, message, options) => {
      const body = typeof message === "string" ? { content: message } : message;
      return send(to.channel_id, { message_reference: { message_id: to.id }, ...body }, options);
    },
    react: async (to, emoji, options = {}) => {
      const path = { channel_id: to.channel_id, message_id: to.id, emoji_name: emoji.replace(/^<a?:?|>$/g, "") };
      await rest.request("PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", {
        ...options,
        path,
      });
    },
    edit: (message, change, options = {}) => {
      const { files, ...body } = typeof change === "string" ? { content: change } : change;
      return rest.request("PATCH /channels/{channel_id}/messages/{message_id}", {
        ...options,
        path: { channel_id: message.channel_id, message_id: message.id },
        body,
        ...(files !== undefined && { files }),
      });
    },
    sendDirectMessage: async (userId, message, options) => send(await open(userId), message, options),
  };
}
