/** The codes of errors: those that the source can throw, found in its text, and those that docs/errors.md tells of. */

import { readAll, readText } from "../tools/tree.ts";

const MAKING =
  /\b(?:new (?:Usage|Network|Timeout|GatewayClosed|Api|RateLimit|Expired|Signature|BrowserRest)Error|misuse)\(\s*([^,]+),/g;
/** Where codes are made from tables, and how they stand there. */
const TABLES: Readonly<Record<string, (source: string) => readonly string[]>> = {
  "src/rest/failure.ts": (source) => [...keysOf(source, /^ {2}([A-Z_]+): \[/gm), ...keysOf(source, /`([A-Z]+_)\$\{/g)],
  "src/gateway/failure.ts": (source) =>
    keysOf(source, /^ {2}"?([a-z-]+)"?: (?:\[|CLOSED)/gm).map(
      (type) => `GATEWAY_${type.toUpperCase().replace("-", "_")}`,
    ),
};

/** Every code that the source can throw; those with a number end at it: "API_". */
export function codesOf(): ReadonlySet<string> {
  const sources = readAll().filter(({ path }) => path.startsWith("src/"));
  const codes = sources.flatMap(({ path, text: source }) => {
    const made = [...source.matchAll(MAKING)].flatMap(([call, first = ""]) => {
      const codes = spelled(first);
      if (codes.length === 0 && TABLES[path] === undefined) throw new Error(`${path} makes an unknown code: ${call}`);
      return codes;
    });
    return [...made, ...(TABLES[path]?.(source) ?? [])];
  });
  return new Set(codes.map(familyOf));
}

/** The code, or what stands before its number: "API_" for "API_50013". */
export const familyOf = (code: string): string => code.replace(/_\d+$/, "_");

/** The codes in an expression: texts, and templates up to their hole. */
function spelled(expression: string): string[] {
  const texts = [...expression.matchAll(/"([A-Z][A-Z0-9_]+)"/g)].map(([, text = ""]) => text);
  const templates = [...expression.matchAll(/`([A-Z]+_)\$\{/g)].map(([, text = ""]) => text);
  return templates.length > 0 ? [...templates, ...texts.map((text) => templates[0] + text)] : texts;
}

function keysOf(source: string, pattern: RegExp): string[] {
  return [...source.matchAll(pattern)].map(([, key = ""]) => key);
}

/** Every code that docs/errors.md names. */
export function documented(): ReadonlySet<string> {
  return new Set([...readText("docs/errors.md").matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, code = ""]) => code));
}
