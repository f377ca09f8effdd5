/**
 * Walks over a JSON object without parsing it: where its members lie, and nothing more. So an envelope gives up its head in any order of
 * keys, while the rest costs a glance.
 *
 * It must never throw on what came from outside.
 */

/** A string, which may be cut; what gives JSON its form; or a word. */
const PART = /"[^"\\]*(?:\\.[^"\\]*)*"?|[{}[\],:]|[^\s"{}[\],:]+/g;

/** The members of the object that a text is, as JSON by key, quotes included; none where it is no object, or is cut. */
export function membersOf(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let [depth, before, key, from] = [0, "", "", 0];
  for (const { 0: part, index } of text.matchAll(PART)) {
    if (depth === 0 && before !== "") return new Map();
    if (depth === 1 && part === ":") [key, from] = [before, index + 1];
    if (depth === 1 && (part === "," || part === "}")) members.set(key, text.slice(from, index));
    if ("{[".includes(part)) depth++;
    if ("}]".includes(part)) depth--;
    before = part;
  }
  return depth === 0 ? members : new Map();
}
