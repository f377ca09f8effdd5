/**
 * The audit log: what was done with which routes, to whom, and the reason that the bot gave.
 * https://docs.discord.com/developers/resources/audit-log
 */

import type { Happening } from "./audience.ts";
import type { RestCall } from "./operation.ts";
import type { AuditLogEntry } from "./things.ts";

interface Deed {
  /** Discord's number for what was done. */
  readonly action: number;
  /** The parameter of the path that names to what; or where the answer has its id. */
  readonly target: string;
}

const GUILD = "/guilds/{guild_id}";
const CHANNEL = "/channels/{channel_id}";
const MADE = "answer";

const DEEDS: Readonly<Record<string, Deed>> = {
  [`PATCH ${GUILD}`]: { action: 1, target: "guild_id" },
  [`POST ${GUILD}/channels`]: { action: 10, target: MADE },
  [`PATCH ${CHANNEL}`]: { action: 11, target: "channel_id" },
  [`DELETE ${CHANNEL}`]: { action: 12, target: "channel_id" },
  [`PUT ${CHANNEL}/permissions/{overwrite_id}`]: { action: 13, target: "channel_id" },
  [`DELETE ${CHANNEL}/permissions/{overwrite_id}`]: { action: 15, target: "channel_id" },
  [`DELETE ${GUILD}/members/{user_id}`]: { action: 20, target: "user_id" },
  [`PUT ${GUILD}/bans/{user_id}`]: { action: 22, target: "user_id" },
  [`DELETE ${GUILD}/bans/{user_id}`]: { action: 23, target: "user_id" },
  [`PATCH ${GUILD}/members/{user_id}`]: { action: 24, target: "user_id" },
  [`PUT ${GUILD}/members/{user_id}/roles/{role_id}`]: { action: 25, target: "user_id" },
  [`DELETE ${GUILD}/members/{user_id}/roles/{role_id}`]: { action: 25, target: "user_id" },
  [`POST ${GUILD}/roles`]: { action: 30, target: MADE },
  [`PATCH ${GUILD}/roles/{role_id}`]: { action: 31, target: "role_id" },
  [`DELETE ${GUILD}/roles/{role_id}`]: { action: 32, target: "role_id" },
  [`POST ${CHANNEL}/webhooks`]: { action: 50, target: MADE },
  [`POST ${GUILD}/emojis`]: { action: 60, target: MADE },
  [`PATCH ${GUILD}/emojis/{emoji_id}`]: { action: 61, target: "emoji_id" },
  [`DELETE ${GUILD}/emojis/{emoji_id}`]: { action: 62, target: "emoji_id" },
  [`POST ${CHANNEL}/messages/bulk-delete`]: { action: 73, target: "channel_id" },
  [`PUT ${CHANNEL}/messages/pins/{message_id}`]: { action: 74, target: "message_id" },
  [`DELETE ${CHANNEL}/messages/pins/{message_id}`]: { action: 75, target: "message_id" },
};

/** Writes down what a route has done, and answers the event that tells of it; undefined for what no audit log holds. */
export function audit(
  route: string,
  call: RestCall,
  guildId: string | undefined,
  body: unknown,
): Happening | undefined {
  const deed = DEEDS[route];
  if (deed === undefined || guildId === undefined) return undefined;
  const { world, reason, params } = call;
  const made = (body as { readonly id?: string } | undefined)?.id;
  const entry: AuditLogEntry = {
    ...{ id: world.ids(), action_type: deed.action, user_id: world.bot.id, changes: [] },
    target_id: (deed.target === MADE ? made : params[deed.target]) ?? null,
    ...(reason === undefined ? {} : { reason: readable(reason) }),
  };
  world.auditLogOf(guildId).push(entry);
  return { name: "GUILD_AUDIT_LOG_ENTRY_CREATE", guildId, data: { ...entry, guild_id: guildId } };
}

/** A reason as it was meant: headers carry it percent-encoded. */
export function readable(reason: string): string {
  try {
    return decodeURIComponent(reason);
  } catch {
    return reason;
  }
}
