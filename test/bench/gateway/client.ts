/**
 * One measurement: a fresh process that connects one library, warms it up, and measures it over the next phase.
 *
 * It must never do anything between the first and the last event but what the library does.
 */

import type { Check } from "./check.ts";
import { EARLIER, SUBJECTS } from "./subjects.ts";
import { Tally } from "./tally.ts";

/** What the bench orders. */
export interface ClientOrder {
  readonly subject: string;
  readonly port: number;
  readonly shards: number;
  /** Events per phase that its listeners will see; empty: hold the connections and measure memory. */
  readonly phases: readonly number[];
}

/** What was measured in the last phase. */
export interface Measured {
  readonly type: "measured";
  readonly checks: readonly Check[];
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

async function run({ subject, port, shards, phases }: ClientOrder): Promise<Measured | Idle> {
  const tally = new Tally();
  await { ...SUBJECTS, ...EARLIER }[subject]?.connect({ port, shards, tally });
  if (phases.length === 0) return idle();
  const checks: Check[] = [];
  let [cpuMs, wallMs] = [0, 0];
  for (const [phase, count] of phases.entries()) {
    // No garbage is collected by force: that throws away the shapes of short-lived objects, and with them compiled code.
    await pause(50);
    const startedAt = performance.now();
    const usedBefore = process.cpuUsage();
    checks.push(
      await new Promise<Check>((resolve) => {
        tally.expect(count, (check) => {
          const { user, system } = process.cpuUsage(usedBefore);
          cpuMs = (user + system) / 1000;
          wallMs = performance.now() - startedAt;
          resolve(check);
        });
        process.send?.({ type: "play", phase });
      }),
    );
  }
  return { type: "measured", checks, cpuMs, wallMs, peakBytes: process.resourceUsage().maxRSS * 1024 };
}

async function idle(): Promise<Idle> {
  // Twice in a row, for what the first frees may free more; the least of what is seen, for pages are given back at leisure.
  const seen: NodeJS.MemoryUsage[] = [];
  for (let round = 0; round < 6; round++) {
    await pause(100);
    globalThis.gc?.();
    globalThis.gc?.();
    seen.push(process.memoryUsage());
  }
  const least = (of: (usage: NodeJS.MemoryUsage) => number): number => Math.min(...seen.map(of));
  return {
    type: "idle",
    heapBytes: least(({ heapUsed, external }) => heapUsed + external),
    residentBytes: least(({ rss }) => rss),
  };
}

process.once("message", (order: ClientOrder) => {
  run(order).then(
    (result) => process.send?.(result, () => process.exit()),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
