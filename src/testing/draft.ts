/**
 * Whether what somebody wants to write may be a message.
 * https://docs.discord.com/developers/resources/message#create-message
 */

import { Form } from "./form.ts";
import { Refusal } from "./refusal.ts";

const LONGEST_CONTENT = 2_000;
const EMBEDS = 10;
const EMBED_LETTERS = 6_000;
const FILES = 10;
const IS_COMPONENTS_V2 = 1 << 15;

/** Throws the refusal of a body that is no message; `files` is how many came along. */
export function checkDraft(body: Record<string, unknown>, files: number): void {
  const form = new Form(body);
  form.text("content", LONGEST_CONTENT);
  form.text("nonce", 25);
  form.list("sticker_ids", 3);
  form.integer("flags", 0, 2 ** 53);
  checkEmbeds(form);
  checkMentions(form);
  form.dict("message_reference").snowflake("message_id");
  form.each("attachments", FILES, (file) => file.required("id"));
  form.list("components", Number(body.flags ?? 0) & IS_COMPONENTS_V2 ? 40 : 5);
  form.check();
  if (files > FILES) throw new Refusal(400, 30015, `Maximum number of attachments in a message reached (${FILES})`);
}

/** Throws the refusal of a new message with nothing in it. */
export function checkNotEmpty(body: Record<string, unknown>, files: number): void {
  const lists = [body.embeds, body.sticker_ids, body.components];
  const filled = lists.some((list) => Array.isArray(list) && list.length > 0);
  const text = typeof body.content === "string" ? body.content.trim() : (body.content ?? "");
  if (text === "" && !filled && files === 0 && body.poll === undefined && !isForward(body)) {
    throw new Refusal(400, 50006, "Cannot send an empty message");
  }
}

function isForward(body: Record<string, unknown>): boolean {
  return (body.message_reference as { type?: number } | undefined)?.type === 1;
}

function checkEmbeds(form: Form): void {
  let letters = 0;
  const text = (inner: Form, key: string, most: number): void => {
    inner.text(key, most);
    const value = inner.body[key];
    if (typeof value === "string") letters += value.length;
  };
  form.each("embeds", EMBEDS, (embed) => {
    text(embed, "title", 256);
    text(embed, "description", 4096);
    text(embed.dict("footer"), "text", 2048);
    text(embed.dict("author"), "name", 256);
    embed.each("fields", 25, (field) => {
      if (field.required("name")) text(field, "name", 256);
      if (field.required("value")) text(field, "value", 1024);
    });
  });
  if (letters > EMBED_LETTERS) {
    form.flaw("embeds", "MAX_EMBED_SIZE_EXCEEDED", `Embed size exceeds maximum size of ${EMBED_LETTERS}`);
  }
}

function checkMentions(form: Form): void {
  const allowed = form.dict("allowed_mentions");
  const parse = allowed.list("parse", 3);
  for (const place of parse.keys()) allowed.within("parse", parse).choice(place, ["users", "roles", "everyone"]);
  for (const kind of ["users", "roles"]) {
    if (allowed.list(kind, 100).length > 0 && parse.includes(kind)) {
      const other = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      form.flaw("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", other);
    }
  }
}
