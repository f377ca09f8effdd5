/**
 * A Discord in a box: guilds, a gateway, a REST API, faults on demand, and a ledger. Deterministic for a seed.
 *
 * It knows no network. In the process it is reached by `runtime`; a server hands it requests by `handle` and sockets by
 * `accept`.
 */

import { UsageError } from "../errors.ts";
import { createRuntime, type FetchLike, type Runtime, type WebSocketConstructor } from "../runtime.ts";
import type { Happening } from "./audience.ts";
import { createVirtualClock, type DatedClock, type VirtualClock } from "./clock.ts";
import type { SimulatedRequest, SimulatedResponse } from "./exchange.ts";
import { type Fault, type FaultOptions, place } from "./faults.ts";
import { createFetch } from "./fetch.ts";
import { type DialOutcome, Gateway } from "./gateway.ts";
import { Starts } from "./identify.ts";
import { timestamp } from "./ids.ts";
import { Ledger } from "./ledger.ts";
import type { Peer, ServerSocket } from "./link.ts";
import { writeMessage } from "./messages.ts";
import { createRandom, type Random } from "./random.ts";
import { RestSide } from "./rest.ts";
import { createSocketClass, type Platform } from "./socket.ts";
import { type Channel, type Guild, type Message, type User, World, type WorldSize } from "./world.ts";

/** How a simulator is made. Everything has a default. */
export interface SimulatorOptions {
  /** What decides ids, names and chance. Default: 1. */
  readonly seed?: number | string | undefined;
  /**
   * "real": time passes as it does. "virtual": time passes by itself whenever the event loop has nothing to do. "manual":
   * time passes only by `clock.advance`, synchronously. Default: "real".
   */
  readonly clock?: "real" | "virtual" | "manual" | undefined;
  /** Parts of the runtime to stand on, for clock "real". */
  readonly runtime?: Partial<Runtime> | undefined;
  /** The bot's token. Default: one made from the seed. */
  readonly token?: string | undefined;
  /** How many guilds, channels and members there are at first. */
  readonly world?: WorldSize | undefined;
  /** What Hello says, in milliseconds. Default: 41,250. */
  readonly heartbeatIntervalMs?: number | undefined;
  /** For how long a session without a connection can be resumed, in milliseconds. Default: 180,000. */
  readonly sessionTtlMs?: number | undefined;
  /** Session starts a day. Default: 1,000. */
  readonly sessionStarts?: number | undefined;
  /** Session starts in 5 s. Default: 1. */
  readonly maxConcurrency?: number | undefined;
  /** How long a frame or an answer takes inside the process, in milliseconds: a number, or least and most. Default: 0, or 20 where time is not real. */
  readonly latencyMs?: number | readonly [least: number, most: number] | undefined;
  /** Whose WebSocket the one in `runtime` imitates. Default: "node". */
  readonly platform?: Platform | undefined;
  /** Whether REST limits are kept. Default: true. */
  readonly rateLimits?: boolean | undefined;
}

/** A simulated Discord. */
export interface Simulator {
  readonly seed: number | string;
  readonly token: string;
  readonly application: { readonly id: string; flags: number };
  readonly bot: User;
  readonly guilds: readonly Guild[];
  /** Text channels of all guilds. */
  readonly channels: readonly Channel[];
  /** People, without the bot. */
  readonly users: readonly User[];
  /** Hand this to a client: sockets and requests that end here, and the clock where it is not real. */
  readonly runtime: Partial<Runtime>;
  /** The clock where it is not real; with a real clock, using it throws. */
  readonly clock: VirtualClock;
  readonly ledger: Ledger;
  /** Somebody writes: the message as it was made. */
  say(channel: string | { readonly id: string }, user: string | { readonly id: string }, text: string): Message;
  /** Something happens: whoever may see it is told. `data` is the event's, as on the wire. */
  emit(event: string, data: Record<string, unknown>): void;
  /** Something goes wrong. */
  fault(fault: Fault, options?: FaultOptions): void;
  /** Nothing is wrong any more, and nothing is going to be. */
  heal(): void;
  /** Answers a REST request. The url is absolute, with its `/api/v10`. */
  handle(request: SimulatedRequest): Promise<SimulatedResponse>;
  /** Whoever carries sockets asks this before each `accept`, once. */
  dial(url: string): DialOutcome;
  /** Takes a WebSocket that has opened at this url, query and all. */
  accept(socket: ServerSocket, about: { readonly url: string }): Peer;
  /** Cuts all connections, forgets all sessions, and lets no more time pass by itself. */
  close(): void;
}

/** Makes a simulated Discord. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  return new DiscordInABox(options);
}

class DiscordInABox implements Simulator {
  readonly seed: number | string;
  readonly token: string;
  readonly ledger: Ledger = new Ledger();
  readonly runtime: Partial<Runtime>;
  readonly #virtual: VirtualClock | undefined;
  readonly #clock: DatedClock;
  readonly #world: World;
  readonly #gateway: Gateway;
  readonly #rest: RestSide;

  constructor(options: SimulatorOptions) {
    this.seed = options.seed ?? 1;
    const { clock = "real" } = options;
    this.#virtual = clock === "real" ? undefined : createVirtualClock({ auto: clock === "virtual" });
    this.#clock = this.#virtual ?? createRuntime(options.runtime);
    this.#world = new World(createRandom(`${this.seed}:world`), options.world ?? {}, this.#clock.date);
    this.token = options.token ?? makeToken(this.#world.bot.id, createRandom(`${this.seed}:token`));
    const { total, maxConcurrency } = {
      total: options.sessionStarts ?? 1000,
      maxConcurrency: options.maxConcurrency ?? 1,
    };
    const starts = new Starts({ total, maxConcurrency });
    const shared = { world: this.#world, ledger: this.ledger, clock: this.#clock, token: this.token, starts };
    this.#gateway = new Gateway({
      ...{ ...shared, random: createRandom(`${this.seed}:sessions`) },
      heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
      sessionTtlMs: options.sessionTtlMs ?? 180_000,
    });
    this.#rest = new RestSide({
      ...{ ...shared, random: createRandom(`${this.seed}:rest`), rateLimits: options.rateLimits ?? true },
      publish: (happening) => this.#publish(happening),
    });
    this.runtime = this.#createRuntime(options);
  }

  get application(): { readonly id: string; flags: number } {
    return this.#world.application;
  }

  get bot(): User {
    return this.#world.bot;
  }

  get guilds(): readonly Guild[] {
    return [...this.#world.guilds.values()];
  }

  get channels(): readonly Channel[] {
    return [...this.#world.channels.values()].filter((channel) => channel.guild_id !== undefined && channel.type === 0);
  }

  get users(): readonly User[] {
    return [...this.#world.users.values()].filter((user) => !user.bot);
  }

  get clock(): VirtualClock {
    if (this.#virtual !== undefined) return this.#virtual;
    throw new UsageError("SIMULATOR_CLOCK_REAL", {
      what: "This simulator's clock is the real one, which nobody can move.",
      cure: 'Make it with createSimulator({ clock: "virtual" }) or "manual".',
    });
  }

  say(channel: string | { readonly id: string }, user: string | { readonly id: string }, text: string): Message {
    const author = this.#world.users.get(idOf(user));
    const where = this.#world.channels.get(idOf(channel));
    if (author === undefined || where === undefined) {
      throw new UsageError("SIMULATOR_UNKNOWN", {
        what: `There is no ${author === undefined ? "user" : "channel"} of that id in the simulator.`,
        cure: "Take one of its `users` and `channels`.",
      });
    }
    const { message, happening } = writeMessage(
      this.#world,
      where,
      author,
      { content: text },
      timestamp(this.#clock.date()),
    );
    this.#publish(happening);
    return message;
  }

  emit(event: string, data: Record<string, unknown>): void {
    const own = event === "GUILD_CREATE" || event === "GUILD_UPDATE" || event === "GUILD_DELETE" ? data.id : undefined;
    const guildId = data.guild_id ?? own;
    this.#publish({ name: event, data, guildId: typeof guildId === "string" ? guildId : undefined });
  }

  fault(fault: Fault, options: FaultOptions = {}): void {
    const placed = place(fault);
    switch (placed.place) {
      case "live":
        return this.#gateway.strike(placed.fault, options);
      case "dial":
        return this.#gateway.plan(placed.fault, options);
      case "lasting":
        this.#rest.afflict(placed.fault);
        return this.#gateway.afflict(placed.fault);
      case "rest":
        return this.#rest.plan(placed.fault, options);
    }
  }

  heal(): void {
    this.#gateway.heal();
    this.#rest.heal();
  }

  handle(request: SimulatedRequest): Promise<SimulatedResponse> {
    return this.#rest.handle(request);
  }

  dial(url: string): DialOutcome {
    return this.#gateway.dial(url);
  }

  accept(socket: ServerSocket, about: { readonly url: string }): Peer {
    return this.#gateway.accept(socket, about);
  }

  close(): void {
    this.#gateway.shut();
    this.#virtual?.stop();
  }

  #publish(happening: Happening): void {
    this.#gateway.sessions.publish(happening);
  }

  #createRuntime(options: SimulatorOptions): Partial<Runtime> {
    const clock = this.#clock;
    const chance = createRandom(`${this.seed}:latency`);
    const [least, most] = latencyRange(options.latencyMs ?? (this.#virtual === undefined ? 0 : 20));
    const latency = () => (least === most ? least : least + chance.integer(most - least + 1));
    const socket: WebSocketConstructor = createSocketClass({
      ...{ clock, latency, platform: options.platform ?? "node" },
      dial: (url) => this.#gateway.dial(url),
      accept: (server, about) => this.#gateway.accept(server, about),
    });
    const fetch: FetchLike = createFetch({
      clock,
      latency,
      hold: () => this.#virtual?.hold(),
      handle: (request) => this.#rest.handle(request),
    });
    if (this.#virtual === undefined) return { WebSocket: socket, fetch };
    const random: Random = createRandom(`${this.seed}:client`);
    const { now, date, schedule } = clock;
    return { WebSocket: socket, fetch, now, date, schedule, random: random.next };
  }
}

function latencyRange(latency: number | readonly [least: number, most: number]): readonly [number, number] {
  return typeof latency === "number" ? [latency, latency] : latency;
}

function idOf(thing: string | { readonly id: string }): string {
  return typeof thing === "string" ? thing : thing.id;
}

/** A token as Discord's look: the bot's id in base64, and two parts of nonsense. */
function makeToken(botId: string, random: Random): string {
  return `${btoa(botId).replace(/=+$/, "")}.${random.hex(6)}.${random.hex(38)}`;
}
