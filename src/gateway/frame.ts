/**
 * Reads the envelope of a gateway frame, `{ t, s, op, d }`, without parsing what is inside, and without decoding it where bytes
 * came: `d` costs nothing until somebody reads it (https://docs.discord.com/developers/events/gateway-events#payload-structure).
 *
 * Any order of keys and any spacing reads right. It must never throw on what came from outside.
 */

import { membersOf } from "./walk.ts";

/** A frame that arrived. */
export interface Frame {
  readonly op: number;
  /** `s`: the sequence number of a dispatch, else null. */
  readonly seq: number | null;
  /** `t`: the name of a dispatch, else null. */
  readonly type: string | null;
  /** `d`: parsed when first read. Throws a SyntaxError if it is not JSON. */
  readonly data: unknown;
  /** All of it, as it came; bytes are decoded when first read. */
  readonly text: string;
  /** How many bytes it has, while it is not decoded. */
  readonly bytes?: number | undefined;
}

/** So many bytes hold the head of every event there is, as Discord writes it. */
const HEAD_BYTES = 96;
/** The last of an envelope, as a byte and as a text. */
const ENDS: readonly unknown[] = [125, "}"];
const utf8: { decode(bytes: Uint8Array): string } = new TextDecoder();

/**
 * Reads a frame; undefined if it is no envelope.
 * @param raw Its text, or the UTF-8 bytes of it, which must stay as they are.
 */
export function readFrame(raw: string | Uint8Array): Frame | undefined {
  if (typeof raw === "string") return dispatched(raw, raw) ?? walked(raw);
  return dispatched(raw, utf8.decode(raw.subarray(0, HEAD_BYTES))) ?? walked(utf8.decode(raw));
}

/** The short way, for an event as Discord writes it: `{"t":"NAME","s":42,"op":0,"d":...`; undefined for all else. */
function dispatched(raw: string | Uint8Array, head: string): Frame | undefined {
  const nameEnd = head.indexOf('"', 6);
  const name = head.slice(6, nameEnd);
  if (
    !ENDS.includes(raw.at(-1)) ||
    !head.startsWith('{"t":"') ||
    !head.startsWith('","s":', nameEnd) ||
    name.includes("\\")
  )
    return undefined;
  let at = nameEnd + 6;
  let seq = 0;
  for (let digit = 0; digit >= 0 && digit <= 9; digit = head.charCodeAt(at++) - 48) seq = seq * 10 + digit;
  return head.startsWith('"op":0,"d":', at) ? new ReceivedFrame(raw, 0, seq, name) : undefined;
}

/** The long way, for other opcodes and other orders: what stands before is walked over. */
function walked(text: string): Frame | undefined {
  const members = membersOf(text);
  const [op, seq, type] = ['"op"', '"s"', '"t"'].map((key) => plain(members.get(key)));
  if (!Number.isInteger(op)) return undefined;
  return new ReceivedFrame(text, op as number, integer(seq), typeof type === "string" ? type : null);
}

/** A value that is no object, as it reads; undefined for all that is not JSON. */
function plain(json: string | undefined): unknown {
  try {
    return JSON.parse(json as string);
  } catch {
    return undefined;
  }
}

function integer(value: unknown): number | null {
  return Number.isInteger(value) ? (value as number) : null;
}

class ReceivedFrame implements Frame {
  readonly op: number;
  readonly seq: number | null;
  readonly type: string | null;
  #raw: string | Uint8Array;
  #parsed = false;
  #data: unknown;

  constructor(raw: string | Uint8Array, op: number, seq: number | null, type: string | null) {
    this.#raw = raw;
    this.op = op;
    this.seq = seq;
    this.type = type;
  }

  get text(): string {
    if (typeof this.#raw !== "string") this.#raw = utf8.decode(this.#raw);
    return this.#raw;
  }

  get bytes(): number | undefined {
    return typeof this.#raw === "string" ? undefined : this.#raw.length;
  }

  get data(): unknown {
    // The head is so short that to parse the whole costs less than to cut `d` out.
    if (!this.#parsed) this.#data = JSON.parse(this.text).d;
    this.#parsed = true;
    return this.#data;
  }
}

/** `d` of a frame; undefined where it cannot be parsed. */
export function contentOf(frame: Frame): unknown {
  try {
    return frame.data;
  } catch {
    return undefined;
  }
}

/** The fields of `d`; none where it is no object. */
export function fieldsOf(frame: Frame): Readonly<Record<string, unknown>> {
  return Object(contentOf(frame));
}
