/**
 * Reads what users gave: the path of a command, the picks of selects, the fields of forms. Ids are looked up in what Discord
 * sent along. The options of commands are read in option-values.ts, which options bring along.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-application-command-data-structure
 *
 * Pure; it must never change a payload.
 */

import type { APIInteractionDataResolved } from "../discord/types.ts";
import { UsageError } from "../errors.ts";
import type { Fields, FieldValue, Picked, ResolvedUser } from "./interaction.ts";
import type { SentOption } from "./option-types.ts";

/** What a command was called with. */
export interface SentOptions {
  /** The names of the group and the subcommand, where there are. */
  readonly below: readonly string[];
  readonly options: readonly SentOption[];
}

/** The numbers of the kinds of options that hold others end here. */
const SUBCOMMAND_GROUP = 2;

/** Walks from the command through group and subcommand to the options. */
export function sentOptions(options: readonly SentOption[] = []): SentOptions {
  const [first] = options;
  if (first === undefined || first.type > SUBCOMMAND_GROUP) return { below: [], options };
  const inner = sentOptions(first.options);
  return { below: [first.name, ...inner.below], options: inner.options };
}

/** A user who was sent along, with the member where the guild knows one. */
export function resolvedUser(id: string, resolved: APIInteractionDataResolved | undefined): ResolvedUser | undefined {
  const user = own(resolved?.users, id);
  const member = own(resolved?.members, id);
  return user === undefined || member === undefined ? user : { ...user, member };
}

/** What was sent along under an id. Ids come from the wire: one that is called "constructor" must find nothing. */
export function own<T>(map: Readonly<Record<string, T>> | undefined, id: string): T | undefined {
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
