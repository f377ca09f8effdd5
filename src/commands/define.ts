/**
 * Commands as plain objects, made by `command()`, `group()` and their like: the tree that both the gateway and an HTTP endpoint serve.
 * The types of what handlers get follow from what is written; nothing is annotated by hand.
 * https://docs.discord.com/developers/interactions/application-commands
 *
 * Types only. `createTree` checks it all.
 */

import type { EventName } from "../discord/events.ts";
import type { Nothing } from "../discord/input.ts";
import type { ApplicationIntegrationType, InteractionContextType, LocalizationMap } from "../discord/types.ts";
import type { AnyCommandInteraction, MenuInteraction } from "./interaction.ts";
import type { OptionMap, Values } from "./option-types.ts";

/** How often a command may be used. */
export interface Cooldown {
  /** Milliseconds: so long a use counts. */
  readonly perMs: number;
  /** Uses within `perMs`. Default: 1. */
  readonly uses?: number;
  /** Whose uses are counted together. Default: "user". */
  readonly by?: "user" | "guild" | "channel" | "everyone";
}

/** What a command says about how it is run; a group hands it down, and a command below may say otherwise. */
export interface RunSettings {
  /** How often it may be used; who is too early is told so, and the handler is not called. Default: as often as one likes. */
  readonly cooldown?: Cooldown;
  /** Permission bits that the bot needs in the channel: without them the handler is not called. */
  readonly botPermissions?: bigint;
  /**
   * Defers by itself when the handler has not answered after so many milliseconds; false: never.
   * Default: what the client says, else 2,000.
   */
  readonly deferAfterMs?: number | false;
  /** Whether deferring by itself shows to the user alone. Default: false. */
  readonly deferEphemeral?: boolean;
}

/** What a command says about who sees it. Only for what stands at the top of the tree: Discord has it nowhere else. */
export interface RootSettings {
  /** Permission bits that a member needs by default; 0n: administrators only. Servers can change it. Default: none. */
  readonly memberPermissions?: bigint | null;
  /** Where it can be used: 0 in guilds, 1 in direct messages with the bot, 2 elsewhere. Default: everywhere. */
  readonly contexts?: readonly InteractionContextType[];
  /** How it can be installed: 0 to a guild, 1 to a user. Default: as the application is. */
  readonly integrationTypes?: readonly ApplicationIntegrationType[];
  /** Only in age-restricted channels. Default: false. */
  readonly nsfw?: boolean;
}

/** What everything in the tree may say. */
export interface NodeSettings extends RunSettings, RootSettings {
  /** Its name in other languages. */
  readonly names?: LocalizationMap;
  /** Its description in other languages. */
  readonly descriptions?: LocalizationMap;
}

/** A slash command. `Needs` is what its handler must be given by the groups above it. */
export interface Command<in Needs = Nothing> extends NodeSettings {
  readonly type: "command";
  readonly description: string;
  /** Its options by name, up to 25, the required ones first. Default: none. */
  readonly options?: OptionMap;
  /** Events that its handler waits for, so that their intents are asked for. Default: none. */
  readonly uses?: readonly EventName[];
  /** Undefined: connected with `onCommand`. */
  readonly run?: ((i: never) => unknown) | undefined;
  /** Never there at run time; it carries the type. */
  readonly needs?: (given: Needs) => void;
}

/** Commands under one prefix. */
export interface Group<in Needs = Nothing> extends NodeSettings {
  readonly type: "group";
  readonly description: string;
  /** Options that every command below it has, too. Default: none. */
  readonly options?: OptionMap;
  /** Runs before every command below it. Default: nothing. */
  readonly before?: Middleware;
  readonly children: Readonly<Record<string, Node<never>>>;
  /** Never there at run time; it carries the type. */
  readonly needs?: (given: Needs) => void;
}

/** An entry in the menu of users or messages. Its key in the tree is its name: 1 to 32 characters, any case, blanks too. */
export interface Menu<in Needs = Nothing> extends NodeSettings {
  readonly type: "user" | "message";
  /** Events that its handler waits for, so that their intents are asked for. Default: none. */
  readonly uses?: readonly EventName[];
  /** Undefined: connected with `onCommand`. */
  readonly run?: ((i: never) => unknown) | undefined;
  /** Never there at run time; it carries the type. */
  readonly needs?: (given: Needs) => void;
}

/** What may stand in the tree. */
export type Node<Given = Nothing> = Command<Given> | Group<Given> | Menu<Given>;

/** Commands, groups and menus by their names. */
export type Tree<Given = Nothing> = { readonly [name: string]: Node<Given> };

/** What the handler of a slash command gets. */
export interface CommandInteraction<O extends OptionMap = Nothing> extends AnyCommandInteraction {
  /** The values that the user gave: users, members, roles, channels and attachments are resolved. */
  readonly options: Values<O>;
}

/** What a command is made of. */
export interface CommandInit<O extends OptionMap, Given> extends NodeSettings {
  /** 1 to 100 characters. */
  readonly description: string;
  /** Up to 25, those of the groups above included. Required ones are put first by themselves. */
  readonly options?: O;
  /** Events the handler waits for: their intents are asked for. */
  readonly uses?: readonly EventName[];
  /** What it does. Without it, `onCommand` must connect a handler before the client connects. */
  readonly run?: (i: CommandInteraction<O> & Given) => unknown;
}

/** What `onCommand` knows of a command: its own options. */
export interface Declared<O> {
  /** Never there at run time; it carries the type. */
  readonly declared?: O;
}

/** What `onCommand` knows of a group: what stands in it, and what it hands down. */
export interface Nested<C, S> {
  /** Never there at run time; it carries the types. */
  readonly nested?: readonly [children: C, shared: S];
}

/** What an entry of a menu is made of. */
export interface MenuInit<Target, Given> extends NodeSettings {
  /** Events that its handler waits for, so that their intents are asked for. Default: none. */
  readonly uses?: readonly EventName[];
  /** The handler. Left out: connect one with `onCommand`. */
  readonly run?: (i: MenuInteraction<Target> & Given) => unknown;
}

/** Work before a command runs. What it returns is added to what the handler gets. */
export interface Middleware<out Added = Nothing> {
  readonly type: "middleware";
  /** What it returns is added to what the handler gets; false stops the command. */
  readonly before: (i: AnyCommandInteraction) => Added | false | Promise<Added | false>;
}

/** What a group hands down to every command below it, and says of itself. */
export interface Shared extends NodeSettings {
  /** Options that every command below also has. */
  readonly options?: OptionMap;
  /** Runs before every command below, groups above first. */
  readonly before?: Middleware;
}

/** What the commands below a group get besides their own. */
export type HandedDown<S extends Shared> = (S extends { readonly options: infer O extends OptionMap }
  ? { readonly options: Values<O> }
  : Nothing) &
  (S extends { readonly before: Middleware<infer Added> } ? Added : Nothing);

/**
 * What a group was given itself, and what it hands down. Outside of a tree nothing is given yet, and TypeScript then says
 * never while it infers the children: an intersection would swallow what is handed down.
 */
export type Below<Given, S extends Shared> = [Given] extends [never] ? HandedDown<S> : Given & HandedDown<S>;
