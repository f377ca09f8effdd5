/**
 * What stands behind a Rest: the limiter, the calls under way, the credentials and which of them are dead.
 *
 * The token lives in a private field: it must never stand on a property that can be listed or printed.
 */

import { UsageError } from "../errors.ts";
import { consoleLog, type Log } from "../log.ts";
import { type Driver, drive } from "../machine.ts";
import { createRuntime, type Runtime } from "../runtime.ts";
import { type Encoded, encode } from "./body.ts";
import { Call, type CallWorld, type RequestReport } from "./call.ts";
import type { BucketView, LimiterEffect, LimiterInput } from "./dialogue.ts";
import { deadError, pageError, tokenMissing, withCaller } from "./failure.ts";
import type { RawInit, RestOptions } from "./init.ts";
import { Limiter } from "./limiter.ts";
import { queryString, rawTarget, type Target, targetOf } from "./route.ts";

/** All that any request may take. */
export type AnyInit = RawInit & { readonly path?: Readonly<Record<string, unknown>> };

/** Whose token goes along, and whose 50 a second it is. */
interface Credentials {
  readonly authorization?: string | undefined;
  readonly identity: string | undefined;
  /** What is remembered if Discord refuses it. */
  readonly mark?: string | undefined;
}

const DISCORD = "https://discord.com/api/v10";
const USER_AGENT = "DiscordBot (https://www.npmjs.com/package/anycord, 0.1.0)";
const TIMEOUT_MS = 15_000;
const MAX_WAIT_MS = 600_000;
/** Dead credentials, and other people's tokens, that are remembered. */
const KEPT = 1_000;
/** Longer ones are tokens of interactions, which end by themselves. */
const LONGEST_WEBHOOK_TOKEN = 100;
const UNKNOWN_WEBHOOK = 10015;
const REPEATABLE: ReadonlySet<string> = new Set(["GET", "PUT", "PATCH", "DELETE"]);
const CREATE_MESSAGE = "POST /channels/{}/messages";
const CREATE_INVITE = "POST /channels/{}/invites";

/** See the top of this file. */
export class Requests {
  readonly #options: RestOptions;
  readonly #token: string | undefined;
  readonly #runtime: Runtime;
  readonly #log: Log;
  readonly #base: string;
  readonly #userAgent: string | undefined;
  readonly #limiter: Limiter;
  readonly #driver: Driver<LimiterInput>;
  readonly #calls = new Map<number, Call>();
  readonly #hooks = new Set<(report: RequestReport) => void>();
  readonly #bearers = new Map<string, string>();
  /** Marks of credentials that Discord refused, and with which status. */
  readonly #dead = new Map<string, number>();
  readonly #world: CallWorld;
  #nextId = 1;

  constructor(options: RestOptions) {
    const { restUrl = DISCORD, log = consoleLog() } = options;
    this.#options = options;
    this.#token = readToken(options.token);
    this.#runtime = createRuntime(options.runtime);
    this.#log = log;
    this.#base = restUrl.replace(/\/+$/, "");
    const suffix = options.userAgent === undefined ? "" : ` ${options.userAgent}`;
    this.#userAgent = this.#runtime.name === "page" ? undefined : USER_AGENT + suffix;
    this.#limiter = new Limiter(options);
    this.#driver = drive(this.#limiter, { clock: this.#runtime, perform: (effect) => this.#perform(effect) });
    this.#world = {
      runtime: this.#runtime,
      feed: (input) => this.#driver.feed(input),
      report: (report) => this.#report(report),
      judge: (call, status, answer) => this.#judge(call, status, answer),
      finished: (call) => void this.#calls.delete(call.id),
    };
  }

  byRoute(route: string, init: AnyInit): Promise<unknown> {
    const trace = new Error();
    return this.#send(() => targetOf(route, init.path ?? {}, this.#runtime.date()), init, trace);
  }

  byPath(method: string, path: string, init: RawInit): Promise<unknown> {
    const trace = new Error();
    return this.#send(() => rawTarget(method, path, this.#runtime.date()), init, trace);
  }

  buckets(): readonly BucketView[] {
    return this.#limiter.view(this.#runtime.now());
  }

  onRequest(hook: (report: RequestReport) => void): () => void {
    this.#hooks.add(hook);
    return () => void this.#hooks.delete(hook);
  }

  /** Async only so that a mistake in what was handed in rejects and does not throw. */
  async #send(aim: () => Target, init: AnyInit, trace: Error): Promise<unknown> {
    if (init.signal?.aborted) throw init.signal.reason;
    const target = aim();
    const credentials = this.#credentialsFor(target, init.auth);
    const { mark, identity } = credentials;
    const status = mark === undefined ? undefined : this.#dead.get(mark);
    if (status !== undefined) throw withCaller(deadError(target.route, status), trace);
    const content = withNonce(target, init, this.#runtime);
    const reason = init.reason === undefined ? undefined : encodeReason(init.reason);
    const encoded = encode(content);
    const { timeoutMs = TIMEOUT_MS, maxWaitMs = MAX_WAIT_MS } = this.#options;
    const call = new Call(this.#nextId++, this.#world, {
      target,
      url: this.#base + target.path + queryString(init.query),
      headers: this.#headersFor(reason, credentials.authorization, encoded),
      encoded,
      sent: content.body,
      identity,
      mark,
      repeatable: REPEATABLE.has(target.method) || isEnforced(content.body),
      attemptMs: timeoutMs,
      maxWaitMs: init.maxWaitMs ?? maxWaitMs,
      timeoutMs: init.timeoutMs,
      signal: init.signal,
      trace,
    });
    this.#calls.set(call.id, call);
    call.start();
    return call.promise;
  }

  #credentialsFor({ route, credential, major, secret }: Target, auth: AnyInit["auth"]): Credentials {
    const page = this.#runtime.name === "page" && this.#options.restUrl === undefined;
    if (credential === "none") {
      const webhook = secret !== undefined && secret.length <= LONGEST_WEBHOOK_TOKEN;
      return { identity: secret === undefined ? "address" : undefined, mark: webhook ? major : undefined };
    }
    if (auth) return this.#bearer(auth.bearer);
    if (auth === false) return { identity: "address" };
    if (credential === "bearer") throw tokenMissing(route, true);
    if (page && credential === "bot") throw pageError(route);
    if (page || this.#token === undefined) {
      if (credential === "bot" && this.#options.restUrl === undefined) throw tokenMissing(route, false);
      return { identity: "address" };
    }
    return { authorization: `Bot ${this.#token}`, identity: "bot", mark: "bot" };
  }

  /** A bearer token goes by a number, so that no key of a map and no view of a bucket holds it. */
  #bearer(token: string): Credentials {
    let identity = this.#bearers.get(token);
    if (identity === undefined) {
      identity = `bearer ${this.#nextId++}`;
      keep(this.#bearers, readToken(token) ?? "", identity);
    }
    return { authorization: `Bearer ${token}`, identity, mark: identity };
  }

  #headersFor(reason: string | undefined, authorization: string | undefined, encoded: Encoded | Promise<Encoded>) {
    const headers: Record<string, string> = {};
    if (authorization !== undefined) headers.authorization = authorization;
    if (this.#userAgent !== undefined) headers["user-agent"] = this.#userAgent;
    if (!(encoded instanceof Promise) && encoded.isJson) headers["content-type"] = "application/json";
    if (reason !== undefined) headers["x-audit-log-reason"] = reason;
    return headers;
  }

  #perform(effect: LimiterEffect): void {
    switch (effect.type) {
      case "grant":
        return this.#calls.get(effect.id)?.granted();
      case "refuse":
        return this.#calls.get(effect.id)?.refused(effect.reason, effect.retryAfterMs);
      case "warn":
        return this.#log({
          level: "warn",
          message: `${effect.invalid} requests were refused in ten minutes; at 10,000 Cloudflare bans this address. Find what answers 401, 403 or 429.`,
        });
    }
  }

  #report(report: RequestReport): void {
    if (report.status === 429) {
      this.#log({ level: "warn", message: `${report.route} was answered 429.`, data: { ...report } });
    }
    for (const hook of this.#hooks) {
      try {
        hook(report);
      } catch (error) {
        this.#log({ level: "error", message: "A hook of onRequest threw.", data: { error } });
      }
    }
  }

  /** Remembers a credential that Discord refuses, and ends what waits with it. A webhook's 401 says nothing of the bot's token. */
  #judge({ plan: { mark, target } }: Call, status: number, answer: unknown): void {
    if (mark === undefined) return;
    const gone = target.secret === undefined ? status === 401 : status === 404 && codeOf(answer) === UNKNOWN_WEBHOOK;
    if (!gone) return;
    keep(this.#dead, mark, status);
    for (const call of [...this.#calls.values()]) {
      if (call.plan.mark === mark && !call.isSent) call.fail(deadError(call.plan.target.route, status));
    }
  }
}

function codeOf(answer: unknown): unknown {
  return typeof answer === "object" && answer !== null && "code" in answer ? answer.code : undefined;
}

/** Keeps a map from growing for ever: the oldest goes. */
function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.set(key, value);
  if (map.size > KEPT) for (const oldest of map.keys()) return void map.delete(oldest);
}

function readToken(given: string | undefined): string | undefined {
  const token = given?.trim().replace(/^Bot\s+/i, "");
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError("TOKEN_MALFORMED", {
    what: token === "" ? "The token is empty." : "The token has characters that no token has.",
    cure: "Copy it again from the developer portal, and nothing else with it.",
  });
}

function encodeReason(reason: string): string {
  if (reason.length >= 1 && reason.length <= 512) return encodeURIComponent(reason);
  throw new UsageError("REASON_LENGTH", {
    what: `A reason for the audit log has 1 to 512 characters; this one has ${reason.length}.`,
    cure: "Shorten it, or leave it out.",
  });
}

/**
 * A message with a nonce that Discord enforces is made once however often it is sent, so one is added
 * (https://docs.discord.com/developers/resources/message#create-message); and an invite needs a body, if an empty one.
 */
function withNonce({ key }: Target, init: AnyInit, runtime: Runtime): AnyInit {
  const { body } = init;
  if (key === CREATE_INVITE && body === undefined) return { ...init, body: {} };
  if (key !== CREATE_MESSAGE || (body !== undefined && !isMessage(body)) || body?.nonce !== undefined) return init;
  return { ...init, body: { ...body, nonce: nonceFrom(runtime), enforce_nonce: true } };
}

const isMessage = (body: unknown): body is Record<string, unknown> => typeof body === "object" && body !== null;
const isEnforced = (body: unknown): boolean =>
  isMessage(body) && body.enforce_nonce === true && body.nonce !== undefined;
const nonceFrom = ({ random }: Runtime): string => Math.floor(random() * 2 ** 53).toString(36);
