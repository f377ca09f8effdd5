/**
 * What connecting a handler to a declared command knows: its path, and the options that can be read there.
 *
 * Types only. They follow from the declaration, and never from the client: a client whose type held its commands could not
 * be used inside them.
 */

import type { Nothing } from "../discord/input.ts";
import type { CommandInteraction, Declared, Nested } from "./define.ts";
import type { OptionMap } from "./option-types.ts";

type Own<S> = S extends { readonly options: infer O extends OptionMap } ? O : Nothing;

/** The paths of a tree: `PathsOf<typeof commands>` is "ping" | "tag admin set". */
export type PathsOf<T> = {
  [K in keyof T & string]: T[K] extends { readonly type: "group" } & Nested<infer C, unknown>
    ? `${K} ${PathsOf<C>}`
    : K;
}[keyof T & string];

/** The options of the command at a path, those of the groups above it included. */
export type OptionsAt<T, P extends string> = P extends keyof T
  ? T[P] extends Declared<infer O extends OptionMap>
    ? O
    : Nothing
  : P extends `${infer Head} ${infer Rest}`
    ? Head extends keyof T
      ? T[Head] extends Nested<infer C, infer S>
        ? Own<S> & OptionsAt<C, Rest>
        : Nothing
      : Nothing
    : Nothing;

/**
 * `onCommand` for a tree: `const onCommand: OnCommand<typeof commands> = client.onCommand` types the paths, and the
 * options of each.
 */
export type OnCommand<T> = <P extends PathsOf<T>>(
  path: P,
  handler: (i: OptionsAt<T, P> extends infer O extends OptionMap ? CommandInteraction<O> : never) => unknown,
) => () => void;
