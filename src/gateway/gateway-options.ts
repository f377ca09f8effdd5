/**
 * What a gateway is made of, and what is left of it. Types only.
 */

import type { Runtime } from "../runtime.ts";
import type { Compression } from "./compression.ts";
import type { IdentifyQueue } from "./identify-queue.ts";
import type { Location, ShardChoice } from "./location.ts";
import type { Session } from "./session.ts";
import type { ShardEvent } from "./shard-events.ts";
import type { Store } from "./store.ts";

/** What a gateway is made of. */
export interface GatewayOptions {
  /** With or without "Bot ". Never printed. */
  readonly token: string;
  /** The sum of intent bits; a function is asked at connect. */
  readonly intents: number | (() => number);
  /** Default: "auto", as many as `locate` advises, or 1. */
  readonly shards?: "auto" | ShardChoice;
  /** Default: "zlib-stream", in a page `false`; plain text where the runtime cannot unpack. */
  readonly compress?: Compression | false;
  /** The presence that IDENTIFY sets. */
  readonly presence?: object | undefined;
  /** Asked once a connect, and again while that fails. Default: the gateway's constant address. */
  readonly locate?: () => Promise<Location>;
  /** Sessions of an earlier process, to be resumed. They go before those of the store. */
  readonly resume?: readonly Session[];
  /** Keeps sessions and session starts beyond the process. */
  readonly store?: Store | undefined;
  /** Default: a queue for this process. */
  readonly queue?: IdentifyQueue;
  readonly runtime?: Partial<Runtime>;
  /** Put into the text of fatal errors: which intents were asked for, and where. */
  readonly advice?: (closeCode: number | undefined) => string;
  /** Called when 80 % of the day's session starts are used. */
  readonly onLowBudget?: (used: number, total: number) => void;
  /** Told when the store fails; the bot goes on. */
  readonly onStoreError?: (error: unknown) => void;
  /** Hears everything that happens, synchronously. A promise that it gives back for a dispatch tells when that is handled. */
  readonly emit: (event: ShardEvent, shard: number) => unknown;
}

/** What is left after closing. */
export interface Closed {
  /** To be handed to the next process as `resume`; empty unless closed resumably. */
  readonly sessions: readonly Session[];
  /** Shards whose peer did not answer the Close frame within 5 s: their sockets may keep a process alive. */
  readonly unanswered: readonly number[];
}
