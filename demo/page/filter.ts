/**
 * The language in which one says which frames are wanted:
 *
 *     type:MESSAGE_* dir:in guild:123 channel:123 user:ada op:0 size>500 hello "two words" /re[gx]/i -type:TYPING_START
 *
 * All terms must hold; a comma gives choices, a minus turns a term round. Pure; it must never throw at what somebody types.
 */

import type { Frame } from "./wire.ts";
import { frameName } from "./words.ts";

/** What a text means. */
export interface Filter {
  readonly match: (frame: Frame) => boolean;
  /** What is wrong with it, for people; undefined when nothing is. */
  readonly flaw: string | undefined;
}

type Test = (frame: Frame) => boolean;

const TERM = /-?(?:\/(?:[^/\\]|\\.)+\/[a-z]*|(?:[a-z]+[:<>])?"[^"]*"|\S+)/g;
const FIELDS = "type, dir, op, guild, channel, user, size";

/** Reads a filter; an empty one matches everything. */
export function readFilter(text: string): Filter {
  const tests: Test[] = [];
  for (const term of text.match(TERM) ?? []) {
    const negative = term.length > 1 && term.startsWith("-");
    const test = readTerm(negative ? term.slice(1) : term);
    if (typeof test === "string") return { match: () => false, flaw: test };
    tests.push(negative ? (frame) => !test(frame) : test);
  }
  return { match: (frame) => tests.every((test) => test(frame)), flaw: undefined };
}

function readTerm(term: string): Test | string {
  const pattern = /^\/(.+)\/([a-z]*)$/.exec(term);
  if (pattern !== null) return expression(pattern[1] ?? "", pattern[2] ?? "");
  const field = /^([a-z]+)([:<>])(.*)$/.exec(term);
  if (field === null) return containing(unquoted(term));
  const [, name = "", sign = "", value = ""] = field;
  if (name === "size") return size(sign, value);
  if (sign !== ":") return `Only size can be compared: size${sign}500.`;
  const choices = unquoted(value).split(",").filter(Boolean);
  if (choices.length === 0) return `Say what ${name} should be: ${name}:…`;
  return readField(name, choices);
}

function readField(name: string, choices: readonly string[]): Test | string {
  switch (name) {
    case "type":
      return anyOf(choices.map(typed));
    case "dir":
      return choices.every((it) => it === "in" || it === "out")
        ? ({ direction }) => choices.includes(direction)
        : "dir is in or out.";
    case "op":
      return ({ op }) => choices.includes(String(op));
    case "guild":
    case "channel":
      return anyOf(choices.map((id) => within(name, id)));
    case "user":
      return anyOf(choices.map(byUser));
    default:
      return `There is no field ${name}. Fields: ${FIELDS}.`;
  }
}

const anyOf =
  (tests: readonly Test[]): Test =>
  (frame) =>
    tests.some((test) => test(frame));

/** What happens in a guild or a channel, or to it. */
function within(name: string, id: string): Test {
  const [place, own, about] = [`"${name}_id":"${id}"`, `"id":"${id}"`, `${name.toUpperCase()}_`];
  return ({ text, t }) => text.includes(place) || (t?.startsWith(about) === true && text.includes(own));
}

function typed(glob: string): Test {
  const source = glob.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  const pattern = new RegExp(`^${source}$`, "i");
  return (frame) => pattern.test(frameName(frame));
}

/** An id or a name. */
function byUser(who: string): Test {
  const tests = /^\d{5,}$/.test(who)
    ? [`"user_id":"${who}"`, `"user":{"id":"${who}"`, `"author":{"id":"${who}"`]
    : [`"username":"${who}"`];
  return anyOf(tests.map(containing));
}

function containing(text: string): Test {
  const wanted = text.toLowerCase();
  return (frame) => frame.text.toLowerCase().includes(wanted) || frameName(frame).toLowerCase().includes(wanted);
}

function expression(source: string, flags: string): Test | string {
  try {
    // Without "g" and "y" a pattern keeps no place between two frames.
    const pattern = new RegExp(source, flags.replace(/[gy]/g, ""));
    return (frame) => pattern.test(frame.text);
  } catch (error) {
    return `Not a regular expression: ${error instanceof Error ? error.message : source}`;
  }
}

function size(sign: string, value: string): Test | string {
  const bytes = Number(value);
  if (value === "" || !Number.isFinite(bytes)) return "size is a number of bytes: size>500, size<100.";
  if (sign === ">") return (frame) => frame.bytes > bytes;
  if (sign === "<") return (frame) => frame.bytes < bytes;
  return (frame) => frame.bytes === bytes;
}

const unquoted = (text: string): string => (/^".*"$/.test(text) ? text.slice(1, -1) : text);
