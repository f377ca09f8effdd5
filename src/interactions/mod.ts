/** Answering what users do: over the gateway through a router, over HTTP through an endpoint. */

export {
  createInteractionsEndpoint,
  type EndpointInit,
  type InteractionsEndpoint,
  type RequestLike,
  type WorkerContext,
} from "./endpoint.ts";
export type { Fallback, FallbackReason } from "./fallback.ts";
export type { InteractionFault } from "./faults.ts";
export { type CommandHandler, createRouter, type Router, type RouterInit } from "./router.ts";
export type { InteractionRoute, Send, SendInit } from "./send.ts";
export { type Synced, type SyncInit, type SyncRequest, type SyncRoute, type SyncScope, syncCommands } from "./sync.ts";
export { createVerify, type SignedRequest, type Verify, verify, verifyRequest } from "./verify.ts";
