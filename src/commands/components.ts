/**
 * Handlers of buttons, selects and modals by the pattern of their custom id, as plain objects; `button()`, `select()` and `modal()`
 * make them. Each carries the table that it is found in, so that a bot without components carries none.
 * https://docs.discord.com/developers/components/reference
 *
 * It must never run a handler.
 */

import { UsageError } from "../errors.ts";
import type { ComponentTable, TableMaker } from "./component-table.ts";
import type { ComponentInteraction, ModalInteraction, SelectInteraction } from "./interaction.ts";

/** A handler of a button; `P` is the pattern it stands under. */
export interface Button<P extends string = string> {
  readonly type: "button";
  /** Called when somebody presses it. */
  readonly run: (i: ComponentInteraction<P>) => unknown;
  readonly table: TableMaker;
}

/** A handler of a select of any kind. */
export interface Select<P extends string = string> {
  readonly type: "select";
  /** Called when somebody has chosen. */
  readonly run: (i: SelectInteraction<P>) => unknown;
  readonly table: TableMaker;
}

/** A handler of a submitted form. */
export interface Modal<P extends string = string> {
  readonly type: "modal";
  /** Called when somebody sends the form. */
  readonly run: (i: ModalInteraction<P>) => unknown;
  readonly table: TableMaker;
}

/** Handlers by pattern: `{ "page:{n:integer}": button((i) => i.params.n) }`. */
export type Components<K extends string = never> = { readonly [P in K]: Button<P> | Select<P> | Modal<P> };

const EMPTY: ComponentTable = { size: 0, find: () => undefined };

/** Makes components findable. Throws a UsageError where a pattern is none, or where two match the same ids. */
export function createComponents(components: Readonly<Record<string, unknown>> = {}): ComponentTable {
  const nodes = Object.entries(components as Readonly<Record<string, Partial<Button> | undefined>>);
  for (const [text, node] of nodes) {
    if (node?.table && typeof node.run === "function") continue;
    throw new UsageError("COMPONENT_INVALID", {
      what: `The component "${text}" has no handler.`,
      cure: "Write button((i) => ...), select((i) => ...) or modal((i) => ...).",
    });
  }
  return nodes[0]?.[1]?.table?.(nodes as Parameters<TableMaker>[0]) ?? EMPTY;
}
