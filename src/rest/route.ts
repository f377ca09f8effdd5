/**
 * A route's text, "POST /channels/{channel_id}/messages", and the values for it -> where the request goes, which limit
 * it falls under and whose token it carries.
 *
 * The text is all there is to an operation: there is no code per endpoint. No value can change the route it was given
 * for, and nothing here but `path`, `major` and `secret` may ever hold a token.
 */

import { UsageError } from "../errors.ts";

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

/** What may stand in a query string. */
export type QueryValue = string | number | bigint | boolean | null | undefined;
/** A query string's values by name. */
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>;

interface Template {
  readonly route: string;
  readonly method: string;
  readonly segments: readonly Segment[];
  readonly key: string;
  /** How many of the leading values make the major parameter: 0, 1 or, where a token is in the path, 2. */
  readonly majors: 0 | 1 | 2;
  readonly credential: Credential;
}

interface Segment {
  readonly text: string;
  readonly isValue: boolean;
}

const MAJORS: Readonly<Record<string, 1 | 2>> = { channels: 1, guilds: 1, webhooks: 2, interactions: 2 };

/** Routes that Discord answers without a token, by key. */
const PUBLIC: ReadonlySet<string> = new Set([
  "GET /gateway",
  "GET /guilds/templates/{}",
  "GET /guilds/{}/widget.json",
  "GET /guilds/{}/widget.png",
  "GET /invites/{}",
  "GET /oauth2/keys",
  "GET /sticker-packs",
]);
/** Routes where the client's secret is in the form, so that no header may contradict it. */
const SECRET_IN_FORM = /^POST \/(?:oauth2\/token|partner-sdk\/(?:token|provisional-accounts\/unmerge)$)/;
const BEARER_ONLY = /^\w+ \/users\/@me\/(?:applications\/\{\}\/|guilds\/\{\}\/member$)/;
const DELETE_MESSAGE = "DELETE /channels/{}/messages/{}";
/** Values that are names of Discord's and stay as they are. */
const NAMES: ReadonlySet<string> = new Set(["@me", "@original"]);

/** Templates as they were first read; there are as many as a program writes. */
const templates: Map<string, Template> = new Map();

/**
 * Fills a route's template.
 * @param date Milliseconds since 1970: Discord limits the deletion of a message by its age.
 * @throws UsageError when a value is missing or would change the route.
 */
export function targetOf(route: string, values: Readonly<Record<string, unknown>>, date: number): Target {
  const template = templateOf(route);
  const filled: string[] = [];
  let path = "";
  for (const { text, isValue } of template.segments) {
    path += "/";
    if (isValue) path += encodeValue(text, given(route, text, values, filled));
    else path += text;
  }
  return aim(template, path, filled, date);
}

/** Takes a path that is filled in already, for operations that have no type yet: "/channels/123/messages". */
export function rawTarget(method: string, path: string, date: number): Target {
  if (!path.startsWith("/") || /[?#\\]|\/(?:\.|%2e){0,2}(?:\/|$)/i.test(path)) {
    throw new UsageError("PATH_INVALID", {
      what: "The path of a raw request must begin with a slash and have no query, no empty part and no dots.",
      cure: 'Write it like "/channels/123/messages", and hand in the query as `query`.',
    });
  }
  const values: string[] = [];
  const parts = path.slice(1).split("/");
  const names = parts.map((part, index) => {
    const name = nameOf(parts, index);
    if (name === undefined) return part;
    values.push(part);
    return `{${name}}`;
  });
  return aim(templateOf(`${method} /${names.join("/")}`), path, values, date);
}

/** What a part of a filled path is a value of; undefined where it belongs to the route. */
function nameOf(parts: readonly string[], index: number): string | undefined {
  const before = parts[index - 1] ?? "";
  if (index === 2 && parts[0] === "webhooks") return "webhook_token";
  if (index === 2 && parts[0] === "interactions") return "interaction_token";
  if (before === "reactions") return "emoji_name";
  if (before === "invites" || before === "templates") return "code";
  return /^\d+$/.test(parts[index] ?? "") ? "id" : undefined;
}

function aim(template: Template, path: string, values: readonly string[], date: number): Target {
  const { method, route, majors, credential } = template;
  const age = template.key === DELETE_MESSAGE ? ageOf(values[1] ?? "", date) : "";
  return {
    method,
    route,
    path,
    key: template.key + age,
    major: majors === 0 ? "" : values.slice(0, majors).join("/"),
    credential,
    secret: majors === 2 ? values[1] : undefined,
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
  const [method = "", path] = route.split(" /");
  if (path === undefined) {
    throw new UsageError("ROUTE_INVALID", {
      what: `"${route}" is no route.`,
      cure: 'Write the method, a space and the path as in Discord\'s documentation: "GET /channels/{channel_id}".',
    });
  }
  const segments = path.split("/").map((part) => {
    const isValue = part.startsWith("{") && part.endsWith("}");
    return { text: isValue ? part.slice(1, -1) : part, isValue };
  });
  const key = route.replace(/\{\w+\}/g, "{}");
  const [first, second, third] = segments;
  const most = second?.isValue ? (MAJORS[first?.text ?? ""] ?? 0) : 0;
  const majors = most === 2 && !third?.isValue ? 1 : most;
  const template: Template = { route, method, segments, key, majors, credential: credentialOf(key, majors) };
  templates.set(route, template);
  return template;
}

function credentialOf(key: string, majors: number): Credential {
  if (majors === 2 || SECRET_IN_FORM.test(key)) return "none";
  if (BEARER_ONLY.test(key)) return "bearer";
  return PUBLIC.has(key) ? "optional" : "bot";
}

function given(route: string, name: string, values: Readonly<Record<string, unknown>>, filled: string[]): string {
  const value = String(values[name] ?? "");
  if (value === "" || value === "." || value === "..") {
    throw new UsageError("PATH_VALUE_INVALID", {
      what: `${route} needs a value for ${name}${value === "" ? "" : `, and "${value}" would lead elsewhere`}.`,
      cure: `Hand it in as \`path: { ${name}: "..." }\`.`,
    });
  }
  filled.push(value);
  return value;
}

function encodeValue(name: string, value: string): string {
  if (NAMES.has(value)) return value;
  try {
    return encodeURIComponent(value);
  } catch (cause) {
    throw new UsageError("PATH_VALUE_INVALID", {
      what: `The value for ${name} has half of a surrogate pair in it.`,
      cure: "Hand in a whole emoji.",
      cause,
    });
  }
}

/** Names whose lists Discord reads with commas; every other list repeats its name. */
const WITH_COMMAS: ReadonlySet<string> = new Set(["include_roles", "sku_ids"]);

/** The query string with its question mark; empty if there is nothing to say. Undefined and null are left out. */
export function queryString(query: Query | undefined): string {
  if (query === undefined) return "";
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    listOf(name, value).map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

function listOf(name: string, value: Query[string]): string[] {
  const list = (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null).map(String);
  return list.length > 1 && WITH_COMMAS.has(name) ? [list.join(",")] : list;
}
