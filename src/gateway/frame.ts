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

/** An envelope as Discord writes it, as far as the colon behind `"d"`. */
const HEAD =
  /^\s*\{\s*"t"\s*:\s*(?:null|"([^"\\]*)")\s*,\s*"s"\s*:\s*(?:null|(\d+))\s*,\s*"op"\s*:\s*(\d+)\s*,\s*"d"\s*:/;

/** So many bytes hold the head of every event there is, as Discord writes it. */
const HEAD_BYTES = 96;
const CLOSE = 125;
const utf8: { decode(bytes: Uint8Array): string } = new TextDecoder();

/**
 * Reads a frame; undefined if it is no envelope.
 * @param raw Its text, or the UTF-8 bytes of it, which must stay as they are.
 */
export function readFrame(raw: string | Uint8Array): Frame | undefined {
  if (typeof raw === "string") return readText(raw);
  const head = HEAD.exec(utf8.decode(raw.subarray(0, HEAD_BYTES)));
  return head === null || raw.at(-1) !== CLOSE ? readText(utf8.decode(raw)) : headed(raw, head);
}

function readText(text: string): Frame | undefined {
  if (!text.trimEnd().endsWith("}")) return undefined;
  const head = HEAD.exec(text);
  return head === null ? walkedFrame(text) : headed(text, head);
}

function headed(raw: string | Uint8Array, [, type, seq, op]: readonly (string | undefined)[]): Frame {
  return new ReceivedFrame(raw, Number(op), seq ? Number(seq) : null, type ?? null);
}

/** The long way, for other orders than Discord's: `d` is walked over. */
function walkedFrame(text: string): Frame | undefined {
  const members = membersOf(text);
  const [op, seq, type] = ['"op"', '"s"', '"t"'].map((key) => plain(members.get(key)));
  if (!Number.isInteger(op)) return undefined;
  return new ReceivedFrame(text, op as number, integer(seq), typeof type === "string" ? type : null);
}

/** A value that is no object, as it reads; undefined for all that is not JSON. */
function plain(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "");
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
