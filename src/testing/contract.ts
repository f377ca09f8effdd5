/**
 * What a simulated Discord is to those who use it: how it is made and what can be done with it.
 */

import type { Runtime } from "../runtime.ts";
import type { VirtualClock } from "./clock.ts";
import type { Crowd } from "./crowd.ts";
import type { InteractionsTarget } from "./endpoint.ts";
import type { SimulatedRequest, SimulatedResponse } from "./exchange.ts";
import type { Fault, FaultOptions } from "./faults.ts";
import type { InteractionAnswer } from "./interactions.ts";
import type { OptionValue } from "./invocation.ts";
import type { Ledger } from "./ledger.ts";
import type { Peer, ServerSocket } from "./link.ts";
import type { MessageWait } from "./listening.ts";
import type { DialOutcome } from "./mishaps.ts";
import type { Reference, Scene } from "./people.ts";
import type { ScenarioName } from "./scenarios.ts";
import type { Platform } from "./socket.ts";
import type { Channel, Guild, Message, User } from "./things.ts";
import type { WorldSize } from "./world.ts";

/** How a simulator is made. Everything has a default. */
export interface SimulatorOptions {
  /** What decides ids, names and chance. Default: 1. */
  readonly seed?: number | string | undefined;
  /**
   * "real": time passes as it does. "virtual": time passes by itself whenever the event loop has nothing to do. "manual":
   * time passes only by `clock.advance` and `clock.run`. Default: "real". In "virtual" time a connected client beats on for
   * ever: close() the simulator at the end.
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
  /** The bot's endpoint, where interactions are posted in place of being told over the gateway; see `serve`. */
  readonly interactions?: InteractionsTarget | undefined;
  /** Whether the ledger keeps what people did and what went wrong with all its data, so that `replay` can play it again. Default: false. */
  readonly record?: boolean | undefined;
  /**
   * How many entries of each kind the ledger keeps at least, for simulators that run for long: beyond twice as many, the oldest
   * are dropped, and it counts what is left. Default: all.
   */
  readonly ledgerEntries?: number | undefined;
  /** Whether REST limits are kept. Default: true. */
  readonly rateLimits?: boolean | undefined;
}

/** A simulated Discord. */
export interface Simulator {
  readonly seed: number | string;
  readonly token: string;
  readonly application: { readonly id: string; flags: number };
  readonly bot: User;
  /** The application's public key, 64 hex digits: what an endpoint checks signatures with. */
  readonly publicKey: string;
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
  say(channel: Reference, user: Reference, text: string): Message;
  /** What people do besides writing: react, type, edit, delete, come and go. */
  readonly crowd: Crowd;
  /** What was written in a channel and is still there, oldest first. */
  messages(channel: Reference): readonly Message[];
  /** The next message that the bot writes; rejects with a TimeoutError after 5 s, or what `timeoutMs` says. */
  nextMessage(wanted?: MessageWait): Promise<Message>;
  /**
   * Somebody uses a slash command, "tag admin set" with its groups. The answer is there when there is something to be seen;
   * it rejects with a TimeoutError when the bot does not respond in 3 s, or leaves a deferred answer open for 15 min.
   */
  slash(name: string, options?: Readonly<Record<string, OptionValue>>, scene?: Scene): Promise<InteractionAnswer>;
  /** Somebody types into an option: the answer's `data.choices`. */
  autocomplete(name: string, option: string, typed: string, scene?: Scene): Promise<InteractionAnswer>;
  /** Somebody presses a button of a message. */
  press(message: Message, customId: string, scene?: Scene): Promise<InteractionAnswer>;
  /** Somebody chooses from a menu of a message. */
  choose(message: Message, customId: string, values: readonly string[], scene?: Scene): Promise<InteractionAnswer>;
  /** Somebody sends a form: its texts by custom id. */
  submit(customId: string, fields: Readonly<Record<string, string>>, scene?: Scene): Promise<InteractionAnswer>;
  /**
   * Saves an endpoint as the developer portal does: it has to answer a PING and to refuse a wrong signature, else this rejects.
   * From then on slash, press and the rest are posted there, signed; undefined: they go over the gateway again.
   */
  serve(endpoint: InteractionsTarget | undefined): Promise<void>;
  /** Something happens: whoever may see it is told. `data` is the event's, as on the wire. */
  emit(event: string, data: Record<string, unknown>): void;
  /** Plays a story; it goes on until the answer is called, the simulator is closed, or the story ends. The seed decides it. */
  play(name: ScenarioName): () => void;
  /** Plays again what a ledger has recorded: the same events and faults, at the same distances. The answer stops it. */
  replay(ndjson: string): () => void;
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
