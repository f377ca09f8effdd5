/**
 * What a response holds: nothing, a picture, JSON, or a text that was not asked for.
 *
 * It must never take a page of an error for an answer.
 */

import type { Chunks, ResponseLike } from "../runtime.ts";

const utf8: { decode(bytes: Uint8Array): string } = new TextDecoder();

/**
 * A picture's bytes, anything else as a text; empty where there is nothing.
 * @param byChunks Whether it costs less to read the stream than to have it read: so it is on Node, by a thirtieth of a request.
 */
export function contentOf(response: ResponseLike, type: string, byChunks: boolean): Promise<ArrayBuffer | string> {
  if (type.startsWith("image/")) return response.arrayBuffer();
  return byChunks && response.body ? readAll(response.body.getReader()).then(joined) : response.text();
}

function joined(parts: BlobPart[]): Promise<string> | string {
  return parts.length === 1 ? utf8.decode(parts[0] as Uint8Array) : new Blob(parts).text();
}

/** All chunks of a stream. */
export async function readAll(reader: Chunks): Promise<BlobPart[]> {
  const parts: BlobPart[] = [];
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) parts.push(chunk.value as BlobPart);
  return parts;
}

/**
 * Reads it by what it says it is.
 * @throws {SyntaxError} where a success promised JSON and sent none
 */
export function readContent(content: ArrayBuffer | string, type: string, ok: boolean): unknown {
  if (content === "") return undefined;
  if (typeof content !== "string" || !type.includes("json")) return content;
  try {
    return JSON.parse(content);
  } catch (error) {
    // A page of an error where JSON was promised says more than that it is none.
    if (ok) throw error;
    return content;
  }
}

/** Whether something has fields, or places. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
