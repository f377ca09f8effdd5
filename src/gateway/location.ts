/**
 * Where the gateway lies, as REST tells it, and which shards a process runs there.
 * https://docs.discord.com/developers/events/gateway#get-gateway-bot
 */

import type { SessionStartLimit } from "./identify-turns.ts";

/** Where the gateway lies, as GET /gateway and GET /gateway/bot tell it. */
export interface Location {
  readonly url: string;
  /** The number of shards that Discord advises. */
  readonly shards?: number;
  /** How many session starts are left today; GET /gateway does not tell. */
  readonly session_start_limit?: SessionStartLimit;
}

/** Which shards to run: a number (all of them), or some of a total. */
export type ShardChoice = number | { readonly ids: readonly number[]; readonly total: number };

/** The shards of a choice. `advised` is what Discord says. */
export function chosenShards(
  choice: "auto" | ShardChoice | undefined,
  advised = 1,
): { ids: readonly number[]; total: number } {
  if (typeof choice === "object") return choice;
  const total = typeof choice === "number" ? choice : advised;
  return { ids: [...Array(total).keys()], total };
}
