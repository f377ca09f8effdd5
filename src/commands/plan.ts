/**
 * What would have to be written so that Discord has the commands of the tree: the difference, for people and programs.
 * https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands
 *
 * Pure; it must never write, and never plan a deletion that was not asked for.
 */

import type { APIApplicationCommand } from "../discord/types.ts";
import type { CommandBody } from "./manifest.ts";

/** One difference inside a command. */
export interface Change {
  /** Where: "options.sides.description"; empty for the whole command. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What happens to one command. "keep": Discord has it, the tree does not, and it stays. */
export interface PlanEntry {
  readonly action: "create" | "update" | "delete" | "keep" | "same";
  /** "/roll", or the name of a menu's entry. */
  readonly label: string;
  /** As it will be; for "delete" as it was. */
  readonly body: CommandBody;
  /** Discord's id; undefined for "create". */
  readonly id: string | undefined;
  /** What differs, for "update". */
  readonly changes: readonly Change[];
}

/** What will be written. */
export interface Plan {
  readonly entries: readonly PlanEntry[];
  /** Whether anything is to be written. */
  readonly changed: boolean;
  /** Everything that will be there afterwards: the body of a bulk overwrite, the entry point included. */
  readonly bodies: readonly CommandBody[];
  /** The plan for reading: a line for each command, "+" new, "~" changed, "-" deleted, "=" the same. */
  readonly text: string;
}

/** What may be deleted. */
export interface PlanInit {
  /** Whether commands that the tree does not have are deleted. Default: false. */
  readonly prune?: boolean;
  /** Whether pruning takes the entry point too, which opens an app's Activity. Default: false. */
  readonly pruneEntryPoint?: boolean;
}

/** What Discord answers when asked for commands `with_localizations`. In guilds some fields are missing. */
export type RegisteredCommand = Omit<APIApplicationCommand, "contexts" | "dm_permission" | "integration_types"> &
  Partial<Pick<APIApplicationCommand, "contexts" | "dm_permission" | "integration_types">>;

type Json = Readonly<Record<string, unknown>>;

/** Compares what is wanted with what Discord has. Fields that Discord fills in by itself make no difference. */
export function planCommands(
  wanted: readonly CommandBody[],
  registered: readonly RegisteredCommand[],
  init: PlanInit = {},
): Plan {
  const there = new Map(registered.map((command) => [keyOf(command), command]));
  const entries = [
    ...wanted.map((body) => compare(body, there.get(keyOf(body)))),
    ...registered
      .filter((command) => !wanted.some((body) => keyOf(body) === keyOf(command)))
      .map((c) => extra(c, init)),
  ];
  return {
    entries,
    changed: entries.some(({ action }) => action !== "same" && action !== "keep"),
    bodies: entries.filter(({ action }) => action !== "delete").map(({ body }) => body),
    text: entries.flatMap(lines).join("\n"),
  };
}

const CHAT_INPUT = 1;
const ENTRY_POINT = 4;

const keyOf = ({ type, name }: { readonly type?: number | undefined; readonly name: string }): string =>
  `${type ?? CHAT_INPUT} ${name}`;

const labelOf = ({ type, name }: { readonly type?: number | undefined; readonly name: string }): string =>
  (type ?? CHAT_INPUT) === CHAT_INPUT ? `/${name}` : name;

function compare(body: CommandBody, old: RegisteredCommand | undefined): PlanEntry {
  const base = { label: labelOf(body), body, id: old?.id };
  if (old === undefined) return { ...base, action: "create", changes: [] };
  // Unsaid installation types follow the application's settings, which are not ours to compare.
  const before = { ...old, integration_types: body.integration_types && old.integration_types };
  const changes = [...differences("", normal(before), normal({ ...body }))];
  return { ...base, action: changes.length === 0 ? "same" : "update", changes };
}

function extra(command: RegisteredCommand, { prune = false, pruneEntryPoint = false }: PlanInit): PlanEntry {
  const goes = prune && (command.type !== ENTRY_POINT || pruneEntryPoint);
  const { id, application_id, guild_id, version, name_localized, description_localized, ...body } = command;
  const label = labelOf(command);
  // A kept command is sent back as it is: all fields but those that only Discord writes.
  return { action: goes ? "delete" : "keep", label, body: body as CommandBody, id, changes: [] };
}

/** Only Discord writes these, or they are old names of others. */
const IGNORED = new Set([
  ...["id", "application_id", "guild_id", "version", "name_localized", "description_localized"],
  ...["dm_permission", "default_permission", "handler"],
]);
/** Their order says nothing. */
const SETS = new Set(["contexts", "integration_types", "channel_types", "file_types"]);
const EVERYWHERE = "0,1,2";

/** One form for what means the same: no nulls, no falses, nothing empty, no defaults; sets and names of fields sorted. */
function normal(fields: Json): Json {
  const entries = Object.keys(fields)
    .filter((key) => !IGNORED.has(key))
    .sort()
    .map((key) => [key, normalValue(key, fields[key])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function normalValue(key: string, value: unknown): unknown {
  if (key === "type" && value === CHAT_INPUT) return undefined;
  if (typeof value !== "object" || value === null) return value || value === 0 ? value : undefined;
  if (!Array.isArray(value)) {
    const inner = normal(value as Json);
    return Object.keys(inner).length > 0 ? inner : undefined;
  }
  const list = value.map((each) => (typeof each === "object" ? normal(each ?? {}) : each));
  if (SETS.has(key)) list.sort();
  return list.length === 0 || (key === "contexts" && String(list) === EVERYWHERE) ? undefined : list;
}

/** Where two values differ. Lists of named things are told apart by name, for reading; their order counts. */
function* differences(path: string, from: unknown, to: unknown): Generator<Change> {
  if (same(from, to)) return;
  const [a, b] = [fieldsOf(from), fieldsOf(to)];
  if (a === undefined || b === undefined) return yield { path, from, to };
  let found = false;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    for (const change of differences(path === "" ? key : `${path}.${key}`, a[key], b[key])) {
      found = true;
      yield change;
    }
  }
  if (!found) yield { path: `${path} (order)`, from: namesOf(from), to: namesOf(to) };
}

// Both are in normal form, so their text tells.
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function fieldsOf(value: unknown): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) return value as Json;
  if (!value.every((each) => typeof each?.name === "string")) return undefined;
  return Object.fromEntries(value.map((each) => [each.name, each]));
}

// Asked of the lists themselves: an object would put names that are numbers first.
const namesOf = (list: unknown): unknown =>
  Array.isArray(list) ? list.map(({ name }) => name) : Object.keys(list as object);

const SIGNS = { create: "+", update: "~", delete: "-", keep: "=", same: "=" } as const;

function lines({ action, label, changes }: PlanEntry): string[] {
  const shown = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));
  return [
    `${SIGNS[action]} ${label}${action === "keep" ? " (not in the tree, kept)" : ""}`,
    ...changes.map(({ path, from, to }) => `    ${path}: ${shown(from)} -> ${shown(to)}`),
  ];
}
