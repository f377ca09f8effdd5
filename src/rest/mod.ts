/** Requests to Discord, with rate limits, uploads and errors taken care of. */

export type { RequestReport } from "./call.ts";
export type { BucketView } from "./dialogue.ts";
export type { LimitScope } from "./headers.ts";
export type { PathOf, RawInit, RequestOptions, RestOptions, RouteArgs, RouteInit } from "./init.ts";
export { createMessages, type MessageBody, type MessageEdit, type MessagePlace, type Messages } from "./messages.ts";
export { type AuthorizeOptions, authorizeUrl, createOAuth2, type OAuth2, type OAuth2Tokens } from "./oauth2.ts";
export { type PagedItem, type PagedRoute, paginate } from "./paginate.ts";
export type { QuotaKind } from "./quota.ts";
export { createRest, type Rest } from "./rest.ts";
export type { Query, QueryValue } from "./route.ts";
export { createWebhook, type Webhook, type WebhookBody, type WebhookEdit, type WebhookOptions } from "./webhook.ts";
