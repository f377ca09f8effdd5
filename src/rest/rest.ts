/**
 * `createRest()`: any operation of Discord's HTTP interface by its route, with limits kept, uploads, deadlines and
 * errors that say what to do (https://docs.discord.com/developers/reference).
 *
 * What it gives away must never lead to the token, neither by listing nor by printing.
 */

import { consoleLog, type Log, sheltered } from "../log.ts";
import { type Driver, drive } from "../machine.ts";
import { createRuntime, type Runtime } from "../runtime.ts";
import { encode } from "./body.ts";
import { Call, type CallWorld, type RequestReport } from "./call.ts";
import type { BucketView, LimiterEffect, LimiterInput } from "./dialogue.ts";
import { deadError, misuse, withCaller } from "./failure.ts";
import type { Known, RawInit, RestOptions, ResultOf, RouteArgs } from "./init.ts";
import { Keyring } from "./keyring.ts";
import { Limiter } from "./limiter.ts";
import { queryString, rawTarget, type Target, targetOf } from "./route.ts";

/** Discord's HTTP interface. */
export interface Rest {
  /**
   * Sends one request and gives what Discord answers; undefined for an empty answer.
   * @throws ApiError, RateLimitError, NetworkError, TimeoutError, UsageError, BrowserRestError, ExpiredError; the signal's reason.
   */
  request<R extends string>(route: Known<R>, ...init: RouteArgs<R>): Promise<ResultOf<R>>;
  /** The same for an operation that has no type yet: `raw("POST", "/channels/123/messages", { body })`. */
  raw(method: string, path: string, init?: RawInit): Promise<unknown>;
  /** How the rate limit's buckets stand, for people and metrics. */
  buckets(): readonly BucketView[];
  /** Calls `hook` after every attempt; the answer takes it off. */
  onRequest(hook: (report: RequestReport) => void): () => void;
}

/** Makes a client of Discord's HTTP interface; it needs no gateway, and holds nothing open. */
export function createRest(options: RestOptions = {}): Rest {
  return new Requests(options);
}

const DISCORD = "https://discord.com/api/v10";
const USER_AGENT = "DiscordBot (https://www.npmjs.com/package/anycord, 0.1.0)";
const CREATE_MESSAGE = "POST /channels/{}/messages";
const CREATE_INVITE = "POST /channels/{}/invites";
const LONGEST_REASON = 512;

interface Nonced {
  readonly nonce?: unknown;
}

/** What headers were last made of, but for a reason. */
interface Headed {
  readonly authorization: string | undefined;
  readonly isJson: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** What reads where a request goes. */
type Aim<Place> = (text: string, place: Place, calendar: Runtime) => Target;

type Init = RawInit & { readonly path?: Readonly<Record<string, unknown>> };

/** The calls under way, and what they have in common. Its functions are fields, so that they may be taken off it. */
class Requests implements Rest {
  readonly #runtime: Runtime;
  readonly #log: Log;
  readonly #base: string;
  readonly #userAgent: string | undefined;
  readonly #keyring: Keyring;
  readonly #limiter: Limiter;
  readonly #driver: Driver<LimiterInput>;
  readonly #calls = new Map<number, Call>();
  readonly #hooks = new Set<(report: RequestReport) => void>();
  readonly #world: CallWorld;
  #lastId = 0;
  #headed: Headed | undefined;

  constructor(options: RestOptions) {
    const { token, restUrl, userAgent, log = consoleLog() } = options;
    const runtime = createRuntime(options.runtime);
    const isPage = runtime.name === "page";
    this.#runtime = runtime;
    this.#log = sheltered(log);
    this.#base = (restUrl ?? DISCORD).replace(/\/+$/, "");
    this.#userAgent = isPage ? undefined : [USER_AGENT, userAgent].join(" ").trim();
    this.#keyring = new Keyring(token, restUrl !== undefined, isPage);
    this.#limiter = new Limiter(options);
    this.#driver = drive(this.#limiter, { clock: runtime, perform: (effect) => this.#perform(effect) });
    this.#world = {
      runtime,
      options,
      feed: (input) => this.#driver.feed(input),
      report: (report) => this.#report(report),
      hooks: this.#hooks,
      judge: (call, status, answer) => this.#judge(call, status, answer),
      finished: (call) => void this.#calls.delete(call.id),
      isTroubled: false,
    };
  }

  readonly request: Rest["request"] = (route, ...args) => {
    const init = (args[0] ?? {}) as Init;
    const { path = {} } = init;
    return this.#send(targetOf, route, path, init) as Promise<never>;
  };

  readonly raw: Rest["raw"] = (method, path, init = {}) => this.#send(rawTarget, method, path, init);

  readonly buckets: Rest["buckets"] = () => this.#limiter.view(this.#runtime.now());

  readonly onRequest: Rest["onRequest"] = (hook) => {
    this.#hooks.add(hook);
    return () => void this.#hooks.delete(hook);
  };

  /** Awaits rather than hands on, so that an error can tell who waits for it. */
  async #send<Place>(aim: Aim<Place>, text: string, place: Place, init: RawInit): Promise<unknown> {
    try {
      if (init.signal?.aborted) throw init.signal.reason;
      return await this.#begun(aim(text, place, this.#runtime), init).promise;
    } catch (error) {
      throw withCaller(error, new Error());
    }
  }

  #begun(target: Target, given: RawInit): Call {
    const init = this.#completed(target, given);
    const credentials = this.#keyring.choose(target, init.auth);
    const encoded = encode(init);
    const headers = this.#headersFor(credentials.authorization, "isJson" in encoded && encoded.isJson, init.reason);
    const url = this.#base + target.path + queryString(init.query);
    const call = new Call(++this.#lastId, this.#world, { target, url, headers, encoded, init, credentials });
    this.#calls.set(call.id, call);
    call.start();
    return call;
  }

  /** Most requests have the headers of the one before, and fetch reads an object that it knows sooner than a new one. */
  #headersFor(authorization: string | undefined, isJson: boolean, reason: string | undefined): Headed["headers"] {
    const last = this.#headed;
    const isSame = last?.authorization === authorization && last?.isJson === isJson && reason === undefined;
    if (last !== undefined && isSame) return last.headers;
    const headers: Record<string, string> = {};
    if (authorization !== undefined) headers.authorization = authorization;
    if (this.#userAgent !== undefined) headers["user-agent"] = this.#userAgent;
    if (isJson) headers["content-type"] = "application/json";
    if (reason === undefined) this.#headed = { authorization, isJson, headers };
    else headers["x-audit-log-reason"] = encodeReason(reason);
    return headers;
  }

  /**
   * A message with a nonce that Discord enforces is made once however often it is sent, so one is added
   * (https://docs.discord.com/developers/resources/message#create-message); and an invite needs a body, if an empty one.
   */
  #completed({ key }: Target, init: RawInit): RawInit {
    const { body = {} } = init;
    if (key === CREATE_INVITE) return { ...init, body };
    if (key !== CREATE_MESSAGE || typeof body !== "object" || body === null) return init;
    if ((body as Nonced).nonce !== undefined) return init;
    const nonce = Math.floor(this.#runtime.random() * 2 ** 53).toString(36);
    return { ...init, body: { ...body, nonce, enforce_nonce: true } };
  }

  #perform(effect: LimiterEffect): void {
    switch (effect.type) {
      case "grant":
        return this.#calls.get(effect.id)?.granted(effect.at);
      case "late":
        this.#world.isTroubled = true;
        return this.#calls.get(effect.id)?.late();
      case "refuse":
        return this.#calls.get(effect.id)?.refused(effect.reason, effect.retryAfterMs);
      case "warn": {
        const message = `${effect.invalid} requests were refused in ten minutes; at 10,000 Cloudflare bans this address. Find what answers 401, 403 or 429.`;
        return this.#log({ level: "warn", message });
      }
    }
  }

  #report(report: RequestReport): void {
    const { status, route } = report;
    if (status === 429) this.#log({ level: "warn", message: `${route} was answered 429.`, data: { ...report } });
    for (const hook of this.#hooks) {
      try {
        hook(report);
      } catch (error) {
        this.#log({ level: "error", message: "A hook of onRequest threw.", data: { error } });
      }
    }
  }

  /** Ends what waits with a credential that Discord has just refused for good. */
  #judge({ plan: { credentials, target } }: Call, status: number, answer: unknown): void {
    if (!this.#keyring.judge(credentials, target, status, answer)) return;
    for (const call of [...this.#calls.values()]) {
      const { plan } = call;
      if (plan.credentials.mark === credentials.mark && !call.isSent) call.fail(deadError(plan.target.route, status));
    }
  }
}

function encodeReason(reason: string): string {
  if (reason.length >= 1 && reason.length <= LONGEST_REASON) return encodeURIComponent(reason);
  throw misuse("REASON_LENGTH", `A reason of ${reason.length} characters`);
}
