/**
 * Finds who handles a custom id, among patterns.
 *
 * Pure; it must never run a handler.
 */

import { UsageError } from "../errors.ts";
import { type Pattern, parsePattern } from "./pattern.ts";

/** What a custom id can belong to. */
export type ComponentKind = "button" | "select" | "modal";

/** What a custom id leads to. */
export interface FoundComponent {
  readonly pattern: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly run: (i: never) => unknown;
}

/** Components that can be looked up. */
export interface ComponentTable {
  /** The component whose pattern a custom id fits, with the values of its parameters. */
  find(type: ComponentKind, customId: string): FoundComponent | undefined;
  /** How many patterns there are. */
  readonly size: number;
}

interface Handler {
  readonly type: ComponentKind;
  readonly run: (i: never) => unknown;
}

interface Entry extends Handler {
  readonly pattern: Pattern;
}

/** Makes a table of handlers by their patterns. */
export type TableMaker = (handlers: readonly (readonly [pattern: string, handler: Handler])[]) => ComponentTable;

/** See `createComponents`. */
export const createTable: TableMaker = (handlers) => {
  const entries = handlers.map(([text, { type, run }]): Entry => ({ pattern: parsePattern(text), type, run }));
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
};

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
