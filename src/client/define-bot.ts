/**
 * A whole bot as one plain object: commands, components and events. `createClient({ ...bot, token })` takes it as it is.
 */

import type { Components } from "../commands/components.ts";
import type { Tree } from "../commands/define.ts";
import type { EventHandlers } from "./listening.ts";

/** What a bot may declare. */
export interface BotInit<K extends string = never> {
  readonly commands?: Tree;
  readonly components?: Components<K>;
  readonly events?: EventHandlers;
}

/** Declares a bot; gives back what it was given, typed. */
export function defineBot<K extends string = never, const B extends BotInit<K> = BotInit<K>>(bot: B & BotInit<K>): B {
  return bot;
}
