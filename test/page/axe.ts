/** Lets axe-core judge a page as it stands. It must never change the page. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

interface Axe {
  run(within: string, options: object): Promise<{ readonly violations: readonly Violation[] }>;
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rules that look at colours: all that can differ between two themes. */
export const COLOURS: object = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

/** Rejects with what axe finds wrong in a part of the page, or all of it; with every rule that it has switched on by itself. */
export async function expectNoViolation(page: Page, within = "html", options: object = {}): Promise<void> {
  // By the debugger's way in, which the page's policy does not meet.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  const { violations } = await page.evaluate(
    ([part, how]) => (globalThis as unknown as { axe: Axe }).axe.run(part, how),
    [within, options] as const,
  );
  if (violations.length > 0) throw new Error(violations.map(told).join("\n"));
}

function told({ id, help, nodes }: Violation): string {
  const [first] = nodes;
  return `${id}: ${help} (${nodes.length} times)\n  ${first?.html.slice(0, 200)}\n  ${first?.failureSummary ?? ""}`;
}
