/**
 * What must hold of the page, each as a visitor's deed and what is to be seen then.
 */
import type { Page } from "playwright-core";
import type { Check } from "../tools/checks.ts";
import type { Stage, Visit } from "./stage.ts";

/** How long anything may take that is not said to take another time. */
const SOON_MS = 10_000;

/** All checks, to be run one after the other. */
export function checks(stage: Stage): Check[] {
  const check = (name: string, act: (visit: Visit) => Promise<void>): Check => ({
    name,
    run: () => stage.visit(act),
  });
  return [
    check("shows 10 events within 3 s of opening", async ({ page }) => {
      await untilCount(page, 10, 3000);
    }),
    check("resumes after its button, and tells how many events were replayed", async ({ page }) => {
      await untilReady(page);
      await page.getByRole("button", { name: "Drop the socket" }).click();
      await page.getByText(/^RESUMED, \d+ missed events? replayed/).waitFor({ timeout: SOON_MS });
      await untilReady(page);
    }),
    check("asks nobody but its own server, and has no error", async ({ page, errors, hosts }) => {
      await untilCount(page, 10, SOON_MS);
      expectEqual([...hosts], [new URL(stage.url).host]);
      expectEqual(errors, []);
    }),
  ];
}

/** Waits until so many events, protocol frames left out, were counted. */
async function untilCount(page: Page, least: number, withinMs: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('.row:not([hidden]):not([data-family="protocol"])').length >= wanted,
    least,
    { timeout: withinMs },
  );
}

async function untilReady(page: Page): Promise<void> {
  await page.getByRole("status").filter({ hasText: "Connected as" }).waitFor({ timeout: SOON_MS });
}

function expectEqual(found: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`expected ${b}, found ${a}`);
}
