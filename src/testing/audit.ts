/**
 * The audit log: what was done with which routes, to whom, and the reason that the bot gave.
 * https://docs.discord.com/developers/resources/audit-log
 */

import type { Happening } from "./audience.ts";
import type { RestCall } from "./operation.ts";
import type { AuditLogEntry } from "./things.ts";

/** Writes down what was done in a guild, and answers the event that tells of it; undefined outside guilds. */
export function audit(
  [action_type, target]: readonly [action: number, target?: string],
  call: RestCall,
  guildId: string | undefined,
  body: unknown,
): Happening | undefined {
  if (guildId === undefined) return undefined;
  const { world, reason, params } = call;
  const made = (body as { readonly id?: string } | undefined)?.id;
  const entry: AuditLogEntry = {
    ...{ id: world.ids(), action_type, user_id: world.bot.id, changes: [] },
    target_id: (target === undefined ? made : params[target]) ?? null,
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
