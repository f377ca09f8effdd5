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
export function rateTool(app: App): Tool {
  let columns = new Map<number, number[]>();
  let tallies = new Map<string, Tally>();
  const chart = svg("svg", {
    class: "chart",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: "none",
    role: "img",
  });
  const caption = h("p", { class: "quiet" });
  const legend = h("ul", { class: "legend" }, ...FAMILIES.map(({ name }) => h("li", { "data-family": name }, name)));
  const body = h("tbody");

  function count(frames: readonly Frame[]): void {
    for (const frame of frames) {
      const second = Math.floor(frame.at / 1000);
      const column = columns.get(second) ?? FAMILIES.map(() => 0);
      columns.set(second, column);
      const family = familyOf(frame);
      column[family] = (column[family] ?? 0) + 1;
      const tally = tallies.get(frameName(frame)) ?? { count: 0, bytes: 0 };
      tally.count++;
      tally.bytes += frame.bytes;
      tallies.set(frameName(frame), tally);
    }
    for (const second of columns.keys()) if (columns.size > SECONDS + 5) columns.delete(second);
  }

  function paint(): void {
    const now = Math.floor(Date.now() / 1000);
    const sums = [...columns.values()].map((column) => column.reduce((sum, n) => sum + n, 0));
    const most = Math.max(5, ...sums);
    const whole = columns.get(now - 1)?.reduce((sum, n) => sum + n, 0) ?? 0;
    const told = `${whole.toLocaleString("en")} frames in the last second; the most in one second of this minute: ${Math.max(0, ...sums).toLocaleString("en")}.`;
    say(caption, told);
    chart.setAttribute("aria-label", told);
    fill(chart, ...bars(columns, now, most));
    const rows = [...tallies].sort(([, a], [, b]) => b.count - a.count).slice(0, ROWS);
    fill(body, ...rows.map(([name, tally]) => row(name, tally)));
  }

  app.onBatch(({ frames }) => count(frames));
  app.onStart(() => {
    columns = new Map();
    tallies = new Map();
  });
  const head = h(
    "tr",
    {},
    h("th", { scope: "col" }, "Frame"),
    h("th", { scope: "col", class: "amount" }, "Count"),
    h("th", { scope: "col", class: "amount" }, "Size"),
  );
  const table = h("table", {}, h("thead", {}, head), body);
  return { name: "Rate", element: h("div", {}, chart, legend, caption, table), paint };
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
