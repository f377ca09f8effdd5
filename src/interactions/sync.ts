/**
 * Registers the tree with Discord: fetches what is there, plans, and writes only what changed.
 * https://docs.discord.com/developers/interactions/application-commands#registering-a-command
 *
 * It must never write where nothing changed, nor delete what it was not told to delete: creations are limited to 200 a day.
 */

import { type CommandBody, manifest } from "../commands/manifest.ts";
import { type Plan, type PlanInit, planCommands, type RegisteredCommand } from "../commands/plan.ts";
import type { CommandTree } from "../commands/tree.ts";

/** Where commands are registered: everywhere, or in some guilds, where changes show at once. */
export type SyncScope = "global" | { readonly guilds: readonly string[] };

/** What registering takes. */
export interface SyncInit extends PlanInit {
  readonly tree: CommandTree;
  readonly applicationId: string;
  readonly scope: SyncScope;
  /** `rest.request`, or any function of its shape. Its errors are passed on. */
  readonly request: (route: SyncRoute, init: SyncRequest) => Promise<unknown>;
  /** Plans and writes nothing. Default: false. */
  readonly dryRun?: boolean;
}

type CommandsPath =
  | "/applications/{application_id}/commands"
  | "/applications/{application_id}/guilds/{guild_id}/commands";

/** The routes that registering uses. */
export type SyncRoute = `${"GET" | "POST" | "PUT"} ${CommandsPath}` | `DELETE ${CommandsPath}/{command_id}`;

/** What such a request is made of. */
export interface SyncRequest {
  readonly path: Readonly<Record<string, string>>;
  /** Asks for the names in all languages, too. */
  readonly query?: { readonly with_localizations: true };
  /** One command, or with PUT all of them. */
  readonly body?: CommandBody | readonly CommandBody[];
}

/** What was, or with `dryRun` would be, written in one scope. */
export interface Synced {
  /** Undefined: globally. */
  readonly guildId: string | undefined;
  readonly plan: Plan;
}

/** Registers the tree, guild by guild or globally, and tells what was written. */
export async function syncCommands(init: SyncInit): Promise<Synced[]> {
  const guilds = init.scope === "global" ? [undefined] : init.scope.guilds;
  const done: Synced[] = [];
  for (const guildId of guilds) done.push({ guildId, plan: await syncOne(init, guildId) });
  return done;
}

async function syncOne(init: SyncInit, guildId: string | undefined): Promise<Plan> {
  const { request, applicationId: application_id, dryRun = false } = init;
  const base: CommandsPath =
    `/applications/{application_id}${guildId === undefined ? "" : "/guilds/{guild_id}"}/commands` as CommandsPath;
  const path = { application_id, ...(guildId !== undefined && { guild_id: guildId }) };
  const there = await request(`GET ${base}`, { path, query: { with_localizations: true } });
  const wanted = manifest(init.tree).map((body) => (guildId === undefined ? body : inGuild(body)));
  const plan = planCommands(wanted, there as readonly RegisteredCommand[], init);
  if (!dryRun) await write(plan);
  return plan;

  // One change is one request; several go in one overwrite, which is all or nothing and counts only what is new.
  async function write({ entries, bodies }: Plan): Promise<void> {
    const [first, second] = entries.filter(({ action }) => action !== "same" && action !== "keep");
    if (first === undefined) return;
    if (second !== undefined) await request(`PUT ${base}`, { path, body: bodies });
    else if (first.action !== "delete") await request(`POST ${base}`, { path, body: first.body });
    else await request(`DELETE ${base}/{command_id}`, { path: { ...path, command_id: first.id ?? "" } });
  }
}

/** A command of a guild has no contexts and no installation types. */
function inGuild(body: CommandBody): CommandBody {
  const { contexts, integration_types, ...rest } = body;
  return rest as CommandBody;
}
