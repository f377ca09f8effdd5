/**
 * A program with a bot, process after process: it connects, connects again when that fails, closes, hands its sessions over.
 * It keeps count of the promises and timers that the library gave it.
 */
import { Requests } from "../../src/client/requests.ts";
import { GatewayOpcode } from "../../src/discord/opcodes.ts";
import { AnycordError } from "../../src/errors.ts";
import { createGateway, type Gateway } from "../../src/gateway/gateway.ts";
import { createIdentifyQueue, type IdentifyQueue } from "../../src/gateway/identify-queue.ts";
import { openPost } from "../../src/gateway/post.ts";
import type { Session } from "../../src/gateway/session.ts";
import { unpack } from "../../src/gateway/unpack.ts";
import type { Runtime } from "../../src/runtime.ts";
import type { Simulator } from "../../src/testing/mod.ts";
import type { Random } from "../../src/testing/random.ts";
import type { Judge } from "./judge.ts";

/** How a bot is made. */
export interface BotPlan {
  readonly shards: number;
  readonly maxConcurrency: number;
  /** Session starts a day. */
  readonly sessionStarts: number;
  readonly compress: "zlib-stream" | false;
  /** Whether all processes share one queue to identify. */
  readonly sharesQueue: boolean;
  readonly chance: Random;
}

/** A promise of the library's, and until when it has to be kept. */
interface Promised {
  readonly what: string;
  readonly until: number;
}

/** A closed process takes so long to start anew: session starts of two processes keep their distance. */
const BOOT_MS = 6_000;
const INTENTS = (1 << 0) | (1 << 1) | (1 << 9) | (1 << 15);
const EXPECTED =
  /^(CONNECT_TIMEOUT|IDENTIFY_BUDGET|GATEWAY_CLOSED|CONNECT_CLOSED|GATEWAY_40\d\d|SEND_TIMEOUT|SHARD_ELSEWHERE|NOT_CONNECTED)$/;

/** See the top of this file. */
export class Bot {
  /** Promises that have not settled. */
  readonly pending = new Set<Promised>();
  phase: "idle" | "connecting" | "connected" | "closing" = "idle";
  readonly #discord: Simulator;
  readonly #judge: Judge;
  readonly #plan: BotPlan;
  readonly #queue: IdentifyQueue | undefined;
  #gateway: Gateway | undefined;
  #requests: Requests | undefined;
  #timers = { waiting: 0 };
  #sessions: readonly Session[] = [];
  #startAt = 0;
  #process = 0;
  #sends = 0;
  #failed = false;
  #stopped = false;
  #onFailure: (() => void) | undefined;

  constructor(discord: Simulator, judge: Judge, plan: BotPlan) {
    this.#discord = discord;
    this.#judge = judge;
    this.#plan = plan;
    const limit = {
      total: 1_000_000,
      remaining: 1_000_000,
      reset_after: 86_400_000,
      max_concurrency: plan.maxConcurrency,
    };
    this.#queue = plan.sharesQueue ? createIdentifyQueue({ clock: discord.clock, limit }) : undefined;
  }

  /** Does what a program does by itself: connects when it is not connected, closes when it has failed. */
  tend(): void {
    const now = this.#discord.clock.now();
    for (const { what, until } of this.pending)
      if (now > until + 1) this.#judge.blame(`${what} is not settled in time`);
    if (this.#failed && this.phase === "connected") this.restart(false);
    else if (this.phase === "idle" && now >= this.#startAt && !this.#stopped) this.#connect();
  }

  /** Whether every shard lives. */
  get isReady(): boolean {
    const shards = this.#gateway?.shards ?? [];
    return shards.length > 0 && shards.every(({ phase }) => phase === "ready");
  }

  /** From now on it does not connect any more. */
  stop(): void {
    this.#stopped = true;
  }

  /** Calls `act` once, when the bot has failed for good. */
  afterFailure(act: () => void): void {
    this.#onFailure = act;
  }

  /** Closes; the next process takes over the sessions if they are to be resumed. */
  restart(resumable: boolean): Promise<void> | undefined {
    const gateway = this.#gateway;
    if (gateway === undefined || this.phase === "closing") return undefined;
    this.phase = "closing";
    this.#judge.leaving(resumable);
    const closing = gateway.close({ resumable });
    const done = this.#promise(`close({ resumable: ${resumable} })`, 5_000, closing);
    const timers = this.#timers;
    return closing.then(({ sessions }) => {
      done();
      this.#judge.closed(this.#process, resumable ? sessions : undefined);
      if (timers.waiting > 0 && !this.#judge.lingering)
        this.#judge.blame(`${timers.waiting} timers are left after close()`);
      this.#sessions = sessions;
      this.#gateway = undefined;
      this.phase = "idle";
      this.#startAt = this.#discord.clock.now() + BOOT_MS;
    });
  }

  /** Sends a frame over the shard of a guild, marked with a number of its own. */
  send(guildId: string, op: number, data: Record<string, unknown>): void {
    const nonce = `n${++this.#sends}`;
    const timeoutMs = 1_000 + this.#plan.chance.integer(90_000);
    this.#awaitSend(() => this.#requests?.sendFor(guildId, op, { ...data, nonce }, { timeoutMs }), timeoutMs);
  }

  present(status: string): void {
    const presence = { status, activities: [], since: null, afk: false };
    for (const shard of this.#gateway?.running ?? []) {
      this.#awaitSend(() => this.#requests?.send(shard, GatewayOpcode.PresenceUpdate, presence), 60_000);
    }
  }

  #awaitSend(send: () => Promise<void> | undefined, timeoutMs: number): void {
    if (this.phase !== "connected" && this.phase !== "connecting") return;
    try {
      const sent = send();
      if (sent === undefined) return;
      const done = this.#promise("a send", timeoutMs, sent);
      sent.then(done, (error) => {
        done();
        this.#expect(error);
      });
    } catch (error) {
      this.#expect(error);
    }
  }

  #connect(): void {
    const { chance } = this.#plan;
    this.#gateway ??= this.#boot();
    this.#judge.connecting();
    const timeoutMs = 10_000 + chance.integer(110_000);
    const connecting = this.#gateway.connect({ timeoutMs });
    const done = this.#promise("connect()", timeoutMs, connecting);
    this.phase = "connecting";
    const process = this.#process;
    connecting.then(
      () => {
        done();
        if (process === this.#process && this.phase === "connecting") this.phase = "connected";
      },
      (error) => {
        done();
        this.#expect(error);
        this.#fail();
        if (process !== this.#process || this.phase !== "connecting") return;
        this.#judge.attemptFailed();
        this.phase = "idle";
        // It is tried again on the same gateway, or by a new process, which has no sessions then.
        if (chance.next() < 0.5) this.#gateway = undefined;
        this.#startAt = this.#discord.clock.now() + (this.#gateway === undefined ? BOOT_MS : 1);
      },
    );
  }

  #boot(): Gateway {
    const { shards, compress, maxConcurrency } = this.#plan;
    const process = ++this.#process;
    const timers = { waiting: 0 };
    const runtime = countTimers(this.#discord.runtime, timers);
    const resume = this.#sessions;
    this.#sessions = [];
    this.#timers = timers;
    this.#failed = false;
    const gateway = createGateway({
      ...{ token: this.#discord.token, intents: INTENTS, shards, compress, unpack, post: openPost, resume },
      ...(this.#queue && { queue: this.#queue }),
      locate: () => this.#locate(maxConcurrency),
      runtime,
      emit: (event, shard) => {
        if (event.type === "failed") this.#fail();
        this.#judge.hear(event, shard, process);
      },
    });
    this.#requests = new Requests(runtime as Runtime, (guildId) => gateway.shardFor(guildId));
    return gateway;
  }

  async #locate(maxConcurrency: number): Promise<{ url: string; session_start_limit: SessionStartLimit }> {
    const headers = { authorization: `Bot ${this.#discord.token}` };
    const url = "https://discord.com/api/v10/gateway/bot";
    const { status, body } = await this.#discord.handle({ method: "GET", url, headers });
    if (status === 200) return JSON.parse(body);
    // With a token that was revoked there is no answer; the gateway itself is to say so.
    const total = this.#plan.sessionStarts;
    const remaining = Math.max(0, total - this.#discord.ledger.identifies);
    const limit = { total, remaining, reset_after: 86_400_000, max_concurrency: maxConcurrency };
    return { url: "wss://gateway.discord.gg", session_start_limit: limit };
  }

  #fail(): void {
    this.#failed = true;
    this.#onFailure?.();
    this.#onFailure = undefined;
  }

  #promise(what: string, withinMs: number, promise: Promise<unknown>): () => void {
    const promised = { what, until: this.#discord.clock.now() + withinMs };
    this.pending.add(promised);
    const done = (): void => void this.pending.delete(promised);
    promise.then(done, done);
    return done;
  }

  #expect(error: unknown): void {
    if (error instanceof AnycordError && EXPECTED.test(error.code)) return;
    this.#judge.blame(`an error nobody expected: ${String(error)}`);
  }
}

type SessionStartLimit = { total: number; remaining: number; reset_after: number; max_concurrency: number };

/** The same runtime; how many of the timers that were set through it wait still is counted. */
function countTimers(runtime: Partial<Runtime>, count: { waiting: number }): Partial<Runtime> {
  const schedule = runtime.schedule as Runtime["schedule"];
  return {
    ...runtime,
    schedule(run, delayMs) {
      let waits = true;
      const end = (): void => {
        if (waits) count.waiting--;
        waits = false;
      };
      count.waiting++;
      const cancel = schedule(() => {
        end();
        run();
      }, delayMs);
      return () => {
        end();
        cancel();
      };
    },
  };
}
