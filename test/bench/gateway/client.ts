/**
 * One library in a process of its own: connected once, then measured slice by slice, as the bench orders.
 *
 * It must never do anything between the first and the last event of a slice but what the library does.
 */

import type { Check } from "./check.ts";
import { EARLIER, SUBJECTS } from "./subjects.ts";
import { Tally } from "./tally.ts";

/** What the bench orders. */
export type ClientOrder =
  | { readonly type: "connect"; readonly subject: string; readonly port: number; readonly shards: number }
  /** Measure the next events: so many that its listeners will see. */
  | { readonly type: "slice"; readonly events: number }
  /** Measure the memory that connections at rest hold. */
  | { readonly type: "rest" };

/** Connected, or ready to be sent a slice. */
export interface Told {
  readonly type: "connected" | "armed";
}

/** What one slice took. */
export interface Measured {
  readonly type: "measured";
  readonly check: Check;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly peakBytes: number;
}

/** What idle connections hold. */
export interface Idle {
  readonly type: "idle";
  readonly heapBytes: number;
  readonly residentBytes: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const tell = (what: Told | Measured | Idle): void => void process.send?.(what);
const tally = new Tally();

/** No garbage is collected by force: that throws away the shapes of short-lived objects, and with them compiled code. */
function slice(events: number): void {
  tell({ type: "armed" });
  const startedAt = performance.now();
  const usedBefore = process.cpuUsage();
  tally.expect(events, (check) => {
    const { user, system } = process.cpuUsage(usedBefore);
    const wallMs = performance.now() - startedAt;
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    tell({ type: "measured", check, cpuMs: (user + system) / 1000, wallMs, peakBytes });
  });
}

async function rest(): Promise<void> {
  // Twice in a row, for what the first frees may free more; the least of what is seen, for pages are given back at leisure.
  const seen: NodeJS.MemoryUsage[] = [];
  for (let round = 0; round < 6; round++) {
    await pause(100);
    globalThis.gc?.();
    globalThis.gc?.();
    seen.push(process.memoryUsage());
  }
  const least = (of: (usage: NodeJS.MemoryUsage) => number): number => Math.min(...seen.map(of));
  tell({
    type: "idle",
    heapBytes: least(({ heapUsed, external }) => heapUsed + external),
    residentBytes: least(({ rss }) => rss),
  });
}

async function obey(order: ClientOrder): Promise<void> {
  switch (order.type) {
    case "connect":
      await { ...SUBJECTS, ...EARLIER }[order.subject]?.connect({ ...order, tally });
      return tell({ type: "connected" });
    case "slice":
      return slice(order.events);
    case "rest":
      return rest();
  }
}

process.on("message", (order: ClientOrder) => {
  obey(order).catch((error) => {
    console.error(error);
    process.exit(1);
  });
});
process.on("disconnect", () => process.exit());
