/**
 * Every error that anycord throws, on one page, split by whose fault it is.
 *
 * Each has a stable `code`, says what happened, and ends with what to do about it; the error beneath stays as `cause`.
 * No error ever holds a token: whoever makes one hands in routes and templates, never urls or headers.
 */

/** The page that tells of every code, one section each; as npm has it. */
const PAGE = "https://unpkg.com/anycord/docs/errors.md#";

/** What every error is made of. */
export interface ErrorParts {
  /** What happened, one sentence or two. */
  readonly what: string;
  /** What to do next. */
  readonly cure: string;
  /** The error beneath. */
  readonly cause?: unknown;
}

/** The family: `error instanceof AnycordError` is true for every error that anycord throws by itself. */
export abstract class AnycordError extends Error {
  abstract override readonly name: string;
  /** Stable, for programs: "TOKEN_MISSING", "GATEWAY_4014" ... */
  readonly code: string;
  /** What to do next; `message` ends with it, and with a link to more. */
  readonly cure: string;

  /** @param code stable; its section of docs/errors.md is what `message` links to */
  constructor(code: string, { what, cure, cause }: ErrorParts) {
    // A cure that repeats another error's words has its link already.
    const more = cure.includes(PAGE) ? "" : ` More: ${PAGE}${code.toLowerCase()}`;
    super(`${what} ${cure}${more}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.cure = cure;
  }
}

/** The program asked for something that cannot be: a missing token, an unknown intent, a reply given twice. */
export class UsageError extends AnycordError {
  override readonly name = "UsageError";
}

/** A request did not reach Discord, or its answer did not arrive: DNS, refused, reset, not readable. */
export class NetworkError extends AnycordError {
  override readonly name = "NetworkError";
}

/** Something took longer than its deadline. */
export class TimeoutError extends AnycordError {
  override readonly name = "TimeoutError";
  /** The deadline, in milliseconds. */
  readonly timeoutMs: number;

  constructor(code: string, timeoutMs: number, parts: ErrorParts) {
    super(code, parts);
    this.timeoutMs = timeoutMs;
  }
}

/**
 * Discord closed the gateway for a reason that a new connection would not change, or the session starts are used up
 * (https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes).
 */
export class GatewayClosedError extends AnycordError {
  override readonly name = "GatewayClosedError";
  /** The close code; undefined when the budget of session starts is used up and nothing was opened. */
  readonly closeCode: number | undefined;
  /** Milliseconds since 1970 when session starts are to be had again; undefined for close codes. */
  readonly resetsAt: number | undefined;

  constructor(code: string, about: { closeCode?: number | undefined; resetsAt?: number }, parts: ErrorParts) {
    super(code, parts);
    this.closeCode = about.closeCode;
    this.resetsAt = about.resetsAt;
  }
}

/** One thing that Discord found wrong with a request. */
export interface FieldError {
  /** Where: "embeds.0.title"; empty for the whole body. */
  readonly path: string;
  /** Discord's code: "BASE_TYPE_REQUIRED". */
  readonly code: string;
  /** What Discord says of it. */
  readonly message: string;
  /** What was sent there; undefined where nothing was. */
  readonly value: unknown;
}

/** What is known of a refused request. */
export interface ApiErrorFacts {
  /** The route's template, "POST /channels/{channel_id}/messages": never the url, which may hold a token. */
  readonly route: string;
  /** The HTTP status. */
  readonly status: number;
  /** Discord's JSON error code; 0 where it sent none. */
  readonly discordCode: number;
  /** Everything that Discord found wrong, flattened; empty where it named nothing. */
  readonly fields: readonly FieldError[];
}

/** Discord refused a request (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json). */
export class ApiError extends AnycordError implements ApiErrorFacts {
  override readonly name = "ApiError";
  readonly route: string;
  readonly status: number;
  readonly discordCode: number;
  readonly fields: readonly FieldError[];

  constructor(code: string, facts: ApiErrorFacts, parts: ErrorParts) {
    super(code, parts);
    this.route = facts.route;
    this.status = facts.status;
    this.discordCode = facts.discordCode;
    this.fields = facts.fields;
  }
}

/** A request would have to wait longer than it may, or Discord has shut the door for a while. */
export class RateLimitError extends AnycordError {
  override readonly name = "RateLimitError";
  /** The route's template. */
  readonly route: string;
  /** Milliseconds until it may be tried again. */
  readonly retryAfterMs: number;

  constructor(code: string, about: { route: string; retryAfterMs: number }, parts: ErrorParts) {
    super(code, parts);
    this.route = about.route;
    this.retryAfterMs = about.retryAfterMs;
  }
}

/** An interaction was answered too late, or twice. */
export class ExpiredError extends AnycordError {
  override readonly name = "ExpiredError";
  /** By how many milliseconds. */
  readonly lateMs: number;

  constructor(code: string, lateMs: number, parts: ErrorParts) {
    super(code, parts);
    this.lateMs = lateMs;
  }
}

/** A request to an interactions endpoint was not signed by Discord. */
export class SignatureError extends AnycordError {
  override readonly name = "SignatureError";
}

/** A page asked for something that Discord refuses to pages: requests with a bot's token. */
export class BrowserRestError extends AnycordError {
  override readonly name = "BrowserRestError";
}
