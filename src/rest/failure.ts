/**
 * Everything that can go wrong with a request, as errors: what Discord refused and why, with the cure.
 *
 * It must never put a token into a text or a cause: routes are told by their templates, and what comes from elsewhere
 * is scrubbed.
 */

import {
  ApiError,
  BrowserRestError,
  type FieldError,
  NetworkError,
  RateLimitError,
  TimeoutError,
  UsageError,
} from "../errors.ts";
import type { RefuseReason } from "./dialogue.ts";

/** What to do about Discord's JSON error codes that are met most (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json). */
const CURES: Readonly<Record<number, string>> = {
  10014: 'Write a custom emoji as "name:id", and any other as the emoji itself.',
  10015: "The webhook was deleted, or the interaction is older than 15 minutes.",
  10062: "Answer an interaction within 3 seconds of its arrival, and once; defer if the work takes longer.",
  40060: "Answer an interaction once; after that, edit the answer or follow up.",
  40333:
    "Cloudflare stopped it. From a page Discord takes no bot token: use a relay (`restUrl`). On a server, leave the User-Agent as anycord sets it.",
  50001: "Invite the bot to the server with the scope it needs, and give it View Channel there.",
  50007: "The user takes no messages from the bot: they share no server, or direct messages are switched off.",
  50013: "Give the bot's role the permission, and move it above the roles and members it acts upon.",
  50025: "Get a new OAuth2 token: this one has ended or was revoked.",
  50027: "The webhook's token was replaced, or the interaction is older than 15 minutes.",
  50035: "Correct the fields named above.",
};
const CURES_BY_STATUS: Readonly<Record<number, string>> = {
  400: "Check body and query against Discord's documentation of this route.",
  401: "Copy the token again from the developer portal; it may have been reset.",
  403: "Check the bot's permissions there.",
  404: "Check the ids.",
};
const SERVER_CURE = "Discord has a disturbance (https://discordstatus.com); try again later.";
/** How much of a text that came from elsewhere is repeated. */
const SHOWN = 200;

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
export function apiError({ route, status, answer, sent }: Refused): ApiError {
  const told = isRecord(answer) ? answer : {};
  const discordCode = typeof told.code === "number" ? told.code : 0;
  const fields = flatten(told.errors, "", sent);
  const reason =
    told.message ?? told.error_description ?? told.error ?? (typeof answer === "string" ? readable(answer) : "");
  const what =
    `Discord answered ${route} with ${status}${discordCode === 0 ? "" : ` (code ${discordCode})`}` +
    `${reason === "" ? "" : `: ${String(reason).slice(0, SHOWN).replace(/\.$/, "")}`}.${fields.map(line).join("")}${fields.length > 0 ? "\n" : ""}`;
  const cure = CURES[discordCode] ?? CURES_BY_STATUS[status] ?? (status >= 500 ? SERVER_CURE : "Check the request.");
  return new ApiError(
    discordCode === 0 ? `HTTP_${status}` : `API_${discordCode}`,
    { route, status, discordCode, fields },
    { what, cure },
  );
}

const line = ({ path, code, message, value }: FieldError): string =>
  `\n  ${path || "(body)"}: ${message} (${code}${value === undefined ? "" : `; sent: ${shown(value)}`})`;

function shown(value: unknown): string {
  const text =
    typeof value === "object" && value !== null ? (Array.isArray(value) ? "a list" : "an object") : `${value}`;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A text that is not JSON: its title if it is a page, else its beginning. */
function readable(text: string): string {
  const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1] ?? text;
  return title.replace(/\s+/g, " ").trim();
}

/** Discord's tree of errors as a list, with what was sent at each place. */
function flatten(tree: unknown, path: string, sent: unknown): FieldError[] {
  if (!isRecord(tree)) return [];
  return Object.entries(tree).flatMap(([key, branch]) => {
    if (key === "_errors" && Array.isArray(branch)) {
      return branch.map((leaf) => ({ path, code: `${leaf?.code}`, message: `${leaf?.message}`, value: sent }));
    }
    return flatten(branch, path === "" ? key : `${path}.${key}`, isRecord(sent) ? sent[key] : undefined);
  });
}

/** No answer came. */
export function networkError(route: string, cause: unknown, secrets: readonly string[]): NetworkError {
  return new NetworkError("REQUEST_FAILED", {
    what: `${route} got no answer from Discord.`,
    cure: "Check the network, DNS and any proxy; in a page, whether the server allows requests from there.",
    cause: scrubbed(cause, secrets),
  });
}

/** An answer did not come, or did not end, in time. */
export function timeoutError(route: string, timeoutMs: number, state: string): TimeoutError {
  return new TimeoutError("REQUEST_TIMEOUT", timeoutMs, {
    what: `${route} ${state} after ${timeoutMs} ms.`,
    cure: "Try again, or give it a longer `timeoutMs`.",
  });
}

const REFUSALS: Readonly<Record<RefuseReason | "again", { code: string; what: string; cure: string }>> = {
  wait: {
    code: "RATE_LIMIT_WAIT",
    what: "would have to wait for its rate limit longer than it may",
    cure: "Send less often, or give it a longer `maxWaitMs`.",
  },
  ban: {
    code: "CLOUDFLARE_BAN",
    what: "was not sent, because Cloudflare has banned this address for too many invalid requests",
    cure: "Wait, and find what was refused so often: other programs at this address count as well.",
  },
  invalid: {
    code: "INVALID_REQUEST_LIMIT",
    what: "was not sent, because so many requests were refused in ten minutes that Cloudflare would soon ban this address",
    cure: "Find what answers 401, 403 or 429, and stop sending it.",
  },
  again: {
    code: "RATE_LIMIT_AGAIN",
    what: "was answered 429 again and again",
    cure: "Send less often; another program may use the same limit.",
  },
};

/** Its rate limit does not let it go. */
export function rateLimitError(route: string, reason: RefuseReason | "again", retryAfterMs: number): RateLimitError {
  const { code, what, cure } = REFUSALS[reason];
  const when = retryAfterMs > 0 ? ` It may be tried again in ${Math.ceil(retryAfterMs / 1000)} s.` : "";
  return new RateLimitError(code, { route, retryAfterMs }, { what: `${route} ${what}.${when}`, cure });
}

/** A page may not send a bot's token. */
export function pageError(route: string): BrowserRestError {
  return new BrowserRestError("BROWSER_REST", {
    what: `${route} needs the bot's token, which Discord refuses from a page.`,
    cure: "Point `restUrl` at a relay on a server of yours.",
  });
}

/** There is no token where one is needed. */
export function tokenMissing(route: string, bearer: boolean): UsageError {
  return new UsageError(bearer ? "BEARER_MISSING" : "TOKEN_MISSING", {
    what: `${route} needs ${bearer ? "a user's OAuth2" : "a bot's"} token, and none was given.`,
    cure: bearer ? 'Hand it in as `auth: { bearer: "..." }`.' : "Hand one to createRest or createClient.",
  });
}

/** Discord refused this credential before; it is not used again. */
export function deadError(route: string, status: number): ApiError {
  const isToken = status === 401;
  return new ApiError(
    isToken ? "TOKEN_REJECTED" : "WEBHOOK_GONE",
    { route, status, discordCode: 0, fields: [] },
    {
      what: `${route} was not sent, because Discord has refused ${isToken ? "this token" : "this webhook as unknown"} before.`,
      cure: isToken ? `${CURES_BY_STATUS[401]}` : "Make a new webhook.",
    },
  );
}

/** Gives an error the frames of whoever asked, in place of those of the event loop. */
export function withCaller<E extends Error>(error: E, trace: Error): E {
  const stack = trace.stack ?? "";
  const frames = stack.startsWith("Error") ? stack.slice(stack.indexOf("\n") + 1) : stack;
  error.stack = `${error.name}: ${error.message}\n${frames}`;
  return error;
}

/** A cause that holds a token is told anew without it: some runtimes write the whole url into their errors. */
function scrubbed(cause: unknown, secrets: readonly string[]): unknown {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const beneath = error.cause === undefined ? undefined : scrubbed(error.cause, secrets);
  const text = `${error.message} ${error.stack}`;
  if (beneath === error.cause && !secrets.some((secret) => text.includes(secret))) return cause;
  const clean = new Error(scrub(error.message, secrets), beneath === undefined ? undefined : { cause: beneath });
  clean.name = error.name;
  clean.stack = scrub(error.stack ?? "", secrets);
  return clean;
}

function scrub(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, "***"), text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
