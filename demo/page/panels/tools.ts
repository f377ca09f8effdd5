/**
 * Panels that share a place: one is seen, tabs choose which. A tool that is not seen is not painted.
 */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import type { Mode } from "../wire.ts";

/** One of them. */
export interface Tool {
  readonly name: string;
  readonly element: HTMLElement;
  /** In which modes it is of use. Default: all. */
  readonly modes?: readonly Mode[];
  /** Brings it up to date; called only while it is seen. */
  readonly paint?: () => void;
}

const PAINT_EVERY_MS = 250;
const PAINT_BUSY_EVERY_MS = 500;
const BUSY_FRAMES = 40;
const KEYS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Fills the place with tools. */
export function toolPanel(app: App, root: HTMLElement, tools: readonly Tool[]): void {
  let chosen = tools[0];
  let waiting = false;
  const tabs = tools.map((tool, n) => {
    const id = `tool-${n}`;
    const tab = h(
      "button",
      { type: "button", role: "tab", id: `${id}-tab`, "aria-controls": id, on: { click: () => choose(tool) } },
      tool.name,
    );
    for (const [name, value] of Object.entries({
      id,
      role: "tabpanel",
      "aria-labelledby": `${id}-tab`,
      class: "tool",
    })) {
      tool.element.setAttribute(name, value);
    }
    return tab;
  });
  const list = h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": "Tools", on: { keydown: (event) => step(event) } },
    ...tabs,
  );
  fill(root, list, ...tools.map(({ element }) => element));

  function choose(tool: Tool | undefined): void {
    chosen = tool;
    for (const [n, it] of tools.entries()) {
      it.element.hidden = it !== tool;
      tabs[n]?.setAttribute("aria-selected", String(it === tool));
      tabs[n]?.setAttribute("tabindex", it === tool ? "0" : "-1");
    }
    tool?.paint?.();
  }
  function step(event: KeyboardEvent): void {
    const by = KEYS[event.key];
    if (by === undefined) return;
    const offered = tools.filter((_, n) => !tabs[n]?.hidden);
    const next = offered[(offered.indexOf(chosen as Tool) + by + offered.length) % offered.length];
    choose(next);
    tabs[tools.indexOf(next as Tool)]?.focus();
  }

  app.onStart(({ mode }) => {
    for (const [n, tool] of tools.entries()) (tabs[n] as HTMLElement).hidden = !(tool.modes ?? [mode]).includes(mode);
    choose(tools.find((_, n) => !tabs[n]?.hidden));
  });
  app.onBatch(({ frames }) => {
    if (waiting) return;
    waiting = true;
    const wait = frames.length > BUSY_FRAMES ? PAINT_BUSY_EVERY_MS : PAINT_EVERY_MS;
    setTimeout(() => {
      waiting = false;
      if (!document.hidden) chosen?.paint?.();
    }, wait);
  });
}
