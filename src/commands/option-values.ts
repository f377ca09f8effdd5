/**
 * Reads the options that a command was called with. Ids are looked up in what Discord sent along.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-application-command-interaction-data-option-structure
 *
 * Pure; it must never change a payload.
 */

import type { APIInteractionDataResolved } from "../discord/types.ts";
import { UsageError } from "../errors.ts";
import type { OptionMap, SentOption } from "./option-types.ts";
import { own, resolvedUser } from "./values.ts";

/** Types of options whose values stand for something else: Discord's numbers. */
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;
const ATTACHMENT = 11;

/**
 * The values by name, users and members, channels, roles and attachments resolved.
 * Throws a UsageError, "COMMAND_OUTDATED", if a required option is missing: then Discord knows another command.
 */
export function readOptions(
  path: string,
  declared: OptionMap,
  sent: readonly SentOption[],
  resolved: APIInteractionDataResolved | undefined,
): Record<string, unknown> {
  const values = Object.fromEntries(sent.map((option) => [option.name, resolve(option, resolved ?? {})]));
  for (const [name, option] of Object.entries(declared)) {
    if (!option.required || values[name] !== undefined) continue;
    throw new UsageError("COMMAND_OUTDATED", {
      what: `/${path} was called without its required option "${name}".`,
      cure: "Discord still has an older version of the command: register the commands anew (sync).",
    });
  }
  return values;
}

function resolve({ type, value }: SentOption, resolved: APIInteractionDataResolved): unknown {
  const id = String(value);
  switch (type) {
    case USER:
      return resolvedUser(id, resolved);
    case CHANNEL:
      return own(resolved.channels, id);
    case ROLE:
      return own(resolved.roles, id);
    case MENTIONABLE:
      return resolvedUser(id, resolved) ?? own(resolved.roles, id);
    case ATTACHMENT:
      return own(resolved.attachments, id);
    default:
      return value;
  }
}
