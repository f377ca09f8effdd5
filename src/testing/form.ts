/**
 * Looks at what came in a request's body and gathers everything that is wrong with it, in Discord's words.
 * https://docs.discord.com/developers/reference#error-messages
 */

import { type ErrorTree, type Flaw, invalidForm } from "./refusal.ts";

/** Where in a body something is: names and indexes. */
export type Path = readonly (string | number)[];

/** The faults of one body. */
export class Form {
  readonly #errors: ErrorTree = {};
  #flawed = false;

  /** Writes down a fault. */
  flaw(path: Path, code: string, message: string): void {
    let node = this.#errors;
    for (const step of path) {
      const inner = (node[String(step)] ?? {}) as ErrorTree;
      node[String(step)] = inner;
      node = inner;
    }
    const before = (node._errors ?? []) as readonly Flaw[];
    node._errors = [...before, { code, message }];
    this.#flawed = true;
  }

  /** Throws the refusal that names all faults, if there are any. */
  check(): void {
    if (this.#flawed) throw invalidForm(this.#errors);
  }

  /** A text of some length; undefined and null pass. */
  text(value: unknown, path: Path, limits: { readonly min?: number; readonly max: number }): void {
    if (value === undefined || value === null) return;
    if (typeof value === "object")
      return this.flaw(path, "STRING_TYPE_CONVERT", `Could not interpret "${JSON.stringify(value)}" as string.`);
    const { length } = [...String(value)];
    const { min = 0, max } = limits;
    if (length >= min && length <= max) return;
    if (min > 0) this.flaw(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`);
    else this.flaw(path, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
  }

  /** Something that has to be there. */
  required(value: unknown, path: Path): boolean {
    if (value !== undefined && value !== null && value !== "") return true;
    this.flaw(path, "BASE_TYPE_REQUIRED", "This field is required");
    return false;
  }

  /** A list of some length, empty where there is none. */
  list(value: unknown, path: Path, max: number): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.flaw(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
      return [];
    }
    if (value.length > max) this.flaw(path, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
    return value;
  }

  /** An object, empty where there is none. */
  dict(value: unknown, path: Path): Record<string, unknown> {
    if (value === undefined || value === null) return {};
    if (typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
    this.flaw(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
    return {};
  }

  /** A whole number between two others; undefined and null pass. */
  integer(value: unknown, path: Path, least: number, most: number): void {
    if (value === undefined || value === null) return;
    const number = Number(value);
    if (!Number.isInteger(number)) return this.flaw(path, "NUMBER_TYPE_COERCE", `Value "${String(value)}" is not int.`);
    if (number < least) this.flaw(path, "NUMBER_TYPE_MIN", `int value should be greater than or equal to ${least}.`);
    if (number > most) this.flaw(path, "NUMBER_TYPE_MAX", `int value should be less than or equal to ${most}.`);
  }

  /** An id; undefined and null pass. */
  snowflake(value: unknown, path: Path): void {
    if (value === undefined || value === null || /^\d{1,20}$/.test(String(value))) return;
    this.flaw(path, "NUMBER_TYPE_COERCE", `Value "${String(value)}" is not snowflake.`);
  }

  /** One of some values; undefined and null pass. */
  choice(value: unknown, path: Path, choices: readonly (string | number)[]): void {
    if (value === undefined || value === null || choices.includes(value as string)) return;
    this.flaw(path, "BASE_TYPE_CHOICES", `Value must be one of {${choices.map((it) => `'${it}'`).join(", ")}}.`);
  }
}
