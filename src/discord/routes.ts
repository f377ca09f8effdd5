/**
 * Every operation of Discord's HTTP interface by its route, exactly as Discord writes it, with what it takes and gives.
 *
 * Types only: a route costs nothing at run time. The tables lie in `routes/`, a chapter a file.
 */

import type { ApplicationRoutes } from "./routes/applications.ts";
import type { ChannelRoutes } from "./routes/channels.ts";
import type { ExpressionRoutes } from "./routes/expressions.ts";
import type { GuildPlanRoutes } from "./routes/guild-plans.ts";
import type { GuildRoutes } from "./routes/guilds.ts";
import type { LobbyRoutes } from "./routes/lobbies.ts";
import type { MemberRoutes } from "./routes/members.ts";
import type { MessageRoutes } from "./routes/messages.ts";
import type { UserRoutes } from "./routes/users.ts";
import type { WebhookRoutes } from "./routes/webhooks.ts";

/**
 * All operations: `init` is what is given besides the parts of the path, `result` what comes back; `undefined` where
 * Discord answers with nothing.
 *
 * Each says which token it takes. Discord refuses bot tokens that come from a browser's page, so that those routes need
 * a relay there; routes without a token, and OAuth2 tokens, work from a page too. "Takes a reason" tells whether the
 * audit log shows one.
 */
export interface Routes
  extends ApplicationRoutes,
    ChannelRoutes,
    ExpressionRoutes,
    GuildPlanRoutes,
    GuildRoutes,
    LobbyRoutes,
    MemberRoutes,
    MessageRoutes,
    UserRoutes,
    WebhookRoutes {}

/** A route as Discord writes it: "POST /channels/{channel_id}/messages". */
export type Route = keyof Routes;
