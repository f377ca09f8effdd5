/**
 * A whole bot as one plain object: commands, components and events, from which its intents follow.
 *
 * It checks and hands on; it must never run anything, nor know how events are listened to.
 */

import { type Components, createComponents } from "./components.ts";
import type { Tree } from "./define.ts";
import { createTree } from "./tree.ts";

/** What a bot is made of; `E` are its handlers of events, in the form that the client takes them. */
export interface BotInit<K extends string, E> {
  readonly commands?: Tree;
  readonly components?: Components<K>;
  readonly events?: E;
}

/** A bot, to be spread into a client, or its commands and components into an HTTP endpoint. */
export interface Bot<E> {
  readonly commands?: Tree;
  readonly components?: Components<never>;
  readonly events?: E;
}

/** Declares a whole bot. Throws a UsageError for what Discord would refuse, with the path in the text. */
export function defineBot<K extends string = never, E extends object = object>(init: BotInit<K, E>): Bot<E> {
  createTree(init.commands);
  createComponents(init.components);
  return init;
}
