/**
 * createClient(): a bot. The only file where the gateway, REST and the program's handlers meet.
 *
 * It must never hold logic of its own: each subject is a room of its own, and this is the hall between them.
 */

import { createAsking, fullPresence } from "./client/asking.ts";
import { type AnyListen, Audience } from "./client/audience.ts";
import { callerLine } from "./client/caller.ts";
import { DispatchDelivery } from "./client/delivery.ts";
import { openChannels } from "./client/diagnostics.ts";
import { GuildRoll } from "./client/guild-roll.ts";
import { Herald } from "./client/herald.ts";
import { IntentPlan, type IntentReport } from "./client/intent-plan.ts";
import { Keeper } from "./client/keeper.ts";
import { disposable } from "./client/listeners.ts";
import type { Off, StreamOptions, Tools, WaitFor } from "./client/listening.ts";
import { intentAdvice, locate } from "./client/locate.ts";
import { Reception } from "./client/reception.ts";
import { Requests } from "./client/requests.ts";
import { checkedShards } from "./client/shard-choice.ts";
import type { Store } from "./client/store.ts";
import type { Client, ClientOptions, ClientShard, TapFrame } from "./client/surface.ts";
import { type TapOptions, Taps } from "./client/tap.ts";
import { timed } from "./client/timing.ts";
import type { Events } from "./discord/events.ts";
import { NetworkError, UsageError } from "./errors.ts";
import type { ConnectOptions } from "./gateway/attempt.ts";
import { closedMeanwhile } from "./gateway/failure.ts";
import { type Frame, fieldsOf } from "./gateway/frame.ts";
import { createGateway, type Gateway } from "./gateway/gateway.ts";
import type { Closed } from "./gateway/gateway-options.ts";
import type { Location } from "./gateway/location.ts";
import { openPost } from "./gateway/post.ts";
import type { ShardEvent } from "./gateway/shard-events.ts";
import { unpack } from "./gateway/unpack.ts";
import type { CommandHandler } from "./interactions/router.ts";
import { consoleLog, type Log, sheltered } from "./log.ts";
import { createMessages } from "./rest/messages.ts";
import { createRest, type Rest } from "./rest/rest.ts";
import { createRuntime, type Runtime } from "./runtime.ts";

/**
 * Makes a bot. Nothing happens until `connect()`.
 * @throws {UsageError} TOKEN_MISSING, INTENTS_UNKNOWN, EVENT_UNKNOWN, SHARDS_INVALID
 */
export function createClient<K extends string = never>(options: ClientOptions<K>): Client {
  const line = callerLine();
  if (typeof options.token !== "string" || options.token.replace(/^Bot /, "").trim() === "") throw tokenMissing();
  const bot = new Bot(options as ClientOptions<string>);
  for (const [name, entry] of Object.entries(options.events ?? {})) {
    const listen = (typeof entry === "function" ? { run: entry } : entry) as AnyListen;
    bot.listen(name, listen, `events.${name} of createClient() at ${line}`);
  }
  return bot as unknown as Client;
}

class Bot {
  readonly #options: ClientOptions<string>;
  readonly #runtime: Runtime;
  readonly #log: Log;
  readonly #herald: Herald;
  readonly #plan: IntentPlan;
  readonly #audience: Audience;
  readonly #taps: Taps;
  readonly #gateway: Gateway;
  readonly #requests: Requests;
  readonly #reception: Reception;
  readonly #keeper: Keeper | undefined;
  readonly #tools: Tools;
  readonly #roll = new GuildRoll();
  #connected = false;

  readonly rest: Rest;
  readonly waitFor: WaitFor;
  user: Client["user"];
  application: Client["application"];

  constructor(options: ClientOptions<string>) {
    this.#options = options;
    this.#runtime = createRuntime(options.runtime);
    this.#log = options.log === false ? () => {} : sheltered(options.log ?? consoleLog());
    const channels = openChannels(this.#runtime);
    this.#herald = new Herald({
      ...{ log: this.#log, onError: options.onError, channels, audience: () => this.#audience },
      explain: (end) => this.#gateway.explain(end),
    });
    this.#plan = new IntentPlan(options.intents ?? "auto");
    this.#audience = new Audience(this.#plan, this.#runtime, this.#log, (error, { name, line }) =>
      this.#herald.fail(error, { event: name, line }),
    );
    this.#taps = new Taps((error) => this.#herald.fail(error, { event: "tap", line: undefined }), channels.frame);
    const { token, restUrl } = options;
    this.rest = createRest({
      ...{ token, runtime: this.#runtime, log: this.#log },
      ...(restUrl !== undefined && { restUrl }),
    });
    const { request } = channels;
    if (request !== undefined) this.rest.onRequest((report) => request.publish(report));
    const messages = createMessages(this.rest);
    const { send, reply, react } = messages;
    this.waitFor = this.#audience.waitFor;
    this.#tools = { rest: this.rest, send, reply, react, waitFor: this.waitFor };
    this.#reception = this.#openReception();
    this.#keeper = options.store && this.#keep(options.store);
    this.#gateway = this.#openGateway();
    this.#requests = new Requests(this.#runtime, (guildId) => this.#gateway.shardFor(guildId));
    const asking = createAsking(this.#gateway, this.#requests, this.waitFor, () => this.intents);
    Object.assign(this, messages, asking);
  }

  get intents(): IntentReport {
    return this.#plan.report;
  }

  get shards(): readonly ClientShard[] {
    return this.#gateway.shards.map((status) => ({ ...status, guilds: this.#roll.count(status.id) }));
  }

  // Listening

  on(name: string, ...given: readonly unknown[]): Off {
    const line = callerLine();
    const [options, run] = given.length > 1 ? given : [{}, given[0]];
    return this.listen(name, { ...(options as object), run: run as AnyListen["run"] }, `listener at ${line}`);
  }

  listen(name: string, listen: AnyListen, who: string): Off {
    return this.#audience.listen(name, listen, who);
  }

  events(...given: readonly unknown[]): AsyncIterableIterator<unknown> {
    const line = `events() at ${callerLine()}`;
    const [name, options] = typeof given[0] === "string" ? given : ["*", given[0]];
    return this.#audience.stream(name as string, (options ?? {}) as StreamOptions, line);
  }

  tap(see: (frame: TapFrame) => void, options?: TapOptions): Off {
    return this.#taps.add(see, options);
  }

  // It is taken from the client to be typed by a tree, and must not lose it.
  onCommand = (path: string, handler: CommandHandler): Off => disposable(this.#reception.onCommand(path, handler));

  #openReception(): Reception {
    const tools = { rest: this.rest, waitFor: this.waitFor, log: this.#log, clock: this.#runtime };
    const onError = (error: unknown, { label }: { label: string }): void =>
      this.#herald.fail(error, { event: label, line: undefined });
    const reception = new Reception({ ...tools, options: this.#options, onError });
    for (const { path, event } of reception.uses) this.#plan.add({ event, who: `command "${path}"` });
    const run = (data: never): Promise<void> => reception.receive(data);
    if (reception.open) this.listen("INTERACTION_CREATE", { run }, "the tree of commands");
    return reception;
  }

  // Connecting

  #openGateway(): Gateway {
    const { token, shards, compress, presence, resume, queue } = this.#options;
    return createGateway({
      token,
      intents: () => this.intents.value,
      shards: checkedShards(shards),
      presence: presence && fullPresence(presence),
      ...(compress !== undefined && { compress }),
      ...(resume !== undefined && { resume }),
      ...(queue !== undefined && { queue }),
      keeper: this.#keeper,
      unpack,
      post: openPost,
      runtime: this.#runtime,
      locate: () => this.#locate(),
      advice: (code) => (code === 4014 ? intentAdvice(this.intents) : ""),
      onLowBudget: (used, total) =>
        this.#log({
          level: "warn",
          message: `${used} of today's ${total} session starts are used. Find out what starts the bot so often.`,
        }),
      emit: (event, shard) => this.#hear(event, shard),
    });
  }

  #keep(store: Store): Keeper {
    return new Keeper(store, this.#runtime, {
      session: (id) => this.#gateway.sessions.find(({ shard }) => shard[0] === id),
      slow: (id, seq) => this.#hear({ type: "problem", problem: { type: "slow-handler", seq } }, id),
      failed: (error) => this.#herald.report("The store failed; sessions may not outlive this process.", error),
    });
  }

  async #locate(): Promise<Location> {
    const { gatewayUrl, shards = "auto" } = this.#options;
    const { rest, intents } = this;
    try {
      return await locate({
        rest,
        page: this.#runtime.name === "page",
        gatewayUrl,
        autoShards: shards === "auto",
        intents,
      });
    } catch (error) {
      // It is asked again until connect() gives up; who waits should know what for.
      if (error instanceof NetworkError) this.#log({ level: "warn", message: error.message });
      throw error;
    }
  }

  async connect(options: ConnectOptions = {}): Promise<void> {
    const line = callerLine();
    for (const message of this.#plan.warnings()) this.#log({ level: "warn", message });
    this.#reception.assertHandled();
    this.#plan.hold(line);
    try {
      if (this.#options.sync) await this.#reception.sync((await this.rest.request("GET /applications/@me")).id);
      await this.#gateway.connect(options);
      this.#connected = true;
    } catch (error) {
      if (!(error instanceof UsageError && error.code === "ALREADY_CONNECTED")) this.#plan.release();
      throw error;
    }
  }

  async close(options: { readonly resumable?: boolean } = {}): Promise<Closed> {
    this.#connected = false;
    this.#requests.end(closedMeanwhile());
    const closed = await this.#gateway.close(options);
    this.#plan.release();
    this.#audience.end();
    this.#reception.end();
    if (closed.unanswered.length > 0) this.#log({ level: "warn", message: unanswered(closed.unanswered) });
    return closed;
  }

  // What the gateway tells

  #hear(event: ShardEvent, shard: number): void {
    switch (event.type) {
      case "dispatch":
        return this.#dispatch(event.frame, shard, event.at);
      case "wire":
        return this.#taps.watched ? this.#taps.show(event, shard, this.#runtime.date()) : undefined;
      case "failed":
        return this.#lose(this.#gateway.explain(event.end));
      case "left":
        return;
      default:
        if (event.type === "ready") this.#renew(shard);
        return this.#herald.announce(event, shard);
    }
  }

  /** A shard is gone for good, and with the last one all that is awaited. What connect() rejects with is told there. */
  #lose(error: Error): void {
    if (!this.#connected) return;
    this.#herald.fail(error, { event: "gateway", line: undefined });
    if (this.shards.some(({ phase }) => phase !== "failed")) return;
    this.#requests.end(error);
    this.#audience.end(error);
  }

  /** What was under way in the last session is gone with it. */
  #renew(shard: number): void {
    this.#keeper?.renewed(shard);
    this.#requests.renewed((guildId) => this.#gateway.owner(guildId) === shard);
  }

  #dispatch(frame: Frame, shard: number, at: number): void {
    if (frame.type === "READY") this.#meet(frame, shard);
    this.#requests.hear(frame);
    const heard = this.#audience.hears(frame.type);
    const origin = this.#roll.note(shard, frame, heard);
    const handled = heard
      ? this.#deliver(new DispatchDelivery(frame, shard, at, this.#runtime, this.#tools, origin))
      : undefined;
    this.#keeper?.handed(shard, frame.seq ?? 0, handled);
  }

  #deliver(delivery: DispatchDelivery): Promise<unknown> | undefined {
    if (!this.#herald.hears("handled")) return this.#audience.deliver(delivery);
    return timed(delivery, this.#audience, this.#runtime, (handled) => this.#herald.tell("handled", handled));
  }

  /** READY tells who the bot is, and where. */
  #meet(frame: Frame, shard: number): void {
    const { user, application, guilds } = fieldsOf(frame) as Partial<Events["READY"]>;
    this.user = user;
    this.application = application;
    this.#roll.begin(shard, Array.isArray(guilds) ? guilds : []);
  }
}

const unanswered = (shards: readonly number[]): string =>
  `Discord did not answer the Close frame of shard ${shards.join(", ")}: call process.exit() if its socket keeps the process alive.`;

const tokenMissing = (): UsageError =>
  new UsageError("TOKEN_MISSING", {
    what: "The token is missing.",
    cure: "Pass `token`; it is in the developer portal (Bot, Reset Token).",
  });
