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
import type { Simulator, SimulatorOptions } from "./contract.ts";
import { type Crowd, createCrowd } from "./crowd.ts";
import { Endpoint, type InteractionsTarget } from "./endpoint.ts";
import type { SimulatedRequest, SimulatedResponse } from "./exchange.ts";
import { type Fault, type FaultOptions, place } from "./faults.ts";
import { createFetch } from "./fetch.ts";
import { Gateway } from "./gateway.ts";
import { Starts } from "./identify.ts";
import type { InteractionAnswer } from "./interactions.ts";
import type { OptionValue } from "./invocation.ts";
import { Ledger, masked } from "./ledger.ts";
import type { Peer, ServerSocket } from "./link.ts";
import { Listening, type MessageWait } from "./listening.ts";
import type { DialOutcome } from "./mishaps.ts";
import { People, type Reference, type Scene } from "./people.ts";
import { isVisible } from "./permits.ts";
import { play, retell } from "./player.ts";
import { createRandom, type Random } from "./random.ts";
import { RestSide } from "./rest.ts";
import { type ScenarioName, tell } from "./scenarios.ts";
import { PUBLIC_KEY } from "./signature.ts";
import { createSocketClass } from "./socket.ts";
import type { Channel, Guild, Message, User } from "./things.ts";
import { World } from "./world.ts";

export type { Simulator, SimulatorOptions } from "./contract.ts";

/** Makes a simulated Discord. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  return new DiscordInABox(options);
}

class DiscordInABox implements Simulator {
  readonly seed: number | string;
  readonly token: string;
  readonly ledger: Ledger;
  readonly runtime: Partial<Runtime>;
  readonly #virtual: VirtualClock | undefined;
  readonly #clock: DatedClock;
  readonly #world: World;
  readonly #gateway: Gateway;
  readonly #rest: RestSide;
  readonly #people: People;
  readonly #listening: Listening;
  readonly #endpoint: Endpoint;
  readonly #stops = new Set<() => void>();
  readonly #record: boolean;
  readonly crowd: Crowd;

  constructor(options: SimulatorOptions) {
    this.seed = options.seed ?? 1;
    this.ledger = new Ledger(options.ledgerEntries);
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
    this.#record = options.record ?? false;
    const publish = (happening: Happening): void => this.#publish(happening);
    const happen = (happening: Happening): void => this.#happen(happening);
    const restRandom = createRandom(`${this.seed}:rest`);
    this.#rest = new RestSide({ ...shared, random: restRandom, rateLimits: options.rateLimits ?? true, publish });
    this.#endpoint = this.#createEndpoint(options.interactions);
    const endpoint = this.#endpoint;
    this.#people = new People({ ...shared, endpoint, random: createRandom(`${this.seed}:people`), publish: happen });
    this.crowd = createCrowd({ world: this.#world, clock: this.#clock, publish: happen });
    this.#listening = new Listening(this.#clock, this.bot.id);
    this.runtime = this.#createRuntime(options);
  }

  get application(): { readonly id: string; flags: number } {
    return this.#world.application;
  }

  get bot(): User {
    return this.#world.bot;
  }

  get publicKey(): string {
    return PUBLIC_KEY;
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

  say(channel: Reference, user: Reference, text: string): Message {
    return this.#people.say(channel, user, text);
  }

  messages(channel: Reference): readonly Message[] {
    const id = typeof channel === "string" ? channel : channel.id;
    return [...(this.#world.messages.get(id)?.values() ?? [])];
  }

  nextMessage(wanted: MessageWait = {}): Promise<Message> {
    return this.#listening.next(wanted);
  }

  slash(
    name: string,
    options: Readonly<Record<string, OptionValue>> = {},
    scene: Scene = {},
  ): Promise<InteractionAnswer> {
    return this.#people.slash(name, options, scene);
  }

  autocomplete(name: string, option: string, typed: string, scene: Scene = {}): Promise<InteractionAnswer> {
    return this.#people.autocomplete(name, option, typed, scene);
  }

  press(message: Message, customId: string, scene: Scene = {}): Promise<InteractionAnswer> {
    return this.#people.press(message, customId, undefined, scene);
  }

  choose(message: Message, customId: string, values: readonly string[], scene: Scene = {}): Promise<InteractionAnswer> {
    return this.#people.press(message, customId, values, scene);
  }

  submit(customId: string, fields: Readonly<Record<string, string>>, scene: Scene = {}): Promise<InteractionAnswer> {
    return this.#people.submit(customId, fields, scene);
  }

  serve(endpoint: InteractionsTarget | undefined): Promise<void> {
    return this.#endpoint.serve(endpoint);
  }

  emit(event: string, data: Record<string, unknown>): void {
    const own = event === "GUILD_CREATE" || event === "GUILD_UPDATE" || event === "GUILD_DELETE" ? data.id : undefined;
    const guildId = data.guild_id ?? own;
    this.#happen({ name: event, data, guildId: typeof guildId === "string" ? guildId : undefined });
  }

  fault(fault: Fault, options: FaultOptions = {}): void {
    if (this.#record) this.ledger.write("happenings", { at: this.#clock.now(), fault, options });
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

  play(name: ScenarioName): () => void {
    const setAvailable = (guild: Guild, available: boolean): void => {
      if (available) return this.#gateway.sessions.welcome(guild);
      this.#happen({ name: "GUILD_DELETE", guildId: guild.id, data: { id: guild.id, unavailable: true } });
    };
    const parts = {
      ...{ guilds: () => this.guilds, channels: () => this.channels, users: () => this.users, crowd: this.crowd },
      ...{ random: createRandom(`${this.seed}:${name}`), setAvailable },
      say: (channel: Channel, user: User, text: string) => this.say(channel, user, text),
      fault: (fault: Fault) => this.fault(fault),
      grow: (guilds: number) => {
        for (let n = 0; n < guilds; n++) this.#gateway.sessions.welcome(this.#world.grow());
      },
    };
    return this.#perform(tell(name, parts));
  }

  replay(ndjson: string): () => void {
    const publish = (happening: Happening): void => this.#happen(happening);
    return this.#perform(retell(ndjson, { publish, fault: (fault, options) => this.fault(fault, options) }));
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
    for (const stop of this.#stops) stop();
    this.#gateway.shut();
    this.#virtual?.stop();
  }

  #perform(story: Iterator<number, void, void>): () => void {
    const stop = play(this.#clock, story);
    this.#stops.add(stop);
    return stop;
  }

  /** Something that people did. */
  #happen(happening: Happening): void {
    const { name, guildId, data } = happening;
    if (this.#record) {
      const kept = masked(data) as Record<string, unknown>;
      this.ledger.write("happenings", { at: this.#clock.now(), name, guildId, data: kept });
    }
    this.#publish(happening);
  }

  #publish(happening: Happening): void {
    if (isVisible(this.#world, happening, this.#clock.date())) this.#gateway.sessions.publish(happening);
    this.#listening.hear(happening);
  }

  #createEndpoint(target: InteractionsTarget | undefined): Endpoint {
    const parts = {
      ...{ clock: this.#clock, ledger: this.ledger, ids: this.#world.ids, applicationId: this.application.id },
      linger: () => this.#virtual?.linger(),
      acknowledge: (path: string, type: string, body: string) =>
        this.#rest.carryOut({
          ...{ method: "POST", url: `https://discord.com/api/v10${path}`, headers: { "content-type": type }, body },
        }),
    };
    return new Endpoint(parts, target);
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

/** A token as Discord's look: the bot's id in base64, and two parts of nonsense. */
function makeToken(botId: string, random: Random): string {
  return `${btoa(botId).replace(/=+$/, "")}.${random.hex(6)}.${random.hex(38)}`;
}
