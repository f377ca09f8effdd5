/**
 * Which shards a program asks for, looked at when its client is made: what cannot be is refused there, and not while it connects.
 */

import { UsageError } from "../errors.ts";
import type { ShardChoice } from "../gateway/location.ts";

/**
 * The choice, if it can be.
 * @throws {UsageError} SHARDS_INVALID if it holds no shard, one twice, or one that is not below the total
 */
export function checkedShards(choice: "auto" | ShardChoice = "auto"): "auto" | ShardChoice {
  if (choice === "auto") return choice;
  const { ids, total } = typeof choice === "number" ? { ids: [0], total: choice } : choice;
  const possible = new Set(ids.filter((id) => Number.isInteger(id) && id >= 0 && id < total));
  if (Number.isSafeInteger(total) && ids.length > 0 && possible.size === ids.length) return choice;
  throw new UsageError("SHARDS_INVALID", {
    what: `The bot cannot have the shards ${JSON.stringify(choice)}.`,
    cure: "Give a number above 0, or `{ ids, total }`: each id once, and below the total.",
  });
}
