/**
 * What requests are made of, as users write them. Types only.
 */

import type { Files } from "../discord/input.ts";
import type { Route, Routes } from "../discord/routes.ts";
import type { Log } from "../log.ts";
import type { AbortSignalLike, Runtime } from "../runtime.ts";
import type { Query } from "./route.ts";

/** What createRest takes; nothing of it is needed. */
export interface RestOptions {
  /** The bot's token, with or without "Bot ". Without one only routes that need none can be used. */
  readonly token?: string | undefined;
  /** Parts of the world to stand in for the real ones. */
  readonly runtime?: Partial<Runtime> | undefined;
  /** Where Discord's HTTP interface is, or a relay to it. Default: "https://discord.com/api/v10". */
  readonly restUrl?: string | undefined;
  /** Default: warnings and errors, to the console. */
  readonly log?: Log | undefined;
  /** Added to the User-Agent on servers: "MyBot/1.0". */
  readonly userAgent?: string | undefined;
  /** Requests a second of one identity. Default: 50; higher only by agreement with Discord. */
  readonly globalPerSecond?: number | undefined;
  /** Milliseconds an attempt may take from its permit to the end of its body; uploads get more by their size. Default: 15,000. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds a request may wait for its rate limit. Default: 600,000. */
  readonly maxWaitMs?: number | undefined;
}

/** What every request may carry. */
export interface RequestOptions {
  /** Shown in the audit log; 1 to 512 characters. */
  readonly reason?: string | undefined;
  /** Ends the call wherever it is, with the signal's reason. */
  readonly signal?: AbortSignalLike | undefined;
  /** Milliseconds the whole call may take: queue, waits, repeats, headers and body. Default: no limit but the parts'. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds it may wait for its rate limit. Default: that of createRest. */
  readonly maxWaitMs?: number | undefined;
  /** A user's OAuth2 token instead of the bot's; false for none. */
  readonly auth?: false | { readonly bearer: string } | undefined;
}

/**
 * The route itself; for a text that is none, the routes that differ in the names between braces only, so that the
 * compiler's message holds the right one; else all.
 */
export type Known<R extends string> = R extends Route ? R : [Near<R>] extends [never] ? Route : Near<R>;
type Near<R extends string> = { [K in Route]: Blank<K> extends Blank<R> ? K : never }[Route];
type Blank<R extends string> = R extends `${infer Before}{${string}}${infer After}` ? `${Before}{}${Blank<After>}` : R;

type Names<R extends string> = R extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** The values that a route's path needs, by name. */
export type PathOf<R extends string> = [Names<R>] extends [never]
  ? unknown
  : { readonly path: { readonly [Name in Names<R>]: string } };

/** All that a route takes. */
export type RouteInit<R extends string> = PathOf<R> & (R extends Route ? Routes[R]["init"] : unknown) & RequestOptions;

/** The arguments after the route: none are needed where the route needs none. */
export type RouteArgs<R extends string> = object extends RouteInit<R> ? [init?: RouteInit<R>] : [init: RouteInit<R>];

/** What a route answers. */
export type ResultOf<R extends string> = R extends Route ? Routes[R]["result"] : never;

/** What a request without a type takes. */
export interface RawInit extends RequestOptions {
  /** What stands after the question mark; undefined values are left out. Default: nothing. */
  readonly query?: Query | undefined;
  /** Sent as JSON. Default: no body. */
  readonly body?: unknown;
  /** Uploaded beside the body, as multipart/form-data. Default: none. */
  readonly files?: Files | undefined;
  /** Parts of a multipart form with names of their own. */
  readonly form?: Readonly<Record<string, unknown>> | undefined;
}
