/**
 * Whether what somebody wants to write may be a message.
 * https://docs.discord.com/developers/resources/message#create-message
 */

import { Form, type Path } from "./form.ts";
import { Refusal } from "./refusal.ts";

const LONGEST_CONTENT = 2_000;
const EMBEDS = 10;
const EMBED_LETTERS = 6_000;
const FILES = 10;
const IS_COMPONENTS_V2 = 1 << 15;

/** Throws the refusal of a body that is no message; `files` is how many came along. */
export function checkDraft(body: Record<string, unknown>, files: number): void {
  const form = new Form();
  form.text(body.content, ["content"], { max: LONGEST_CONTENT });
  form.text(body.nonce, ["nonce"], { max: 25 });
  form.list(body.sticker_ids, ["sticker_ids"], 3);
  form.integer(body.flags, ["flags"], 0, 2 ** 53);
  checkEmbeds(form, form.list(body.embeds, ["embeds"], EMBEDS));
  checkMentions(form, form.dict(body.allowed_mentions, ["allowed_mentions"]));
  const reference = form.dict(body.message_reference, ["message_reference"]);
  form.snowflake(reference.message_id, ["message_reference", "message_id"]);
  const list = form.list(body.attachments, ["attachments"], FILES);
  list.forEach((it, n) => {
    form.required(form.dict(it, ["attachments", n]).id, ["attachments", n, "id"]);
  });
  form.list(body.components, ["components"], Number(body.flags ?? 0) & IS_COMPONENTS_V2 ? 40 : 5);
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

function checkEmbeds(form: Form, embeds: readonly unknown[]): void {
  let letters = 0;
  const text = (value: unknown, path: Path, max: number): void => {
    form.text(value, path, { max });
    if (typeof value === "string") letters += value.length;
  };
  embeds.forEach((value, n) => {
    const embed = form.dict(value, ["embeds", n]);
    text(embed.title, ["embeds", n, "title"], 256);
    text(embed.description, ["embeds", n, "description"], 4096);
    text(form.dict(embed.footer, ["embeds", n, "footer"]).text, ["embeds", n, "footer", "text"], 2048);
    text(form.dict(embed.author, ["embeds", n, "author"]).name, ["embeds", n, "author", "name"], 256);
    form.list(embed.fields, ["embeds", n, "fields"], 25).forEach((it, m) => {
      const field = form.dict(it, ["embeds", n, "fields", m]);
      if (form.required(field.name, ["embeds", n, "fields", m, "name"])) {
        text(field.name, ["embeds", n, "fields", m, "name"], 256);
      }
      if (form.required(field.value, ["embeds", n, "fields", m, "value"])) {
        text(field.value, ["embeds", n, "fields", m, "value"], 1024);
      }
    });
  });
  if (letters > EMBED_LETTERS) {
    form.flaw(["embeds"], "MAX_EMBED_SIZE_EXCEEDED", `Embed size exceeds maximum size of ${EMBED_LETTERS}`);
  }
}

function checkMentions(form: Form, allowed: Record<string, unknown>): void {
  const parse = form.list(allowed.parse, ["allowed_mentions", "parse"], 3);
  parse.forEach((it, n) => {
    form.choice(it, ["allowed_mentions", "parse", n], ["users", "roles", "everyone"]);
  });
  for (const kind of ["users", "roles"]) {
    const ids = form.list(allowed[kind], ["allowed_mentions", kind], 100);
    if (ids.length > 0 && parse.includes(kind)) {
      const other = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      form.flaw(["allowed_mentions"], "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", other);
    }
  }
}
