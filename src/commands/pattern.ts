/**
 * Custom ids with parameters: "page:{n}" matches "page:3". Values are escaped, so that no value can pass for another
 * id: the character that ends a parameter, and the per cent sign, become %XXXX.
 * https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id
 *
 * Pure text; it must never know what the ids are for.
 */

import { UsageError } from "../errors.ts";

type Names<P extends string> = P extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never;
type Bare<N extends string> = N extends `${infer Name}:integer` ? Name : N;
type Typed<P extends string, Name extends string> = `${Name}:integer` extends Names<P> ? number : string;

/** The parts that a pattern names: "page:{n:integer}:{who}" gives `{ n: number; who: string }`. */
export type Params<P extends string> = string extends P
  ? Readonly<Record<string, string | number>>
  : { readonly [N in Bare<Names<P>>]: Typed<P, N> };

/** A pattern, taken apart. */
export interface Pattern {
  readonly text: string;
  /** The parameters of a custom id; undefined if the id is of another pattern. */
  match(customId: string): Record<string, string | number> | undefined;
  /** The same for two patterns that match the same ids. */
  readonly shape: string;
}

const LONGEST_CUSTOM_ID = 100;
const PARAMETER = /\{([^{}:]+)(?::([^{}]*))?\}/;

interface Part {
  readonly name: string;
  readonly integer: boolean;
  /** The literal text after it. */
  readonly after: string;
}

/** Takes a pattern apart: literal text and `{name}` or `{name:integer}`; throws a UsageError if it cannot be told apart. */
export function parsePattern(text: string): Pattern {
  const { head, parts } = take(text);
  const source = parts.map((part) => `(${valueSource(part)})${literal(part.after)}`).join("");
  const regexp = new RegExp(`^${literal(head)}${source}$`, "su");
  return {
    text,
    shape: [head, ...parts.map((part) => part.after)].join("{}"),
    match: (customId) => {
      const found = regexp.exec(customId);
      return found === null ? undefined : Object.fromEntries(parts.map((part, n) => read(part, found[n + 1] ?? "")));
    },
  };
}

/** The custom id of a pattern with these values. Throws a UsageError if it has more than 100 characters. */
export function customId<const P extends string>(pattern: P, params: NoInfer<Params<P>>): string {
  const { head, parts } = take(pattern);
  const values = params as Record<string, string | number>;
  const id = head + parts.map((part) => write(pattern, part, values[part.name]) + part.after).join("");
  if (id.length > 0 && id.length <= LONGEST_CUSTOM_ID) return id;
  throw new UsageError("CUSTOM_ID_INVALID", {
    what: `The custom id "${id}" of the pattern "${pattern}" has ${id.length} characters; Discord takes 1 to 100.`,
    cure: "Put a short key into it and keep what it stands for in a store of yours.",
  });
}

function take(text: string): { head: string; parts: Part[] } {
  const [head = "", ...rest] = text.split(new RegExp(PARAMETER, "g"));
  const parts: Part[] = [];
  for (let n = 0; n < rest.length; n += 3) {
    const [name = "", kind, after = ""] = rest.slice(n, n + 3);
    parts.push({ name, integer: kind === "integer", after });
    if (kind !== undefined && kind !== "integer") refuse(text, `{${name}:${kind}} is no kind of parameter`);
    if (after === "" && n + 3 < rest.length) refuse(text, `nothing tells where {${name}} ends`);
  }
  if (/[{}]/.test(head + parts.map((part) => part.after).join(""))) refuse(text, "its braces do not match");
  if (new Set(parts.map((part) => part.name)).size < parts.length) refuse(text, "it names a parameter twice");
  return { head, parts };
}

function refuse(pattern: string, why: string): never {
  throw new UsageError("CUSTOM_ID_INVALID", {
    what: `The custom id pattern "${pattern}" cannot be used: ${why}.`,
    cure: 'Write parameters as {name} or {name:integer} with text between them, as in "page:{n:integer}:{topic}".',
  });
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const ending = (part: Part): string => [...part.after][0] ?? "";

function valueSource(part: Part): string {
  if (part.integer) return "-?\\d+";
  return part.after === "" ? ".*" : `[^${literal(ending(part))}]*`;
}

function write(pattern: string, part: Part, value: string | number | undefined): string {
  if (value === undefined || (part.integer && !Number.isSafeInteger(value))) {
    refuse(pattern, `{${part.name}} was given ${value}`);
  }
  const end = ending(part);
  return [...String(value)].map((c) => (c === "%" || c === end ? escaped(c) : c)).join("");
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, n) => {
    return `%${character.charCodeAt(n).toString(16).padStart(4, "0")}`;
  }).join("");
}

function read(part: Part, text: string): [string, string | number] {
  if (part.integer) return [part.name, Number(text)];
  return [part.name, text.replace(/%([0-9a-f]{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))];
}
