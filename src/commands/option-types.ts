/**
 * What an option of a command is, and what the handler will read of it.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure
 *
 * Types only. This file must never hold a value.
 */

import type {
  APIAttachment,
  APIInteractionDataResolved,
  APIInteractionDataResolvedChannel,
  APIRole,
  ChannelType,
  LocalizationMap,
} from "../discord/types.ts";
import type { Choices } from "./choices.ts";
import type { AutocompleteInteraction, ResolvedUser } from "./interaction.ts";
import type { Place } from "./place.ts";

/** The nine kinds of value that a command can ask for. */
export type OptionKind =
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "user"
  | "channel"
  | "role"
  | "mentionable"
  | "attachment";

/** A channel that an option names; `T` are the types it was restricted to. */
export type ResolvedChannel<T extends ChannelType = ChannelType> = ChannelType extends T
  ? APIInteractionDataResolvedChannel
  : Omit<APIInteractionDataResolvedChannel, "type"> & { readonly type: T };

/** Suggests values while the user types. `typed` is what stands in the field so far; answer within 3 s. */
export type Autocomplete<V extends string | number> = (
  typed: string,
  i: AutocompleteInteraction,
) => Choices<V> | Promise<Choices<V>>;

/** Everything an option may say besides its kind and description. Which of it fits which kind is checked in the tree. */
export interface OptionSettings {
  /** The option's name in other languages. */
  readonly names?: LocalizationMap;
  /** The description in other languages. */
  readonly descriptions?: LocalizationMap;
  readonly choices?: Choices;
  readonly autocomplete?: Autocomplete<never>;
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly types?: readonly ChannelType[];
  readonly fileTypes?: readonly string[];
}

/** One declared option. `Value` is what the handler reads, `Required` whether it is always there. */
export interface Option<Value = unknown, Required extends boolean = boolean> extends OptionSettings {
  readonly kind: OptionKind;
  /** 1 to 100 characters. */
  readonly description: string;
  readonly required: Required;
  /** What Discord takes of it: carried by each option, so that a bot without options carries none of it. */
  readonly rules: OptionRules;
  /** Never there at run time; it carries the type. */
  readonly value?: Value;
}

/** How an option is checked, written for Discord, and read. */
export interface OptionRules {
  /** Throws where Discord would refuse it; gives the characters that count against a command's 8,000. */
  check(name: string, option: Option, place: Place): number;
  /** Its JSON. */
  body(name: string, option: Option): object;
  /**
   * The values of a whole command by name, ids resolved.
   * Throws a UsageError, "COMMAND_OUTDATED", if a required option is missing: then Discord knows another command.
   */
  read(
    path: string,
    declared: OptionMap,
    sent: readonly SentOption[],
    resolved: APIInteractionDataResolved | undefined,
  ): Record<string, unknown>;
}

/** An option as Discord sends it, no more of it than is read. */
export interface SentOption {
  readonly name: string;
  readonly type: number;
  readonly value?: string | number | boolean;
  readonly options?: readonly SentOption[];
  readonly focused?: boolean;
}

/** Options by their names: lower case, 1 to 32 characters. */
export type OptionMap = { readonly [name: string]: Option };

/** What the handler reads: a value for each required option, a value or undefined for the others. */
export type Values<O extends OptionMap> = {
  readonly [K in keyof O]: O[K] extends Option<infer V, infer R> ? ([R] extends [true] ? V : V | undefined) : never;
};

/** What every kind of option may say. */
export interface CommonInit<R extends boolean> {
  /** Default: false. */
  readonly required?: R;
  /** The option's name in other languages. */
  readonly names?: LocalizationMap;
  /** The description in other languages. */
  readonly descriptions?: LocalizationMap;
}

/** What options of text and numbers may say: either `choices` or `autocomplete`. */
export interface ScalarInit<V extends string | number, R extends boolean, Base extends string | number>
  extends CommonInit<R> {
  /** The only values there are; the handler's type is their union. */
  readonly choices?: Choices<V>;
  /** Suggestions; the user may still send something else. */
  readonly autocomplete?: Autocomplete<Base>;
}

/** Limits of a text: 0 to 6,000 characters. */
export interface LengthInit {
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Limits of a number, both included. */
export interface RangeInit {
  readonly min?: number;
  readonly max?: number;
}

/** The nine kinds of option. The first argument is the description, 1 to 100 characters. */
export interface OptionKinds {
  /** A text of up to 6,000 characters; with `choices`, one of these. */
  string<const V extends string = string, const R extends boolean = false>(
    description: string,
    init?: ScalarInit<V, R, string> & LengthInit,
  ): Option<V, R>;
  /** A whole number between -2^53+1 and 2^53-1. */
  integer<const V extends number = number, const R extends boolean = false>(
    description: string,
    init?: ScalarInit<V, R, number> & RangeInit,
  ): Option<V, R>;
  /** Any number between -2^53 and 2^53. */
  number<const V extends number = number, const R extends boolean = false>(
    description: string,
    init?: ScalarInit<V, R, number> & RangeInit,
  ): Option<V, R>;
  /** True or false. */
  boolean<const R extends boolean = false>(description: string, init?: CommonInit<R>): Option<boolean, R>;
  /** A user, with `member` in guilds. */
  user<const R extends boolean = false>(description: string, init?: CommonInit<R>): Option<ResolvedUser, R>;
  /** `types` restricts which channels can be chosen, and the type of what the handler reads. */
  channel<const T extends ChannelType = ChannelType, const R extends boolean = false>(
    description: string,
    init?: CommonInit<R> & { readonly types?: readonly T[] },
  ): Option<ResolvedChannel<T>, R>;
  /** A role of the guild. */
  role<const R extends boolean = false>(description: string, init?: CommonInit<R>): Option<APIRole, R>;
  /** A user or a role: users have a `username`. */
  mentionable<const R extends boolean = false>(
    description: string,
    init?: CommonInit<R>,
  ): Option<ResolvedUser | APIRole, R>;
  /** An uploaded file. `fileTypes`: up to 10 of "image", "video", "audio" or an ending like ".png". */
  attachment<const R extends boolean = false>(
    description: string,
    init?: CommonInit<R> & { readonly fileTypes?: readonly string[] },
  ): Option<APIAttachment, R>;
}
