/**
 * Interactions over HTTP: signed as Discord signs them, handed to a bot's endpoint, and its response carried out like a callback.
 * https://docs.discord.com/developers/interactions/overview#configuring-an-interactions-endpoint-url
 *
 * It knows no network: whoever serves the endpoint hands in a function from a Request to a Response.
 */

import { UsageError } from "../errors.ts";
import type { DatedClock } from "./clock.ts";
import type { Ids } from "./ids.ts";
import type { Ledger } from "./ledger.ts";
import { PUBLIC_KEY, sign } from "./signature.ts";

/** What an endpoint answers: a Response, no more of it than is used. */
export interface EndpointResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** The whole body. */
  text(): Promise<string>;
}

/** A bot's endpoint: what `createInteractionsEndpoint` makes, or a function that sends the Request on over a network. */
// biome-ignore lint/suspicious/noExplicitAny: Request has no one name without the DOM's types
export type InteractionsTarget = (request: any) => Promise<EndpointResponse>;

/** What a post is made of. */
export interface EndpointParts {
  readonly clock: DatedClock;
  readonly ledger: Ledger;
  readonly ids: Ids;
  readonly applicationId: string;
  /** Keeps a virtual clock from moving by itself, for a while or until the answer is called: it cannot see this work. */
  readonly linger: () => (() => void) | undefined;
  /** Carries out a callback, given as the body of one; answers the status of it. */
  readonly acknowledge: (path: string, contentType: string, body: string) => { readonly status: number };
}

/** What came back. */
interface Posted {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

const PING = 1;
const ADDRESS = "https://bot.example/interactions";

/** The way to a bot's endpoint, if it has one. */
export class Endpoint {
  readonly #parts: EndpointParts;
  #target: InteractionsTarget | undefined;

  constructor(parts: EndpointParts, target: InteractionsTarget | undefined) {
    this.#parts = parts;
    this.#target = target;
  }

  /** Whether interactions go there. */
  get serving(): boolean {
    return this.#target !== undefined;
  }

  /** Saves an endpoint, as the developer portal does: only if it answers a PING and refuses a wrong signature. */
  async serve(target: InteractionsTarget | undefined): Promise<void> {
    this.#target = undefined;
    if (target === undefined) return;
    const { ids, applicationId } = this.#parts;
    const ping = () => ({ id: ids(), application_id: applicationId, type: PING, token: "ping", version: 1 });
    const answered = await this.#post(target, ping());
    const pong = answered.status === 200 ? (readJson(answered.text) as { type?: unknown }) : undefined;
    if (pong?.type !== PING) throw unfit(`answered a PING with ${answered.status}, and not with 200 and { "type": 1 }`);
    const { status } = await this.#post(target, ping(), "0".repeat(128));
    if (status !== 401) throw unfit(`answered a request with a wrong signature with ${status}, and not with 401`);
    this.#target = target;
  }

  /** Hands an interaction over; rejects when the response is none that Discord takes. */
  async deliver(told: Readonly<Record<string, unknown>>): Promise<void> {
    const response = await this.#post(this.#target as InteractionsTarget, told);
    // 202: the callback comes, or has come, by its route.
    if (response.status === 202) return;
    if (response.status !== 200)
      throw unfit(`answered an interaction with ${response.status}, and not with 200 or 202`);
    const path = `/interactions/${told.id}/${told.token}/callback`;
    const { status } = this.#parts.acknowledge(path, response.contentType, response.text);
    if (status >= 300) throw unfit(`answered with what Discord's callback route refuses, with ${status}`);
  }

  async #post(
    target: InteractionsTarget,
    told: Readonly<Record<string, unknown>>,
    signature?: string,
  ): Promise<Posted> {
    const { clock, ledger, linger } = this.#parts;
    const release = linger();
    const body = JSON.stringify(told);
    const timestamp = String(Math.floor(clock.date() / 1000));
    const headers = {
      ...{ "content-type": "application/json", "user-agent": "Discord-Interactions/1.0 (+https://discord.com)" },
      ...{ "x-signature-timestamp": timestamp, "x-signature-ed25519": signature ?? (await sign(timestamp + body)) },
    };
    const entry = { at: clock.now(), interaction: String(told.id), type: Number(told.type) };
    const response = await target(new Request(ADDRESS, { method: "POST", headers, body }));
    const contentType = response.headers.get("content-type") ?? "";
    const posted: Posted = { status: response.status, contentType, text: await response.text() };
    release?.();
    ledger.write("posts", { ...entry, status: response.status, tookMs: clock.now() - entry.at });
    return posted;
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

function unfit(what: string): UsageError {
  return new UsageError("SIMULATOR_ENDPOINT", {
    what: `The interactions endpoint ${what}.`,
    cure: `Make it with createInteractionsEndpoint and this simulator's publicKey, which begins with ${PUBLIC_KEY.slice(0, 8)}.`,
  });
}
