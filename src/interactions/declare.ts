/**
 * The words that programs declare with. Each thing that is declared brings along the interpreter of it all, so that a bundler keeps of
 * the library what is declared: a bot without commands and components has no router.
 *
 * It must never look at what is declared; `createTree` and `createComponents` check it.
 */

import { createTable } from "../commands/component-table.ts";
import type { Button, Modal, Select } from "../commands/components.ts";
import type {
  Below,
  Command,
  CommandInit,
  Declared,
  Group,
  Menu,
  MenuInit,
  Middleware,
  Nested,
  Shared,
  Tree,
} from "../commands/define.ts";
import type {
  AnyCommandInteraction,
  ComponentInteraction,
  ModalInteraction,
  ResolvedUser,
  SelectInteraction,
} from "../commands/interaction.ts";
import type { OptionMap } from "../commands/option-types.ts";
import type { Nothing } from "../discord/input.ts";
import type { APIMessage } from "../discord/types.ts";
import { type Interpreter, interpreter } from "./interpreter.ts";

/** What everything that is declared brings along. */
export interface Interpreted {
  readonly interpreter: Interpreter;
}

const interpreted = <N extends object>(node: N): N & Interpreted => ({ ...node, interpreter });

/** Declares a slash command. */
export function command<const O extends OptionMap = Nothing, Given = Nothing>(
  init: CommandInit<O, Given>,
): Command<Given> & Declared<O> {
  return interpreted({ ...init, type: "command" });
}

/** Declares an entry in the menu of users: `i.target` is the user, with `member` in guilds. */
export function userCommand<Given = Nothing>(init: MenuInit<ResolvedUser, Given>): Menu<Given> {
  return interpreted({ ...init, type: "user" });
}

/** Declares an entry in the menu of messages: `i.target` is the message. */
export function messageCommand<Given = Nothing>(init: MenuInit<APIMessage, Given>): Menu<Given> {
  return interpreted({ ...init, type: "message" });
}

/** Declares commands under one prefix, two levels at most: Discord nests no deeper. */
export function group<C extends Tree<Given>, Given = Nothing>(
  description: string,
  children: C & Tree<Given>,
): Group<Given> & Nested<C, Nothing>;
/** The same, with what is handed down. In this order, because that is how types are inferred. */
export function group<const S extends Shared, C extends object, Given = Nothing>(
  description: string,
  shared: S,
  children: C & Tree<Below<NoInfer<Given>, S>>,
): Group<Given> & Nested<C, S>;
export function group(description: string, first: Shared | Tree<never>, second?: Tree<never>): Group<never> {
  const [shared, children] = second === undefined ? [{}, first as Tree<never>] : [first as Shared, second];
  return interpreted({ ...shared, type: "group", description, children });
}

/** Declares what a button does. A button that answers nothing is answered without a visible sign. */
export function button<P extends string>(run: (i: ComponentInteraction<P>) => unknown): Button<P> {
  return interpreted({ type: "button", run, table: createTable });
}

/** Declares what a select does. */
export function select<P extends string>(run: (i: SelectInteraction<P>) => unknown): Select<P> {
  return interpreted({ type: "select", run, table: createTable });
}

/** Declares what happens with a submitted form. */
export function modal<P extends string>(run: (i: ModalInteraction<P>) => unknown): Modal<P> {
  return interpreted({ type: "modal", run, table: createTable });
}

/**
 * Declares work before a command runs: `middleware((i) => ({ log: open(i) }))`. Return false to stop the command after
 * having answered yourself; a throw stops it too, and goes where errors go.
 */
export function middleware<Added extends object>(
  before: (i: AnyCommandInteraction) => Added | false | Promise<Added | false>,
): Middleware<Added>;
/** Declares work before a command runs that adds nothing; a throw stops the command. */
export function middleware(before: (i: AnyCommandInteraction) => void): Middleware;
export function middleware(before: (i: AnyCommandInteraction) => unknown): Middleware {
  return { type: "middleware", before } as Middleware;
}
