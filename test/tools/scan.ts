/**
 * Tells code from comments and text in a TypeScript source, and finds its imports and functions, so that rules about the
 * source can be written as patterns. It is no parser: it must never be asked what a program means.
 */

/** What a stretch of a source is. */
type Kind = "code" | "comment" | "text";

interface Stretch {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

/** After one of these a slash begins a regular expression and not a division. */
const BEFORE_REGEX = /(?:^|[([{,;=:?!&|+\-*%<>~^]|\b(?:return|typeof|case|in|of|void|throw|yield|await|else|do))\s*$/;

/** The same text with every comment made blank; positions and lines stay. */
export function withoutComments(source: string): string {
  return blank(source, (stretch) => stretch.kind === "comment");
}

/** The same text with comments, and what stands between quotes, made blank; positions, lines and the quotes stay. */
export function codeOnly(source: string): string {
  return blank(source, (stretch) => stretch.kind !== "code");
}

function blank(source: string, unwanted: (stretch: Stretch) => boolean): string {
  return stretches(source)
    .map((stretch) => {
      const text = source.slice(stretch.start, stretch.end);
      return unwanted(stretch) ? text.replace(/[^\n]/g, " ") : text;
    })
    .join("");
}

function stretches(source: string): Stretch[] {
  const found: Stretch[] = [];
  const templates: number[] = [];
  let depth = 0;
  let from = 0;
  let at = 0;

  function cut(kind: Kind, start: number, end: number): void {
    if (start > from) found.push({ kind: "code", start: from, end: start });
    if (end > start) found.push({ kind, start, end });
    from = end;
    at = end;
  }
  function template(start: number): void {
    const end = templateEnd(source, start);
    cut("text", start, end);
    if (source[end] === "$") templates.push(depth++);
    at = source[end] === "$" ? end + 2 : end + 1;
  }

  while (at < source.length) {
    const two = source.slice(at, at + 2);
    const one = two[0];
    if (two === "//") cut("comment", at, until(source, "\n", at));
    else if (two === "/*") cut("comment", at, until(source, "*/", at + 2) + 2);
    else if (one === '"' || one === "'") {
      cut("text", at + 1, quoteEnd(source, at + 1, one));
      at++;
    } else if (one === "`") template(at + 1);
    else if (one === "/" && BEFORE_REGEX.test(source.slice(Math.max(from, at - 80), at))) {
      cut("text", at + 1, regexEnd(source, at + 1));
      at++;
    } else if (one === "}" && templates.at(-1) === depth - 1) {
      depth = templates.pop() ?? 0;
      template(at + 1);
    } else {
      if (one === "{") depth++;
      if (one === "}") depth--;
      at++;
    }
  }
  cut("code", source.length, source.length);
  return found;
}

function until(source: string, end: string, from: number): number {
  const at = source.indexOf(end, from);
  return at < 0 ? source.length : at;
}

function quoteEnd(source: string, from: number, quote: string): number {
  let at = from;
  while (at < source.length && source[at] !== quote && source[at] !== "\n") at += source[at] === "\\" ? 2 : 1;
  return at;
}

/** Where a template's text ends: at its closing quote, or at the `$` of a hole. */
function templateEnd(source: string, from: number): number {
  let at = from;
  while (at < source.length && source[at] !== "`" && source.slice(at, at + 2) !== "${")
    at += source[at] === "\\" ? 2 : 1;
  return at;
}

function regexEnd(source: string, from: number): number {
  let inClass = false;
  let at = from;
  for (; at < source.length && source[at] !== "\n"; at++) {
    const one = source[at];
    if (one === "\\") at++;
    else if (one === "[") inClass = true;
    else if (one === "]") inClass = false;
    else if (one === "/" && !inClass) break;
  }
  return at;
}

/** The number of a position's line, from 1. */
export function lineOf(source: string, position: number): number {
  return source.slice(0, position).split("\n").length;
}

/** What a file imports, or re-exports from. */
export interface Import {
  /** As it is written: "./machine.ts". */
  readonly specifier: string;
  readonly line: number;
  /** Whether nothing of it is left at run time by its own words: `import type`, `export type`. */
  readonly typeOnly: boolean;
  /** The text between `import` and `from`, comments left out. */
  readonly names: string;
}

/** Every import and re-export of a source: plain, for types, for its effect, dynamic, and `import("x").Type`. */
export function importsOf(source: string): Import[] {
  const code = codeOnly(source);
  const found: Import[] = [];
  for (const match of code.matchAll(/(?:\b(import|export)\b([^;"'`=]*?)\bfrom\s*|\bimport\s*\(?\s*)(["'])( *)\3/g)) {
    const end = match.index + match[0].length - 1;
    const names = match[2] ?? "";
    found.push({
      specifier: source.slice(end - (match[4] ?? "").length, end),
      line: lineOf(source, match.index),
      typeOnly: /^\s*type\b(?!\s*(?:,|from))/.test(names),
      names: names.trim(),
    });
  }
  return found;
}

/** A function with a body in braces. */
export interface FunctionSpan {
  readonly line: number;
  /** From the line of its parameters to the line of its last brace. */
  readonly lines: number;
  /** What stands between the parentheses, comments and text left out. */
  readonly parameters: string;
  /** From the parenthesis before the parameters to the last brace. */
  readonly start: number;
  readonly end: number;
}

/** Words that stand before parentheses and braces without making a function. */
const NO_FUNCTION = /\b(?:if|for|while|switch|catch|with|await)\s*$/;

/** Every function, method and arrow function whose body stands in braces. */
export function functionsOf(source: string): FunctionSpan[] {
  const code = codeOnly(source);
  const spans: FunctionSpan[] = [];
  for (let at = code.indexOf("("); at >= 0; at = code.indexOf("(", at + 1)) {
    if (NO_FUNCTION.test(code.slice(Math.max(0, at - 12), at))) continue;
    const close = matching(code, at);
    const body = bodyStart(code, close + 1);
    if (body === undefined) continue;
    const line = lineOf(code, at);
    const end = matching(code, body);
    spans.push({ line, lines: lineOf(code, end) - line + 1, parameters: code.slice(at + 1, close), start: at, end });
  }
  return spans;
}

/** Where a type is not at its end yet. */
const OPERATOR = /[|&?:]$|\b(?:is|keyof|readonly|asserts|typeof|extends)$/;

/** Where the body opens, after the closing parenthesis of the parameters; undefined where there is none. */
function bodyStart(code: string, afterParameters: number): number | undefined {
  let at = afterParameters;
  let operand = true;
  let typed = false;
  for (; at < code.length; at++) {
    const one = code[at] ?? "";
    if (/\s/.test(one)) continue;
    if (code.startsWith("=>", at)) {
      const next = at + 2 + (code.slice(at + 2).match(/^\s*/)?.[0].length ?? 0);
      if (code[next] === "{") return next;
      if (!typed) return undefined;
      operand = true;
      at++;
    } else if (one === ":" && !typed) typed = true;
    else if (one === "{" && (!typed || !operand)) return at;
    else if ("{([<".includes(one) && typed) {
      at = matching(code, at);
      operand = false;
    } else if (!typed || /[;,)=}\]]/.test(one)) return undefined;
    else operand = OPERATOR.test(code.slice(at - 9, at + 1));
  }
  return undefined;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };

/** Where the bracket at `open` is closed; the end of the text where it never is. */
function matching(code: string, open: number): number {
  const opener = code[open] ?? "";
  const closer = CLOSING[opener];
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === opener) depth++;
    else if (code[at] === closer && !(closer === ">" && code[at - 1] === "=") && --depth === 0) return at;
  }
  return code.length - 1;
}
