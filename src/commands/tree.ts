/**
 * The tree of commands, walked once: every command by its path, with what the groups above hand down.
 *
 * Pure; it must never run a handler or read a payload. What Discord would refuse is refused here, by `checkTree`.
 */

import type { EventName } from "../discord/events.ts";
import { UsageError } from "../errors.ts";
import { checkTree } from "./check.ts";
import type { Command, Menu, Middleware, Node, RunSettings, Tree } from "./define.ts";
import type { OptionMap } from "./option-types.ts";
import { isMenu, walk } from "./walk.ts";

/** Something in the tree that can be run: a slash command or an entry of a menu. */
export interface Leaf {
  /** "tag admin set", or the name of a menu's entry. */
  readonly path: string;
  /** "command" for slash commands; "user" and "message" for menus. */
  readonly type: "command" | "user" | "message";
  readonly node: Command<never> | Menu<never>;
  /** The groups' options and its own, the required ones first. */
  readonly options: OptionMap;
  /** What runs before it, the outermost group's first. */
  readonly before: readonly Middleware[];
  /** The groups' and its own; the innermost wins. */
  readonly settings: MergedSettings;
}

/** What the groups above and a command say together. */
export type MergedSettings = { readonly [K in keyof RunSettings]: RunSettings[K] | undefined };

/** A checked tree. */
export interface CommandTree {
  /** As it was declared. */
  readonly commands: Tree<never>;
  /** Everything that can be run, by kind and path: "command tag admin set". */
  readonly leaves: ReadonlyMap<string, Leaf>;
}

/**
 * Walks and checks a tree. Throws a UsageError, "COMMAND_INVALID", that names the path of what Discord would refuse.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming
 */
export function createTree(commands: Tree = {}): CommandTree {
  checkTree(commands);
  const leaves = new Map<string, Leaf>();
  for (const { node, names, above } of walk(commands)) {
    if (node.type === "group") continue;
    const path = names.join(" ");
    leaves.set(`${node.type} ${path}`, {
      path,
      type: node.type,
      node,
      options: mergedOptions([...above, node]),
      before: above.flatMap((group) => group.before ?? []),
      settings: mergedSettings([...above, node]),
    });
  }
  return { commands, leaves };
}

/** The options of a command with those of the groups above it: required ones first, as Discord asks. */
export function mergedOptions(nodes: readonly Node<never>[]): OptionMap {
  const all = nodes.flatMap((node) => Object.entries((isMenu(node) ? undefined : node.options) ?? {}));
  return Object.fromEntries([...all.filter(([, o]) => o.required), ...all.filter(([, o]) => !o.required)]);
}

function mergedSettings(nodes: readonly RunSettings[]): MergedSettings {
  return nodes.reduce(
    ({ cooldown, botPermissions = 0n, deferAfterMs, deferEphemeral }: MergedSettings, node) => ({
      cooldown: node.cooldown ?? cooldown,
      botPermissions: botPermissions | (node.botPermissions ?? 0n),
      deferAfterMs: node.deferAfterMs ?? deferAfterMs,
      deferEphemeral: node.deferEphemeral ?? deferEphemeral,
    }),
    {},
  );
}

/** The paths of everything that can be run: "ping", "tag admin set". */
export function commandPaths(tree: CommandTree): string[] {
  return [...tree.leaves.values()].map((leaf) => leaf.path);
}

/** An event that a command waits for. */
export interface TreeUse {
  readonly path: string;
  readonly event: EventName;
}

/** The events that commands wait for, for the computing of intents. */
export function treeUses(tree: CommandTree): TreeUse[] {
  return [...tree.leaves.values()].flatMap(({ path, node }) => (node.uses ?? []).map((event) => ({ path, event })));
}

/** What can be run under a path as typed; menus are looked up after slash commands. Throws a UsageError if nothing is. */
export function findLeaf(leaves: CommandTree["leaves"], path: string): Leaf {
  const leaf = ["command", "user", "message"].map((type) => leaves.get(`${type} ${path}`)).find(Boolean);
  if (leaf !== undefined) return leaf;
  const known = [...leaves.values()].map((each) => `"${each.path}"`);
  throw new UsageError("COMMAND_UNKNOWN", {
    what: `There is no command "${path}".`,
    cure: known.length === 0 ? "Hand `commands` to the client." : `There are: ${known.join(", ")}.`,
  });
}
