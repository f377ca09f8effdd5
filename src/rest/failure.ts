/**
 * Everything that can go wrong with a request, as errors: what happened and what to do next, from one table.
 *
 * It must never put a token into a text or a cause: routes are told by their templates, and what comes from elsewhere
 * is scrubbed.
 */

import {
  AnycordError,
  ApiError,
  BrowserRestError,
  type ErrorParts,
  ExpiredError,
  type FieldError,
  NetworkError,
  RateLimitError,
  TimeoutError,
  UsageError,
} from "../errors.ts";
import { isRecord } from "./content.ts";
import type { RefuseReason } from "./dialogue.ts";

/** What a program can do wrong. */
export type Misuse =
  | "BEARER_MISSING"
  | "PATH_INVALID"
  | "PATH_VALUE_INVALID"
  | "REASON_LENGTH"
  | "ROUTE_INVALID"
  | "TOKEN_MALFORMED"
  | "TOKEN_MISSING";

type Code =
  | Misuse
  | "BROWSER_REST"
  | "CLOUDFLARE_BAN"
  | "INTERACTION_EXPIRED"
  | "INVALID_REQUEST_LIMIT"
  | "RATE_LIMIT_AGAIN"
  | "RATE_LIMIT_WAIT"
  | "REQUEST_FAILED"
  | "REQUEST_TIMEOUT"
  | "TOKEN_REJECTED"
  | "WEBHOOK_GONE";

const COPY_TOKEN = "Copy the token again from the developer portal; it may have been reset.";

/** What happened, after the name of the route or thing that it happened to; and what to do. */
const TEXTS: Readonly<Record<Code, readonly [what: string, cure: string]>> = {
  BEARER_MISSING: [" needs a user's OAuth2 token.", "Hand it in as `auth: { bearer }`."],
  BROWSER_REST: [" needs the bot's token, which Discord refuses from a page.", "Point `restUrl` at a relay of yours."],
  CLOUDFLARE_BAN: [
    " failed: Cloudflare banned this address for invalid requests.",
    "Find what was refused so often, here or in other programs at this address.",
  ],
  INTERACTION_EXPIRED: [
    " came too late: the interaction expired.",
    "Answer or defer within 3 seconds, follow up within 15 minutes.",
  ],
  INVALID_REQUEST_LIMIT: [
    " was not sent: Discord refused so many requests that Cloudflare would soon ban this address.",
    "Find what answers 401, 403 or 429, and stop it.",
  ],
  PATH_INVALID: [
    " must begin with a slash and have no query, empty part or dots.",
    'Write "/channels/123/messages"; the query goes into `query`.',
  ],
  PATH_VALUE_INVALID: [" is missing, broken or would lead elsewhere.", "Hand it in under `path`."],
  RATE_LIMIT_AGAIN: [" was answered 429 again and again.", "Send less often; other programs may use the same limit."],
  RATE_LIMIT_WAIT: [" would wait too long for its rate limit.", "Send less often, or raise `maxWaitMs`."],
  REASON_LENGTH: [" is too short or too long.", "1 to 512 characters fit into the audit log."],
  REQUEST_FAILED: [
    " got no answer from Discord.",
    "Check network, DNS and proxy; in a page, whether the server allows requests from there.",
  ],
  REQUEST_TIMEOUT: [" ms.", "Try again, or raise `timeoutMs`."],
  ROUTE_INVALID: [" is no route.", 'Write it like "GET /channels/{channel_id}".'],
  TOKEN_MALFORMED: [" is empty or has characters that no token has.", COPY_TOKEN],
  TOKEN_MISSING: [" needs a bot's token.", "Hand one to createRest or createClient."],
  TOKEN_REJECTED: [" was not sent: Discord refused this token before.", COPY_TOKEN],
  WEBHOOK_GONE: [" was not sent: this webhook is gone.", "Make a new webhook."],
};

const REFUSALS: Readonly<Record<RefuseReason | "again", Code>> = {
  again: "RATE_LIMIT_AGAIN",
  ban: "CLOUDFLARE_BAN",
  invalid: "INVALID_REQUEST_LIMIT",
  wait: "RATE_LIMIT_WAIT",
};

/** What to do about the JSON error codes that are met most, and about statuses (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json). */
const CURES: Readonly<Record<number, string>> = {
  400: "Check path, query and body against Discord's documentation.",
  401: COPY_TOKEN,
  403: "Check the bot's permissions there.",
  404: "Check the ids.",
  500: "Discord has a disturbance (https://discordstatus.com); try again later.",
  10014: 'Write a custom emoji as "name:id".',
  10015: TEXTS.WEBHOOK_GONE[1],
  10062: TEXTS.INTERACTION_EXPIRED[1],
  40060: "After the first answer, edit it or follow up.",
  40333: "From a page, use a relay (`restUrl`); on a server, keep anycord's User-Agent.",
  50001: "Invite the bot with the scope it needs, and give it View Channel there.",
  50007: "They share no server with the bot, or take no direct messages.",
  50013: "Give the bot's role the permission, above the roles and members it acts upon.",
  50025: "Get a new OAuth2 token.",
  50027: "The interaction is over 15 minutes old, or the webhook's token was replaced.",
  50035: "Correct the fields named above.",
};
/** How much of a text that came from elsewhere is repeated. */
const SHOWN = 200;
/** How many causes beneath each other are told. */
const DEEPEST = 8;

function parts(code: Code, subject: string, cause?: unknown): ErrorParts {
  const [what, cure] = TEXTS[code];
  return { what: subject + what, cure, cause };
}

/** What is known of a refused request. */
export interface Refused {
  readonly route: string;
  readonly status: number;
  /** The body of the answer: parsed JSON, or a text. */
  readonly answer: unknown;
  /** The body of the request. */
  readonly sent: unknown;
}

/** Discord refused. */
export function apiError({ route, status, answer, sent }: Refused, secrets: readonly string[]): ApiError {
  const told = isRecord(answer) ? answer : {};
  const discordCode = typeof told.code === "number" ? told.code : 0;
  const fields = flatten(told.errors, "", sent);
  const said = told.message ?? told.error_description ?? told.error ?? (isRecord(answer) ? "" : readable(answer));
  const named = discordCode === 0 ? "" : ` (code ${discordCode})`;
  const reason =
    said === ""
      ? ""
      : `: ${scrub(String(said), secrets)
          .slice(0, SHOWN)
          .replace(/^\d{3}: |\.$/g, "")}`;
  const list = fields.length === 0 ? "" : `${fields.map(line).join("")}\n`;
  const what = `Discord answered ${route} with ${status}${named}${reason}.${list}`;
  const cure = CURES[discordCode] ?? CURES[Math.min(status, 500)] ?? (CURES[400] as string);
  const code = discordCode === 0 ? `HTTP_${status}` : `API_${discordCode}`;
  return new ApiError(code, { route, status, discordCode, fields }, { what, cure });
}

const line = ({ path, code, message, value }: FieldError): string =>
  `\n  ${path || "(body)"}: ${message} (${code}${value === undefined ? "" : `; sent: ${shown(value)}`})`;

function shown(value: unknown): string {
  if (isRecord(value)) return Array.isArray(value) ? "a list" : "an object";
  const text = `${value}`;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A text that is not JSON: its title if it is a page, else its beginning. */
function readable(answer: unknown): string {
  const text = String(answer ?? "");
  return (/<title>([^<]*)/i.exec(text)?.[1] ?? text).replace(/\s+/g, " ").trim();
}

/** Discord's tree of errors as a list, with what was sent at each place. */
function flatten(tree: unknown, path: string, sent: unknown): FieldError[] {
  if (!isRecord(tree)) return [];
  return Object.entries(tree).flatMap(([key, branch]) =>
    key === "_errors" && Array.isArray(branch)
      ? branch.map((leaf) => ({ path, code: `${leaf?.code}`, message: `${leaf?.message}`, value: sent }))
      : flatten(branch, (path && `${path}.${key}`) || key, isRecord(sent) ? sent[key] : undefined),
  );
}

/** No answer came. */
export function networkError(route: string, cause: unknown, secrets: readonly string[]): NetworkError {
  return new NetworkError("REQUEST_FAILED", parts("REQUEST_FAILED", route, scrubbed(cause, secrets, DEEPEST)));
}

/** An answer did not come, or did not end, in time. */
export function timeoutError(route: string, timeoutMs: number, state: string): TimeoutError {
  return new TimeoutError(
    "REQUEST_TIMEOUT",
    timeoutMs,
    parts("REQUEST_TIMEOUT", `${route} ${state} after ${timeoutMs}`),
  );
}

/** Its rate limit does not let it go. */
export function rateLimitError(route: string, reason: RefuseReason | "again", retryAfterMs: number): RateLimitError {
  const code = REFUSALS[reason];
  const { what, cure } = parts(code, route);
  const when = retryAfterMs > 0 ? ` Try again in ${Math.ceil(retryAfterMs / 1000)} s.` : "";
  return new RateLimitError(code, { route, retryAfterMs }, { what: what + when, cure });
}

/** A page may not send a bot's token. */
export function pageError(route: string): BrowserRestError {
  return new BrowserRestError("BROWSER_REST", parts("BROWSER_REST", route));
}

/** The program did something wrong with `subject`. */
export function misuse(code: Misuse, subject: string, cause?: unknown): UsageError {
  return new UsageError(code, parts(code, subject, cause));
}

/** Discord refused this credential before; it is not used again. */
export function deadError(route: string, status: number): ApiError {
  const code = status === 401 ? "TOKEN_REJECTED" : "WEBHOOK_GONE";
  return new ApiError(code, { route, status, discordCode: 0, fields: [] }, parts(code, route));
}

/** Discord does not know the interaction any more; how late it is, nobody here knows. */
export function expiredError(route: string, cause: ApiError): ExpiredError {
  return new ExpiredError("INTERACTION_EXPIRED", 0, parts("INTERACTION_EXPIRED", route, cause));
}

/**
 * Gives an error of ours the frames of whoever asked, in place of those of the event loop.
 * @param trace Made after the `await` for what failed: the engine knows who waits there, and only a failure costs anything.
 */
export function withCaller(error: unknown, trace: Error): unknown {
  if (error instanceof AnycordError) {
    const frames = (trace.stack ?? "").replace(/^Error.*\n/, "");
    error.stack = `${error.name}: ${error.message}\n${frames}`;
  }
  return error;
}

/** A cause told anew, without what may hold a token: some runtimes write the url into their errors, some the headers. */
function scrubbed(cause: unknown, secrets: readonly string[], depth: number): Error {
  const {
    name,
    message,
    stack,
    code,
    cause: beneath,
  } = (cause instanceof Error ? cause : new Error(String(cause))) as Error & { code?: unknown };
  const told = new Error(
    scrub(message, secrets),
    beneath === undefined || depth === 0 ? undefined : { cause: scrubbed(beneath, secrets, depth - 1) },
  );
  return Object.assign(told, { name, stack: scrub(stack ?? "", secrets) }, typeof code === "string" && { code });
}

function scrub(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, "***"), text);
}
