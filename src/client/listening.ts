/**
 * What one may ask when listening: names, filters, handlers and what handlers get. Types only.
 */

import type { AnyEvent, DispatchEvent, EventName, Events } from "../discord/events.ts";
import type { Messages } from "../rest/messages.ts";
import type { Rest } from "../rest/rest.ts";
import type { AbortSignalLike } from "../runtime.ts";

/** Which events of a name are wanted. */
export interface EventFilter<E extends EventName> {
  /** Only those of guilds, or only those of direct messages; narrows the intents. Default: both. */
  readonly scope?: "guild" | "dm";
  /** Asks for MESSAGE_CONTENT, without which Discord blanks the content of most messages. Default: false. */
  readonly content?: boolean;
  /** Only those for which it is true. */
  readonly filter?: (data: Events[E]) => boolean;
}

/** How to listen. */
export interface ListenOptions<E extends EventName> extends EventFilter<E> {
  /** Stop after the first. */
  readonly once?: boolean;
  /** Stop when it aborts. */
  readonly signal?: AbortSignalLike;
}

/** The payload that passes a filter: `scope: "guild"` makes `guild_id` certain. */
export type Filtered<E extends EventName, F> = F extends { readonly scope: "guild" }
  ? Events[E] & { guild_id: string }
  : Events[E];

/** How long to wait for an event. */
export interface WaitOptions<E extends EventName> extends EventFilter<E> {
  /** Milliseconds; then the wait rejects with a TimeoutError. Default: until the client closes. */
  readonly timeoutMs?: number;
  /** Rejects the wait with the signal's reason. */
  readonly signal?: AbortSignalLike;
}

/** How many events an iterator keeps for a reader who is slow, and what gives way when it is full. */
export interface StreamOptions {
  /** Default: 1,024 events. */
  readonly buffer?: number;
  /** Default: "drop-oldest". "throw" ends the iteration with an error. */
  readonly overflow?: "drop-oldest" | "drop-newest" | "throw";
  /** Ends the iteration. */
  readonly signal?: AbortSignalLike;
}

/** Waits for the next event of a name. */
export type WaitFor = <E extends EventName>(name: E, options?: WaitOptions<E>) => Promise<Events[E]>;

/** What every handler can do. All of it may be taken apart: `(message, { reply }) => reply(message, "hi")`. */
export interface Tools {
  /** Discord's HTTP interface, with the bot's token. */
  readonly rest: Rest;
  /** Sends a message to a channel: a text, or a body with embeds, components, files. Gives the message as Discord made it. */
  readonly send: Messages["send"];
  /** Answers a message, in its channel and with a reference to it. */
  readonly reply: Messages["reply"];
  /** Reacts to a message with an emoji: "🔥", "name:id", or as it stands in a text, "<:name:id>". */
  readonly react: Messages["react"];
  /** The next event of a name; rejects when its time is over. Default: it waits for ever. */
  readonly waitFor: WaitFor;
}

/** What a handler gets beside the payload. */
export type EventContext<E extends EventName = EventName> = Omit<DispatchEvent<E>, "data"> & Tools & Origin<E>;

/** Why a guild came or went. */
type Origin<E> = E extends "GUILD_CREATE"
  ? { readonly origin: "backfill" | "available" | "joined" | "outage" }
  : E extends "GUILD_DELETE"
    ? { readonly origin: "outage" | "left" }
    : unknown;

/** Called with the payload, exactly as Discord sent it. What it throws, or rejects with, goes to `onError`. */
export type EventHandler<E extends EventName, D = Events[E]> = (data: D, context: EventContext<E>) => unknown;

/** Called with every event, also those that have no type yet; `data` is parsed when it is read. */
export type AnyEventHandler = (event: AnyEvent) => unknown;

/** Handlers by event: a function, or a filter with `run`. */
export type EventHandlers = {
  readonly [E in keyof Events]?: EventHandler<E> | (EventFilter<E> & { readonly run: EventHandler<E> });
};

type DisposableLike = SymbolConstructor extends { readonly dispose: infer S extends symbol }
  ? { readonly [K in S]: () => void }
  : unknown;

/** Stops listening. Also works with `using` where the runtime has Symbol.dispose. */
export type Off = (() => void) & DisposableLike;
