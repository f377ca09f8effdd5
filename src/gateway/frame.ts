/**
 * Reads the envelope of a gateway frame, `{ t, s, op, d }`, without parsing what is inside: `d` costs nothing until somebody
 * reads it (https://docs.discord.com/developers/events/gateway-events#payload-structure).
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
  /** All of it, as it came. */
  readonly text: string;
}

/** An envelope as Discord writes it, as far as the colon behind `"d"`. */
const HEAD =
  /^\s*\{\s*"t"\s*:\s*(?:null|"([^"\\]*)")\s*,\s*"s"\s*:\s*(?:null|(\d+))\s*,\s*"op"\s*:\s*(\d+)\s*,\s*"d"\s*:/;

/** Reads a frame; undefined if the text is no envelope. */
export function readFrame(text: string): Frame | undefined {
  const head = HEAD.exec(text);
  if (head === null) return parsedFrame(text);
  if (!text.trimEnd().endsWith("}")) return undefined;
  const [{ length }, type = null, seq, op] = head;
  return new ReceivedFrame(text, Number(op), seq === undefined ? null : Number(seq), type, length, undefined);
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
  readonly text: string;
  readonly op: number;
  readonly seq: number | null;
  readonly type: string | null;
  /** Where `d` begins; 0 once it is parsed. */
  #from: number;
  #data: unknown;

  constructor(text: string, op: number, seq: number | null, type: string | null, from: number, data: unknown) {
    this.text = text;
    this.op = op;
    this.seq = seq;
    this.type = type;
    this.#from = from;
    this.#data = data;
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
