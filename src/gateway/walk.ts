/**
 * Walks over a JSON object without parsing it: where its members lie, and nothing more. So an envelope gives up its head in any order of
 * keys, and a guild of 200 KB its id, while the rest costs a glance a character.
 *
 * It must never throw on what came from outside.
 */

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;

/** The members of the object that a text is, as JSON by key; none where it is no object, or is cut. */
export function membersOf(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let at = skip(text, 0);
  if (text[at] !== "{") return members;
  at = skip(text, at + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = stringEnd(text, at);
    const from = skip(text, skip(text, keyEnd) + 1);
    const to = valueEnd(text, from);
    members.set(text.slice(at + 1, keyEnd - 1), text.slice(from, to));
    at = skip(text, to);
    if (text.charCodeAt(at) !== COMMA) break;
    at = skip(text, at + 1);
  }
  return text[at] === "}" && skip(text, at + 1) === text.length ? members : new Map();
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
    else if ((code === COMMA || code <= 32) && depth === 0) return at;
    else continue;
    if (depth < 0) return at;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
