/**
 * The panel of one frame: its JSON as a tree that is walked by keyboard, what its values mean, and ways to take it along.
 * A frame is parsed only when it is chosen.
 */

import type { App } from "../app.ts";
import { fill, h, say } from "../dom.ts";
import { asHandler, asTest, brief, meaning, type Row, rowsOf } from "../tree.ts";
import type { Frame } from "../wire.ts";
import { clockTime, frameName, weight } from "../words.ts";

/** See the top of this file. */
export class Inspector {
  readonly #app: App;
  readonly #title: HTMLElement = h("h2", { id: "inspector-title" }, "Frame");
  readonly #about: HTMLElement = h("span", { class: "count" });
  readonly #tree: HTMLElement;
  readonly #chosen: HTMLElement = h("p", { class: "chosen mono", role: "status" });
  readonly #search: HTMLInputElement;
  readonly #actions: HTMLElement = h("div", {
    class: "buttons small",
    role: "group",
    "aria-label": "Copy",
    hidden: true,
  });
  /** Paths that were opened or shut by hand; the first two levels are open by themselves. */
  readonly #folds = new Map<string, boolean>();
  #data: unknown;
  #rows: Row[] = [];
  #path = "";

  constructor(app: App, root: HTMLElement) {
    this.#app = app;
    this.#search = h("input", {
      type: "search",
      placeholder: "Find in this frame",
      "aria-label": "Find in this frame",
      on: { input: () => this.#paint() },
    });
    this.#tree = h("div", {
      class: "tree",
      role: "tree",
      tabindex: 0,
      "aria-label": "Content of the frame",
      on: { keydown: (event) => this.#key(event) },
    });
    fill(
      root,
      h("div", { class: "head" }, this.#title, this.#about),
      this.#search,
      this.#tree,
      this.#chosen,
      this.#actions,
    );
    app.onStart(() => this.#clear());
    this.#clear();
  }

  /** Shows a frame. */
  show(frame: Frame): void {
    this.#data = parsed(frame.text);
    this.#path = "";
    say(this.#title, frameName(frame));
    say(
      this.#about,
      `${clockTime(frame.at)}, ${frame.direction === "in" ? "received" : "sent"}, ${weight(frame.bytes)}`,
    );
    this.#search.hidden = false;
    this.#paint();
    this.#paintActions(frame);
  }

  #clear(): void {
    say(this.#title, "Frame");
    say(this.#about, "");
    say(this.#chosen, "");
    this.#search.hidden = true;
    this.#actions.hidden = true;
    fill(this.#tree, h("p", { class: "empty" }, "Choose a frame to see what is in it."));
    this.#tree.removeAttribute("aria-activedescendant");
    // An empty tree is no tree to a screen reader.
    this.#tree.setAttribute("role", "group");
  }

  #isOpen(path: string): boolean {
    return this.#folds.get(path) ?? path.split(".").length < 2;
  }

  #paint(): void {
    this.#rows = rowsOf(this.#data, (path) => this.#isOpen(path), this.#search.value.trim());
    const items = this.#rows.map((row, n) => this.#item(row, n));
    this.#tree.setAttribute("role", items.length === 0 ? "group" : "tree");
    if (items.length === 0) return fill(this.#tree, h("p", { class: "empty" }, "Nothing in this frame matches."));
    fill(this.#tree, ...items);
    this.#mark();
  }

  #item(row: Row, n: number): HTMLElement {
    const { key, level, value, open, place, siblings, path } = row;
    const known = meaning(key, value, path);
    const kind = value === null ? "null" : typeof value;
    const element = h(
      "div",
      {
        ...{
          class: "leaf",
          role: "treeitem",
          id: `leaf-${n}`,
          "aria-level": level,
          "aria-posinset": place,
          "aria-setsize": siblings,
        },
        ...{ "aria-expanded": open === undefined ? undefined : String(open), "aria-selected": "false" },
        on: { click: () => this.#choose(row, true) },
      },
      h("span", { class: "fold", "aria-hidden": true }, open === undefined ? "" : open ? "▾" : "▸"),
      h("span", { class: "key" }, `${key}:`),
      h("span", { class: `value ${kind}` }, brief(value)),
      known !== undefined && h("span", { class: "meaning" }, known),
    );
    element.style.setProperty("--level", String(level - 1));
    return element;
  }

  #choose(row: Row, toggle: boolean): void {
    this.#path = row.path;
    if (toggle && row.open !== undefined) {
      this.#folds.set(row.path, !row.open);
      this.#paint();
    }
    this.#mark();
  }

  #mark(): void {
    for (const item of this.#tree.querySelectorAll('[aria-selected="true"]'))
      item.setAttribute("aria-selected", "false");
    const place = this.#rows.findIndex(({ path }) => path === this.#path);
    const item = this.#tree.children[place];
    const row = this.#rows[place];
    say(this.#chosen, row === undefined ? "" : row.path);
    if (item === undefined) return;
    item.setAttribute("aria-selected", "true");
    this.#tree.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    const place = this.#rows.findIndex(({ path }) => path === this.#path);
    const row = this.#rows[place];
    const last = this.#rows.length - 1;
    const moves: Record<string, () => Row | undefined> = {
      ArrowDown: () => this.#rows[Math.min(last, place + 1)],
      ArrowUp: () => this.#rows[Math.max(0, place - 1)],
      Home: () => this.#rows[0],
      End: () => this.#rows[last],
      ArrowRight: () => (row?.open === false ? this.#fold(row) : this.#rows[Math.min(last, place + 1)]),
      ArrowLeft: () => (row?.open === true ? this.#fold(row) : this.#parent(row)),
      Enter: () => (row?.open === undefined ? row : this.#fold(row)),
    };
    const target = moves[event.key]?.();
    if (target === undefined) return;
    event.preventDefault();
    this.#choose(target, false);
  }

  #fold(row: Row): Row {
    this.#choose(row, true);
    return row;
  }

  #parent(row: Row | undefined): Row | undefined {
    const path = row?.path.split(".").slice(0, -1).join(".");
    return this.#rows.find((it) => it.path === path) ?? row;
  }

  #paintActions(frame: Frame): void {
    const data = (this.#data as { d?: unknown } | undefined)?.d;
    const { t } = frame;
    const chosen = (): Row | undefined => this.#rows.find(({ path }) => path === this.#path);
    const copies: readonly (readonly [string, () => string])[] = [
      ["JSON", () => JSON.stringify(this.#data, null, 2)],
      ["Value", () => written(chosen()?.value ?? this.#data)],
      ["Path", () => this.#path],
      ...(t === null
        ? []
        : ([
            ["Handler", () => asHandler(t)],
            ["Test", () => asTest(t, data)],
          ] as const)),
    ];
    const buttons = copies.map(([label, text]) =>
      h("button", { type: "button", on: { click: () => void this.#copy(text()) } }, label),
    );
    const again = (): void => this.#app.order({ type: "emit", event: t ?? "", data: data as Record<string, unknown> });
    const replays = this.#app.town !== undefined && t !== null && t !== "READY" && t !== "RESUMED";
    this.#actions.hidden = false;
    fill(
      this.#actions,
      h("span", { class: "quiet" }, "Copy"),
      ...buttons,
      replays && h("button", { type: "button", on: { click: again } }, "Replay"),
    );
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      say(this.#chosen, "Copied.");
    } catch {
      say(this.#chosen, "The browser does not let this page copy.");
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { unreadable: text };
  }
}

const written = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value, null, 2));
