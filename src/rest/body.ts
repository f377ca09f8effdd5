/**
 * What was handed in -> the body of a request: JSON, or multipart where there are files
 * (https://docs.discord.com/developers/reference#uploading-files).
 *
 * It sets no Content-Type for multipart, whose boundary only `fetch` knows, and never changes what it was given.
 */

import type { FileInput, Files } from "../discord/input.ts";
import { isRecord } from "./content.ts";
import { readAll } from "./response.ts";

/** What a request may be made of. */
export interface Content {
  readonly body?: unknown;
  readonly files?: Files | undefined;
  /** Parts with names of their own: stickers, the users of an invite, an application's attachment. */
  readonly form?: Readonly<Record<string, unknown>> | undefined;
}

/** A body, ready to be sent any number of times. */
export interface Encoded {
  /** A string, FormData or URLSearchParams, as `fetch` takes them. */
  readonly body: unknown;
  readonly isJson: boolean;
  /** Roughly; for deadlines. */
  readonly bytes: number;
}

const EMPTY: Encoded = { body: undefined, isJson: false, bytes: 0 };

/** Encodes at once where it can; a promise only where bytes must be waited for. */
export function encode(content: Content): Encoded | Promise<Encoded> {
  const { body, files, form } = content;
  if (form !== undefined || (files !== undefined && files.length > 0)) return encodeForm(body, files ?? [], form ?? {});
  if (body === undefined) return EMPTY;
  if (body instanceof URLSearchParams) return { body, isJson: false, bytes: 0 };
  const json = toJson(body);
  return { body: json, isJson: true, bytes: json.length };
}

/** JSON in which a BigInt is a decimal text, as Discord wants permissions. */
export function toJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part));
  }
}

async function encodeForm(body: unknown, files: Files, fields: Readonly<Record<string, unknown>>): Promise<Encoded> {
  const form = new FormData();
  let bytes = 0;
  if (body !== undefined || files.length > 0) {
    const json = toJson(files.length > 0 ? withAttachments(body, files) : body);
    form.append("payload_json", json);
    bytes += json.length;
  }
  const numbered = files.map((file, index) => [`files[${index}]`, file] as const);
  for (const [name, value] of [...numbered, ...Object.entries(fields)]) {
    if (isFile(value)) {
      const blob = await toBlob(value);
      form.append(name, blob, value.name);
      bytes += blob.size;
    } else if (value !== undefined) form.append(name, String(value));
  }
  return { body: form, isJson: false, bytes };
}

const isFile = (value: unknown): value is FileInput => isRecord(value) && "data" in value;

async function toBlob({ data, type }: FileInput): Promise<Blob> {
  if (typeof data === "string" || data instanceof Uint8Array) return blobOf([data as BlobPart], type);
  if ("getReader" in data) return blobOf(await readAll(data), type);
  return blobOf([data instanceof Blob ? data : await data.arrayBuffer()], type ?? data.type);
}

const blobOf = (parts: BlobPart[], type = ""): Blob => new Blob(parts, { type });

/**
 * Names each file in `attachments`, where its number is its id. Those that are named already, and those of an edited
 * message that are to stay, are left as they are.
 */
function withAttachments(body: unknown, files: Files): unknown {
  const whole = body ?? {};
  if (!isRecord(whole)) return body;
  // The message is the body itself, but for an interaction's answer and a post in a forum.
  const place = "type" in whole && isRecord(whole.data) ? "data" : "message";
  const message = whole[place];
  return isRecord(message) ? { ...whole, [place]: attached(message, files) } : attached(whole, files);
}

function attached(message: Record<string, unknown>, files: Files): unknown {
  const named = Array.isArray(message.attachments) ? message.attachments : [];
  const missing = files
    .map(({ name, description, spoiler }, id) => ({ id, filename: name, description, is_spoiler: spoiler }))
    .filter(({ id }) => !named.some((one) => String(one?.id) === String(id)));
  return { ...message, attachments: [...named, ...missing] };
}
