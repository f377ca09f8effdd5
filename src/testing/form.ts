/**
 * Looks at what came in a request's body and gathers everything that is wrong with it, in Discord's words.
 * https://docs.discord.com/developers/reference#error-messages
 */

import { type ErrorTree, type Flaw, invalidForm } from "./refusal.ts";

/** A field of a body, or a place in a list. */
type Key = string | number;

/** A body, or an object in one, and what is wrong with it. Of a field that is not there, or null, nothing is. */
export class Form {
  /** What is looked at. */
  readonly body: Readonly<Record<Key, unknown>>;
  readonly #path: readonly Key[];
  readonly #errors: ErrorTree;

  constructor(body: Readonly<Record<Key, unknown>>, path: readonly Key[] = [], errors: ErrorTree = {}) {
    this.body = body;
    this.#path = path;
    this.#errors = errors;
  }

  /** Writes down a fault. */
  flaw(key: Key, code: string, message: string): void {
    let node = this.#errors;
    for (const step of [...this.#path, key]) {
      const inner = (node[step] ?? {}) as ErrorTree;
      node[step] = inner;
      node = inner;
    }
    node._errors = [...((node._errors ?? []) as readonly Flaw[]), { code, message }];
  }

  /** Throws the refusal that names all faults, if there are any. */
  check(): void {
    if (Object.keys(this.#errors).length > 0) throw invalidForm(this.#errors);
  }

  /** A text of some length. */
  text(key: Key, most: number, least = 0): void {
    const value = this.body[key] ?? undefined;
    if (value === undefined) return;
    if (typeof value === "object")
      return this.flaw(key, "STRING_TYPE_CONVERT", `Could not interpret "${JSON.stringify(value)}" as string.`);
    const { length } = [...String(value)];
    if (length >= least && length <= most) return;
    if (least > 0) this.flaw(key, "BASE_TYPE_BAD_LENGTH", `Must be between ${least} and ${most} in length.`);
    else this.#tooLong(key, most);
  }

  /** Something that has to be there. */
  required(key: Key): boolean {
    const there = (this.body[key] ?? "") !== "";
    if (!there) this.flaw(key, "BASE_TYPE_REQUIRED", "This field is required");
    return there;
  }

  /** A list of some length, empty where there is none. */
  list(key: Key, most: number): readonly unknown[] {
    const value = this.body[key] ?? [];
    if (!Array.isArray(value)) {
      this.flaw(key, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
      return [];
    }
    if (value.length > most) this.#tooLong(key, most);
    return value;
  }

  /** A list of objects. */
  each(key: Key, most: number, look: (form: Form) => void): void {
    const inner = this.within(key, this.list(key, most));
    for (const place of (inner.body as unknown as readonly unknown[]).keys()) look(inner.dict(place));
  }

  /** An object, empty where there is none. */
  dict(key: Key): Form {
    const value = this.body[key] ?? {};
    const fit = typeof value === "object" && !Array.isArray(value);
    if (!fit) this.flaw(key, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
    return this.within(key, fit ? value : {});
  }

  /** What a field holds, looked at in its turn. */
  within(key: Key, body: object): Form {
    return new Form(body as Record<Key, unknown>, [...this.#path, key], this.#errors);
  }

  /** A whole number between two others. */
  integer(key: Key, least: number, most: number): void {
    const value = this.body[key] ?? undefined;
    if (value === undefined) return;
    const number = Number(value);
    if (!Number.isInteger(number)) return this.#coerce(key, "int");
    if (number < least) this.flaw(key, "NUMBER_TYPE_MIN", `int value should be greater than or equal to ${least}.`);
    if (number > most) this.flaw(key, "NUMBER_TYPE_MAX", `int value should be less than or equal to ${most}.`);
  }

  /** An id. */
  snowflake(key: Key): void {
    if (!/^\d{1,20}$/.test(String(this.body[key] ?? 0))) this.#coerce(key, "snowflake");
  }

  /** One of some values. */
  choice(key: Key, choices: readonly Key[]): void {
    const value = this.body[key] ?? undefined;
    if (value === undefined || choices.includes(value as Key)) return;
    this.flaw(key, "BASE_TYPE_CHOICES", `Value must be one of {${choices.map((it) => `'${it}'`).join(", ")}}.`);
  }

  #tooLong(key: Key, most: number): void {
    this.flaw(key, "BASE_TYPE_MAX_LENGTH", `Must be ${most} or fewer in length.`);
  }

  #coerce(key: Key, kind: string): void {
    this.flaw(key, "NUMBER_TYPE_COERCE", `Value "${String(this.body[key])}" is not ${kind}.`);
  }
}
