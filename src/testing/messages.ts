/**
 * Makes messages out of what somebody wrote, keeps them in the world, and tells what happened.
 * https://docs.discord.com/developers/resources/message#message-object
 */

import type { Happening } from "./audience.ts";
import { guildOf } from "./gestures.ts";
import type { Part } from "./multipart.ts";
import { invalidForm } from "./refusal.ts";
import type { Attachment, Channel, Message, User } from "./things.ts";
import type { World } from "./world.ts";

/** What somebody wrote: the body of Create Message, and files. */
export interface Draft {
  readonly content?: unknown;
  readonly files?: readonly Part[] | undefined;
  readonly [more: string]: unknown;
}

/** A message that was written, and the event that tells of it. */
export interface Written {
  readonly message: Message;
  readonly happening: Happening;
}

/** Writes a message into a channel. `at` is the date as Discord writes it. */
export function writeMessage(
  world: World,
  channel: Channel,
  author: User,
  draft: Draft,
  at: string,
  id: string = world.ids(),
): Written {
  const message = composeMessage(world, channel, author, draft, at, id);
  world.messages.get(channel.id)?.set(message.id, message);
  channel.last_message_id = message.id;
  return { message, happening: tellOf(world, "MESSAGE_CREATE", channel, message) };
}

/** Makes a message without keeping it. */
export function composeMessage(
  world: World,
  channel: Channel,
  author: User,
  draft: Draft,
  at: string,
  id: string = world.ids(),
): Message {
  const content = draft.content === undefined || draft.content === null ? "" : String(draft.content);
  const replied = repliedTo(world, channel, draft);
  // In one piece: a crowd writes thousands a second, and pieces put together cost more than all the rest.
  const message: Message = {
    type: replied === undefined ? 0 : 19,
    id,
    channel_id: channel.id,
    author,
    content,
    timestamp: at,
    edited_timestamp: null,
    tts: draft.tts === true,
    pinned: false,
    flags: Number(draft.flags ?? 0),
    ...mentionsIn(world, content, draft, replied),
    attachments: attachmentsOf(world, channel, draft),
    embeds: embedsOf(draft.embeds),
    components: draft.components ?? [],
  };
  if (draft.nonce !== undefined) message.nonce = draft.nonce;
  if (replied === undefined) return message;
  return { ...message, message_reference: referenceTo(channel, replied), referenced_message: replied };
}

/** Changes what a message says, as far as the draft says so. */
export function editMessage(world: World, channel: Channel, message: Message, draft: Draft, at: string): void {
  const { content, embeds, components } = draft;
  if (content !== undefined) {
    message.content = String(content ?? "");
    Object.assign(message, mentionsIn(world, message.content, draft));
  }
  if (embeds !== undefined) message.embeds = embedsOf(embeds);
  if (components !== undefined) message.components = components ?? [];
  message.attachments = attachmentsOf(world, channel, draft, message.attachments);
  message.edited_timestamp = at;
}

/** Embeds as Discord keeps them. */
function embedsOf(embeds: unknown): readonly object[] {
  return Array.isArray(embeds) ? embeds.map((embed) => ({ type: "rich", ...embed })) : [];
}

/** The event of a message, as the wire has it: with its guild and the author's member. */
export function tellOf(world: World, name: string, channel: Channel, message: Message): Happening {
  const { guild_id: guildId, type: channel_type } = channel;
  const found = guildId === undefined ? undefined : world.member(guildId, message.author.id);
  if (guildId === undefined) return { name, data: { ...message, channel_type } };
  if (found === undefined) return { name, guildId, data: { ...message, channel_type, guild_id: guildId } };
  const { user: _user, ...member } = found;
  return { name, guildId, data: { ...message, channel_type, guild_id: guildId, member } };
}

/** The files of a message: those that came along, and of those it had, the ones that are named. */
function attachmentsOf(world: World, channel: Channel, draft: Draft, before: readonly Attachment[] = []): Attachment[] {
  const named = (draft.attachments ?? []) as readonly { id: string | number; [more: string]: unknown }[];
  const kept = before.filter(
    (it) => draft.attachments === undefined || named.some((other) => String(other.id) === it.id),
  );
  const added = (draft.files ?? []).map((file, n): Attachment => {
    const index = /^files?\[(\d+)\]$/.exec(file.name)?.[1] ?? String(n);
    const about = named.find((it) => String(it.id) === index);
    const filename = String(about?.filename ?? file.filename ?? "unknown");
    const id = world.ids();
    const url = `https://cdn.discordapp.com/attachments/${channel.id}/${id}/${encodeURIComponent(filename)}`;
    const content_type = file.contentType ?? "application/octet-stream";
    const description = about?.description === undefined ? {} : { description: about.description };
    return { id, filename, size: file.bytes.length, content_type, url, proxy_url: url, ...description };
  });
  return [...kept, ...added];
}

/** Who is mentioned by a text, as far as the sender allows it. */
export function mentionsIn(world: World, content: string, draft: Draft, replied?: Message): Record<string, unknown> {
  const allowed = draft.allowed_mentions as AllowedMentions | undefined;
  const parses = (kind: string): boolean => allowed === undefined || (allowed.parse ?? []).includes(kind);
  // Most messages mention nobody, and a crowd writes thousands a second.
  if (replied === undefined && !content.includes("@"))
    return { mentions: [], mention_roles: [], mention_everyone: false };
  const ids = [...content.matchAll(/<@!?(\d+)>/g)].map((match) => match[1] as string);
  const pinged = new Set(ids.filter((id) => parses("users") || (allowed?.users ?? []).includes(id)));
  if (replied !== undefined && (allowed === undefined || allowed.replied_user === true)) pinged.add(replied.author.id);
  const roles = [...content.matchAll(/<@&(\d+)>/g)].map((match) => match[1] as string);
  return {
    mentions: [...pinged].map((id) => world.users.get(id)).filter((user) => user !== undefined),
    mention_roles: roles.filter((id) => parses("roles") || (allowed?.roles ?? []).includes(id)),
    mention_everyone: parses("everyone") && /@(everyone|here)\b/.test(content),
  };
}

interface AllowedMentions {
  readonly parse?: readonly string[];
  readonly users?: readonly string[];
  readonly roles?: readonly string[];
  readonly replied_user?: boolean;
}

function repliedTo(world: World, channel: Channel, draft: Draft): Message | undefined {
  const reference = draft.message_reference as { message_id?: string; fail_if_not_exists?: boolean } | undefined;
  if (reference?.message_id === undefined) return undefined;
  const found = world.messages.get(channel.id)?.get(String(reference.message_id));
  if (found === undefined && reference.fail_if_not_exists !== false) throw unknownReference();
  return found;
}

function unknownReference(): ReturnType<typeof invalidForm> {
  return invalidForm({
    message_reference: { _errors: [{ code: "REPLIES_UNKNOWN_MESSAGE", message: "Unknown message" }] },
  });
}

function referenceTo(channel: Channel, replied: Message): Record<string, unknown> {
  return { type: 0, message_id: replied.id, channel_id: channel.id, ...guildOf(channel) };
}
