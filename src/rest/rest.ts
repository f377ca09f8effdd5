/**
 * `createRest()`: any operation of Discord's HTTP interface by its route, with limits kept, uploads, deadlines and
 * errors that say what to do (https://docs.discord.com/developers/reference).
 *
 * What it gives away must never lead to the token, neither by listing nor by printing.
 */

import type { Route, Routes } from "../discord/routes.ts";
import type { RequestReport } from "./call.ts";
import type { BucketView } from "./dialogue.ts";
import type { RawInit, RestOptions, RouteArgs, RouteInit } from "./init.ts";
import { type PagedItem, type PagedRoute, paginate } from "./paginate.ts";
import { type AnyInit, Requests } from "./requests.ts";

/** Discord's HTTP interface. */
export interface Rest {
  /**
   * Sends one request and gives what Discord answers; undefined for an empty answer.
   * @throws ApiError, RateLimitError, NetworkError, TimeoutError, UsageError, BrowserRestError; the signal's reason.
   */
  request<R extends Route>(route: R, ...init: RouteArgs<R>): Promise<Routes[R]["result"]>;
  /** The same for an operation that has no type yet: `raw("POST", "/channels/123/messages", { body })`. */
  raw(method: string, path: string, init?: RawInit): Promise<unknown>;
  /**
   * A list that Discord gives page by page, entry by entry; the next page is asked for when it is wanted. It begins where
   * the query says, and goes on to the end.
   */
  paginate<R extends PagedRoute>(route: R, ...init: RouteArgs<R>): AsyncIterable<PagedItem<R>>;
  /** How the rate limit's buckets stand, for people and metrics. */
  buckets(): readonly BucketView[];
  /** Calls `hook` after every attempt; the answer takes it off. */
  onRequest(hook: (report: RequestReport) => void): () => void;
}

/** Makes a client of Discord's HTTP interface; it needs no gateway, and holds nothing open. */
export function createRest(options: RestOptions = {}): Rest {
  const requests = new Requests(options);
  return {
    request: (route, ...[init]) => requests.byRoute(route, (init ?? {}) as AnyInit) as Promise<never>,
    raw: (method, path, init = {}) => requests.byPath(method, path, init),
    paginate: <R extends PagedRoute>(route: R, ...[init]: RouteArgs<R>) =>
      paginate((page, ask) => requests.byRoute(page, ask as AnyInit), route, (init ?? {}) as RouteInit<R>),
    buckets: () => requests.buckets(),
    onRequest: (hook) => requests.onRequest(hook),
  };
}
