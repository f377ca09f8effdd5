/**
 * The tree as Discord's JSON: what is registered.
 * https://docs.discord.com/developers/interactions/application-commands#registering-a-command
 *
 * Pure; the tree must have been checked.
 */

import type { RESTPutAPIApplicationCommandsJSONBody } from "../discord/types.ts";
import { said } from "./choices.ts";
import type { Command, Group, Node } from "./define.ts";
import { type CommandTree, mergedOptions } from "./tree.ts";
import { isMenu } from "./walk.ts";

/** One command as it is registered. */
export type CommandBody = RESTPutAPIApplicationCommandsJSONBody[number];

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
const TYPES = { command: 1, group: 1, user: 2, message: 3 };

/** The body for registering a whole tree, with nothing in it that was not said. */
export function manifest(tree: CommandTree): CommandBody[] {
  return Object.entries(tree.commands).map(([name, node]) => body(name, node));
}

function body(name: string, node: Node<never>): CommandBody {
  const { memberPermissions, contexts, integrationTypes, nsfw, names } = node;
  const root = {
    name,
    name_localizations: names,
    default_member_permissions: memberPermissions?.toString(),
    contexts,
    integration_types: integrationTypes,
    nsfw,
  };
  return said({
    ...root,
    type: TYPES[node.type],
    ...(!isMenu(node) && { ...described(node), options: below(node, []) }),
  });
}

const described = (node: Command<never> | Group<never>) => ({
  description: node.description,
  description_localizations: node.descriptions,
});

/** What stands below a command: subcommands, or its options with those of the groups above it. */
function below(node: Command<never> | Group<never>, above: readonly Group<never>[]): unknown[] | undefined {
  if (node.type === "group") {
    return Object.entries(node.children).map(([name, child]) => subcommand(name, child, [...above, node]));
  }
  const options = Object.entries(mergedOptions([...above, node])).map(([name, option]) =>
    option.rules.body(name, option),
  );
  return options.length === 0 ? undefined : options;
}

function subcommand(name: string, child: Node<never>, above: readonly Group<never>[]): unknown {
  if (isMenu(child)) return undefined;
  const type = child.type === "group" ? SUBCOMMAND_GROUP : SUBCOMMAND;
  return said({ type, name, name_localizations: child.names, ...described(child), options: below(child, above) });
}
