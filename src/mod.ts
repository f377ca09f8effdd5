/**
 * anycord: Discord bots on any JavaScript runtime.
 *
 * The table of contents: everything that `import { ... } from "anycord"` gives.
 * @module
 */

export { type Bot, type BotInit, defineBot } from "./client/define-bot.ts";
export type { DiagnosticsMessages } from "./client/diagnostics.ts";
export type { IntentChoice, IntentReport } from "./client/intent-plan.ts";
export type {
  AnyEventHandler,
  EventContext,
  EventFilter,
  EventHandler,
  EventHandlers,
  Filtered,
  ListenOptions,
  Off,
  StreamOptions,
  Tools,
  WaitFor,
  WaitOptions,
} from "./client/listening.ts";
export type { ReceptionOptions } from "./client/reception.ts";
export {
  createFileStore,
  createMemoryStore,
  createWebStore,
  type Store,
  type WebStorageLike,
} from "./client/store.ts";
export type {
  Client,
  ClientEvents,
  ClientOptions,
  ClientShard,
  ErrorPlace,
  FrameFacts,
  TapFrame,
} from "./client/surface.ts";
export { createClient } from "./client.ts";
export { option } from "./commands/option.ts";
export type { AnyEvent, DispatchEvent, EventName, Events } from "./discord/events.ts";
export { type IntentName, Intents } from "./discord/intents.ts";
export {
  AnycordError,
  ApiError,
  type ApiErrorFacts,
  BrowserRestError,
  type ErrorParts,
  ExpiredError,
  type FieldError,
  GatewayClosedError,
  NetworkError,
  RateLimitError,
  SignatureError,
  TimeoutError,
  UsageError,
} from "./errors.ts";
export type { ConnectOptions } from "./gateway/attempt.ts";
export type { Closed } from "./gateway/gateway-options.ts";
export { openPost } from "./gateway/post.ts";
export type { Session } from "./gateway/session.ts";
export type { ShardPhase, ShardStatus } from "./gateway/shard-events.ts";
export type { Problem } from "./gateway/transcript.ts";
export { unpack } from "./gateway/unpack.ts";
export {
  button,
  command,
  group,
  messageCommand,
  middleware,
  modal,
  select,
  userCommand,
} from "./interactions/declare.ts";
export { consoleLog, type Log, type LogEntry, type LogLevel } from "./log.ts";
export { type PagedItem, type PagedRoute, paginate } from "./rest/paginate.ts";
export type {
  AbortSignalLike,
  FetchInit,
  FetchLike,
  ResponseLike,
  Runtime,
  RuntimeName,
  WebSocketConstructor,
  WebSocketLike,
} from "./runtime.ts";
