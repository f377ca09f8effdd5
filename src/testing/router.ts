/**
 * Finds the operation that a method and a path mean.
 */

import type { Operation, RouteTable } from "./operation.ts";
import { Refusal } from "./refusal.ts";
import { auditLogRoutes } from "./routes/audit-log.ts";
import { channelRoutes } from "./routes/channels.ts";
import { commandRoutes } from "./routes/commands.ts";
import { emojiRoutes } from "./routes/emojis.ts";
import { gatewayRoutes } from "./routes/gateway.ts";
import { guildRoutes } from "./routes/guilds.ts";
import { interactionRoutes } from "./routes/interactions.ts";
import { inviteRoutes } from "./routes/invites.ts";
import { memberRoutes } from "./routes/members.ts";
import { messageRoutes } from "./routes/messages.ts";
import { pinRoutes } from "./routes/pins.ts";
import { reactionRoutes } from "./routes/reactions.ts";
import { roleRoutes } from "./routes/roles.ts";
import { threadRoutes } from "./routes/threads.ts";
import { userRoutes } from "./routes/users.ts";
import { webhookRoutes } from "./routes/webhooks.ts";

/** What a path means. */
export type Match =
  | { readonly operation: Operation; readonly params: Readonly<Record<string, string>> }
  | { readonly refusal: Refusal };

interface Route {
  readonly operation: Operation;
  readonly method: string;
  readonly segments: readonly string[];
}

const TABLES: readonly RouteTable[] = [
  gatewayRoutes,
  userRoutes,
  guildRoutes,
  channelRoutes,
  messageRoutes,
  reactionRoutes,
  commandRoutes,
  interactionRoutes,
  emojiRoutes,
  inviteRoutes,
  memberRoutes,
  pinRoutes,
  roleRoutes,
  threadRoutes,
  webhookRoutes,
  auditLogRoutes,
];

/** The first segments of paths that Discord knows. */
const REALMS: ReadonlySet<string> = new Set(
  (
    "applications channels gateway guilds interactions invites lobbies oauth2 partner-sdk skus soundboard-default-sounds " +
    "stage-instances sticker-packs stickers users voice webhooks"
  ).split(" "),
);

const ROUTES: readonly Route[] = TABLES.flatMap((table) => Object.entries(table)).map(([route, plan]) => {
  const [method = "", path = ""] = route.split(" ");
  const operation = typeof plan === "function" ? { route, run: plan } : { route, ...plan };
  return { operation, method, segments: path.slice(1).split("/") };
});

/** Names of the routes that are modelled, sorted. */
export const MODELLED_ROUTES: readonly string[] = ROUTES.map((route) => route.operation.route).sort();

/** Finds the operation. */
export function findOperation(method: string, pathname: string): Match {
  const path = /^\/api(?:\/v(\d+))?(\/.*)$/.exec(pathname);
  if (path === null) return { refusal: new Refusal(404, 0, "404: Not Found") };
  if (path[1] !== "10" && path[1] !== "9") return { refusal: new Refusal(400, 50041, "Invalid API version provided.") };
  const segments = (path[2] as string).slice(1).split("/");
  const found = ROUTES.filter((route) => fits(route.segments, segments));
  const best = found.filter((route) => route.method === method).sort(byLiterals)[0];
  if (best === undefined) return { refusal: notFound(method, segments, found.length > 0) };
  return { operation: best.operation, params: paramsOf(best.segments, segments) };
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, n) => part === segments[n] || (part.startsWith("{") && segments[n] !== ""))
  );
}

/** The route with more literal segments comes first: `/messages/pins` is no message. */
function byLiterals(a: Route, b: Route): number {
  return literals(b) - literals(a);
}

function literals(route: Route): number {
  return route.segments.filter((segment) => !segment.startsWith("{")).length;
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  pattern.forEach((part, n) => {
    if (part.startsWith("{")) params[part.slice(1, -1)] = decoded(segments[n] as string);
  });
  return params;
}

function notFound(method: string, segments: readonly string[], otherMethod: boolean): Refusal {
  const path = segments.map((segment) => (/^\d+$/.test(segment) ? "{id}" : segment)).join("/");
  if (!REALMS.has(segments[0] ?? "")) return new Refusal(404, 0, "404: Not Found");
  const known = otherMethod ? "with this method" : "";
  return new Refusal(501, 0, `The simulator does not model ${method} /${path} ${known}`.trim());
}

/** A segment as it was meant; one that is not encoded right stays as it is, and names nothing. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
