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
const REACT = "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me";

/** Makes the functions for one Rest. */
export function createMessages(rest: Rest): Messages {
  const channelOf = createPhoneBook(rest);
  function send(channelId: string, message: MessageBody, options?: RequestOptions): Promise<APIMessage> {
    const init = { ...options, path: { channel_id: channelId }, ...contentOf(message) };
    return rest.request("POST /channels/{channel_id}/messages", init);
  }
  return {
    send,
    reply: (to, message, options) => {
      const body = typeof message === "string" ? { content: message } : message;
      return send(to.channel_id, { message_reference: { message_id: to.id }, ...body }, options);
    },
    react: async (to, emoji, options) => {
      const path = { ...placeOf(to), emoji_name: emoji.replace(/^<a?:?|>$/g, "") };
      await rest.request(REACT, { ...options, path });
    },
    edit: (message, change, options) => {
      const init = { ...options, path: placeOf(message), ...contentOf(change) };
      return rest.request("PATCH /channels/{channel_id}/messages/{message_id}", init);
    },
    sendDirectMessage: async (userId, message, options) => send(await channelOf(userId), message, options),
  };
}

const placeOf = ({ channel_id, id }: MessagePlace) => ({ channel_id, message_id: id });

/** The body and the files of a request, from the one thing that was handed in. */
export function contentOf<Body extends { readonly files?: Files }>(
  message: string | Body,
): { body: { content: string } } | { body: Omit<Body, "files">; files?: Files } {
  if (typeof message === "string") return { body: { content: message } };
  const { files, ...body } = message;
  return files === undefined ? { body } : { body, files };
}

/** Who asks for a channel while it is being opened shares the opening, which so takes no signal; one that failed is forgotten. */
function createPhoneBook(rest: Rest): (userId: string) => Promise<string> {
  const channels = new Map<string, Promise<string>>();
  async function open(userId: string): Promise<string> {
    try {
      return (await rest.request("POST /users/@me/channels", { body: { recipient_id: userId } })).id;
    } catch (error) {
      channels.delete(userId);
      throw error;
    }
  }
  return (userId) => {
    const known = channels.get(userId);
    if (known !== undefined) return known;
    const [oldest] = channels.size < CHANNELS_KEPT ? [] : channels.keys();
    if (oldest !== undefined) channels.delete(oldest);
    const opening = open(userId);
    channels.set(userId, opening);
    return opening;
  };
}
