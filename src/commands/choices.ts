/**
 * Choices, in whatever form they were written: of options, and as answers to autocomplete.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure
 *
 * Pure; it must never judge them.
 */

import type { APIApplicationCommandOptionChoice, LocalizationMap } from "../discord/types.ts";

/** A value to choose from that has a name of its own, of 1 to 100 characters. */
export interface Choice<V extends string | number = string | number> {
  readonly name: string;
  readonly value: V;
  /** The name in other languages. */
  readonly names?: LocalizationMap;
}

/** Up to 25 values to choose from: a list of values, of named values, or an object of names with their values. */
export type Choices<V extends string | number = string | number> =
  | readonly (V | Choice<V>)[]
  | { readonly [name: string]: V };

/** Choices in one form, whatever form they were written in. */
export function choiceList(choices: Choices): readonly Choice[] {
  if (!Array.isArray(choices)) return Object.entries(choices as object).map(([name, value]) => ({ name, value }));
  return choices.map((choice) => (typeof choice === "object" ? choice : { name: String(choice), value: choice }));
}

/** Choices as Discord takes them, in commands and in answers to autocomplete. */
export function choiceBodies(choices: Choices): APIApplicationCommandOptionChoice[] {
  return choiceList(choices).map(({ name, value, names }) => said({ name, value, name_localizations: names }));
}

/** The fields that were said: nothing that is undefined goes over the wire. */
export function said<T>(fields: object): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
