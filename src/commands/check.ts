/**
 * Refuses at definition what Discord would refuse at registration, with the path in the text.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-structure
 *
 * Pure; it must never change what it checks.
 */

import type { Group, RunSettings, Tree } from "./define.ts";
import { longest, Place } from "./place.ts";
import { isMenu, type Visit, walk } from "./walk.ts";

const ANSWER_WITHIN_MS = 3000;
const MOST_PER_LEVEL = 25;
const MOST_CHARACTERS = 8000;
/** How many there may be in one scope. */
const MOST_COMMANDS = { command: 100, user: 15, message: 15 };
const ROOT_ONLY = ["memberPermissions", "contexts", "integrationTypes", "nsfw"] as const;

/** Throws a UsageError, "COMMAND_INVALID", for the first thing in the tree that Discord would refuse. */
export function checkTree(commands: Tree<never>): void {
  const counts = { command: 0, user: 0, message: 0 };
  let characters = 0;
  for (const visit of walk(commands)) {
    const { node, names } = visit;
    const place = new Place(names);
    const type = node?.type === "group" ? "command" : node?.type;
    place.demand(type in counts, "it is no command: make it with command(), group() ...");
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
    place.demand(above.length === 0, "a menu cannot stand in a group");
    place.demand(name.length >= 1 && name.length <= 32, "its name needs 1 to 32 characters");
    return longest(name, node.names, () => {});
  }
  if (node.type === "group") {
    place.demand(above.length < 2, "groups nest two levels deep");
    place.count("it", Object.keys(node.children).length, "commands", MOST_PER_LEVEL, 1);
  }
  for (const key of above.length > 0 ? ROOT_ONLY : []) {
    place.demand((node as Group)[key] === undefined, `${key} has an effect only at the top`);
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
    inside.demand(option?.rules !== undefined, "it is no option: make it with option.string() ...");
    characters += option.rules.check(name, option, inside);
  }
  place.count("it", seen.size, "options", MOST_PER_LEVEL);
  return characters;
}
