/**
 * The channels of `diagnostics_channel`, which Node, Deno and Bun have: what a client tells those who ask it is published there as
 * well, so that a tool can watch a bot without a line of the bot's code (https://nodejs.org/api/diagnostics_channel.html).
 *
 * It must never cost more than a look where nobody has subscribed, and never carry a token.
 */

import type { RequestReport } from "../rest/call.ts";
import type { Runtime } from "../runtime.ts";
import { OWN_EVENTS } from "./audience.ts";
import type { ClientEvents, TapFrame } from "./surface.ts";

/** What is published, by the name of its channel: "anycord:frame" carries a TapFrame. All clients of a process share the channels. */
export type DiagnosticsMessages = {
  readonly [E in keyof ClientEvents as `anycord:${E}`]: ClientEvents[E];
} & {
  readonly "anycord:frame": TapFrame;
  readonly "anycord:request": RequestReport;
};

/** One channel, no more of it than is used. */
export interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: unknown): void;
}

/** The channels by the names of what they carry; none where the runtime has none. */
export type Channels = { readonly [Name in keyof ClientEvents | "frame" | "request"]?: Channel };

interface DiagnosticsChannel {
  channel(name: string): Channel;
}

/** Opens the channels. */
export function openChannels(runtime: Runtime): Channels {
  const diagnostics = runtime.builtin("node:diagnostics_channel") as DiagnosticsChannel | undefined;
  if (diagnostics === undefined) return {};
  const names = [...Object.keys(OWN_EVENTS), "frame", "request"];
  return Object.fromEntries(names.map((name) => [name, diagnostics.channel(`anycord:${name}`)]));
}
