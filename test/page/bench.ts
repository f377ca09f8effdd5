/**
 * `npm run bench -- page`: how smooth the page stays while events pour in, against an empty page in the same browser. Prints a line
 * for each load, and ends with 1 where one is too slow. Wants a quiet machine, so `npm test` leaves it out.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { demand } from "../tools/checks.ts";
import { counted, openTool, press, untilReady } from "./deeds.ts";
import { openStage } from "./stage.ts";

interface Load {
  /** Lines a second, and for how long. */
  readonly perSecond: number;
  readonly seconds: number;
  /** Which part of the empty page's frames must remain. */
  readonly share: number;
  /** How much longer than the empty page's the longest of 95 % of its frames may take. */
  readonly p95Ms: number;
}

const LOADS: readonly Load[] = [
  { perSecond: 1000, seconds: 60, share: 0.92, p95Ms: 4 },
  { perSecond: 5000, seconds: 20, share: 0.85, p95Ms: Number.POSITIVE_INFINITY },
  { perSecond: 20_000, seconds: 5, share: 0, p95Ms: Number.POSITIVE_INFINITY },
];
const EMPTY_SECONDS = 5;
const CLICK_MS = 100;
const CLICKS = 3;
const HEAP_MB = 80;
/** How much more the heap may hold at the end of a load than in its middle, when the page's memory of frames is full. */
const FLAT_MB = 8;

/** See the top of this file. */
export async function benchPage(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "anycord-page-"));
  await demand([process.execPath, "demo/build.ts", folder]);
  const stage = await openStage(folder);
  try {
    await stage.visit(async ({ page }) => {
      await untilReady(page);
      await pace(page, 0);
      const empty = await page.context().newPage();
      for (const load of LOADS) {
        // Right before each, so that both meet the same machine.
        await empty.bringToFront();
        const idle = await frameRate(empty, EMPTY_SECONDS);
        await page.bringToFront();
        await measure(page, idle, load);
        const busy = loadavg()[0] ?? 0;
        if (busy > availableParallelism()) console.log(`     (the machine is not quiet: a load of ${busy.toFixed(1)})`);
      }
    });
  } finally {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(page: Page, idle: Rate, load: Load): Promise<void> {
  const { perSecond, seconds } = load;
  const before = await settled(page);
  await pace(page, perSecond);
  const first = await frameRate(page, seconds / 2);
  const middle = await heapMb(page);
  const second = await frameRate(page, seconds / 2);
  const clickMs = await click(page);
  await pace(page, 0);
  const after = await settled(page);
  const heap = await heapMb(page);
  const part = (first.perSecond + second.perSecond) / 2 / idle.perSecond;
  const p95Ms = Math.max(first.p95Ms, second.p95Ms);
  const lost = after.events - before.events - (after.counted - before.counted);
  const fine = [
    [part >= load.share, `${part.toFixed(2)} of the ${idle.perSecond.toFixed(1)} frames a second of an empty page`],
    [
      p95Ms <= idle.p95Ms + load.p95Ms,
      `95 % of frames within ${p95Ms.toFixed(1)} ms, the empty page's in ${idle.p95Ms.toFixed(1)}`,
    ],
    [clickMs <= CLICK_MS, `a click answered in ${clickMs} ms`],
    [lost === 0, `${lost} events not counted`],
    [heap <= HEAP_MB && heap - middle <= FLAT_MB, `heap ${middle.toFixed(1)}, then ${heap.toFixed(1)} MB`],
  ] as const;
  const made = after.events - before.events;
  console.log(`${fine.every(([it]) => it) ? "ok  " : "FAIL"} ${perSecond}/s for ${seconds} s, ${made} events:`);
  for (const [it, told] of fine) console.log(`     ${it ? " " : "!"} ${told}`);
  if (!fine.every(([it]) => it)) process.exitCode = 1;
}

async function pace(page: Page, perSecond: number): Promise<void> {
  const chat = await openTool(page, "Chat");
  await chat.getByLabel("Others write").selectOption(String(perSecond));
}

interface Seen {
  /** What Discord has counted: the sequence number of the last event. */
  readonly events: number;
  /** Events that the page has counted, by the table of rates. */
  readonly counted: number;
}

/** Both counts, once nothing moves any more. */
async function settled(page: Page): Promise<Seen> {
  for (let last = await counted(page); ; ) {
    await page.waitForTimeout(1_000);
    const now = await counted(page);
    if (total(now) - total(last) <= 2) return seen(page);
    last = now;
  }
}

async function seen(page: Page): Promise<Seen> {
  const rate = await openTool(page, "Rate");
  await page.waitForTimeout(1_000);
  const names = await rate.locator("tbody th").allTextContents();
  const counts = await rate.locator("tbody td:nth-of-type(1)").allTextContents();
  const events = await page.locator(".figures div", { hasText: "Last event" }).locator("dd").textContent();
  // Frames that are no events have names with small letters.
  const told = counts.map((count, n) => (/^[A-Z_]+$/.test(names[n] ?? "") ? total(count) : 0));
  return { events: Number(events), counted: told.reduce((sum, count) => sum + count, 0) };
}

/** How long the slowest of some clicks took from the hand to the picture that shows it, as the browser reckons it; whole 8 ms. */
async function click(page: Page): Promise<number> {
  const slowest = page.evaluate(
    (ms) =>
      new Promise<number>((resolve) => {
        let longest = 0;
        const observer = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
        });
        observer.observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
        setTimeout(() => resolve(longest), ms);
      }),
    1_000 * CLICKS,
  );
  for (let n = 0; n < CLICKS; n++) {
    await press(page, "Pause");
    await press(page, "Go on");
  }
  return slowest;
}

interface Rate {
  readonly perSecond: number;
  readonly p95Ms: number;
}

async function frameRate(page: Page, seconds: number): Promise<Rate> {
  const times = await page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = [];
        const end = performance.now() + ms;
        const step = (at: number): void => {
          seen.push(at);
          if (at < end) requestAnimationFrame(step);
          else resolve(seen);
        };
        requestAnimationFrame(step);
      }),
    seconds * 1000,
  );
  const gaps = times.slice(1).map((at, n) => at - (times[n] ?? at));
  const whole = gaps.reduce((sum, gap) => sum + gap, 0);
  gaps.sort((a, b) => a - b);
  return { perSecond: (1000 * gaps.length) / whole, p95Ms: gaps[Math.floor(gaps.length * 0.95)] ?? 0 };
}

async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 2 ** 20;
}

function total(text: string): number {
  return Number((/^[\d,]+/.exec(text)?.[0] ?? "0").replaceAll(",", ""));
}
