/**
 * How many frames pass a second, by family, over the last minute; and the same as a table, by name.
 */

import type { App } from "../app.ts";
import { fill, h, say, svg } from "../dom.ts";
import type { Frame } from "../wire.ts";
import { FAMILIES, familyOf, frameName, weight } from "../words.ts";
import type { Tool } from "./tools.ts";

const SECONDS = 60;
const [WIDTH, HEIGHT] = [300, 100];
const ROWS = 30;

interface Tally {
  count: number;
  bytes: number;
}

/** See the top of this file. */
export class RateTool implements Tool {
  readonly name = "Rate";
  readonly element: HTMLElement;
  readonly #chart = svg("svg", {
    ...{ class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" },
  });
  readonly #caption = h("p", { class: "quiet" });
  readonly #body = h("tbody");
  /** Frames of each family, by second. */
  #columns = new Map<number, number[]>();
  #tallies = new Map<string, Tally>();

  constructor(app: App) {
    const legend = h("ul", { class: "legend" }, ...FAMILIES.map(({ name }) => h("li", { "data-family": name }, name)));
    const [frame, count, size] = ["Frame", "Count", "Size"].map((name, n) =>
      h("th", { scope: "col", class: n > 0 && "amount" }, name),
    );
    const table = h("table", {}, h("thead", {}, h("tr", {}, frame, count, size)), this.#body);
    this.element = h("div", {}, this.#chart, legend, this.#caption, table);
    app.onBatch(({ frames }) => this.#count(frames));
    app.onStart(() => {
      this.#columns = new Map();
      this.#tallies = new Map();
    });
  }

  /** Draws the last minute. */
  paint(): void {
    const now = Math.floor(Date.now() / 1000);
    const sums = new Map([...this.#columns].map(([second, column]) => [second, column.reduce((sum, n) => sum + n, 0)]));
    const most = Math.max(0, ...sums.values());
    const last = (sums.get(now - 1) ?? 0).toLocaleString("en");
    const told = `${last} frames in the last second; the most in one second of this minute: ${most.toLocaleString("en")}.`;
    say(this.#caption, told);
    this.#chart.setAttribute("aria-label", told);
    fill(this.#chart, ...bars(this.#columns, now, Math.max(5, most)));
    const rows = [...this.#tallies].sort(([, a], [, b]) => b.count - a.count).slice(0, ROWS);
    fill(this.#body, ...rows.map(([name, tally]) => row(name, tally)));
  }

  #count(frames: readonly Frame[]): void {
    for (const frame of frames) {
      const second = Math.floor(frame.at / 1000);
      const column = this.#columns.get(second) ?? FAMILIES.map(() => 0);
      this.#columns.set(second, column);
      const family = familyOf(frame);
      column[family] = (column[family] ?? 0) + 1;
      const name = frameName(frame);
      const tally = this.#tallies.get(name) ?? { count: 0, bytes: 0 };
      tally.count++;
      tally.bytes += frame.bytes;
      this.#tallies.set(name, tally);
    }
    for (const second of this.#columns.keys()) if (this.#columns.size > SECONDS + 5) this.#columns.delete(second);
  }
}

function bars(columns: ReadonlyMap<number, readonly number[]>, now: number, most: number): SVGElement[] {
  const made: SVGElement[] = [];
  const width = WIDTH / SECONDS;
  for (let n = 0; n < SECONDS; n++) {
    let y = HEIGHT;
    for (const [family, amount] of (columns.get(now - SECONDS + n) ?? []).entries()) {
      if (amount === 0) continue;
      const height = (amount / most) * HEIGHT;
      y -= height;
      made.push(
        svg("rect", { x: n * width, y, width: width - 1, height, "data-family": FAMILIES[family]?.name ?? "" }),
      );
    }
  }
  return made;
}

function row(name: string, { count, bytes }: Tally): HTMLElement {
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name),
    h("td", { class: "amount" }, count.toLocaleString("en")),
    h("td", { class: "amount" }, weight(bytes)),
  );
}
