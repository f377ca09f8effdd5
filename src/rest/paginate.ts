/**
 * Lists that Discord gives page by page, as one: every style of paging it has
 * (https://docs.discord.com/developers/reference and the pages of the routes below).
 *
 * It asks for a page only when somebody wants what is on it, and must never hold more than one.
 */

import type { Route, Routes } from "../discord/routes.ts";
import { RateLimitError, UsageError } from "../errors.ts";
import { isRecord } from "./content.ts";
import type { RouteArgs } from "./init.ts";
import type { Rest } from "./rest.ts";

/** How a list goes on. */
interface Style {
  /** Where in the answer the list is; empty if the answer is the list. */
  readonly list: string;
  /** Where in an entry the next cursor is; empty for lists that go by `offset`. */
  readonly cursor: string;
  /** The way it goes if nobody says otherwise. */
  readonly way: "before" | "after" | "offset";
  /** The largest page. */
  readonly most: number;
}

const style = (way: Style["way"], most: number, cursor = "id", list = ""): Style => ({ list, cursor, way, most });

const ARCHIVED = "thread_metadata.archive_timestamp";

/** Routes whose answer is one page of a list, and where in the answer it is; empty where the answer is the list. */
export interface PagedLists {
  "GET /channels/{channel_id}/messages": "";
  "GET /channels/{channel_id}/messages/pins": "items";
  "GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}": "";
  "GET /channels/{channel_id}/polls/{message_id}/answers/{answer_id}": "users";
  "GET /channels/{channel_id}/thread-members": "";
  "GET /channels/{channel_id}/threads/archived/public": "threads";
  "GET /channels/{channel_id}/threads/archived/private": "threads";
  "GET /channels/{channel_id}/users/@me/threads/archived/private": "threads";
  "GET /guilds/{guild_id}/audit-logs": "audit_log_entries";
  "GET /guilds/{guild_id}/bans": "";
  "GET /guilds/{guild_id}/members": "";
  "GET /guilds/{guild_id}/messages/search": "messages";
  "GET /channels/{channel_id}/threads/search": "threads";
  "GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/users": "";
  "GET /users/@me/guilds": "";
  "GET /applications/{application_id}/entitlements": "";
  "GET /skus/{sku_id}/subscriptions": "";
}

const STYLES: Readonly<Record<keyof PagedLists, Style>> = {
  "GET /channels/{channel_id}/messages": style("before", 100),
  "GET /channels/{channel_id}/messages/pins": style("before", 50, "pinned_at", "items"),
  "GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}": style("after", 100),
  "GET /channels/{channel_id}/polls/{message_id}/answers/{answer_id}": style("after", 100, "id", "users"),
  "GET /channels/{channel_id}/thread-members": style("after", 100, "user_id"),
  "GET /channels/{channel_id}/threads/archived/public": style("before", 100, ARCHIVED, "threads"),
  "GET /channels/{channel_id}/threads/archived/private": style("before", 100, ARCHIVED, "threads"),
  "GET /channels/{channel_id}/users/@me/threads/archived/private": style("before", 100, "id", "threads"),
  "GET /guilds/{guild_id}/audit-logs": style("before", 100, "id", "audit_log_entries"),
  "GET /guilds/{guild_id}/bans": style("after", 1000, "user.id"),
  "GET /guilds/{guild_id}/members": style("after", 1000, "user.id"),
  "GET /guilds/{guild_id}/messages/search": style("offset", 25, "", "messages"),
  "GET /channels/{channel_id}/threads/search": style("offset", 25, "", "threads"),
  "GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/users": style("after", 100, "user.id"),
  "GET /users/@me/guilds": style("after", 200),
  "GET /applications/{application_id}/entitlements": style("after", 100),
  "GET /skus/{sku_id}/subscriptions": style("after", 100),
};

/** A route whose answer is one page of a list. */
export type PagedRoute = keyof PagedLists;

/** One entry of a list. Search gives its messages in groups, and so do its entries. */
export type PagedItem<R extends PagedRoute> = ItemOf<Routes[R]["result"], PagedLists[R]>;
type ItemOf<Result, List extends string> = Result extends readonly (infer Item)[]
  ? Item
  : Result extends { readonly [Name in List]: readonly (infer Item)[] }
    ? Item
    : never;

/** The furthest that Discord lets a search go. */
const LAST_OFFSET = 9_975;

/**
 * A list that Discord gives page by page, entry by entry; the next page is asked for when it is wanted. It begins where
 * the query says and goes on to the end, `limit` (default: the most) on a page.
 * @throws UsageError for a route without pages; whatever `rest.request` throws; RateLimitError while a search's index is built.
 */
export async function* paginate<R extends PagedRoute>(
  rest: Pick<Rest, "request">,
  route: R,
  ...[init]: RouteArgs<R>
): AsyncGenerator<PagedItem<R>, void, undefined> {
  const ask = rest.request as (route: Route, init: object) => Promise<unknown>;
  const given: Readonly<Record<string, unknown>> = { ...(init as { query?: object } | undefined)?.query };
  const known = STYLES[route] as Style | undefined;
  if (known === undefined) throw notPaged(route);
  const way = wayOf(known, given);
  let query: Record<string, unknown> = { limit: known.most, ...given };
  if (way === "after" && query.after === undefined) query.after = "0";
  for (;;) {
    const answer = await ask(route, { ...init, query });
    const page = listOf(answer, known.list, route);
    const ordered = way === "after" && isDescending(page, known.cursor) ? [...page].reverse() : page;
    yield* ordered as PagedItem<R>[];
    const next = cursorAfter(way, ordered, known, query);
    if (next === undefined || isLast(answer, page.length, Number(query.limit), next)) return;
    query = { ...query, around: undefined, [way]: next };
  }
}

function wayOf(known: Style, given: Readonly<Record<string, unknown>>): Style["way"] {
  if (known.way === "offset") return "offset";
  if (given.before !== undefined) return "before";
  return given.after === undefined ? known.way : "after";
}

function cursorAfter(
  way: Style["way"],
  page: readonly unknown[],
  { cursor }: Style,
  query: Readonly<Record<string, unknown>>,
): unknown {
  if (way === "offset") return Number(query.offset ?? 0) + Number(query.limit);
  return page.length === 0 ? undefined : at(page.at(-1), cursor);
}

/** A short page is the last, but in lists that say themselves whether there is more. */
function isLast(answer: unknown, length: number, limit: number, next: unknown): boolean {
  if (!isRecord(answer)) return length < limit;
  if (typeof answer.has_more === "boolean") return !answer.has_more;
  const total = answer.total_results;
  if (typeof total === "number") return Number(next) >= total || Number(next) > LAST_OFFSET;
  return length < limit;
}

function listOf(answer: unknown, list: string, route: string): readonly unknown[] {
  const found = list === "" ? answer : at(answer, list);
  if (Array.isArray(found)) return found;
  // A search whose index is not ready answers 202 and when to come again.
  const seconds = Number(at(answer, "retry_after") ?? 0);
  throw new RateLimitError(
    "INDEX_NOT_READY",
    { route, retryAfterMs: seconds * 1000 },
    { what: `${route} is not ready: Discord is still building its index.`, cure: `Try again in ${seconds} s.` },
  );
}

function isDescending(page: readonly unknown[], cursor: string): boolean {
  const [first, last] = [String(at(page[0], cursor)), String(at(page.at(-1), cursor))];
  return first.length === last.length ? first > last : first.length > last.length;
}

/** What is at a place in nested objects. */
function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((part, name) => (isRecord(part) ? part[name] : undefined), value);
}

function notPaged(route: string): UsageError {
  return new UsageError("ROUTE_NOT_PAGED", {
    what: `${route} gives no list page by page.`,
    cure: "Use `request`, which gives all there is.",
  });
}
