/**
 * `node test/page/bench.ts`: how smooth the page stays while events pour in, against an empty page in the same browser. Prints a
 * line for each load, and ends with 1 where one is too slow. Wants a quiet machine, so `npm test` leaves it out.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { demand } from "../tools/checks.ts";
import { counted, openTool, press, untilReady } from "./deeds.ts";
import { openStage } from "./stage.ts";

/** Lines a second, for how long, and which part of the empty page's frames must remain. */
const LOADS = [
  { perSecond: 1000, seconds: 60, share: 0.92 },
  { perSecond: 5000, seconds: 20, share: 0.85 },
  { perSecond: 20_000, seconds: 5, share: 0 },
] as const;
const CLICK_MS = 100;
const HEAP_MB = 80;

const folder = mkdtempSync(join(tmpdir(), "anycord-page-"));
await demand([process.execPath, "demo/build.ts", folder]);
const stage = await openStage(folder);
try {
  await stage.visit(async ({ page }) => {
    const empty = await page.context().newPage();
    await empty.bringToFront();
    const idle = await frameRate(empty, 5);
    await page.bringToFront();
    await untilReady(page);
    console.log(`an empty page: ${idle.perSecond.toFixed(1)} frames a second, 95 % within ${idle.p95Ms.toFixed(1)} ms`);
    for (const load of LOADS) await measure(page, idle, load);
  });
} finally {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(page: Page, idle: Rate, { perSecond, seconds, share }: (typeof LOADS)[number]): Promise<void> {
  const chat = await openTool(page, "Chat");
  await chat.getByLabel("Others write").selectOption(String(perSecond));
  const before = total(await counted(page));
  const busy = await frameRate(page, seconds);
  const events = (total(await counted(page)) - before) / seconds;
  const from = performance.now();
  await press(page, "Pause");
  const clickMs = performance.now() - from;
  await press(page, "Go on");
  const heap = await heapMb(page);
  const part = busy.perSecond / idle.perSecond;
  const fine = part >= share && heap <= HEAP_MB;
  const slow = clickMs > CLICK_MS ? `, above ${CLICK_MS} ms, in which the driver's own time is` : "";
  console.log(
    `${fine ? "ok  " : "FAIL"} ${perSecond}/s asked, ${events.toFixed(0)}/s shown: ${part.toFixed(2)} of its frames, ` +
      `95 % within ${busy.p95Ms.toFixed(1)} ms, a click in ${clickMs.toFixed(0)} ms${slow}, heap ${heap.toFixed(1)} MB`,
  );
  if (!fine) process.exitCode = 1;
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
