/**
 * What Discord takes of a command's options, how they are written for it, and how they are read.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure
 *
 * Pure; it must never change an option.
 */

import { choiceBodies, choiceList, said } from "./choices.ts";
import type { Option, OptionKind, OptionRules } from "./option-types.ts";
import { readOptions } from "./option-values.ts";
import type { Place } from "./place.ts";

const MOST_CHOICES = 25;
const LONGEST_TEXT = 6000;
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
const KINDS: Record<OptionKind, number> = {
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
};
/** Which settings fit which kinds of option. */
const NUMBERS: readonly OptionKind[] = ["integer", "number"];
const SCALARS: readonly OptionKind[] = ["string", "integer", "number"];
const FITS: Record<string, readonly OptionKind[]> = {
  choices: SCALARS,
  autocomplete: SCALARS,
  min: NUMBERS,
  max: NUMBERS,
  minLength: ["string"],
  maxLength: ["string"],
  types: ["channel"],
  fileTypes: ["attachment"],
};

/** The rules of every option. */
export const optionRules: OptionRules = { check: checkOption, body: optionBody, read: readOptions };

function checkOption(name: string, option: Option, place: Place): number {
  const own = place.names(name, option.names) + place.texts("description", option.description, option.descriptions);
  for (const [key, kinds] of Object.entries(FITS)) {
    const fits = option[key as keyof Option] === undefined || kinds.includes(option.kind);
    place.demand(fits, `${key} is not for ${option.kind} options`);
  }
  checkLimits(option, place);
  return own + checkChoices(option, place);
}

function checkLimits({ kind, min, max, minLength, maxLength, fileTypes = [] }: Option, place: Place): void {
  const whole = [min, max].every((n) => n === undefined || kind !== "integer" || Number.isSafeInteger(n));
  place.demand(whole, "min and max must be whole numbers");
  for (const [key, length, least] of [
    ["minLength", minLength, 0],
    ["maxLength", maxLength, 1],
  ] as const) {
    const fits = length === undefined || (Number.isInteger(length) && length >= least && length <= LONGEST_TEXT);
    place.demand(fits, `${key} must be ${least} to ${LONGEST_TEXT}`);
  }
  place.demand(!(Number(min) > Number(max)), "min is above max");
  place.demand(!(Number(minLength) > Number(maxLength)), "minLength is above maxLength");
  place.count("it", fileTypes.length, "fileTypes", 10);
}

function checkChoices({ kind, choices, autocomplete }: Option, place: Place): number {
  const list = choiceList(choices ?? []);
  place.demand(!choices || !autocomplete, "it has choices and autocomplete");
  place.count("it", list.length, "choices", MOST_CHOICES);
  return list.reduce((sum, { name, value, names }) => {
    const texts = place.texts(`choice "${name}"`, name, names);
    const text = typeof value === "string" && [...value].length <= 100;
    const number = kind === "integer" ? Number.isSafeInteger(value) : Number.isFinite(value);
    place.demand(kind === "string" ? text : number, `choice "${name}" cannot be ${JSON.stringify(value)}`);
    return sum + texts + String(value).length;
  }, 0);
}

function optionBody(name: string, option: Option): object {
  return said({
    type: KINDS[option.kind],
    name,
    name_localizations: option.names,
    description: option.description,
    description_localizations: option.descriptions,
    required: option.required || undefined,
    choices: option.choices && choiceBodies(option.choices),
    autocomplete: option.autocomplete && true,
    min_value: option.min,
    max_value: option.max,
    min_length: option.minLength,
    max_length: option.maxLength,
    channel_types: option.types,
    file_types: option.fileTypes,
  });
}
