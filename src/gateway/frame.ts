/**
 * Reads the envelope of a gateway frame, `{ t, s, op, d }`, without parsing what is inside, and without decoding it where bytes
 * came: `d` costs nothing until somebody reads it (https://docs.discord.com/developers/events/gateway-events#payload-structure).
 *
 * Any order of keys and any spacing reads right; only in Discord's own order is `d` left alone. It must never throw on what
 * came from outside.
 */

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
}

/** An envelope as Discord writes it, as far as the colon behind `"d"`. */
const HEAD =
  /^\s*\{\s*"t"\s*:\s*(?:null|"([^"\\]*)")\s*,\s*"s"\s*:\s*(?:null|(\d+))\s*,\s*"op"\s*:\s*(\d+)\s*,\s*"d"\s*:/;

/** So many bytes hold the head of every event there is, as Discord writes it. */
const HEAD_BYTES = 96;
const CLOSE_BRACE = 125;
const utf8: { decode(bytes: Uint8Array): string } = new TextDecoder();

/**
 * Reads a frame; undefined if it is no envelope.
 * @param raw Its text, or the UTF-8 bytes of it, which must stay as they are.
 */
export function readFrame(raw: string | Uint8Array): Frame | undefined {
  if (typeof raw === "string") return readText(raw);
  const head = HEAD.exec(utf8.decode(raw.subarray(0, HEAD_BYTES)));
  return head === null || raw.at(-1) !== CLOSE_BRACE ? readText(utf8.decode(raw)) : headed(raw, head);
}

function readText(text: string): Frame | undefined {
  const head = HEAD.exec(text);
  if (head === null) return parsedFrame(text);
  return text.trimEnd().endsWith("}") ? headed(text, head) : undefined;
}

function headed(raw: string | Uint8Array, head: RegExpExecArray): Frame {
  const [{ length }, type = null, seq, op] = head;
  return new ReceivedFrame(raw, Number(op), seq === undefined ? null : Number(seq), type, length, undefined);
}

function parsedFrame(text: string): Frame | undefined {
  try {
    const { op, s, t, d } = JSON.parse(text);
    if (!Number.isInteger(op)) return undefined;
    return new ReceivedFrame(text, op, Number.isInteger(s) ? s : null, typeof t === "string" ? t : null, 0, d);
  } catch {
    return undefined;
  }
}

class ReceivedFrame implements Frame {
  readonly op: number;
  readonly seq: number | null;
  readonly type: string | null;
  #raw: string | Uint8Array;
  /** Where `d` begins; 0 once it is parsed. */
  #from: number;
  #data: unknown;

  constructor(
    raw: string | Uint8Array,
    op: number,
    seq: number | null,
    type: string | null,
    from: number,
    data: unknown,
  ) {
    this.#raw = raw;
    this.op = op;
    this.seq = seq;
    this.type = type;
    this.#from = from;
    this.#data = data;
  }

  get text(): string {
    if (typeof this.#raw !== "string") this.#raw = utf8.decode(this.#raw);
    return this.#raw;
  }

  get data(): unknown {
    if (this.#from > 0) {
      this.#data = parsed(this.text, this.#from);
      this.#from = 0;
    }
    return this.#data;
  }
}

/** The value that takes all that is left of an envelope; or, where more keys follow after all, `d` of the whole text. */
function parsed(text: string, from: number): unknown {
  try {
    return JSON.parse(text.slice(from, text.lastIndexOf("}")));
  } catch {
    return JSON.parse(text).d;
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
  const data = contentOf(frame);
  return typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
}
