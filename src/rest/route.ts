/**
 * A route's text, "POST /channels/{channel_id}/messages", and the values for it -> where the request goes, which limit
 * it falls under and whose token it carries.
 *
 * The text is all there is to an operation: there is no code per endpoint. No value can change the route it was given
 * for, and nothing here but `path`, `major` and `secret` may ever hold a token.
 */

import { misuse } from "./failure.ts";

/**
 * Whose token goes along: the bot's; the bot's if there is one; a user's bearer token only; or none, because one is in
 * the path or in the form.
 */
export type Credential = "bot" | "optional" | "bearer" | "none";

/** Where one request goes. */
export interface Target {
  readonly method: string;
  /** The template with its method, for texts: never a value. */
  readonly route: string;
  /** The path as it goes into the url, encoded. */
  readonly path: string;
  /** What the rate limit is kept by, apart from the major parameter: the route with its names blanked. */
  readonly key: string;
  /** The major parameter (https://docs.discord.com/developers/topics/rate-limits#rate-limits); may hold a webhook's token. */
  readonly major: string;
  readonly credential: Credential;
  /** The token in the path, if there is one. */
  readonly secret: string | undefined;
}

/** Tells the milliseconds since 1970: asked where a message is deleted, which Discord limits by its age. */
interface Calendar {
  date(): number;
}

/** What may stand in a query string. */
export type QueryValue = string | number | bigint | boolean | null | undefined;
/** A query string's values by name. */
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>;

interface Template {
  readonly route: string;
  readonly method: string;
  /** What the path is made of by turns: a text, the name of a value, a text ... */
  readonly parts: readonly string[];
  readonly key: string;
  /** How many of the leading values make the major parameter: 0, 1 or, where a token is in the path, 2. */
  readonly majors: number;
  readonly credential: Credential;
}

const ONE_MAJOR = /^\w+ \/(?:channels|guilds|webhooks|interactions)\/\{\}/;
const WITH_TOKEN = /^\w+ \/(?:webhooks|interactions)\/\{\}\/\{\}/;

/** Routes that Discord answers without a token. */
const PUBLIC =
  /^GET \/(?:gateway|guilds\/(?:templates\/\{\}|\{\}\/widget\.(?:json|png))|invites\/\{\}|oauth2\/keys|sticker-packs)$/;
/** Routes where the client's secret is in the form, so that no header may contradict it. */
const SECRET_IN_FORM = /^POST \/(?:oauth2\/token|partner-sdk\/(?:token|provisional-accounts\/unmerge)$)/;
const BEARER_ONLY = /^\w+ \/users\/@me\/(?:applications\/\{\}\/|guilds\/\{\}\/member$)/;
const DELETE_MESSAGE = "DELETE /channels/{}/messages/{}";

const DIGITS = /^\d+$/;
/** What stands before a code, in a path that is filled in already. */
const CODED = /^(?:reactions|invites|templates)$/;

/** Templates as they were first read; there are as many as a program writes. */
const templates: Map<string, Template> = new Map();

/**
 * Fills a route's template.
 * @throws UsageError when a value is missing or would change the route.
 */
export function targetOf(route: string, values: Readonly<Record<string, unknown>>, calendar: Calendar): Target {
  const template = templateOf(route);
  const { parts } = template;
  const filled: string[] = [];
  let path = parts[0] as string;
  for (let index = 1; index < parts.length; index += 2) {
    const name = parts[index] as string;
    const value = String(values[name] ?? "");
    filled.push(value);
    path += encodeValue(value, name, route) + parts[index + 1];
  }
  return aim(template, path, filled, calendar);
}

/** Takes a path that is filled in already, for operations that have no type yet: "/channels/123/messages". */
export function rawTarget(method: string, path: string, calendar: Calendar): Target {
  if (!path.startsWith("/") || /[?#\\]|\/(?:\.|%2e){0,2}(?:\/|$)/i.test(path)) {
    throw misuse("PATH_INVALID", "The path of a raw request");
  }
  const values: string[] = [];
  const parts = path.split("/");
  let route = `${method} `;
  for (let index = 1; index < parts.length; index += 1) {
    const part = parts[index] as string;
    const name = nameOf(part, index, parts);
    if (name !== undefined) values.push(part);
    route += `/${name ?? part}`;
  }
  return aim(templateOf(route), path, values, calendar);
}

/** What a part of a filled path is a value of; undefined where it belongs to the route. */
function nameOf(part: string, index: number, parts: readonly string[]): string | undefined {
  const owner = index === 3 ? /^(webhook|interaction)s$/.exec(parts[1] as string)?.[1] : undefined;
  if (owner !== undefined) return `{${owner}_token}`;
  if (CODED.test(parts[index - 1] as string)) return "{code}";
  return DIGITS.test(part) ? "{id}" : undefined;
}

function aim(
  { method, route, key, majors, credential }: Template,
  path: string,
  [first = "", second]: readonly string[],
  calendar: Calendar,
): Target {
  return {
    method,
    route,
    path,
    key: key === DELETE_MESSAGE ? key + ageOf(second as string, calendar.date()) : key,
    major: majors === 2 ? `${first}/${second}` : majors === 1 ? first : "",
    credential,
    secret: majors === 2 ? second : undefined,
  };
}

/** Fresh and old messages are deleted under limits of their own (https://github.com/discord/discord-api-docs/issues/8330). */
function ageOf(messageId: string, date: number): string {
  const age = date - (Number(messageId) / 2 ** 22 + 1_420_070_400_000);
  if (age < 10_000) return " new";
  return age > 14 * 86_400_000 ? " old" : "";
}

function templateOf(route: string): Template {
  const known = templates.get(route);
  if (known !== undefined) return known;
  const [, method, path] = /^(\w+) (\/.*)/.exec(route) ?? [];
  if (method === undefined || path === undefined) throw misuse("ROUTE_INVALID", `"${route}"`);
  const key = route.replace(/\{\w+\}/g, "{}");
  const majors = WITH_TOKEN.test(key) ? 2 : ONE_MAJOR.test(key) ? 1 : 0;
  const template = { route, method, parts: path.split(/[{}]/), key, majors, credential: credentialOf(key, majors) };
  templates.set(route, template);
  return template;
}

function credentialOf(key: string, majors: number): Credential {
  if (majors === 2 || SECRET_IN_FORM.test(key)) return "none";
  if (BEARER_ONLY.test(key)) return "bearer";
  return PUBLIC.test(key) ? "optional" : "bot";
}

/** Names of Discord's stay as they are. */
function encodeValue(value: string, name: string, route: string): string {
  if (DIGITS.test(value) || /^@(?:me|original)$/.test(value)) return value;
  try {
    if (!/^\.{0,2}$/.test(value)) return encodeURIComponent(value);
  } catch {
    // Half of a surrogate pair is as wrong as nothing.
  }
  throw misuse("PATH_VALUE_INVALID", `The value of ${name} in ${route}`);
}

/** Names whose lists Discord reads with commas; every other list repeats its name. */
const WITH_COMMAS = /^(?:include_roles|sku_ids)$/;

/** The query string with its question mark; empty if there is nothing to say. Undefined and null are left out. */
export function queryString(query: Query | undefined): string {
  if (query === undefined) return "";
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const list = [value].flat().filter((one) => one !== undefined && one !== null);
    const texts = list.length > 1 && WITH_COMMAS.test(name) ? [list.join()] : list;
    return texts.map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`);
  });
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
