/**
 * Reads the body of a request: JSON, or a form with files.
 * https://docs.discord.com/developers/reference#uploading-files
 */

import type { SimulatedRequest } from "./exchange.ts";
import { type Part, readMultipart } from "./multipart.ts";
import { invalidForm, Refusal } from "./refusal.ts";

/** What a request carried. */
export interface Content {
  /** The JSON, or that of `payload_json`; an empty object where there was none. */
  readonly body: Record<string, unknown>;
  /** The JSON where it was a list. */
  readonly list: readonly unknown[] | undefined;
  /** Parts of a form that are no files. */
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly Part[];
}

const LARGEST_FILE_BYTES = 10 * 2 ** 20;
const decoder = new TextDecoder();
const utf8 = new TextEncoder();
const NOTHING: Content = { body: {}, list: undefined, fields: {}, files: [] };

/** Reads what a request carried; throws the refusal where it cannot be read. */
export function readContent(request: SimulatedRequest): Content {
  const { body, method } = request;
  if (body === undefined || body.length === 0 || method === "GET") return NOTHING;
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) return fromJson(asText(body));
  if (type.startsWith("application/x-www-form-urlencoded")) {
    const fields = Object.fromEntries(new URLSearchParams(asText(body)));
    return { ...NOTHING, body: fields, fields };
  }
  const parts = type.startsWith("multipart/form-data") ? readMultipart(type, asBytes(body)) : undefined;
  if (parts === undefined) throw wrongType();
  return fromParts(parts);
}

function fromJson(text: string): Content {
  const value = parse(text);
  if (Array.isArray(value)) return { ...NOTHING, list: value };
  return { ...NOTHING, body: typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {} };
}

function fromParts(parts: readonly Part[]): Content {
  const files = parts.filter((part) => part.filename !== undefined && part.name !== "payload_json");
  if (files.some((file) => file.bytes.length > LARGEST_FILE_BYTES)) {
    throw new Refusal(413, 40005, "Request entity too large");
  }
  const texts = parts.filter((part) => !files.includes(part));
  const fields = Object.fromEntries(texts.map((part) => [part.name, decoder.decode(part.bytes)]));
  const { payload_json, ...rest } = fields;
  const content = payload_json === undefined ? { ...NOTHING, body: rest } : fromJson(payload_json);
  return { ...content, fields, files };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 50109, "The request body contains invalid JSON.");
  }
}

function wrongType(): Refusal {
  const types = "('application/json', 'application/x-www-form-urlencoded', 'multipart/form-data')";
  const message = `Expected "Content-Type" header to be one of ${types}.`;
  return invalidForm({ _errors: [{ code: "CONTENT_TYPE_INVALID", message }] });
}

function asText(body: Uint8Array | string): string {
  return typeof body === "string" ? body : decoder.decode(body);
}

function asBytes(body: Uint8Array | string): Uint8Array {
  return typeof body === "string" ? utf8.encode(body) : body;
}
