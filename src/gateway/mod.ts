/**
 * The gateway: one connection a shard, kept alive, resumed, and never overrun.
 * https://docs.discord.com/developers/events/gateway
 * @module
 */

export { GATEWAY_URL, gatewayAddress } from "./address.ts";
export type { ConnectOptions } from "./attempt.ts";
export { type CloseCode, closeCode, type Verdict } from "./close-codes.ts";
export type { Compression, Decoder, DecoderListener, Unpack, Unpacker } from "./compression.ts";
export { Connection } from "./connection.ts";
export { endError } from "./failure.ts";
export { type Frame, readFrame } from "./frame.ts";
export { createGateway, type Gateway } from "./gateway.ts";
export type { Closed, GatewayOptions, SessionKeeper } from "./gateway-options.ts";
export {
  createIdentifyQueue,
  type IdentifyAnswer,
  type IdentifyQueue,
  type IdentifyQueueOptions,
  type IdentifyRequest,
} from "./identify-queue.ts";
export { IdentifyTurns, type SessionStartLimit } from "./identify-turns.ts";
export type { Location, ShardChoice } from "./location.ts";
export type { OpenPost, Post, Sending } from "./post.ts";
export { Recovery, type RecoveryEffect, type RecoveryInput } from "./recovery.ts";
export type { Session } from "./session.ts";
export type { ShardEvent, ShardPhase, ShardStatus } from "./shard-events.ts";
export {
  type ConnectionEffect,
  type ConnectionInit,
  type ConnectionInput,
  type ConnectionPhase,
  Deadline,
  type End,
  type EndCause,
  type IdentifyData,
  type Problem,
} from "./transcript.ts";
