/**
 * What a visitor does and sees, in words that the checks share. Everything is found as a person finds it: by its role and name.
 */
import type { Locator, Page } from "playwright-core";

/** How long anything may take that is not said to take another time. */
export const SOON_MS = 10_000;
let clipboardFree: Promise<void> = Promise.resolve();

/** Waits until the bot is connected. */
export async function untilReady(page: Page): Promise<void> {
  await page.getByRole("status").filter({ hasText: "Connected as" }).waitFor({ timeout: SOON_MS });
}

/** Waits until so many rows, protocol frames left out, are in sight. */
export async function untilRows(page: Page, least: number, withinMs: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('.row:not([hidden]):not([data-family="protocol"])').length >= wanted,
    least,
    { timeout: withinMs },
  );
}

/** The rows in sight. */
export function rows(page: Page, text?: string): Locator {
  return page.getByRole("listbox").getByRole("option", text === undefined ? {} : { name: text });
}

/** Presses a button. */
export async function press(page: Page | Locator, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click({ timeout: SOON_MS });
}

/** Opens a tool and gives its panel. */
export async function openTool(page: Page, name: string): Promise<Locator> {
  await page.getByRole("tab", { name, exact: true }).click({ timeout: SOON_MS });
  return page.getByRole("tabpanel", { name });
}

/** Waits until a text is to be seen. */
export async function see(place: Page | Locator, text: string | RegExp, withinMs: number = SOON_MS): Promise<void> {
  await place.getByText(text).filter({ visible: true }).first().waitFor({ timeout: withinMs });
}

/** What the head of the events counts. */
export async function counted(page: Page): Promise<string> {
  return (await page.locator("#events .count").textContent()) ?? "";
}

/** Throws unless both are the same, as JSON. */
export function expectEqual(found: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`expected ${b}, found ${a}`);
}

/** Throws the reason unless it holds. */
export function expectTrue(holds: boolean, reason: string): void {
  if (!holds) throw new Error(reason);
}

/** A browser has one clipboard for all its pages: who copies has it alone, until it is given back or the page is gone. */
export async function takeClipboard(page: Page): Promise<() => void> {
  const before = clipboardFree;
  const { promise, resolve } = Promise.withResolvers<void>();
  clipboardFree = promise;
  await before;
  page.once("close", () => resolve());
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  return resolve;
}
