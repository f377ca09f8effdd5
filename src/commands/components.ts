/**
 * Handlers of buttons, selects and modals by the pattern of their custom id, as plain objects.
 * https://docs.discord.com/developers/components/reference
 *
 * It declares and finds; it must never run a handler.
 */

import { UsageError } from "../errors.ts";
import type { ComponentInteraction, ModalInteraction, SelectInteraction } from "./interaction.ts";
import { type Pattern, parsePattern } from "./pattern.ts";

/** Reads patterns. Each handler carries it, so that a bot without components carries none. */
export type PatternParser = (text: string) => Pattern;

/** A handler of a button; `P` is the pattern it stands under. */
export interface Button<P extends string = string> {
  readonly type: "button";
  readonly run: (i: ComponentInteraction<P>) => unknown;
  readonly parse: PatternParser;
}

/** A handler of a select of any kind. */
export interface Select<P extends string = string> {
  readonly type: "select";
  readonly run: (i: SelectInteraction<P>) => unknown;
  readonly parse: PatternParser;
}

/** A handler of a submitted form. */
export interface Modal<P extends string = string> {
  readonly type: "modal";
  readonly run: (i: ModalInteraction<P>) => unknown;
  readonly parse: PatternParser;
}

/** Handlers by pattern: `{ "page:{n:integer}": button((i) => i.params.n) }`. */
export type Components<K extends string = never> = { readonly [P in K]: Button<P> | Select<P> | Modal<P> };

/** Declares what a button does. A button that answers nothing is answered without a visible sign. */
export function button<P extends string>(run: (i: ComponentInteraction<P>) => unknown): Button<P> {
  return { type: "button", run, parse: parsePattern };
}

/** Declares what a select does. */
export function select<P extends string>(run: (i: SelectInteraction<P>) => unknown): Select<P> {
  return { type: "select", run, parse: parsePattern };
}

/** Declares what happens with a submitted form. */
export function modal<P extends string>(run: (i: ModalInteraction<P>) => unknown): Modal<P> {
  return { type: "modal", run, parse: parsePattern };
}

/** What a custom id leads to. */
export interface FoundComponent {
  readonly pattern: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly run: (i: never) => unknown;
}

/** Components that can be looked up. */
export interface ComponentTable {
  find(type: "button" | "select" | "modal", customId: string): FoundComponent | undefined;
  /** How many patterns there are. */
  readonly size: number;
}

type Component = Button | Select | Modal;

interface Entry {
  readonly pattern: Pattern;
  readonly type: "button" | "select" | "modal";
  readonly run: (i: never) => unknown;
}

/** Makes components findable. Throws a UsageError where a pattern is none, or where two match the same ids. */
export function createComponents(components: Readonly<Record<string, unknown>> = {}): ComponentTable {
  const entries = Object.entries(components).map(([text, node]) => entry(text, node as Partial<Component>));
  refuseTwins(entries);
  // The more literal pattern is asked first: "page:last" goes before "page:{n}".
  entries.sort((a, b) => literalLength(b.pattern) - literalLength(a.pattern));
  return {
    size: entries.length,
    find(type, customId) {
      for (const { pattern, run, type: own } of entries) {
        const params = own === type ? pattern.match(customId) : undefined;
        if (params !== undefined) return { pattern: pattern.text, params, run };
      }
      return undefined;
    },
  };
}

function entry(text: string, node: Partial<Component> | undefined): Entry {
  const { type, run, parse } = node ?? {};
  if (type && parse && typeof run === "function") return { pattern: parse(text), type, run: run as Entry["run"] };
  throw new UsageError("COMPONENT_INVALID", {
    what: `The component "${text}" has no handler.`,
    cure: "Write button((i) => ...), select((i) => ...) or modal((i) => ...).",
  });
}

function refuseTwins(entries: readonly Entry[]): void {
  const seen = new Map<string, string>();
  for (const { pattern, type } of entries) {
    const key = `${type} ${pattern.shape}`;
    const twin = seen.get(key);
    seen.set(key, pattern.text);
    if (twin === undefined) continue;
    throw new UsageError("COMPONENT_INVALID", {
      what: `The components "${twin}" and "${pattern.text}" match the same custom ids.`,
      cure: "Give one of them another prefix.",
    });
  }
}

const literalLength = (pattern: Pattern): number =>
  pattern.shape.replaceAll("{}", "").length - (pattern.shape.includes("{}") ? 1000 : 0);
