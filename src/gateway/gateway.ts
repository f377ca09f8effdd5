/**
 * The gateway of a bot: its shards, started together and closed together.
 *
 * It must never know what an event means, nor that there is REST: where the gateway lies is told by `locate`.
 */

import { GatewayOpcode } from "../discord/opcodes.ts";
import { shardOf } from "../discord/snowflake.ts";
import { type AnycordError, ApiError, NetworkError, RateLimitError, TimeoutError, UsageError } from "../errors.ts";
import { createRuntime, type Runtime } from "../runtime.ts";
import { GATEWAY_URL, gatewayAddress } from "./address.ts";
import { Attempt, type ConnectOptions } from "./attempt.ts";
import { Closing } from "./closing.ts";
import { type Compression, canInflate } from "./decoder.ts";
import { budgetError, endError } from "./failure.ts";
import { createIdentifyQueue, type IdentifyQueue, type SessionStartLimit } from "./identify-queue.ts";
import { chosenShards, type Location, type ShardChoice } from "./location.ts";
import { closedMeanwhile, Requests } from "./requests.ts";
import type { Session } from "./session.ts";
import { Shard } from "./shard.ts";
import type { ShardEvent, ShardPhase, ShardStatus } from "./shard-events.ts";
import type { End, IdentifyData } from "./transcript.ts";

/** So many streams in a row that cannot be read, and the gateway is asked for plain text. */
const MOST_CORRUPT = 2;

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
  /** Sessions of an earlier process, to be resumed. */
  readonly resume?: readonly Session[];
  /** Default: a queue for this process. */
  readonly queue?: IdentifyQueue;
  readonly runtime?: Partial<Runtime>;
  /** Put into the text of fatal errors: which intents were asked for, and where. */
  readonly advice?: (closeCode: number | undefined) => string;
  /** Called when 80 % of the day's session starts are used. */
  readonly onLowBudget?: (used: number, total: number) => void;
  /** Hears everything that happens, synchronously. */
  readonly emit: (event: ShardEvent, shard: number) => void;
}

/** What is left after closing. */
export interface Closed {
  /** To be handed to the next process as `resume`; empty unless closed resumably. */
  readonly sessions: readonly Session[];
  /** Shards whose peer did not answer the Close frame within 5 s: their sockets may keep a process alive. */
  readonly unanswered: readonly number[];
}

/** Makes a gateway. It does nothing until `connect()`. */
export function createGateway(options: GatewayOptions): Gateway {
  return new Gateway(options);
}

/** A bot's connection to Discord. */
export class Gateway {
  /** What a program asks of the gateway beyond listening. */
  readonly requests: Requests;
  readonly #options: GatewayOptions;
  readonly #runtime: Runtime;
  readonly #shards = new Map<number, Shard>();
  #base = GATEWAY_URL;
  #compress: Compression | false;
  /** Streams that could not be read, one after another. */
  #corrupt = 0;
  #total = 1;
  #presence: object | undefined;
  #attempt: Attempt | undefined;
  #closing: Closing | undefined;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#runtime = createRuntime(options.runtime);
    this.#presence = options.presence;
    this.requests = new Requests(this.#runtime, (guildId) => this.#shardFor(guildId));
    const { compress = this.#runtime.name === "page" ? false : "zlib-stream" } = options;
    this.#compress = compress !== false && canInflate(this.#runtime) ? compress : false;
  }

  /** Each shard, as of now. */
  get shards(): readonly ShardStatus[] {
    return [...this.#shards.values()].map((shard) => shard.status);
  }

  /** The sessions as of now. */
  get sessions(): readonly Session[] {
    return [...this.#shards.values()].flatMap((shard) => shard.session ?? []);
  }

  /**
   * Settles when every shard is ready. Tries again, with growing pauses, until the deadline, and rejects then with the last
   * failure as `cause`; rejects at once where trying again is of no use.
   * @throws {GatewayClosedError} fatal close codes, or no session starts left
   * @throws {TimeoutError} CONNECT_TIMEOUT
   * @throws {UsageError} NO_WEBSOCKET, ALREADY_CONNECTED
   */
  async connect(options: ConnectOptions = {}): Promise<void> {
    if (this.#runtime.WebSocket === undefined) throw noWebSocket();
    if (this.#shards.size > 0 || (this.#attempt !== undefined && !this.#attempt.settled)) throw alreadyConnected();
    const attempt = new Attempt(this.#runtime, options, () => this.#abandon());
    this.#attempt = attempt;
    attempt.phase = () => slowest(this.shards);
    this.#locate(attempt).then(
      (location) => location && this.#start(attempt, location),
      (error) => attempt.fail(error),
    );
    return attempt.promise;
  }

  /** Ends all connections. Settles within 5 s even if nobody answers. */
  async close(options: { readonly resumable?: boolean } = {}): Promise<Closed> {
    const resumable = options.resumable === true;
    this.#attempt?.fail(closedMeanwhile());
    const shards = [...this.#shards.values()].filter(({ status }) => status.phase !== "failed");
    this.#closing ??= new Closing(shards.map(({ status }) => status.id));
    const closing = this.#closing;
    for (const shard of shards) shard.leave(resumable);
    this.requests.end(closedMeanwhile());
    const unanswered = await closing.promise;
    this.#closing = undefined;
    this.#shards.clear();
    return { sessions: resumable ? closing.sessions : [], unanswered };
  }

  /** Shows a presence on all shards of this process, also after they identify anew. Settles when it has left. */
  async setPresence(presence: object): Promise<void> {
    this.#presence = presence;
    const shards = [...this.#shards.values()];
    await Promise.all(shards.map((shard) => this.requests.send(shard, GatewayOpcode.PresenceUpdate, presence)));
  }

  #shardFor(guildId: string | undefined): Shard {
    const id = guildId === undefined ? 0 : shardOf(guildId, this.#total);
    const shard = this.#shards.get(id);
    if (shard === undefined) throw notHere(id, this.#shards.size > 0);
    return shard;
  }

  // Connecting

  /** Asks where the gateway lies until it is told or the attempt is over. */
  async #locate(attempt: Attempt): Promise<Location | undefined> {
    const { locate } = this.#options;
    if (locate === undefined) return { url: GATEWAY_URL };
    for (let pauseMs = 1000; !attempt.settled; pauseMs = Math.min(pauseMs * 2, 60_000)) {
      try {
        return await locate();
      } catch (error) {
        if (isFinal(error)) throw error;
        attempt.note(error);
        await attempt.pause(pauseMs * this.#runtime.random());
      }
    }
    return undefined;
  }

  #start(attempt: Attempt, location: Location): void {
    if (attempt.settled) return;
    if (!URL.canParse(location.url)) return attempt.fail(badAddress(location.url));
    this.#base = location.url;
    const { ids, total } = chosenShards(this.#options.shards, location.shards);
    this.#total = total;
    const queue = this.#options.queue ?? this.#ownQueue(location.session_start_limit);
    attempt.expect(ids);
    for (const id of ids) this.#shards.set(id, this.#shard(id, total, queue));
    for (const shard of [...this.#shards.values()]) shard.start();
  }

  #ownQueue(limit: SessionStartLimit | undefined): IdentifyQueue {
    const { onLowBudget } = this.#options;
    return createIdentifyQueue({
      clock: this.#runtime,
      ...(limit && { limit }),
      ...(onLowBudget && { onLow: onLowBudget }),
    });
  }

  #shard(id: number, total: number, queue: IdentifyQueue): Shard {
    const session = this.#options.resume?.find(({ shard }) => shard[0] === id && shard[1] === total);
    return new Shard({
      shard: [id, total],
      identify: () => this.#identify(id, total),
      compress: () => this.#compress,
      // What READY calls a url may be none.
      address: (base) => gatewayAddress(base && URL.canParse(base) ? base : this.#base, this.#compress),
      session,
      queue,
      runtime: this.#runtime,
      emit: (event) => this.#hear(event, id),
    });
  }

  #identify(id: number, total: number): IdentifyData {
    const { token, intents } = this.#options;
    return {
      token: token.replace(/^Bot /, ""),
      intents: typeof intents === "function" ? intents() : intents,
      properties: { os: this.#runtime.os, browser: "anycord", device: "anycord" },
      ...(total > 1 && { shard: [id, total] }),
      ...(this.#compress === "payload" && { compress: true }),
      ...(this.#presence && { presence: this.#presence }),
    };
  }

  // What shards tell

  #hear(event: ShardEvent, id: number): void {
    switch (event.type) {
      case "dispatch":
        this.requests.hear(event.frame);
        break;
      case "ready":
        this.requests.renewed((guildId) => shardOf(guildId, this.#total) === id);
        break;
      case "retry":
        this.#attempt?.note(this.explain(event.end));
        this.#corrupt = event.end.cause.type === "corrupt" ? this.#corrupt + 1 : 0;
        if (this.#corrupt >= MOST_CORRUPT) this.#compress = false;
        break;
      case "failed":
        this.#attempt?.fail(this.explain(event.end));
        this.#closing?.left(id, event.end);
        break;
      case "held":
        this.#attempt?.fail(budgetError(this.#runtime.date() + event.resetsInMs));
        break;
      case "left":
        this.#closing?.left(id, event.end);
        break;
    }
    this.#options.emit(event, id);
    if (event.type === "ready" || event.type === "resumed") this.#attempt?.ready(id);
  }

  /** The end of a connection as an error, with advice on what this bot asked for. */
  explain(end: End): AnycordError {
    const code = end.cause.type === "closed" ? end.cause.code : undefined;
    return endError(end, this.#options.advice?.(code));
  }

  /** The attempt has failed: nothing goes on in the background. */
  #abandon(): void {
    for (const shard of this.#shards.values()) shard.leave(false);
    this.#shards.clear();
  }
}

/** Whether asking again is of no use. */
function isFinal(error: unknown): boolean {
  if (error instanceof ApiError) return error.status < 500;
  return !(error instanceof NetworkError || error instanceof TimeoutError || error instanceof RateLimitError);
}

function slowest(shards: readonly ShardStatus[]): ShardPhase | undefined {
  return shards.find(({ phase }) => phase !== "ready")?.phase;
}

const noWebSocket = (): UsageError =>
  new UsageError("NO_WEBSOCKET", {
    what: "This runtime has no WebSocket.",
    cure: "Use Node 22 or newer, or hand one in: `runtime: { WebSocket }` (the class of the `ws` package will do).",
  });

const badAddress = (url: string): UsageError =>
  new UsageError("GATEWAY_URL", {
    what: `"${url}" is not the url of a gateway.`,
    cure: 'Give `gatewayUrl` as "wss://host/", or leave it out.',
  });

const alreadyConnected = (): UsageError =>
  new UsageError("ALREADY_CONNECTED", {
    what: "connect() was called while connected.",
    cure: "Call close() first, or connect() only once.",
  });

const notHere = (shard: number, connected: boolean): UsageError =>
  connected
    ? new UsageError("SHARD_ELSEWHERE", {
        what: `Shard ${shard}, which owns the guild, does not run in this process.`,
        cure: "Ask in the process that runs it.",
      })
    : new UsageError("NOT_CONNECTED", { what: "The bot is not connected.", cure: "Call connect() first." });
