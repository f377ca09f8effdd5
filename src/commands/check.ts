/**
 * Refuses at definition what Discord would refuse at registration, with the path in the text.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-structure
 *
 * Pure; it must never change what it checks.
 */

import { UsageError } from "../errors.ts";
import { type Choice, choiceList } from "./choices.ts";
import type { Group, Node, RunSettings, Tree } from "./define.ts";
import type { Option, OptionKind, OptionMap } from "./option.ts";
import { isMenu, type Visit, walk } from "./walk.ts";

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const ANSWER_WITHIN_MS = 3000;
const MOST_PER_LEVEL = 25;
const MOST_CHARACTERS = 8000;
/** How many there may be in one scope. */
const MOST_COMMANDS = { command: 100, user: 15, message: 15 };
const ROOT_ONLY = ["memberPermissions", "contexts", "integrationTypes", "nsfw"] as const;

/** Which settings fit which kinds of option. */
const FITS: Record<string, readonly OptionKind[]> = {
  choices: ["string", "integer", "number"],
  autocomplete: ["string", "integer", "number"],
  min: ["integer", "number"],
  max: ["integer", "number"],
  minLength: ["string"],
  maxLength: ["string"],
  types: ["channel"],
  fileTypes: ["attachment"],
};

/** Throws the error that `refuse` makes of a sentence, unless `holds`. */
type Check = (holds: boolean, what: string, cure: string) => void;

function checkAt(where: string): Check {
  return (holds, what, cure) => {
    if (!holds) throw new UsageError("COMMAND_INVALID", { what: `${where}: ${what}.`, cure });
  };
}

/** Throws a UsageError, "COMMAND_INVALID", for the first thing in the tree that Discord would refuse. */
export function checkTree(commands: Tree<never>): void {
  const counts = { command: 0, user: 0, message: 0 };
  for (const visit of walk(commands)) {
    const { node, names } = visit;
    const check = checkAt(`/${names.join(" ")}`);
    const known = node?.type === "group" || node?.type in counts;
    check(known, "it is no command", "Make it with command(), group(), userCommand() or messageCommand().");
    checkNode(visit, check);
    checkSettings(node, check);
    if (names.length > 1) continue;
    const type = node.type === "group" ? "command" : node.type;
    counts[type]++;
    check(counts[type] <= MOST_COMMANDS[type], `Discord takes ${MOST_COMMANDS[type]} of this kind`, "Group some.");
    const size = longest(node, names[0] ?? "", []);
    check(size <= MOST_CHARACTERS, `it has ${size} characters in all; Discord takes ${MOST_CHARACTERS}`, "Shorten it.");
  }
}

function checkSettings({ deferAfterMs = false, cooldown }: RunSettings, check: Check): void {
  const early = deferAfterMs === false || (deferAfterMs >= 0 && deferAfterMs < ANSWER_WITHIN_MS);
  check(early, `deferAfterMs is ${deferAfterMs}, and Discord waits 3,000`, "Use 2,000, or false.");
  const { perMs = 1, uses = 1 } = cooldown ?? {};
  check(perMs > 0 && uses >= 1, "its cooldown allows nothing or everything", "Use perMs above 0 and uses from 1 on.");
}

function checkNode({ node, names, above }: Visit, check: Check): void {
  const name = names.at(-1) ?? "";
  if (isMenu(node)) {
    check(above.length === 0, "a menu's entry cannot stand in a group", "Move it to the top of the tree.");
    check(name.length >= 1 && name.length <= 32, "its name must have 1 to 32 characters", "Shorten its key.");
    return;
  }
  checkNames(name, node.names, check);
  checkText("description", node.description, node.descriptions, check);
  checkNesting({ node, names, above }, check);
  if (node.type === "group") return;
  const sources = [...above, node].map((each) => each.options ?? {});
  checkOptions(sources, names, check);
}

function checkNesting({ node, above }: Visit, check: Check): void {
  if (node.type === "group") {
    const count = Object.keys(node.children).length;
    check(above.length < 2, "groups nest two levels deep at most", "Move it up, or make it a command.");
    check(count >= 1 && count <= MOST_PER_LEVEL, `it has ${count} commands; Discord takes 1 to 25`, "Split the group.");
  }
  if (above.length === 0) return;
  for (const key of ROOT_ONLY) {
    check((node as Group)[key] === undefined, `${key} has no effect here`, "Say it at the top of the tree.");
  }
}

function checkOptions(sources: readonly OptionMap[], path: readonly string[], check: Check): void {
  const seen = new Set<string>();
  for (const [name, option] of sources.flatMap((source) => Object.entries(source))) {
    const inside = checkAt(`/${path.join(" ")}, option "${name}"`);
    inside(!seen.has(name), "a group above has an option of this name", "Rename one of them.");
    seen.add(name);
    checkOption(name, option, inside);
  }
  check(seen.size <= MOST_PER_LEVEL, `it has ${seen.size} options; Discord takes 25`, "Leave some out.");
}

function checkOption(name: string, option: Option, check: Check): void {
  check(typeof option?.kind === "string", "it is no option", "Make it with option.string(), option.integer() ...");
  checkNames(name, option.names, check);
  checkText("description", option.description, option.descriptions, check);
  for (const [key, kinds] of Object.entries(FITS)) {
    const set = option[key as keyof Option] !== undefined;
    check(!set || kinds.includes(option.kind), `${key} is not for ${option.kind} options`, "Leave it out.");
  }
  checkLimits(option, check);
  if (option.choices === undefined) return;
  check(option.autocomplete === undefined, "it has choices and autocomplete", "Leave one of them out.");
  checkChoices(option, choiceList(option.choices), check);
}

function checkLimits(option: Option, check: Check): void {
  const { kind, min, max, minLength, maxLength, fileTypes } = option;
  const whole = (n: number | undefined) => n === undefined || kind !== "integer" || Number.isSafeInteger(n);
  const length = (n: number | undefined, least: number) =>
    n === undefined || (Number.isInteger(n) && n >= least && n <= 6000);
  check(whole(min) && whole(max), "min and max must be whole numbers", "Round them, or use option.number().");
  check((min ?? -Infinity) <= (max ?? Infinity), "min is above max", "Swap them.");
  check(length(minLength, 0), "minLength must be 0 to 6000", "Correct it.");
  check(length(maxLength, 1), "maxLength must be 1 to 6000", "Correct it.");
  check((minLength ?? 0) <= (maxLength ?? 6000), "minLength is above maxLength", "Swap them.");
  check((fileTypes ?? []).length <= 10, "it has more than 10 fileTypes", 'Use "image", "video" or "audio".');
}

function checkChoices({ kind }: Option, choices: readonly Choice[], check: Check): void {
  check(choices.length <= MOST_PER_LEVEL, `it has ${choices.length} choices; Discord takes 25`, "Use autocomplete.");
  for (const { name, value, names } of choices) {
    checkText(`the name of choice "${name}"`, name, names, check);
    const text = typeof value === "string" && [...value].length <= 100;
    const number = typeof value === "number" && Number.isFinite(value);
    const fits = kind === "string" ? text : number && (kind !== "integer" || Number.isSafeInteger(value));
    check(fits, `choice "${name}" cannot be ${JSON.stringify(value)}`, `Give it a value for option.${kind}().`);
  }
}

type Texts = Readonly<Partial<Record<string, string | null>>> | undefined;

function checkNames(name: string, names: Texts, check: Check): void {
  for (const each of [name, ...Object.values(names ?? {})]) {
    const holds = each == null || (NAME.test(each) && each === each.toLowerCase());
    check(holds, `"${each}" is no name`, "Use 1 to 32 lower-case letters, digits, - and _; no blanks.");
  }
}

function checkText(label: string, text: string, texts: Texts, check: Check): void {
  for (const each of [text, ...Object.values(texts ?? {})]) {
    const length = typeof each === "string" ? [...each].length : each === null ? 1 : 0;
    check(length >= 1 && length <= 100, `${label} has ${length} characters; Discord takes 1 to 100`, "Rewrite it.");
  }
}

const longestOf = (text: string, texts: Texts): number =>
  Math.max(text.length, ...Object.values(texts ?? {}).map((each) => each?.length ?? 0));

/** What Discord counts against 8,000: names, descriptions and values; of translations only the longest of each. */
function longest(node: Node<never>, name: string, shared: readonly OptionMap[]): number {
  const own = longestOf(name, node.names);
  if (isMenu(node)) return own;
  const texts = own + longestOf(node.description, node.descriptions);
  const options = [...shared, node.options ?? {}];
  const below: number[] =
    node.type === "group"
      ? Object.entries(node.children).map(([key, child]) => longest(child, key, options))
      : options.flatMap((map) => Object.entries(map)).map(([key, option]) => optionLength(key, option));
  return below.reduce((sum, length) => sum + length, texts);
}

function optionLength(name: string, option: Option): number {
  const choices = choiceList(option.choices ?? []).map(
    (choice) => longestOf(choice.name, choice.names) + String(choice.value).length,
  );
  const texts = longestOf(name, option.names) + longestOf(option.description, option.descriptions);
  return choices.reduce((sum, length) => sum + length, texts);
}
