/** `anycord commands diff|push FILE`: compares a file's commands with what is registered, and registers what changed. */

import { existsSync } from "node:fs";
import { createTree } from "../commands/tree.ts";
import { type SyncRequest, type SyncRoute, syncCommands } from "../interactions/sync.ts";
import { createRest } from "../rest/rest.ts";
import { createSimulator } from "../testing/simulator.ts";
import { loadCommands } from "./load.ts";
import { tokenOrComplain } from "./token.ts";

/** What to compare, and whether to write. */
export interface CommandsOptions {
  readonly action: string | undefined;
  /** A module that exports `commands`, or a bot with `commands` as its default. */
  readonly file: string | undefined;
  readonly guildId: string | undefined;
  readonly simulate: boolean;
}

/** Prints the difference, and writes it if asked to. */
export async function commands({ action, file, guildId, simulate }: CommandsOptions): Promise<number> {
  if ((action !== "diff" && action !== "push") || file === undefined) {
    console.error(
      "Say what to do, and with which file: anycord commands diff ./bot.ts, or anycord commands push ./bot.ts",
    );
    return 1;
  }
  if (!existsSync(file)) {
    console.error(`There is no file ${file} here.`);
    return 1;
  }
  const discord = simulate ? createSimulator() : undefined;
  const token = discord?.token ?? tokenOrComplain();
  if (token === undefined) return 1;
  const { fetch } = globalThis;
  const tree = createTree(await loadCommands(file));
  const rest = createRest({ token, runtime: discord?.runtime ?? { fetch } });
  const { id } = await rest.request("GET /applications/@me");
  const synced = await syncCommands({
    tree,
    applicationId: id,
    scope: guildId === undefined ? "global" : { guilds: [guildId] },
    request: rest.request as unknown as (route: SyncRoute, init: SyncRequest) => Promise<unknown>,
    dryRun: action === "diff",
  });
  for (const { plan } of synced) console.log(plan.changed ? plan.text : `${plan.text}\nNothing to change.`.trimStart());
  discord?.close();
  return 0;
}
