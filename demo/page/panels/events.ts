/**
 * The panel of events: every frame as a row, of which only those in sight exist. It follows the newest until somebody scrolls
 * up; a filter narrows it; a pause holds it still while recording goes on.
 *
 * Rows are slots that are written anew, never made anew, and the selected frame never moves by itself.
 */

import type { App } from "../app.ts";
import { fill, h, say } from "../dom.ts";
import { readFilter } from "../filter.ts";
import { filterInAddress, putFilter } from "../link.ts";
import type { Frame } from "../wire.ts";
import { clockTime, FAMILIES, familyOf, frameName, gist, weight } from "../words.ts";
import { fileButtons } from "./files.ts";

const ROW_PX = 28;
const SPARE_ROWS = 2;
/** Nobody can read faster; and what nobody could read at all is painted less often still, which saves most under load. */
const PAINT_EVERY_MS = 80;
const PAINT_BUSY_EVERY_MS = 200;
const BUSY_FRAMES = 60;

const FULL =
  "The memory for frames is full: the oldest made room. What went wrong stays in What happened; export what you need.";
const BURIED =
  "frames were too many to show. The bot missed none: the page could not keep up. Let fewer be written, or close other tabs.";

interface Slot {
  readonly element: HTMLElement;
  readonly cells: readonly HTMLElement[];
  frame: Frame | undefined;
}

/** See the top of this file. */
export class EventsPanel {
  readonly #app: App;
  readonly #select: (frame: Frame) => void;
  readonly #list: HTMLElement;
  readonly #space: HTMLElement;
  readonly #note: HTMLElement;
  readonly #count: HTMLElement;
  readonly #pause: HTMLButtonElement;
  readonly #newer: HTMLButtonElement;
  readonly #full = h("p", { class: "flaw", role: "status" });
  readonly #buried = h("p", { class: "flaw", role: "status" });
  readonly #slots: Slot[] = [];
  readonly #gists = new WeakMap<Frame, string>();
  #selected = 0;
  #following = true;
  /** How many frames had matched, ever, when following ended. */
  #leftAt = 0;
  #seenDrops = 0;
  /** Of the list as it is seen, and of all its rows, in pixels. */
  #height = 0;
  #whole = 0;
  #scheduled = false;
  #paintedAt = 0;
  #paintedTotal = 0;

  constructor(app: App, root: HTMLElement, select: (frame: Frame) => void) {
    this.#app = app;
    this.#select = select;
    this.#space = h("div", { class: "space", role: "presentation" });
    this.#list = h("div", {
      ...{ class: "rows", role: "listbox", tabindex: 0, "aria-label": "Frames, newest last" },
      on: { scroll: () => this.#scrolled(), keydown: (event) => this.#key(event) },
    });
    this.#list.append(this.#space);
    this.#note = h("p", { class: "empty" }, "Waiting for the first frame…");
    this.#count = h("span", { class: "count" });
    this.#pause = h(
      "button",
      { type: "button", "aria-pressed": "false", on: { click: () => this.#togglePause() } },
      "Pause",
    );
    this.#newer = h(
      "button",
      { type: "button", class: "newer", hidden: true, on: { click: () => this.follow() } },
      "Newest",
    );
    const files = fileButtons(app);
    fill(
      root,
      h("div", { class: "head" }, h("h2", { id: "events-title" }, "Events"), this.#count, files.toggle, this.#pause),
      ...[this.#filterBar(), files.bar, h("div", { class: "stage" }, this.#list, this.#note, this.#newer)],
    );
    app.onBatch(() => this.#wake());
    app.onStart(() => this.follow());
    const measure = (): void => {
      this.#height = this.#list.clientHeight;
      this.#wake();
    };
    new ResizeObserver(measure).observe(this.#list);
  }

  /** Goes to the newest frame and stays there. */
  follow(): void {
    this.#following = true;
    this.#wake();
  }

  #stay(): void {
    if (this.#following) this.#leftAt = this.#matched;
    this.#following = false;
  }

  get #matched(): number {
    return this.#app.frames.length + this.#app.frames.shownDropped;
  }

  #filterBar(): HTMLElement {
    const flaw = h("p", { class: "flaw", id: "filter-flaw", role: "status" });
    const apply = (): void => {
      const filter = readFilter(input.value);
      say(flaw, filter.flaw ?? "");
      this.#app.frames.filter(filter.match);
      putFilter(input.value);
      this.follow();
    };
    const input = h("input", {
      ...{ type: "search", id: "filter", placeholder: "type:MESSAGE_* user:ada size>500 /regex/ -heartbeat" },
      ...{ spellcheck: "false", autocomplete: "off", "aria-describedby": "filter-flaw", "aria-label": "Filter events" },
      ...{ value: filterInAddress(), on: { input: apply } },
    });
    if (input.value !== "") apply();
    return h("div", { class: "filter" }, input, flaw, this.#full, this.#buried);
  }

  #togglePause(): void {
    const { frames } = this.#app;
    if (frames.paused) frames.resume();
    else frames.pause();
    if (!frames.paused) this.follow();
    this.#wake();
  }

  #scrollTo(top: number): void {
    this.#list.scrollTop = top;
    this.#lastTop = this.#list.scrollTop;
  }

  #scrolled(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.#list;
    // Its own scrolling is told a moment later, when somebody may have chosen a row already.
    if (scrollTop === this.#lastTop) return;
    const atEnd = scrollTop + clientHeight >= scrollHeight - ROW_PX;
    // While following, rows arrive between the scroll and its event; only moving up means to stay.
    if (atEnd) this.#following = true;
    else if (scrollTop < this.#lastTop - 1) this.#stay();
    this.#lastTop = scrollTop;
    this.#wake();
  }
  #lastTop = 0;

  #key(event: KeyboardEvent): void {
    const { frames } = this.#app;
    const page = Math.max(1, Math.floor(this.#list.clientHeight / ROW_PX) - 1);
    const steps: Record<string, number> = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -page,
      PageDown: page,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step === undefined || frames.length === 0) return;
    event.preventDefault();
    const from = this.#selected === 0 ? frames.length - (step < 0 ? 0 : 1) : frames.placeOf(this.#selected);
    const place = Math.min(frames.length - 1, Math.max(0, from + step));
    const frame = frames.at(place);
    if (frame !== undefined) this.#choose(frame, place);
  }

  #choose(frame: Frame, place: number): void {
    this.#selected = frame.id;
    if (place < this.#app.frames.length - 1) this.#stay();
    const { scrollTop, clientHeight } = this.#list;
    const top = place * ROW_PX;
    if (top < scrollTop) this.#scrollTo(top);
    else if (top + ROW_PX > scrollTop + clientHeight) this.#scrollTo(top + ROW_PX - clientHeight);
    this.#select(frame);
    this.#paint();
  }

  #wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const busy = this.#app.frames.total - this.#paintedTotal > BUSY_FRAMES;
    const wait = (busy ? PAINT_BUSY_EVERY_MS : PAINT_EVERY_MS) - (performance.now() - this.#paintedAt);
    const paint = (): number => requestAnimationFrame(() => this.#paint());
    if (this.#following && wait > 0) setTimeout(paint, wait);
    else paint();
  }

  #paint(): void {
    this.#scheduled = false;
    this.#paintedAt = performance.now();
    this.#paintedTotal = this.#app.frames.total;
    const { frames } = this.#app;
    const first = Math.max(0, Math.floor(this.#scroll() / ROW_PX) - SPARE_ROWS);
    const wanted = Math.ceil(this.#height / ROW_PX) + 2 * SPARE_ROWS;
    while (this.#slots.length < wanted) this.#addSlot();
    for (let n = 0; n < this.#slots.length; n++) this.#fill(first + n, n < wanted ? frames.at(first + n) : undefined);
    this.#paintWords();
    // Last, and once: it makes the browser lay out all that was written.
    if (this.#following) this.#scrollTo(this.#whole);
  }

  /** Where it is scrolled to, or will be. While following that is known: to ask would cost a layout more. */
  #scroll(): number {
    const { frames } = this.#app;
    const whole = frames.length * ROW_PX;
    if (whole !== this.#whole) this.#space.style.height = `${whole}px`;
    this.#whole = whole;
    const gone = frames.shownDropped - this.#seenDrops;
    this.#seenDrops = frames.shownDropped;
    if (this.#following) return whole - this.#height;
    if (gone > 0) this.#scrollTo(this.#list.scrollTop - gone * ROW_PX);
    return this.#list.scrollTop;
  }

  /** A frame keeps its slot while it is in sight: slots are dealt by its place. */
  #fill(place: number, frame: Frame | undefined): void {
    const slot = this.#slots[place % this.#slots.length];
    if (slot === undefined) return;
    const { element, cells } = slot;
    element.hidden = frame === undefined;
    if (frame === undefined) return;
    element.style.transform = `translateY(${place * ROW_PX}px)`;
    const selected = frame.id === this.#selected;
    element.setAttribute("aria-selected", String(selected));
    if (selected) this.#list.setAttribute("aria-activedescendant", element.id);
    if (slot.frame === frame) return;
    slot.frame = frame;
    element.dataset.family = FAMILIES[familyOf(frame)]?.name ?? "";
    element.dataset.direction = frame.direction;
    element.setAttribute("aria-posinset", String(place + 1));
    const texts = [
      clockTime(frame.at),
      frame.direction === "in" ? "←" : "→",
      frameName(frame),
      this.#gist(frame),
      weight(frame.bytes),
    ];
    for (const [n, cell] of cells.entries()) say(cell, texts[n] ?? "");
  }

  #gist(frame: Frame): string {
    let text = this.#gists.get(frame);
    if (text === undefined) {
      text = gist(frame);
      this.#gists.set(frame, text);
    }
    return text;
  }

  #addSlot(): void {
    const cells = ["time", "way", "name", "gist", "size"].map((name) => h("span", { class: name }));
    const element = h(
      "div",
      { class: "row", role: "option", id: `row-${this.#slots.length}`, "aria-selected": "false", hidden: true },
      ...cells,
    );
    const slot: Slot = { element, cells, frame: undefined };
    element.addEventListener("click", () => {
      const { frames } = this.#app;
      const place = frames.placeOf(slot.frame?.id ?? 0);
      const frame = frames.at(place);
      if (frame === undefined || frame !== slot.frame) return;
      // What was clicked is being read: it stays, even the newest.
      this.#stay();
      this.#choose(frame, place);
    });
    // Slots are dealt by remainder, so with another number of slots each holds another frame.
    for (const other of this.#slots) other.frame = undefined;
    this.#slots.push(slot);
    this.#space.append(element);
  }

  #paintWords(): void {
    const { frames } = this.#app;
    this.#pause.setAttribute("aria-pressed", String(frames.paused));
    say(this.#pause, frames.paused ? "Go on" : "Pause");
    const { length, kept, paused, held, dropped } = frames;
    this.#note.hidden = length > 0;
    if (length === 0)
      say(this.#note, kept === 0 ? "Waiting for the first frame…" : "No frame matches the filter. Clear it, or wait.");
    say(this.#full, dropped > 0 ? FULL : "");
    say(this.#buried, this.#app.skipped > 0 ? `${this.#app.skipped.toLocaleString("en")} ${BURIED}` : "");
    const total = (frames.total + this.#app.skipped).toLocaleString("en");
    say(
      this.#count,
      `${length === kept ? total : `${length.toLocaleString("en")} of ${total}`}${paused ? `, ${held} held` : ""}`,
    );
    this.#newer.hidden = this.#following || length === 0;
    const newer = this.#matched - this.#leftAt;
    say(this.#newer, newer > 0 ? `${newer.toLocaleString("en")} new` : "Newest");
  }
}
