/**
 * The audit log of a guild, read.
 * https://docs.discord.com/developers/resources/audit-log#get-guild-audit-log
 */

import type { Answer, RestCall, RouteTable } from "../operation.ts";
import { guildOf, idOf, limitOf } from "./found.ts";

/** The operations on audit logs. */
export const auditLogRoutes: RouteTable = {
  "GET /guilds/{guild_id}/audit-logs": { run: list, needs: "VIEW_AUDIT_LOG" },
};

/** Newest first; after `after`, oldest first. */
function list(call: RestCall): Answer {
  const { world, query } = call;
  const [before, after] = [idOf(call, "before"), idOf(call, "after")];
  const [action, user] = [query.get("action_type"), query.get("user_id")];
  const wanted = world.auditLogOf(guildOf(call).id).filter((entry) => {
    const id = BigInt(entry.id);
    const inside = (before === undefined || id < before) && (after === undefined || id > after);
    return (
      inside && Number(action ?? entry.action_type) === entry.action_type && (user ?? entry.user_id) === entry.user_id
    );
  });
  const audit_log_entries = (after === undefined ? wanted.reverse() : wanted).slice(0, limitOf(call, 50, 100));
  const named = new Set(audit_log_entries.flatMap((entry) => [entry.user_id, entry.target_id]));
  const users = [...world.users.values()].filter((it) => named.has(it.id));
  const none = { application_commands: [], auto_moderation_rules: [], guild_scheduled_events: [], integrations: [] };
  return { audit_log_entries, users, ...none, threads: [], webhooks: [] };
}
