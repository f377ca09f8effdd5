/**
 * Whose token goes along with a request, and which tokens Discord has refused.
 *
 * Tokens live in private fields: they must never stand on a property that can be listed or printed.
 */

import { deadError, misuse, pageError } from "./failure.ts";
import type { RequestOptions } from "./init.ts";
import type { Target } from "./route.ts";

/** Whose token goes along, and whose 50 a second it is. */
export interface Credentials {
  readonly authorization?: string | undefined;
  /** Undefined for those who have a token in their path and are exempt. */
  readonly identity: string | undefined;
  /** What is remembered if Discord refuses it. */
  readonly mark?: string | undefined;
}

/** Dead credentials, and other people's tokens, that are remembered. */
const KEPT = 1_000;
/** Longer ones are tokens of interactions, which end by themselves. */
const LONGEST_WEBHOOK_TOKEN = 100;
const UNKNOWN_WEBHOOK = 10015;
const NOBODY: Credentials = { identity: "address" };

/** See the top of this file. */
export class Keyring {
  readonly #bot: Credentials | undefined;
  readonly #relayed: boolean;
  readonly #page: boolean;
  readonly #bearers = new Map<string, Credentials>();
  /** Marks of credentials that Discord refused, and with which status. */
  readonly #dead = new Map<string, number>();
  #lastBearer = 0;

  /** @param relayed Whether requests go to somebody who may have a token of their own. */
  constructor(token: string | undefined, relayed: boolean, page: boolean) {
    if (token !== undefined) this.#bot = { authorization: `Bot ${readToken(token)}`, identity: "bot", mark: "bot" };
    this.#relayed = relayed;
    this.#page = page && !relayed;
  }

  /** What goes along; throws where that is nothing that Discord would take. */
  choose(target: Target, auth: RequestOptions["auth"]): Credentials {
    const credentials = this.#pick(target, auth);
    const status = this.#dead.get(credentials.mark ?? "");
    if (status !== undefined) throw deadError(target.route, status);
    return credentials;
  }

  #pick({ route, credential, major, secret }: Target, auth: RequestOptions["auth"]): Credentials {
    if (secret !== undefined) {
      return { identity: undefined, mark: isInteraction(secret) ? undefined : major };
    }
    if (credential === "none" || auth === false) return NOBODY;
    if (auth !== undefined) return this.#bearer(readToken(auth.bearer));
    if (credential === "bearer") throw misuse("BEARER_MISSING", route);
    if (!this.#page && this.#bot !== undefined) return this.#bot;
    if (credential === "optional" || this.#relayed) return NOBODY;
    throw this.#page ? pageError(route) : misuse("TOKEN_MISSING", route);
  }

  /** A bearer token goes by a number, so that no key of a bucket and no view of it holds it. */
  #bearer(token: string): Credentials {
    const known = this.#bearers.get(token);
    if (known !== undefined) return known;
    const identity = `bearer ${++this.#lastBearer}`;
    return keep(this.#bearers, token, { authorization: `Bearer ${token}`, identity, mark: identity });
  }

  /** Whether an answer says that this credential will never do again. A webhook's 401 says nothing of the bot's token. */
  judge({ mark }: Credentials, { secret }: Target, status: number, answer: unknown): boolean {
    const isDead = secret === undefined ? status === 401 : isUnknownWebhook(status, answer);
    if (mark === undefined || !isDead) return false;
    keep(this.#dead, mark, status);
    return true;
  }
}

/** Whether a token in a path is one of an interaction's. */
export function isInteraction(secret: string): boolean {
  return secret.length > LONGEST_WEBHOOK_TOKEN;
}

/** Whether Discord says that it knows no such webhook, or interaction. */
export function isUnknownWebhook(status: number, answer: unknown): boolean {
  return status === 404 && (answer as { code?: unknown } | null | undefined)?.code === UNKNOWN_WEBHOOK;
}

/** Keeps a map from growing for ever: the oldest goes. */
function keep<V>(map: Map<string, V>, key: string, value: V): V {
  map.set(key, value);
  if (map.size > KEPT)
    for (const oldest of map.keys()) {
      map.delete(oldest);
      break;
    }
  return value;
}

function readToken(given: string): string {
  const token = given.trim().replace(/^Bot\s+/i, "");
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw misuse("TOKEN_MALFORMED", "The token");
}
