/** Requests to Discord, with rate limits, uploads and errors taken care of. */

export type { RequestReport } from "./call.ts";
export type { BucketView } from "./dialogue.ts";
export type { LimitScope } from "./headers.ts";
export type { PathOf, RawInit, RequestOptions, RestOptions, RouteArgs, RouteInit } from "./init.ts";
export { createMessages, type MessageBody, type MessageEdit, type MessagePlace, type Messages } from "./messages.ts";
export type { PagedItem, PagedRoute } from "./paginate.ts";
export type { QuotaKind } from "./quota.ts";
export { createRest, type Rest } from "./rest.ts";
export type { Query, QueryValue } from "./route.ts";
