/**
 * A whole bot as one plain object: commands, components and events, from which its intents follow.
 * `createClient({ ...bot, token })` takes it as it is; an HTTP endpoint takes its commands and components.
 *
 * It checks and hands on; it must never run anything.
 */

import type { Components } from "../commands/components.ts";
import type { Tree } from "../commands/define.ts";
import type { Nothing } from "../discord/input.ts";
import type { EventHandlers } from "./listening.ts";
import { interpreterOf } from "./reception.ts";

/** What a bot may declare. */
export interface BotInit<K extends string = never, C extends Tree = Tree> {
  /** The tree of commands, by name. Default: none. */
  readonly commands?: C;
  /** Handlers of buttons, selects and modals by the pattern of their custom id. */
  readonly components?: Components<K>;
  /** Handlers of events by Discord's name, or `{ scope, content, run }`. Default: none. */
  readonly events?: EventHandlers;
}

/** A declared bot: what was said, and nothing where nothing was. */
export type Bot<K extends string = never, C extends Tree = Tree> = Required<BotInit<K, C>>;

/**
 * Declares a bot; gives back what it was given, typed.
 * @throws {UsageError} COMMAND_INVALID, COMPONENT_INVALID with the path of what Discord would refuse
 */
export function defineBot<K extends string = never, const C extends Tree = Nothing>(bot: BotInit<K, C>): Bot<K, C> {
  interpreterOf(bot)?.check(bot);
  return { commands: {} as C, components: {} as Components<K>, events: {}, ...bot };
}
