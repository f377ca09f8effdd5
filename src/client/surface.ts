/**
 * What a client offers and what it takes: the whole public face of `createClient()`. Types only.
 */

import type { AnyEvent, DispatchEvent, EventName } from "../discord/events.ts";
import type { APIApplication, APIUser } from "../discord/types.ts";
import type { AnycordError } from "../errors.ts";
import type { ConnectOptions } from "../gateway/attempt.ts";
import type { Compression } from "../gateway/compression.ts";
import type { Closed } from "../gateway/gateway-options.ts";
import type { IdentifyQueue } from "../gateway/identify-queue.ts";
import type { Session } from "../gateway/session.ts";
import type { ShardPhase, ShardStatus } from "../gateway/shard-events.ts";
import type { Problem } from "../gateway/transcript.ts";
import type { CommandHandler } from "../interactions/router.ts";
import type { Log } from "../log.ts";
import type { Messages } from "../rest/messages.ts";
import type { Rest } from "../rest/rest.ts";
import type { Runtime } from "../runtime.ts";
import type { Asking, Presence } from "./asking.ts";
import type { IntentChoice, IntentReport } from "./intent-plan.ts";
import type {
  AnyEventHandler,
  EventFilter,
  EventHandler,
  EventHandlers,
  Filtered,
  ListenOptions,
  Off,
  StreamOptions,
  WaitFor,
} from "./listening.ts";
import type { ReceptionOptions } from "./reception.ts";
import type { Store } from "./store.ts";

/** What a client is made of. Only `token` is needed. */
export interface ClientOptions<K extends string = never> extends ReceptionOptions<K> {
  /** The bot's token, with or without "Bot ". Never printed, never in an error. */
  readonly token: string;
  /** Handlers by event; the same as calling `on` for each. */
  readonly events?: EventHandlers;
  /** Default: "auto", computed from what is listened to before connect(). */
  readonly intents?: IntentChoice;
  /** Default: "auto", as many as Discord advises; 1 in a page. */
  readonly shards?: "auto" | number | { readonly ids: readonly number[]; readonly total: number };
  /** How the gateway packs what it sends, where the runtime can unpack it. Default: "zlib-stream"; in a page `false`. */
  readonly compress?: Compression | false;
  /** The presence to start with (https://docs.discord.com/developers/events/gateway-events#update-presence). */
  readonly presence?: Presence;
  /** Sessions of an earlier process, as its `close({ resumable: true })` gave them. */
  readonly resume?: readonly Session[];
  /** Keeps sessions and the count of session starts beyond the process: the next start resumes by itself. */
  readonly store?: Store;
  /** Shares the turns to identify with other processes. */
  readonly queue?: IdentifyQueue;
  /** Default: asked for over REST; in a page wss://gateway.discord.gg/. */
  readonly gatewayUrl?: string;
  /** Where REST goes instead of https://discord.com/api/v10: a relay or a simulator. */
  readonly restUrl?: string;
  /** Default: warnings and errors to the console. `false`: nothing. */
  readonly log?: Log | false;
  /** Hears what handlers throw, and what ends a running connection for good. Default: the log. */
  readonly onError?: (error: unknown, about: ErrorPlace) => void;
  /** Stands in for clock, chance, socket or fetch. */
  readonly runtime?: Partial<Runtime>;
}

/** Where an error came from. */
export interface ErrorPlace {
  /** The event's name; of an interaction "/ping", 'component "page:2"' or 'form "report"'; "tap"; "gateway". */
  readonly event: string;
  /** The line that listened; undefined for the gateway. */
  readonly line: string | undefined;
}

/** What is known of a frame that passed, in or out, without its text. */
export interface FrameFacts {
  readonly direction: "in" | "out";
  readonly op: number;
  readonly t: string | null;
  readonly s: number | null;
  /** UTF-8 bytes of the text that passed. */
  readonly bytes: number;
  readonly shard: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A frame that passed, in or out. Values of tokens are replaced; all else is exactly what was sent. */
export interface TapFrame extends FrameFacts {
  readonly text: string;
}

/** The client's own events: lower case, outside Discord's names. */
export interface ClientEvents {
  /** A shard changed its phase. */
  readonly state: { readonly shard: number; readonly phase: ShardPhase };
  /** A session began. */
  readonly ready: { readonly shard: number };
  /** A session was taken up again after so many events that had been missed. */
  readonly resumed: { readonly shard: number; readonly replayed: number };
  /** A connection ended; the next is dialled after so many milliseconds. */
  readonly retry: { readonly shard: number; readonly error: AnycordError; readonly delayMs: number };
  /** Events between two sequence numbers are lost; `before` undefined: up to the end of a session. */
  readonly gap: {
    readonly shard: number;
    readonly after: number;
    readonly before: number | undefined;
    readonly cause: "sequence" | "session-lost";
  };
  /** Something odd that the connection survived. */
  readonly problem: { readonly shard: number; readonly problem: Problem };
  /** All handlers of one of Discord's events have settled; measured only while somebody listens. */
  readonly handled: {
    /** Its name. */
    readonly event: string;
    readonly shard: number;
    readonly seq: number;
    /** Milliseconds until the last of them had settled; for an iterator, until the next event was asked for. */
    readonly tookMs: number;
    /** Milliseconds of it until the last of them first let go: so long nothing else could run. */
    readonly busyMs: number;
  };
  /** A handler failed, or a shard is gone for good: what `onError` hears, for as many as listen. It takes nothing from the log. */
  readonly error: { readonly error: unknown } & ErrorPlace;
}

/** A shard, as of now. */
export interface ClientShard extends ShardStatus {
  /** How many guilds it has, those in an outage included. */
  readonly guilds: number;
}

/** A bot. */
export interface Client extends Asking {
  /** Listens to one of Discord's events. */
  on<E extends EventName>(name: E, handler: EventHandler<E>): Off;
  /** Listens to some of Discord's events: in guilds or in direct messages, with or without content, filtered, once, until a signal. */
  on<E extends EventName, const F extends ListenOptions<E>>(
    name: E,
    options: F,
    handler: EventHandler<E, Filtered<E, F>>,
  ): Off;
  /** Listens to everything, future events too; asks for no intent. */
  on(name: "*", handler: AnyEventHandler): Off;
  /** Listens to the client's own events. */
  on<E extends keyof ClientEvents>(name: E, handler: (event: ClientEvents[E]) => unknown): Off;
  /** The next event of a name. Rejects when time runs out, the signal aborts or the client closes. */
  readonly waitFor: WaitFor;
  /** Events as an async iterable: of one name, or all that arrive. Ends when the client closes. */
  events<E extends EventName>(
    name: E,
    options?: StreamOptions & EventFilter<E>,
  ): AsyncIterableIterator<DispatchEvent<E>>;
  /** Everything that arrives, future events too; asks for no intent. */
  events(options?: StreamOptions): AsyncIterableIterator<AnyEvent>;
  /** Connects a handler with a command that has no `run`. `OnCommand<typeof commands>` types paths and options. */
  onCommand(path: string, handler: CommandHandler): Off;
  /** Sees every frame, in and out. */
  tap(see: (frame: TapFrame) => void): Off;
  /** Sees what is known of every frame but its text, which then need not be decoded: for counting. */
  tap(see: (frame: FrameFacts) => void, options: { readonly text: false }): Off;
  /** Connects; settles when every shard is ready. Only the first READY is waited for: afterwards it never rejects. */
  connect(options?: ConnectOptions): Promise<void>;
  /** Goes offline, or, `resumable`, leaves the sessions to the next process. Settles within 5 s. */
  close(options?: { readonly resumable?: boolean }): Promise<Closed>;
  /** The bot's user; undefined before the first READY. */
  readonly user: APIUser | undefined;
  /** The bot's application, as READY tells it; undefined before. */
  readonly application: Pick<APIApplication, "id" | "flags"> | undefined;
  /** What is asked for, and `explain()`: which line asked for it. */
  readonly intents: IntentReport;
  /** The shards of this process, as of now: phase, ping in milliseconds, guilds, reconnects. Empty before connect(). */
  readonly shards: readonly ClientShard[];
  /** Discord's HTTP interface, with the bot's token. */
  readonly rest: Rest;
  /** Sends a message to a channel: a text, or a body with embeds, components, files. Gives the message as Discord made it. */
  readonly send: Messages["send"];
  /** Answers a message, in its channel and with a reference to it. */
  readonly reply: Messages["reply"];
  /** Reacts to a message with an emoji: "🔥", "name:id", or as it stands in a text, "<:name:id>". */
  readonly react: Messages["react"];
  /** Sends a direct message; the channel is opened once for each user. Discord refuses if they share no server, or will not have it. */
  readonly sendDirectMessage: Messages["sendDirectMessage"];
}
