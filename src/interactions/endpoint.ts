/**
 * The same commands and components over HTTP: one function from a Request to a Response, for Deno.serve, Bun.serve, edge
 * workers, and node:http through an adapter.
 * https://docs.discord.com/developers/interactions/overview#configuring-an-interactions-endpoint-url
 *
 * It must never let a request that Discord did not sign, or that is old or seen before, reach a handler.
 */

import { type Components, createComponents } from "../commands/components.ts";
import type { Tree } from "../commands/define.ts";
import type { Requester } from "../commands/interaction.ts";
import { createTree } from "../commands/tree.ts";
import type { APIInteractionResponse, APIWebhookEventBody } from "../discord/types.ts";
import { UsageError } from "../errors.ts";
import { consoleLog } from "../log.ts";
import { createRuntime, type PlatformResponse, type Runtime } from "../runtime.ts";
import { ANSWER_WITHIN_MS } from "./deadline.ts";
import type { Fallback } from "./fallback.ts";
import type { InteractionFault } from "./faults.ts";
import { readPayload } from "./payload.ts";
import { createPlainSend, needsRest } from "./plain.ts";
import { createReplayGuard } from "./replay.ts";
import { createRouter, type Router } from "./router.ts";
import type { Send } from "./send.ts";
import { createVerify, type SignedRequest } from "./verify.ts";

/** A Request, no more of it than is used. */
export interface RequestLike extends SignedRequest {
  readonly method: string;
}

/** What an edge worker hands along: work that goes on after the response is kept alive by `waitUntil`. */
export interface WorkerContext {
  /** Keeps the worker alive until the work is done. */
  waitUntil?(work: Promise<unknown>): void;
}

/** What an endpoint is made of. */
export interface EndpointInit<K extends string = never> {
  /** 64 hex digits, from the developer portal: General Information, Public Key. */
  readonly publicKey: string;
  /** The tree of commands, as for `createClient`. Default: none. */
  readonly commands?: Tree;
  /** Handlers of buttons, selects and forms by the pattern of their custom id. Default: none. */
  readonly components?: Components<K>;
  /** What users are told when nobody answers. Default: a short text in English that only they see. */
  readonly fallback?: Fallback;
  /** After how many milliseconds a slow handler's interaction is deferred; false: never. Default: 2,000. */
  readonly deferAfterMs?: number | false;
  /** Hears of webhook events. Discord may send one twice. */
  readonly onWebhookEvent?: (event: APIWebhookEventBody) => unknown;
  /** Sends what follows the first answer, and files. Default: plain requests without files and rate limits. */
  // biome-ignore lint/suspicious/noExplicitAny: `request` of a rest client is typed by route, and takes more than is used here
  readonly rest?: { request(route: any, init: any): Promise<unknown> };
  /** How old a request may be, in milliseconds, by the clocks of both sides. Default: 60,000. */
  readonly maxAgeMs?: number;
  /** Hears of everything that went wrong. Default: writes to the console. */
  readonly onError?: (error: unknown, fault: InteractionFault) => void;
  /** Clock and network in place of the platform's. Default: the platform's. */
  readonly runtime?: Partial<Runtime>;
}

/** Answers requests of Discord's; 401 to all others. The second argument is an edge worker's context, or anything else. */
export type InteractionsEndpoint = (request: RequestLike, context?: unknown) => Promise<PlatformResponse>;

type Respond = (response: APIInteractionResponse, files: boolean) => boolean;
interface Signed {
  readonly type?: unknown;
  readonly event?: APIWebhookEventBody;
}

const MAX_AGE_MS = 60_000;

/**
 * Makes an endpoint that serves a tree. Throws a UsageError if a command cannot be registered or has no `run`.
 * `createInteractionsEndpoint({ publicKey, commands, components })` is all that Deno.serve needs.
 */
export function createInteractionsEndpoint<K extends string = never>(init: EndpointInit<K>): InteractionsEndpoint {
  const runtime = createRuntime(init.runtime);
  const onError = init.onError ?? logged;
  const verify = createVerify(init.publicKey);
  const guard = createReplayGuard(init.maxAgeMs ?? MAX_AGE_MS);
  const router = createRouter({
    tree: createTree(init.commands),
    components: createComponents(init.components),
    send: init.rest === undefined ? createPlainSend(runtime) : (init.rest.request.bind(init.rest) as Send),
    clock: runtime,
    onError,
    fallback: init.fallback,
    deferAfterMs: init.deferAfterMs,
    extra: {
      rest: (init.rest as Requester | undefined) ?? { request: () => Promise.reject(needsRest("A request")) },
      waitFor: noGateway,
    },
  });
  router.assertHandled();

  return async (request, context) => {
    if (request.method !== "POST") return reply(405);
    const signature = request.headers.get("x-signature-ed25519") ?? "";
    const timestamp = request.headers.get("x-signature-timestamp") ?? "";
    if (!guard.isFresh(timestamp, runtime.date())) return reply(401);
    const body = new Uint8Array(await request.arrayBuffer());
    if (!(await verify(signature, timestamp, body))) return reply(401);
    if (!guard.isFirst(signature, runtime.date())) return reply(401);
    const signed = parse(body);
    if (signed === undefined) return reply(400);
    if (signed.type === 0) return reply(204);
    if (signed.event !== undefined) return eventReply(init.onWebhookEvent, signed.event, onError, context);
    if (signed.type === 1) return reply(200, { type: 1 });
    return interactionReply(router, signed, { runtime, onError, context });
  };
}

function noGateway(name: string): Promise<never> {
  return Promise.reject(
    new UsageError("ENDPOINT_WITHOUT_GATEWAY", {
      what: `Nothing tells an HTTP endpoint of ${name}.`,
      cure: "Use waitForComponent or waitForModal, or run the commands over the gateway with createClient.",
    }),
  );
}

interface Surroundings {
  readonly runtime: Runtime;
  readonly onError: (error: unknown, fault: InteractionFault) => void;
  readonly context: unknown;
}

/** The first answer as the response; 202 when it goes by the callback route instead; 500 when there is none in time. */
function interactionReply(router: Router, payload: Signed, around: Surroundings): Promise<PlatformResponse> {
  const { runtime, onError, context } = around;
  try {
    readPayload(payload);
  } catch (error) {
    onError(error, { label: "interaction", id: undefined });
    return Promise.resolve(reply(400));
  }
  return new Promise((resolve) => {
    const cancel = runtime.schedule(() => resolve(reply(500)), ANSWER_WITHIN_MS);
    const respond: Respond = (response, files) => {
      cancel();
      resolve(files ? reply(202) : reply(200, response));
      return !files;
    };
    keepAlive(context, router.dispatch(payload, respond));
  });
}

/** Discord wants its 204 at once, whatever the event leads to. */
function eventReply(
  handler: ((event: APIWebhookEventBody) => unknown) | undefined,
  event: APIWebhookEventBody,
  onError: Surroundings["onError"],
  context: unknown,
): PlatformResponse {
  const work = (async () => handler?.(event))();
  keepAlive(
    context,
    work.catch((error) => onError(error, { label: `webhook event ${event.type}`, id: undefined })),
  );
  return reply(204);
}

function keepAlive(context: unknown, work: Promise<unknown>): void {
  const worker = context as WorkerContext | null | undefined;
  if (typeof worker?.waitUntil === "function") worker.waitUntil(work);
}

function parse(body: Uint8Array): Signed | undefined {
  try {
    const value = JSON.parse(new TextDecoder().decode(body));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function reply(status: number, body?: object): PlatformResponse {
  const headers = { "content-type": "application/json" };
  const response =
    body === undefined ? new Response(null, { status }) : new Response(JSON.stringify(body), { status, headers });
  return response as PlatformResponse;
}

function logged(error: unknown, { label, id }: InteractionFault): void {
  const message = error instanceof Error ? error.message : String(error);
  consoleLog()({ level: "error", message: `${label} failed: ${message}`, data: { id, error } });
}
