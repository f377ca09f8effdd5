/**
 * How the REST side says no: a status and Discord's error code, thrown by handlers and answered by the REST side.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 *
 * It never leaves this folder: to a client it is an answer like any other.
 */

/** The body of an error. */
export interface RefusalBody {
  readonly code: number;
  readonly message: string;
  readonly errors?: ErrorTree | undefined;
}

/** What is wrong, where: names and indexes down to `_errors`. */
export interface ErrorTree {
  [name: string]: ErrorTree | readonly Flaw[];
}

/** One thing that is wrong. */
export interface Flaw {
  readonly code: string;
  readonly message: string;
}

/** An answer that is a no. */
export class Refusal {
  readonly status: number;
  readonly body: RefusalBody;

  constructor(status: number, code: number, message: string, errors?: ErrorTree) {
    this.status = status;
    this.body = errors === undefined ? { message, code } : { message, code, errors };
  }
}

const UNKNOWN = {
  Emoji: 10014,
  Invite: 10006,
  Ban: 10026,
  Channel: 10003,
  Guild: 10004,
  Interaction: 10062,
  Member: 10007,
  Message: 10008,
  Role: 10011,
  User: 10013,
  Webhook: 10015,
  "application command": 10063,
} as const;

/** 404: there is no such thing. */
export function unknown(thing: keyof typeof UNKNOWN): Refusal {
  return new Refusal(404, UNKNOWN[thing], `Unknown ${thing}`);
}

/** The thing, where there is one; else throws that it is unknown. */
export function known<T>(thing: T | undefined, kind: keyof typeof UNKNOWN): T {
  if (thing === undefined) throw unknown(kind);
  return thing;
}

/** 400: the body is wrong, and where. */
export function invalidForm(errors: ErrorTree): Refusal {
  return new Refusal(400, 50035, "Invalid Form Body", errors);
}
