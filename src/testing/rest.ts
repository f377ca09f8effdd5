/**
 * Discord's REST API: finds the operation, looks at the token, keeps the limits, and answers as Discord does.
 * https://docs.discord.com/developers/reference
 *
 * It knows no network, and no operation: those are in `routes/`.
 */

import { NetworkError } from "../errors.ts";
import type { Happening } from "./audience.ts";
import { audit } from "./audit.ts";
import { bannedPage, FrontDoor } from "./ban.ts";
import { Buckets, type LimitRule, type Permit } from "./buckets.ts";
import type { DatedClock } from "./clock.ts";
import { type Content, readContent } from "./content.ts";
import type { SimulatedRequest, SimulatedResponse } from "./exchange.ts";
import type { FaultOptions, LastingFault, RestFault } from "./faults.ts";
import type { Starts } from "./identify.ts";
import type { Ledger } from "./ledger.ts";
import { type Answer, Made, type Operation, type RestCall } from "./operation.ts";
import { forbidden } from "./permits.ts";
import type { Random } from "./random.ts";
import { Refusal } from "./refusal.ts";
import { findOperation, type Match } from "./router.ts";
import type { World } from "./world.ts";

/** What the REST side is made of. */
export interface RestParts {
  readonly world: World;
  readonly ledger: Ledger;
  readonly clock: DatedClock;
  readonly random: Random;
  readonly token: string;
  readonly starts: Starts;
  readonly rateLimits: boolean;
  /** Tells the gateway what happened. */
  readonly publish: (happening: Happening) => void;
}

type Auth = "bot" | "none" | "wrong";

const GLOBAL_RULE = { limit: 50, windowMs: 1_000 };
const DEFAULT_RULE = { limit: 10, windowMs: 5_000 };
const DEFAULT_RETRY_AFTER_MS = 1_000;
const JSON_HEADERS = { "content-type": "application/json" };

/** The REST API. */
export class RestSide {
  readonly #parts: RestParts;
  readonly #buckets = new Buckets();
  readonly #hashes = new Map<string, string>();
  readonly #planned: RestFault[] = [];
  readonly #door = new FrontDoor();
  #revoked = false;

  constructor(parts: RestParts) {
    this.#parts = parts;
  }

  /** Answers a request; rejects with a NetworkError where a fault has it so. */
  async handle(request: SimulatedRequest): Promise<SimulatedResponse> {
    const fault = this.#planned.shift();
    if (fault === "network") throw unreachable();
    const response = this.#answer(request, fault);
    if (fault === "lost-answer") throw unreachable();
    return response;
  }

  /** Carries out a request of the bot's that came by another way: no token, no limits, and no entry in the book. */
  carryOut(request: SimulatedRequest): SimulatedResponse {
    const match = findOperation(request.method, new URL(request.url).pathname);
    if ("refusal" in match) return answer(match.refusal.status, match.refusal.body);
    return this.#run(request, match.operation, match.params, {});
  }

  /** Lets something go wrong with the requests to come. */
  plan(fault: RestFault, options: FaultOptions): void {
    for (let n = options.times ?? 1; n > 0; n--) this.#planned.push(fault);
  }

  /** Lets something be wrong until `heal`. */
  afflict(fault: LastingFault): void {
    if (fault === "token-revoked") this.#revoked = true;
  }

  /** Nothing goes wrong any more. */
  heal(): void {
    this.#planned.length = 0;
    this.#door.heal();
    this.#revoked = false;
  }

  #answer(request: SimulatedRequest, fault: RestFault | undefined): SimulatedResponse {
    const auth = this.#auth(request.headers.authorization);
    const match = findOperation(request.method, new URL(request.url).pathname);
    const now = this.#parts.clock.now();
    const planned = fault === undefined ? undefined : plannedAnswer(fault);
    const response = planned ?? this.#door.refusal(request, now) ?? this.#respond(request, match, auth);
    this.#door.count(response, now);
    this.#write(request, match, auth, response);
    return response;
  }

  #respond(request: SimulatedRequest, match: Match, auth: Auth): SimulatedResponse {
    if ("refusal" in match) return answer(match.refusal.status, match.refusal.body);
    const { operation, params } = match;
    if (!operation.open && auth !== "bot") return answer(401, { message: "401: Unauthorized", code: 0 });
    const limits = this.#limit(operation, params);
    if (limits.refused !== undefined) return limits.refused;
    return this.#run(request, operation, params, limits.headers);
  }

  #run(
    request: SimulatedRequest,
    operation: Operation,
    params: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>>,
  ): SimulatedResponse {
    try {
      const call = this.#call(request, params, readContent(request));
      const no = operation.open ? undefined : forbidden(call, operation.needs);
      if (no !== undefined) throw no;
      // Looked up before: what is done may be that the channel goes.
      const guildId = call.world.guildOf(params);
      const answered = operation.run(call);
      const made = answered instanceof Made;
      const body = made ? answered.body : answered;
      const told = operation.logs && audit(operation.logs, call, guildId, body);
      if (told !== undefined) this.#parts.publish(told);
      return answer(made ? 201 : body === undefined ? 204 : 200, body, headers);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return answer(refusal.status, refusal.body, headers);
    }
  }

  #call(request: SimulatedRequest, params: Readonly<Record<string, string>>, content: Content): RestCall {
    const { world, publish, starts, clock, random } = this.#parts;
    return {
      ...{ world, publish, starts, random, params, url: request.url, query: new URL(request.url).searchParams },
      ...{ body: content.body, list: content.list, fields: content.fields, files: content.files },
      ...{ now: clock.now(), at: world.timestamp(), date: clock.date() },
      reason: request.headers["x-audit-log-reason"],
    };
  }

  #auth(header: string | undefined): Auth {
    if (header === undefined) return "none";
    return header === `Bot ${this.#parts.token}` && !this.#revoked ? "bot" : "wrong";
  }

  /** The headers that tell of the bucket, or the 429 when there is no room. */
  #limit(operation: Operation, params: Readonly<Record<string, string>>): Limits {
    const { rateLimits, clock } = this.#parts;
    if (!rateLimits) return { headers: {}, refused: undefined };
    const now = clock.now();
    if (!operation.open) {
      const whole = this.#buckets.take("global", GLOBAL_RULE, now);
      if (!whole.allowed) return { headers: {}, refused: tooMany(whole.resetAfterMs, "global", {}) };
    }
    const { limit } = operation;
    const about = { world: this.#parts.world, params, date: clock.date() };
    const chosen = typeof limit === "function" ? limit(about) : limit;
    if (chosen === "none") return { headers: {}, refused: undefined };
    const rule: LimitRule = chosen ?? { name: operation.route, ...DEFAULT_RULE };
    const permit = this.#buckets.take(`${rule.name} ${major(params)}`, rule, now);
    const headers = limitHeaders(permit, this.#hash(rule.name), clock.date());
    return { headers, refused: permit.allowed ? undefined : tooMany(permit.resetAfterMs, "user", headers) };
  }

  #hash(name: string): string {
    const hash = this.#hashes.get(name) ?? this.#parts.random.hex(32);
    this.#hashes.set(name, hash);
    return hash;
  }

  #write(request: SimulatedRequest, match: Match, auth: Auth, response: SimulatedResponse): void {
    const { authorization: _token, ...headers } = request.headers;
    const retryAfter = response.headers["retry-after"];
    this.#parts.ledger.write("requests", {
      ...{ at: this.#parts.clock.now(), method: request.method, path: withoutTokens(new URL(request.url).pathname) },
      ...{ route: "operation" in match ? match.operation.route : undefined, auth, headers, status: response.status },
      ...(retryAfter === undefined ? {} : { retryAfterMs: Number(retryAfter) * 1000 }),
    });
  }
}

interface Limits {
  readonly headers: Readonly<Record<string, string>>;
  readonly refused: SimulatedResponse | undefined;
}

function limitHeaders(permit: Permit, hash: string, date: number): Record<string, string> {
  return {
    "x-ratelimit-bucket": hash,
    "x-ratelimit-limit": String(permit.limit),
    "x-ratelimit-remaining": String(permit.remaining),
    "x-ratelimit-reset": ((date + permit.resetAfterMs) / 1000).toFixed(3),
    "x-ratelimit-reset-after": (permit.resetAfterMs / 1000).toFixed(3),
  };
}

function tooMany(
  retryAfterMs: number,
  scope: "user" | "shared" | "global",
  headers: Readonly<Record<string, string>>,
): SimulatedResponse {
  const message = scope === "shared" ? "The resource is being rate limited." : "You are being rate limited.";
  return answer(
    429,
    { message, retry_after: Math.ceil(retryAfterMs) / 1000, global: scope === "global" },
    {
      ...headers,
      ...(scope === "global" ? { "x-ratelimit-global": "true" } : {}),
      "retry-after": String(Math.ceil(retryAfterMs / 1000)),
      "x-ratelimit-scope": scope,
    },
  );
}

function plannedAnswer(fault: RestFault): SimulatedResponse | undefined {
  if (fault === "network" || fault === "lost-answer") return undefined;
  if (fault === "rate-limit") return tooMany(DEFAULT_RETRY_AFTER_MS, "user", {});
  if ("status" in fault)
    return { status: fault.status, headers: { "content-type": "text/html" }, body: "<html></html>" };
  const { rateLimit, retryAfterMs = DEFAULT_RETRY_AFTER_MS } = fault;
  if (rateLimit !== "cloudflare") return tooMany(retryAfterMs, rateLimit, {});
  return bannedPage(retryAfterMs);
}

function answer(status: number, body: Answer, headers: Readonly<Record<string, string>> = {}): SimulatedResponse {
  if (body === undefined) return { status, headers, body: "" };
  return { status, headers: { ...JSON_HEADERS, ...headers }, body: JSON.stringify(body) };
}

/** The parameter that buckets are kept apart by. */
function major(params: Readonly<Record<string, string>>): string {
  const { channel_id, guild_id, webhook_id, webhook_token, interaction_id, interaction_token } = params;
  const token = webhook_token ?? interaction_token ?? "";
  return [channel_id ?? guild_id ?? webhook_id ?? interaction_id ?? "", token].join(":");
}

/** A path without the tokens that some hold. */
function withoutTokens(path: string): string {
  return path.replace(/(\/(?:webhooks|interactions)\/[^/]+\/)[^/]+/, "$1<token>");
}

function unreachable(): NetworkError {
  return new NetworkError("SIMULATED_NETWORK", {
    what: "The simulator let this request fail, as it was told to.",
    cure: "Call heal() on the simulator if no more of it is wanted.",
  });
}
