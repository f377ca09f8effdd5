/**
 * What stands before a command: cooldowns, and the permissions that the bot needs.
 * https://docs.discord.com/developers/topics/permissions
 *
 * It must never answer: it says what is in the way.
 */

import type { Cooldown } from "../commands/define.ts";
import type { Leaf } from "../commands/tree.ts";
import type { FallbackReason } from "./fallback.ts";
import { actorOf, type InteractionPayload } from "./payload.ts";

const ADMINISTRATOR = 1n << 3n;
/** So many counts are kept before those that are over are dropped. */
const PRUNE_AT = 1000;

/** The uses of commands that have a cooldown. */
export interface Gates {
  /** What is in the way of the command; undefined: nothing, and the use is counted. */
  blocked(leaf: Leaf, payload: InteractionPayload, now: number): FallbackReason | undefined;
}

interface Uses {
  readonly at: readonly number[];
  readonly perMs: number;
}

/** Makes gates that have counted nothing yet. */
export function createGates(): Gates {
  const counts = new Map<string, Uses>();

  function waitMs(key: string, { perMs, uses = 1 }: Cooldown, now: number): number {
    const at = (counts.get(key)?.at ?? []).filter((each) => now - each < perMs);
    if (at.length >= uses) return perMs - (now - (at[at.length - uses] ?? now));
    counts.set(key, { at: [...at, now], perMs });
    if (counts.size > PRUNE_AT) prune(counts, now);
    return 0;
  }

  return {
    blocked(leaf, payload, now) {
      const { cooldown, botPermissions = 0n } = leaf.settings;
      const held = bits(payload.app_permissions);
      const missing = (held & ADMINISTRATOR) === 0n ? botPermissions & ~held : 0n;
      if (missing !== 0n) return { type: "permissions", missing };
      if (cooldown === undefined) return undefined;
      const retryAfterMs = waitMs(`${leaf.type} ${leaf.path} ${whose(cooldown, payload)}`, cooldown, now);
      return retryAfterMs > 0 ? { type: "cooldown", retryAfterMs } : undefined;
    },
  };
}

const bits = (text: string | undefined): bigint => (/^\d+$/.test(text ?? "") ? BigInt(text ?? 0) : 0n);

function whose({ by = "user" }: Cooldown, payload: InteractionPayload): string {
  const user = actorOf(payload).id;
  const ids = { user, guild: payload.guild_id, channel: payload.channel_id, everyone: "" };
  return ids[by] ?? user;
}

function prune(counts: Map<string, Uses>, now: number): void {
  for (const [key, { at, perMs }] of counts) {
    if (now - (at.at(-1) ?? 0) >= perMs) counts.delete(key);
  }
}
