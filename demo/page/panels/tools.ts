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

/** See the top of this file. */
export class ToolPanel {
  readonly #tools: readonly Tool[];
  readonly #tabs: readonly HTMLElement[];
  #chosen: Tool | undefined;
  #waiting = false;

  constructor(app: App, root: HTMLElement, tools: readonly Tool[]) {
    this.#tools = tools;
    this.#tabs = tools.map((tool, n) => this.#tab(tool, `tool-${n}`));
    const keydown = (event: KeyboardEvent): void => this.#step(event);
    const list = h("div", { class: "tabs", role: "tablist", "aria-label": "Tools", on: { keydown } }, ...this.#tabs);
    fill(root, list, ...tools.map(({ element }) => element));
    app.onStart(({ mode }) => this.#offer(mode));
    app.onBatch(({ frames }) => this.#paintSoon(frames.length > BUSY_FRAMES));
  }

  #tab(tool: Tool, id: string): HTMLElement {
    const about = { id, role: "tabpanel", "aria-labelledby": `${id}-tab`, class: "tool" };
    for (const [name, value] of Object.entries(about)) tool.element.setAttribute(name, value);
    const click = (): void => this.#choose(tool);
    return h("button", { type: "button", role: "tab", id: `${id}-tab`, "aria-controls": id, on: { click } }, tool.name);
  }

  #offer(mode: Mode): void {
    for (const [n, tab] of this.#tabs.entries()) tab.hidden = !(this.#tools[n]?.modes ?? [mode]).includes(mode);
    this.#choose(this.#offered[0]);
  }

  get #offered(): readonly Tool[] {
    return this.#tools.filter((_, n) => !this.#tabs[n]?.hidden);
  }

  #choose(tool: Tool | undefined): void {
    this.#chosen = tool;
    for (const [n, it] of this.#tools.entries()) {
      it.element.hidden = it !== tool;
      this.#tabs[n]?.setAttribute("aria-selected", String(it === tool));
      this.#tabs[n]?.setAttribute("tabindex", it === tool ? "0" : "-1");
    }
    tool?.paint?.();
  }

  #step(event: KeyboardEvent): void {
    const by = KEYS[event.key];
    if (by === undefined || this.#chosen === undefined) return;
    const offered = this.#offered;
    const next = offered[(offered.indexOf(this.#chosen) + by + offered.length) % offered.length];
    this.#choose(next);
    if (next !== undefined) this.#tabs[this.#tools.indexOf(next)]?.focus();
  }

  #paintSoon(busy: boolean): void {
    if (this.#waiting) return;
    this.#waiting = true;
    const paint = (): void => {
      this.#waiting = false;
      if (!document.hidden) this.#chosen?.paint?.();
    };
    setTimeout(paint, busy ? PAINT_BUSY_EVERY_MS : PAINT_EVERY_MS);
  }
}
