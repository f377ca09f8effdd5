/**
 * What a gateway is made of, and what is left of it. Types only.
 */

import type { Runtime } from "../runtime.ts";
import type { Compression, Unpack } from "./compression.ts";
import type { Advice } from "./failure.ts";
import type { IdentifyQueue } from "./identify-queue.ts";
import type { SessionStartLimit } from "./identify-turns.ts";
import type { Location, ShardChoice } from "./location.ts";
import type { OpenPost } from "./post.ts";
import type { Session } from "./session.ts";
import type { ShardEvent } from "./shard-events.ts";

/** What a gateway is made of. */
export interface GatewayOptions {
  /** With or without "Bot ". Never printed. */
  readonly token: string;
  /** The sum of intent bits; a function is asked at connect. */
  readonly intents: number | (() => number);
  /** Default: "auto", as many as `locate` advises, or 1. Not checked: no shard, or one that cannot be, never gets ready. */
  readonly shards?: "auto" | ShardChoice;
  /**
   * Default: "zlib-stream", in a page `false`. "zstd-stream" is zlib-stream where the runtime has no zstd; all are plain text
   * without `unpack`, and where the runtime cannot.
   */
  readonly compress?: Compression | false;
  /** What unpacks: `unpack` of "anycord". Apart, so that who asks for plain text does not carry it along. */
  readonly unpack?: Unpack | undefined;
  /** Sends what the bot sends: `openPost` of "anycord". Apart, so that who only listens does not carry it along. */
  readonly post?: OpenPost | undefined;
  /** The presence that IDENTIFY sets. */
  readonly presence?: object | undefined;
  /** Asked once a connect, and again while that fails. Default: the gateway's constant address. */
  readonly locate?: () => Promise<Location>;
  /** Sessions of an earlier process, to be resumed. They go before those of the store. */
  readonly resume?: readonly Session[];
  /** Keeps sessions and session starts beyond the process. */
  readonly keeper?: SessionKeeper | undefined;
  /** Default: a queue for this process. */
  readonly queue?: IdentifyQueue;
  /** Clock, randomness and socket in place of the platform's. Default: the platform's. */
  readonly runtime?: Partial<Runtime>;
  /** Put into the text of fatal errors: which intents were asked for, and where. */
  readonly advice?: Advice;
  /** Called when 80 % of the day's session starts are used. */
  readonly onLowBudget?: (used: number, total: number) => void;
  /** Hears everything that happens, synchronously. */
  readonly emit: (event: ShardEvent, shard: number) => void;
}

/** Keeps what must outlive a process. Nothing of it may reject. */
export interface SessionKeeper {
  /** What is left of the day's session starts; `told` is what Discord says, where it was asked. */
  budget(told: SessionStartLimit | undefined): Promise<SessionStartLimit>;
  /** A session start was spent. */
  spent(remaining: number, limit: SessionStartLimit, resetsInMs: number): void;
  /** The session that a shard had before. `given` goes before what is kept. */
  former(id: number, total: number, given: Session | undefined): Promise<Session | undefined>;
  /** All shards have left; gives their sessions as they are to be taken up again. */
  left(sessions: readonly Session[], ids: readonly number[], total: number): Promise<readonly Session[]>;
}

/** What is left after closing. */
export interface Closed {
  /** To be handed to the next process as `resume`; empty unless closed resumably. */
  readonly sessions: readonly Session[];
  /** Shards whose peer did not answer the Close frame within 5 s: their sockets may keep a process alive. */
  readonly unanswered: readonly number[];
}
