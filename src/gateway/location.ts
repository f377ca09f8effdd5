/**
 * Where the gateway lies, as REST tells it, and which shards a process runs there.
 * https://docs.discord.com/developers/events/gateway#get-gateway-bot
 */

import { badShards } from "./failure.ts";
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

/**
 * The shards of a choice. `advised` is what Discord says.
 * @throws {UsageError} SHARDS_INVALID if it holds none, or one that cannot be
 */
export function chosenShards(
  choice: "auto" | ShardChoice | undefined,
  advised = 1,
): { ids: readonly number[]; total: number } {
  const total = typeof choice === "object" ? choice.total : typeof choice === "number" ? choice : advised;
  if (!Number.isSafeInteger(total)) throw badShards(choice);
  const ids = typeof choice === "object" ? choice.ids : Array.from({ length: total }, (_, id) => id);
  const possible = new Set(ids.filter((id) => Number.isInteger(id) && id >= 0 && id < total));
  if (ids.length === 0 || possible.size < ids.length) throw badShards(choice);
  return { ids, total };
}
