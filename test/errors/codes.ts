/** The codes of errors: those that the source can throw, found in its text, and the sections of docs/errors.md. */

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

/** What docs/errors.md says of one code. */
export interface Section {
  /** The heading: "TOKEN_MISSING", "API_50013", or "API_" for all other numbers. */
  readonly code: string;
  readonly errorClass: string;
  /** All that stands beneath the heading. */
  readonly text: string;
}

/** The sections of docs/errors.md, each with the code that is its heading. */
export function sections(): readonly Section[] {
  const found = readText("docs/errors.md").matchAll(/^### (\S+).*\n([\s\S]*?)(?=^##|(?![\s\S]))/gm);
  return [...found].map(([, code = "", text = ""]) => ({
    code,
    errorClass: /^\*(\w+)\. /.exec(text.trim())?.[1] ?? "",
    text: text.trim(),
  }));
}

/** Discord's own codes and statuses that src/rest/failure.ts has a cure for, as codes of ours. */
export function curedCodes(): readonly string[] {
  const [, table = ""] = /\bCURES\b[^{]*\{([\s\S]*?)\n\};/.exec(readText("src/rest/failure.ts")) ?? [];
  return keysOf(table, /^ {2}(\d+): /gm).map((key) => (Number(key) < 1000 ? `HTTP_${key}` : `API_${key}`));
}
