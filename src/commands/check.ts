/**
 * Refuses at definition what Discord would refuse at registration, with the path in the text.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-structure
 *
 * Pure; it must never change what it checks.
 */

import { UsageError } from "../errors.ts";
import { choiceList } from "./choices.ts";
import type { Group, RunSettings, Tree } from "./define.ts";
import type { Option, OptionKind } from "./option.ts";
import { isMenu, type Visit, walk } from "./walk.ts";

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const ANSWER_WITHIN_MS = 3000;
const MOST_PER_LEVEL = 25;
const MOST_CHARACTERS = 8000;
const LONGEST_TEXT = 6000;
/** How many there may be in one scope. */
const MOST_COMMANDS = { command: 100, user: 15, message: 15 };
const ROOT_ONLY = ["memberPermissions", "contexts", "integrationTypes", "nsfw"] as const;

/** Which settings fit which kinds of option. */
const NUMBERS: readonly OptionKind[] = ["integer", "number"];
const SCALARS: readonly OptionKind[] = ["string", ...NUMBERS];
const FITS: Record<string, readonly OptionKind[]> = {
  choices: SCALARS,
  autocomplete: SCALARS,
  min: NUMBERS,
  max: NUMBERS,
  minLength: ["string"],
  maxLength: ["string"],
  types: ["channel"],
  fileTypes: ["attachment"],
};

/** What is checked, by its place in the tree. Each throws unless it holds; the sentence says what Discord takes. */
class Place {
  readonly #where: string;

  constructor(names: readonly string[], option?: string) {
    this.#where = `/${names.join(" ")}${option === undefined ? "" : `, option "${option}"`}`;
  }

  demand(holds: boolean, what: string): void {
    if (holds) return;
    const cure = "Correct it: Discord would refuse the command.";
    throw new UsageError("COMMAND_INVALID", { what: `${this.#where}: ${what}.`, cure });
  }

  count(who: string, count: number, what: string, most: number, least = 0): void {
    const range = least > 0 ? `${least} to ${most}` : most;
    this.demand(count >= least && count <= most, `${who} has ${count} ${what}; Discord takes ${range}`);
  }

  /** Throws unless each is a name, and gives the length of the longest. */
  names(name: string, names: Texts): number {
    return longest(name, names, (each) => {
      const holds = NAME.test(each) && each === each.toLowerCase();
      this.demand(holds, `"${each}" is no name: it needs 1 to 32 lower-case letters, digits, - and _`);
    });
  }

  /** Throws unless each is neither empty nor too long, and gives the length of the longest. */
  texts(who: string, text: string, texts: Texts): number {
    return longest(text ?? "", texts, (each) => this.count(who, [...each].length, "characters", 100, 1));
  }
}

type Texts = Readonly<Partial<Record<string, string | null>>> | undefined;

function longest(text: string, texts: Texts, check: (each: string) => void): number {
  const all = [text, ...Object.values(texts ?? {})].filter((each) => each != null);
  all.forEach(check);
  return Math.max(...all.map((each) => each.length));
}

/** Throws a UsageError, "COMMAND_INVALID", for the first thing in the tree that Discord would refuse. */
export function checkTree(commands: Tree<never>): void {
  const counts = { command: 0, user: 0, message: 0 };
  let characters = 0;
  for (const visit of walk(commands)) {
    const { node, names } = visit;
    const place = new Place(names);
    const type = node?.type === "group" ? "command" : node?.type;
    place.demand(
      type in counts,
      "it is no command: make it with command(), group(), userCommand() or messageCommand()",
    );
    if (names.length === 1) {
      characters = 0;
      const most = MOST_COMMANDS[type];
      place.demand(++counts[type] <= most, `Discord takes ${most} of this kind`);
    }
    characters += checkNode(visit, place);
    checkSettings(node, place);
    new Place(names.slice(0, 1)).count("it", characters, "characters in all", MOST_CHARACTERS);
  }
}

function checkSettings({ deferAfterMs = false, cooldown }: RunSettings, place: Place): void {
  const early = deferAfterMs === false || (deferAfterMs >= 0 && deferAfterMs < ANSWER_WITHIN_MS);
  place.demand(early, `deferAfterMs is ${deferAfterMs}, and Discord waits 3,000`);
  const { perMs = 1, uses = 1 } = cooldown ?? {};
  place.demand(perMs > 0 && uses >= 1, "its cooldown allows nothing or everything");
}

/** Gives the characters that Discord counts: names, descriptions and values; of translations only the longest of each. */
function checkNode({ node, names, above }: Visit, place: Place): number {
  const name = names.at(-1) ?? "";
  if (isMenu(node)) {
    place.demand(above.length === 0, "a menu's entry cannot stand in a group");
    place.demand(name.length >= 1 && name.length <= 32, "its name must have 1 to 32 characters");
    return longest(name, node.names, () => {});
  }
  if (node.type === "group") {
    place.demand(above.length < 2, "groups nest two levels deep at most");
    place.count("it", Object.keys(node.children).length, "commands", MOST_PER_LEVEL, 1);
  }
  for (const key of above.length > 0 ? ROOT_ONLY : []) {
    place.demand((node as Group)[key] === undefined, `${key} has no effect here, only at the top of the tree`);
  }
  const own = place.names(name, node.names) + place.texts("description", node.description, node.descriptions);
  return node.type === "group" ? own : own + checkOptions([...above, node], names, place);
}

function checkOptions(nodes: readonly Pick<Group, "options">[], path: readonly string[], place: Place): number {
  const seen = new Set<string>();
  let characters = 0;
  for (const [name, option] of nodes.flatMap(({ options }) => Object.entries(options ?? {}))) {
    const inside = new Place(path, name);
    inside.demand(!seen.has(name), "a group above has an option of this name");
    seen.add(name);
    characters += checkOption(name, option, inside);
  }
  place.count("it", seen.size, "options", MOST_PER_LEVEL);
  return characters;
}

function checkOption(name: string, option: Option, place: Place): number {
  place.demand(typeof option?.kind === "string", "it is no option: make it with option.string(), option.integer() ...");
  const own = place.names(name, option.names) + place.texts("description", option.description, option.descriptions);
  for (const [key, kinds] of Object.entries(FITS)) {
    const fits = option[key as keyof Option] === undefined || kinds.includes(option.kind);
    place.demand(fits, `${key} is not for ${option.kind} options`);
  }
  checkLimits(option, place);
  return own + checkChoices(option, place);
}

function checkLimits({ kind, min, max, minLength, maxLength, fileTypes = [] }: Option, place: Place): void {
  const whole = [min, max].every((n) => n === undefined || kind !== "integer" || Number.isSafeInteger(n));
  place.demand(whole, "min and max must be whole numbers");
  for (const [key, length, least] of [
    ["minLength", minLength, 0],
    ["maxLength", maxLength, 1],
  ] as const) {
    const fits = length === undefined || (Number.isInteger(length) && length >= least && length <= LONGEST_TEXT);
    place.demand(fits, `${key} must be ${least} to ${LONGEST_TEXT}`);
  }
  place.demand(!(Number(min) > Number(max)), "min is above max");
  place.demand(!(Number(minLength) > Number(maxLength)), "minLength is above maxLength");
  place.count("it", fileTypes.length, "fileTypes", 10);
}

function checkChoices({ kind, choices, autocomplete }: Option, place: Place): number {
  const list = choiceList(choices ?? []);
  place.demand(!choices || !autocomplete, "it has choices and autocomplete");
  place.count("it", list.length, "choices", MOST_PER_LEVEL);
  return list.reduce((sum, { name, value, names }) => {
    const texts = place.texts(`choice "${name}"`, name, names);
    const text = typeof value === "string" && [...value].length <= 100;
    const number = kind === "integer" ? Number.isSafeInteger(value) : Number.isFinite(value);
    place.demand(kind === "string" ? text : number, `choice "${name}" cannot be ${JSON.stringify(value)}`);
    return sum + texts + String(value).length;
  }, 0);
}
