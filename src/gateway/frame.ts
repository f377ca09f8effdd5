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

/** A frame as it comes: its text, or the UTF-8 bytes of it. */
type Raw = string | Uint8Array;

const utf8: { decode(bytes: Uint8Array): string } = new TextDecoder();
/**
 * How events that came begin, with their names: to know one again costs less than to read it. Each has its slot, so that no sender can
 * have more than 1024 remembered; where two share one, the later takes it.
 */
const heads: (readonly [head: string, name: string])[] = [];

/**
 * Reads a frame; undefined if it is no envelope.
 * @param raw Its text, or the UTF-8 bytes of it, which must stay as they are.
 */
export function readFrame(raw: Raw): Frame | undefined {
  return dispatched(raw) ?? walked(textOf(raw));
}

/**
 * The short way, for an event as Discord writes it, `{"t":"NAME","s":42,"op":0,"d":...`, whose name has come before; undefined for all
 * else.
 */
function dispatched(raw: Raw): Frame | undefined {
  const [head = "", name] = heads[slotOf(raw)] ?? [];
  let at = head.length;
  let seq = 0;
  for (let digit = 0; digit >= 0 && digit <= 9; digit = codeAt(raw, at++) - 48) seq = seq * 10 + digit;
  const known = holds(raw, head, 0) && holds(raw, '"op":0,"d":', at) && holds(raw, "}", raw.length - 1);
  return known && name ? new ReceivedFrame(raw, 0, seq, name) : undefined;
}

/** The slot of the name a frame begins with, of its length and three letters: no two of Discord's events share one. */
function slotOf(raw: Raw): number {
  const end = typeof raw === "string" ? raw.indexOf('"', 6) : raw.indexOf(34, 6);
  return (end * codeAt(raw, 9) * codeAt(raw, 12) + codeAt(raw, end - 6)) & 1023;
}

/** A unit of the text, or a byte; no number behind the end. */
function codeAt(raw: Raw, at: number): number {
  return typeof raw === "string" ? raw.charCodeAt(at) : (raw[at] as number);
}

function holds(raw: Raw, text: string, at: number): boolean {
  // A third of what startsWith costs on Node.
  if (typeof raw === "string") return raw.slice(at, at + text.length) === text;
  for (let index = 0; index < text.length; index++) if (raw[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

function textOf(raw: Raw): string {
  return typeof raw === "string" ? raw : utf8.decode(raw);
}

/** The long way, for other opcodes and other orders: what stands before is walked over. */
function walked(text: string): Frame | undefined {
  const members = membersOf(text);
  const [op, seq, type] = ['"op"', '"s"', '"t"'].map((key) => ifJson(() => JSON.parse(members.get(key) as string)));
  if (!Number.isInteger(op)) return undefined;
  const name = typeof type === "string" ? type : null;
  const head = `{"t":"${name}","s":`;
  if (name && /^[A-Z_]{1,64}$/.test(name)) heads[slotOf(head)] = [head, name];
  return new ReceivedFrame(text, op as number, Number.isInteger(seq) ? (seq as number) : null, name);
}

/** What is read; undefined where it is not JSON. */
function ifJson(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    // Not JSON.
  }
  return undefined;
}

class ReceivedFrame implements Frame {
  readonly op: number;
  readonly seq: number | null;
  readonly type: string | null;
  #raw: Raw;
  #data: unknown;

  constructor(raw: Raw, op: number, seq: number | null, type: string | null) {
    this.#raw = raw;
    this.op = op;
    this.seq = seq;
    this.type = type;
  }

  get text(): string {
    this.#raw = textOf(this.#raw);
    return this.#raw;
  }

  get bytes(): number | undefined {
    return typeof this.#raw === "string" ? undefined : this.#raw.length;
  }

  get data(): unknown {
    // The head is so short that to parse the whole costs less than to cut `d` out.
    this.#data ??= JSON.parse(this.text).d;
    return this.#data;
  }
}

/** `d` of a frame; undefined where it cannot be parsed. */
export function contentOf(frame: Frame): unknown {
  return ifJson(() => frame.data);
}

/** The fields of `d`; none where it is no object. */
export function fieldsOf(frame: Frame): Readonly<Record<string, unknown>> {
  return Object(contentOf(frame));
}
