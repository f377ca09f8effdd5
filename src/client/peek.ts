/**
 * Looks up one member of an object in a JSON text without parsing the rest: a guild of 200 KB is walked over for its id alone.
 *
 * It must never throw on what came from outside.
 */

const QUOTE = 34;
const BACKSLASH = 92;

/** The text of a member's value, such as `"\"123\""`, on a path of keys from the outermost object; undefined where it is not. */
export function peek(text: string, path: readonly string[]): string | undefined {
  let at = skip(text, 0);
  for (const [depth, key] of path.entries()) {
    at = memberAt(text, at, key);
    if (at < 0) return undefined;
    if (depth === path.length - 1) return text.slice(at, valueEnd(text, at));
  }
  return undefined;
}

/** Where the value of a key begins in the object that opens at `open`; -1 where there is none. */
function memberAt(text: string, open: number, key: string): number {
  if (text[open] !== "{") return -1;
  let at = skip(text, open + 1);
  while (text[at] === '"') {
    const keyEnd = stringEnd(text, at);
    const value = skip(text, skip(text, keyEnd) + 1);
    if (text.slice(at + 1, keyEnd - 1) === key) return value;
    at = skip(text, valueEnd(text, value));
    if (text[at] !== ",") return -1;
    at = skip(text, at + 1);
  }
  return -1;
}

function skip(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 32) at++;
  return at;
}

function stringEnd(text: string, from: number): number {
  for (let at = from + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
}

/** The index behind the value that starts at `from`: at the end of a string, a nesting, or a plain word. */
function valueEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at) - 1;
    else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) depth--;
    else if (code === 44 && depth === 0) return at;
    else continue;
    if (depth < 0) return at;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
