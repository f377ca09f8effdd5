/**
 * The gateway of a bot: its shards, started together and closed together.
 *
 * It must never know what an event means, nor that there is REST: where the gateway lies is told by `locate`.
 */

import { shardOf } from "../discord/snowflake.ts";
import { type AnycordError, type ApiError, NetworkError, type RateLimitError, TimeoutError } from "../errors.ts";
import { createRuntime, type Runtime } from "../runtime.ts";
import { GATEWAY_URL, gatewayAddress } from "./address.ts";
import { Attempt, type ConnectOptions } from "./attempt.ts";
import type { Compression, Unpacker } from "./compression.ts";
import {
  alreadyConnected,
  badAddress,
  budgetError,
  closedMeanwhile,
  endError,
  notHere,
  noWebSocket,
} from "./failure.ts";
import type { Closed, GatewayOptions } from "./gateway-options.ts";
import { createIdentifyQueue, type IdentifyQueue } from "./identify-queue.ts";
import { assumedLimit, type SessionStartLimit } from "./identify-turns.ts";
import { chosenShards, type Location } from "./location.ts";
import type { Session } from "./session.ts";
import { Shard } from "./shard.ts";
import type { ShardEvent, ShardStatus } from "./shard-events.ts";
import type { End, IdentifyData } from "./transcript.ts";

/** So many streams in a row that cannot be read, and the gateway is asked for plain text. */
const MOST_CORRUPT = 2;

/** Makes a gateway. It does nothing until `connect()`. */
export function createGateway(options: GatewayOptions): Gateway {
  return new Gateway(options);
}

/** A bot's connection to Discord. */
export class Gateway {
  /** The presence of every IDENTIFY from now on. */
  presence: object | undefined;
  readonly #options: GatewayOptions;
  readonly #runtime: Runtime;
  readonly #shards = new Map<number, Shard>();
  #base = GATEWAY_URL;
  #compress: Compression | false;
  /** Streams that could not be read, one after another. */
  #corrupt = 0;
  #total = 1;
  /** Sessions that were handed in, until shards take them up. */
  #resume: readonly Session[];
  #attempt: Attempt | undefined;
  #queue: IdentifyQueue | undefined;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#runtime = createRuntime(options.runtime);
    this.presence = options.presence;
    this.#resume = options.resume ?? [];
    this.#queue = options.queue;
    const { compress = this.#runtime.name === "page" ? false : "zlib-stream" } = options;
    const asked = [compress, compress === "zstd-stream" && "zlib-stream"] as const;
    this.#compress = asked.find((packing) => this.#unpacker(packing) !== undefined) ?? false;
  }

  /** Each shard, as of now. */
  get shards(): readonly ShardStatus[] {
    return this.running.map((shard) => shard.status);
  }

  /** The sessions as of now. */
  get sessions(): readonly Session[] {
    return this.running.flatMap((shard) => shard.session ?? []);
  }

  /**
   * Settles when every shard is ready. Tries again, with growing pauses, until the deadline, and rejects then with the last
   * failure as `cause`; rejects at once where trying again is of no use.
   * @throws {GatewayClosedError} fatal close codes, or no session starts left
   * @throws {TimeoutError} CONNECT_TIMEOUT
   * @throws {UsageError} NO_WEBSOCKET, ALREADY_CONNECTED, GATEWAY_URL
   */
  async connect(options: ConnectOptions = {}): Promise<void> {
    if (this.#runtime.WebSocket === undefined) throw noWebSocket();
    if (this.#shards.size > 0 || this.#attempt?.settled === false) throw alreadyConnected();
    const attempt = new Attempt(this.#runtime, options, () => this.#attempt && this.#abandon());
    this.#attempt = attempt;
    attempt.phase = () => this.shards.find(({ phase }) => phase !== "ready")?.phase;
    this.#begin(attempt).catch((error) => attempt.fail(error));
    return attempt.promise;
  }

  /** Ends all connections. Settles within 5 s even if nobody answers. */
  async close(options: { readonly resumable?: boolean } = {}): Promise<Closed> {
    const resumable = options.resumable === true;
    const leaving = this.running.map(async (shard) => ({ ...(await shard.leave(resumable)), id: shard.id }));
    const attempt = this.#attempt;
    // What is closed is not abandoned.
    this.#attempt = undefined;
    attempt?.fail(closedMeanwhile());
    const left = (await Promise.all(leaving)).filter(({ cause }) => cause.type === "left");
    const ids = [...this.#shards.keys()];
    this.#shards.clear();
    const sessions = resumable ? [...this.#resume, ...left.flatMap(({ session }) => session ?? [])] : [];
    return {
      sessions: (await this.#options.keeper?.left(sessions, ids, this.#total)) ?? sessions,
      unanswered: left.flatMap(({ cause, id }) => (cause.type === "left" && !cause.answered ? id : [])),
    };
  }

  /**
   * The shard that owns a guild; of none: the first.
   * @throws {UsageError} NOT_CONNECTED, SHARD_ELSEWHERE
   */
  shardFor(guildId = "0"): Shard {
    const id = this.owner(guildId);
    const shard = this.#shards.get(id);
    if (shard === undefined) throw notHere(id, this.#shards.size > 0);
    return shard;
  }

  /** The number of the shard that owns a guild. */
  owner(guildId: string): number {
    return shardOf(guildId, this.#total);
  }

  /** The shards of this process. */
  get running(): readonly Shard[] {
    return [...this.#shards.values()];
  }

  // Connecting

  async #begin(attempt: Attempt): Promise<void> {
    const location = await this.#locate(attempt);
    if (attempt.settled) return;
    if (!URL.canParse(location.url)) throw badAddress(location.url);
    this.#base = location.url;
    const { ids, total } = chosenShards(this.#options.shards, location.shards);
    this.#total = total;
    // Kept for as long as the bot: a second connect() must not identify within 5 s of the first.
    this.#queue ??= await this.#ownQueue(location.session_start_limit);
    const queue = this.#queue;
    const sessions = await Promise.all(ids.map((id) => this.#formerSession(id, total)));
    if (attempt.settled) return;
    attempt.expect(ids);
    ids.forEach((id, index) => {
      this.#shards.set(id, this.#shard(id, total, queue, sessions[index]));
    });
    // When connect() is called again, what was handed in is out of date.
    this.#resume = [];
    for (const shard of this.running) shard.start();
  }

  /** Asks where the gateway lies until it is told or the attempt is over. */
  async #locate(attempt: Attempt): Promise<Location> {
    const { locate } = this.#options;
    for (let pauseMs = 1000; locate !== undefined && !attempt.settled; pauseMs = Math.min(pauseMs * 2, 60_000)) {
      try {
        return await locate();
      } catch (error) {
        if (isFinal(error)) throw error;
        attempt.note(error);
        await attempt.pause(pauseMs * this.#runtime.random());
      }
    }
    return { url: GATEWAY_URL };
  }

  async #ownQueue(told: SessionStartLimit | undefined): Promise<IdentifyQueue> {
    const { keeper } = this.#options;
    const limit = (await keeper?.budget(told)) ?? told ?? assumedLimit;
    return createIdentifyQueue({
      clock: this.#runtime,
      limit,
      onLow: this.#options.onLowBudget,
      onSpent: (remaining, resetsInMs) => keeper?.spent(remaining, limit, resetsInMs),
    });
  }

  async #formerSession(id: number, total: number): Promise<Session | undefined> {
    const given = this.#resume.find(({ shard }) => shard[0] === id && shard[1] === total);
    return (await this.#options.keeper?.former(id, total, given)) ?? given;
  }

  #shard(id: number, total: number, queue: IdentifyQueue, session: Session | undefined): Shard {
    const shard: Shard = new Shard({
      shard: [id, total],
      terms: (base) => ({
        url: gatewayAddress(base ?? this.#base, this.#compress),
        identify: this.#identify(id, total),
        decoder: this.#unpacker(this.#compress),
      }),
      session,
      queue,
      runtime: this.#runtime,
      post: this.#options.post,
      // One of an attempt that failed may still be closing when another has taken its place.
      emit: (event) => ((this.#shards.get(id) ?? shard) === shard ? this.#hear(event, id) : undefined),
    });
    return shard;
  }

  /** What unpacks; undefined for plain text, and where this runtime cannot. */
  #unpacker(packing: Compression | false): Unpacker | undefined {
    return packing === false ? undefined : this.#options.unpack?.(this.#runtime, packing);
  }

  #identify(id: number, total: number): IdentifyData {
    const { token, intents } = this.#options;
    return {
      token: token.replace(/^Bot /, ""),
      intents: typeof intents === "function" ? intents() : intents,
      properties: { os: this.#runtime.os, browser: "anycord", device: "anycord" },
      // What is undefined is not sent.
      shard: total > 1 ? [id, total] : undefined,
      compress: this.#compress === "payload" || undefined,
      presence: this.presence,
    };
  }

  // What shards tell

  #hear(event: ShardEvent, id: number): void {
    switch (event.type) {
      case "retry":
        this.#attempt?.note(this.explain(event.end));
        this.#corrupt = event.end.cause.type === "corrupt" ? this.#corrupt + 1 : 0;
        if (this.#corrupt >= MOST_CORRUPT) this.#compress = false;
        break;
      case "failed":
        this.#attempt?.fail(this.explain(event.end));
        break;
      case "held":
        this.#attempt?.fail(budgetError(this.#runtime.date() + event.resetsInMs));
        break;
    }
    this.#options.emit(event, id);
    if (event.type === "ready" || event.type === "resumed") this.#attempt?.ready(id);
  }

  /** The end of a connection as an error, with advice on what this bot asked for. */
  explain(end: End): AnycordError {
    return endError(end, this.#options.advice);
  }

  /** The attempt has failed: nothing goes on in the background. */
  #abandon(): void {
    for (const shard of this.#shards.values()) shard.leave(false);
    this.#shards.clear();
  }
}

/** Whether asking again is of no use: Discord refused, or the program is wrong. */
function isFinal(error: unknown): boolean {
  if (error instanceof NetworkError || error instanceof TimeoutError) return false;
  const { status = 0, retryAfterMs } = (error ?? {}) as Partial<ApiError & RateLimitError>;
  return status < 500 && retryAfterMs === undefined;
}
