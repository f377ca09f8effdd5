/**
 * Turns "tag admin set" and plain values into the data of a slash command's interaction.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-application-command-data-structure
 */

import { UsageError } from "../errors.ts";
import { isObject } from "./connection.ts";
import type { ApplicationCommand, CommandOption } from "./things.ts";
import type { World } from "./world.ts";

/** A value of an option: a user or a channel by the object, or by its id where the command is registered. */
export type OptionValue = string | number | boolean | { readonly id: string };

/** Who invokes what. */
export interface Invocation {
  /** The words: "tag admin set". */
  readonly name: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly guildId: string | undefined;
  /** The option that is being typed, for autocomplete. */
  readonly focused?: string | undefined;
}

const SUB_COMMAND = 1;
const GROUP = 2;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;

/** The data of the interaction; throws a UsageError for words that a registered command does not have. */
export function invocationData(world: World, invocation: Invocation): Record<string, unknown> {
  const [root = "", ...path] = invocation.name.trim().split(/\s+/);
  const registered = registeredCommand(world, root, invocation.guildId);
  const declared = registered === undefined ? undefined : declaredOptions(registered, path);
  const values = Object.entries(invocation.options).map(([name, value]) => {
    const option = declared?.find((it) => it.name === name);
    if (declared !== undefined && option === undefined) throw noSuch(`option "${name}"`, invocation.name);
    const plain = isObject(value) ? value.id : value;
    const focused = name === invocation.focused ? { focused: true } : {};
    return { name, type: option?.type ?? typeOf(world, value), value: plain, ...focused };
  });
  const options = path.reduceRight<readonly unknown[]>(
    (inner, word, depth) => [{ name: word, type: depth === path.length - 1 ? SUB_COMMAND : GROUP, options: inner }],
    values,
  );
  return {
    ...{
      id: registered?.id ?? "1",
      name: root,
      type: 1,
      options,
      resolved: resolve(world, invocation.guildId, values),
    },
    ...(registered?.guild_id === undefined ? {} : { guild_id: registered.guild_id }),
  };
}

function registeredCommand(world: World, name: string, guildId: string | undefined): ApplicationCommand | undefined {
  const named = [...world.commands.values()].filter((command) => command.name === name && command.type === 1);
  return named.find((command) => command.guild_id === guildId) ?? named.find((it) => it.guild_id === undefined);
}

function declaredOptions(command: ApplicationCommand, path: readonly string[]): readonly CommandOption[] {
  let options = command.options ?? [];
  for (const word of path) {
    const next = options.find((option) => option.name === word && option.type <= GROUP);
    if (next === undefined) throw noSuch(`subcommand "${word}"`, command.name);
    options = next.options ?? [];
  }
  return options;
}

function noSuch(what: string, command: string): UsageError {
  return new UsageError("SIMULATOR_NO_SUCH_OPTION", {
    what: `The registered command "/${command}" has no ${what}.`,
    cure: "Call it as it was registered.",
  });
}

function typeOf(world: World, value: OptionValue): number {
  if (typeof value === "string") return 3;
  if (typeof value === "boolean") return 5;
  if (typeof value === "number") return Number.isInteger(value) ? 4 : 10;
  if (world.users.has(value.id)) return USER;
  return world.channels.has(value.id) ? CHANNEL : ROLE;
}

/** What the ids among the values stand for. */
function resolve(
  world: World,
  guildId: string | undefined,
  values: readonly { readonly type: number; readonly value: unknown }[],
): Record<string, unknown> {
  const resolved: Record<string, Record<string, unknown>> = {};
  const add = (kind: string, id: string, thing: unknown): void => {
    resolved[kind] = { ...resolved[kind], [id]: thing };
  };
  for (const { type, value } of values) {
    const id = String(value);
    const user = world.users.get(id);
    const member = guildId === undefined ? undefined : world.member(guildId, id);
    if (type >= USER && type !== CHANNEL && user !== undefined) add("users", id, user);
    if (type >= USER && type !== CHANNEL && member !== undefined) {
      const { user: _user, ...rest } = member;
      add("members", id, { ...rest, permissions: "2248473465835073" });
    }
    if (type === CHANNEL) add("channels", id, { ...world.channels.get(id), permissions: "2248473465835073" });
    const role = world.guilds.get(guildId ?? "")?.roles.find((it) => it.id === id);
    if (type >= ROLE && role !== undefined) add("roles", id, role);
  }
  return resolved;
}
