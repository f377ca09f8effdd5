/**
 * Reads the envelope of a gateway frame, `{ op, d, s, t }`, without parsing what is inside: `d` costs nothing until
 * somebody reads it (https://docs.discord.com/developers/events/gateway-events#payload-structure).
 *
 * Any order of keys and any spacing reads right. It must never throw on what came from outside.
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

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Reads a frame; undefined if the text is no envelope. */
export function readFrame(text: string): Frame | undefined {
  const found: Found = { op: undefined, s: undefined, t: undefined, from: -1, to: -1 };
  if (!scan(text, found)) return undefined;
  const op = Number(found.op);
  if (found.op === undefined || !Number.isInteger(op)) return undefined;
  return new ReceivedFrame(text, op, sequence(found.s), name(found.t), found.from, found.to);
}

/** Slices of the envelope's values, as JSON; `from` and `to` bound that of `d`. */
interface Found {
  op: string | undefined;
  s: string | undefined;
  t: string | undefined;
  from: number;
  to: number;
}

class ReceivedFrame implements Frame {
  readonly text: string;
  readonly op: number;
  readonly seq: number | null;
  readonly type: string | null;
  readonly #from: number;
  readonly #to: number;
  #data: unknown;
  #parsed = false;

  constructor(text: string, op: number, seq: number | null, type: string | null, from: number, to: number) {
    this.text = text;
    this.op = op;
    this.seq = seq;
    this.type = type;
    this.#from = from;
    this.#to = to;
  }

  get data(): unknown {
    if (!this.#parsed) {
      this.#data = this.#from < 0 ? undefined : parsed(this.text, this.#from, this.#to);
      this.#parsed = true;
    }
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
  const data = contentOf(frame);
  return typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
}

/** Parses a slice, or, where that holds more than one value, the whole text. */
function parsed(text: string, from: number, to: number): unknown {
  try {
    return JSON.parse(text.slice(from, to));
  } catch {
    return JSON.parse(text).d;
  }
}

function sequence(json: string | undefined): number | null {
  const value = json === undefined || json === "null" ? Number.NaN : Number(json);
  return Number.isInteger(value) ? value : null;
}

function name(json: string | undefined): string | null {
  if (json === undefined || json.charCodeAt(0) !== QUOTE) return null;
  return json.includes("\\") ? parsedString(json) : json.slice(1, -1);
}

function parsedString(json: string): string | null {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/**
 * Walks the members of the outermost object and notes where the four values lie. When the other three are known by
 * the time `d` comes, which is how Discord writes them, `d` is not walked: it ends where the envelope ends.
 */
function scan(text: string, found: Found): boolean {
  let at = blank(text, 0);
  if (text.charCodeAt(at) !== OPEN_BRACE) return false;
  at = blank(text, at + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = stringEnd(text, at);
    const key = text.slice(at + 1, keyEnd - 1);
    at = blank(text, keyEnd);
    if (text.charCodeAt(at) !== COLON) return false;
    at = blank(text, at + 1);
    if (key === "d" && found.op !== undefined && found.s !== undefined && found.t !== undefined) {
      return lastValue(text, at, found);
    }
    const end = valueEnd(text, at);
    if (end <= at) return false;
    note(text, key, at, end, found);
    at = blank(text, end);
    if (text.charCodeAt(at) !== COMMA) break;
    at = blank(text, at + 1);
  }
  return text.charCodeAt(at) === CLOSE_BRACE && blank(text, at + 1) === text.length;
}

function note(text: string, key: string, from: number, to: number, found: Found): void {
  if (key === "d") {
    found.from = from;
    found.to = to;
  } else if (key === "op" || key === "s" || key === "t") {
    found[key] = text.slice(from, to);
  }
}

/** Takes all that is left for `d`. Should more keys follow after all, reading `d` parses the whole text. */
function lastValue(text: string, from: number, found: Found): boolean {
  let end = text.length;
  while (end > from && text.charCodeAt(end - 1) <= 32) end--;
  if (text.charCodeAt(end - 1) !== CLOSE_BRACE) return false;
  found.from = from;
  found.to = end - 1;
  return true;
}

function blank(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 32) at++;
  return at;
}

/** The index behind the closing quote of the string that opens at `from`; the text's length if it never closes. */
function stringEnd(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** The index behind the value that starts at `from`. */
function valueEnd(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return stringEnd(text, from);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return nestedEnd(text, from);
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE_BRACE || code <= 32) break;
  }
  return at;
}

function nestedEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at) - 1;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && --depth === 0) return at + 1;
  }
  return text.length;
}
