/**
 * Reads what users gave: the options of commands, the picks of selects, the fields of forms. Ids are looked up in what
 * Discord sent along.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-application-command-data-structure
 *
 * Pure; it must never change a payload.
 */

import type { APIInteractionDataResolved } from "../discord/types.ts";
import { UsageError } from "../errors.ts";
import type { Fields, FieldValue, Picked, ResolvedUser } from "./interaction.ts";
import type { OptionMap } from "./option-types.ts";

/** An option as Discord sends it, no more of it than is read. */
export interface SentOption {
  readonly name: string;
  readonly type: number;
  readonly value?: string | number | boolean;
  readonly options?: readonly SentOption[];
  readonly focused?: boolean;
}

/** What a command was called with. */
export interface SentOptions {
  /** The names of the group and the subcommand, where there are. */
  readonly below: readonly string[];
  readonly options: readonly SentOption[];
}

/** Types of options whose values stand for something else, and of those that hold others: Discord's numbers. */
const SUBCOMMAND_GROUP = 2;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;
const ATTACHMENT = 11;

/** Walks from the command through group and subcommand to the options. */
export function sentOptions(options: readonly SentOption[] = []): SentOptions {
  const [first] = options;
  if (first === undefined || first.type > SUBCOMMAND_GROUP) return { below: [], options };
  const inner = sentOptions(first.options);
  return { below: [first.name, ...inner.below], options: inner.options };
}

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

/** A user who was sent along, with the member where the guild knows one. */
export function resolvedUser(id: string, resolved: APIInteractionDataResolved | undefined): ResolvedUser | undefined {
  const user = own(resolved?.users, id);
  const member = own(resolved?.members, id);
  return user === undefined || member === undefined ? user : { ...user, member };
}

// Ids come from the wire: one that is called "constructor" must find nothing.
function own<T>(map: Readonly<Record<string, T>> | undefined, id: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, id) ? map[id] : undefined;
}

/** What was picked in a select of users, roles or channels. */
export function picked(ids: readonly string[], resolved: APIInteractionDataResolved | undefined): Picked {
  const found = <T>(find: (id: string) => T | undefined) => ids.map(find).filter((each) => each !== undefined);
  return {
    users: found((id) => resolvedUser(id, resolved)),
    roles: found((id) => own(resolved?.roles, id)),
    channels: found((id) => own(resolved?.channels, id)),
  };
}

/** A component of a submitted form, no more of it than is read. */
export interface SentComponent {
  readonly type: number;
  readonly custom_id?: string;
  readonly value?: string | boolean | null;
  readonly values?: readonly string[];
  readonly component?: SentComponent;
  readonly components?: readonly SentComponent[];
}

/** The fields of a form, found in labels and in old rows. */
export function readFields(
  components: readonly SentComponent[],
  resolved: APIInteractionDataResolved | undefined,
): Fields {
  const all = new Map<string, FieldValue>(sentFields(components));
  const values = (id: string) => field(all, id, "several values", (value) => Array.isArray(value)) as string[];
  return {
    all,
    text: (id) => field(all, id, "text", (value) => typeof value === "string") as string,
    checked: (id) => field(all, id, "yes or no", (value) => typeof value === "boolean") as boolean,
    choice: (id) => {
      const value = field(all, id, "a choice", (each) => typeof each !== "boolean") as string | string[] | null;
      return Array.isArray(value) ? (value[0] ?? null) : value;
    },
    values,
    files: (id) => values(id).flatMap((each) => own(resolved?.attachments, each) ?? []),
    picked: (id) => picked(values(id), resolved),
  };
}

function* sentFields(components: readonly SentComponent[]): Generator<[string, FieldValue]> {
  for (const { custom_id, value, values, component, components: inner } of components) {
    if (custom_id !== undefined && (value !== undefined || values !== undefined)) {
      yield [custom_id, values ?? value ?? null];
    }
    if (component !== undefined) yield* sentFields([component]);
    if (inner !== undefined) yield* sentFields(inner);
  }
}

function field(all: Fields["all"], id: string, holds: string, fits: (value: FieldValue) => boolean): FieldValue {
  const value = all.get(id);
  if (value !== undefined && fits(value)) return value;
  const known = [...all].map(([key, each]) => `"${key}" (${JSON.stringify(each)})`).join(", ");
  throw new UsageError("FIELD_UNKNOWN", {
    what: value === undefined ? `The form has no field "${id}".` : `The field "${id}" does not hold ${holds}.`,
    cure: `It has: ${known || "none"}.`,
  });
}
