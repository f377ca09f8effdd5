/**
 * Where the gateway lies, as REST tells it, and which shards a process runs there.
 * https://docs.discord.com/developers/events/gateway#get-gateway-bot
 */

import { UsageError } from "../errors.ts";
import type { SessionStartLimit } from "./identify-turns.ts";

/** Where the gateway lies, as GET /gateway and GET /gateway/bot tell it. */
export interface Location {
  readonly url: string;
  /** The number of shards that Discord advises. */
  readonly shards?: number;
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
  if (!(Number.isInteger(total) && total > 0)) throw invalid(choice);
  const ids = typeof choice === "object" ? choice.ids : Array.from({ length: total }, (_, id) => id);
  const possible = ids.every((id) => Number.isInteger(id) && id >= 0 && id < total);
  if (ids.length === 0 || !possible || new Set(ids).size < ids.length) throw invalid(choice);
  return { ids, total };
}

const invalid = (choice: unknown): UsageError =>
  new UsageError("SHARDS_INVALID", {
    what: `There are no such shards as ${JSON.stringify(choice)}.`,
    cure: "Give a number above 0, or `{ ids, total }` with each id once, from 0 up to below the total.",
  });
