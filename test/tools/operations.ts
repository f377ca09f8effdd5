/**
 * Makes test/discord/operations.ts, the list that our route types are held against, from Discord's own description of its
 * HTTP interface (https://github.com/discord/discord-api-spec). Run by hand when that has changed:
 *
 *     node test/tools/operations.ts path/to/openapi.json
 *
 * It must never run in a build or a test: the list is what they read.
 */

import { readFileSync, writeFileSync } from "node:fs";

interface Operation {
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Operations that show a reason in the audit log. Only the documentation tells, operation by operation. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  "/channels/{channel_id}": ["PATCH", "DELETE"],
  "/channels/{channel_id}/followers": ["POST"],
  "/channels/{channel_id}/invites": ["POST"],
  "/channels/{channel_id}/messages/bulk-delete": ["POST"],
  "/channels/{channel_id}/messages/pins/{message_id}": ["PUT", "DELETE"],
  "/channels/{channel_id}/messages/{message_id}": ["DELETE"],
  "/channels/{channel_id}/messages/{message_id}/threads": ["POST"],
  "/channels/{channel_id}/permissions/{overwrite_id}": ["PUT", "DELETE"],
  "/channels/{channel_id}/threads": ["POST"],
  "/channels/{channel_id}/voice-status": ["PUT"],
  "/channels/{channel_id}/webhooks": ["POST"],
  "/guilds/{guild_id}": ["PATCH"],
  "/guilds/{guild_id}/auto-moderation/rules": ["POST"],
  "/guilds/{guild_id}/auto-moderation/rules/{rule_id}": ["PATCH", "DELETE"],
  "/guilds/{guild_id}/bans/{user_id}": ["PUT", "DELETE"],
  "/guilds/{guild_id}/bulk-ban": ["POST"],
  "/guilds/{guild_id}/channels": ["POST"],
  "/guilds/{guild_id}/emojis": ["POST"],
  "/guilds/{guild_id}/emojis/{emoji_id}": ["PATCH", "DELETE"],
  "/guilds/{guild_id}/integrations/{integration_id}": ["DELETE"],
  "/guilds/{guild_id}/members/@me": ["PATCH"],
  "/guilds/{guild_id}/members/{user_id}": ["PATCH", "DELETE"],
  "/guilds/{guild_id}/members/{user_id}/roles/{role_id}": ["PUT", "DELETE"],
  "/guilds/{guild_id}/onboarding": ["PUT"],
  "/guilds/{guild_id}/prune": ["POST"],
  "/guilds/{guild_id}/roles": ["POST", "PATCH"],
  "/guilds/{guild_id}/roles/{role_id}": ["PATCH", "DELETE"],
  "/guilds/{guild_id}/scheduled-events": ["POST"],
  "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}": ["PATCH"],
  "/guilds/{guild_id}/soundboard-sounds": ["POST"],
  "/guilds/{guild_id}/soundboard-sounds/{sound_id}": ["PATCH", "DELETE"],
  "/guilds/{guild_id}/stickers": ["POST"],
  "/guilds/{guild_id}/stickers/{sticker_id}": ["PATCH", "DELETE"],
  "/guilds/{guild_id}/welcome-screen": ["PATCH"],
  "/guilds/{guild_id}/widget": ["PATCH"],
  "/invites/{code}": ["DELETE"],
  "/stage-instances": ["POST"],
  "/stage-instances/{channel_id}": ["PATCH", "DELETE"],
  "/webhooks/{webhook_id}": ["PATCH", "DELETE"],
};

const METHODS = ["get", "post", "put", "patch", "delete"];

/** "bot", "oauth2", "bot|oauth2", or "none" where no token is needed: an empty choice among the others. */
function authOf({ security }: Operation): string {
  const choices = security.map((choice) => Object.keys(choice)[0] ?? "none");
  if (choices.includes("none")) return "none";
  return choices.map((scheme) => (scheme === "BotToken" ? "bot" : "oauth2")).join("|");
}

function rowOf(method: string, path: string, operation: Operation): string {
  const verb = method.toUpperCase();
  const multipart = "multipart/form-data" in (operation.requestBody?.content ?? {});
  const facts = [
    `route: "${verb} ${path}"`,
    `auth: "${authOf(operation)}"`,
    ...(multipart ? ["multipart: true"] : []),
    ...(REASONS[path]?.includes(verb) ? ["reason: true"] : []),
  ];
  return `  { ${facts.join(", ")} },`;
}

const source = process.argv[2];
if (source === undefined) throw new Error("Say where the description is: node test/tools/operations.ts openapi.json");
const description: Description = JSON.parse(readFileSync(source, "utf8"));
const rows = Object.entries(description.paths).flatMap(([path, operations]) =>
  METHODS.flatMap((method) => {
    const operation = operations[method];
    return operation === undefined ? [] : [rowOf(method, path, operation)];
  }),
);

writeFileSync(
  new URL("../discord/operations.ts", import.meta.url),
  `/**
 * The ${rows.length} operations of Discord's own description of its HTTP interface: the token each takes, whether it takes
 * multipart/form-data, and whether the audit log shows a reason. Made by test/tools/operations.ts, not by hand.
 */

export const OPERATIONS = [
${rows.join("\n")}
] as const;
`,
);
console.log(`${rows.length} operations`);
