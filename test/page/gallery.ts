/**
 * `node test/page/gallery.ts`: pictures of every state of the page at three widths in both themes, in test/artefacts/page, to be
 * looked at. `-- zombie inspector` takes these alone. Each state is judged by axe too, in both themes.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conclude, demand, runChecks } from "../tools/checks.ts";
import { ROOT } from "../tools/tree.ts";
import { expectNoViolation } from "./axe.ts";
import { openStage, type Visit } from "./stage.ts";
import { states } from "./states.ts";

const WIDTHS = [360, 820, 1440];
const THEMES = ["light", "dark"] as const;
const SETTLE_MS = 250;
const pictures = `${ROOT}test/artefacts/page`;

const wanted = process.argv.slice(2);
const chosen = Object.entries(states).filter(([name]) => wanted.length === 0 || wanted.includes(name));
const folder = mkdtempSync(join(tmpdir(), "anycord-page-"));
mkdirSync(pictures, { recursive: true });
await demand([process.execPath, "demo/build.ts", folder]);
const stage = await openStage(folder);
try {
  const checks = chosen.map(([name, reach]) => ({
    name,
    run: () =>
      stage.visit(async (visit) => {
        await reach(visit);
        await picture(visit, name);
      }),
  }));
  conclude(await runChecks(checks, 2));
} finally {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
}

async function picture({ page }: Visit, name: string): Promise<void> {
  const flaws: string[] = [];
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(SETTLE_MS);
      await page.screenshot({ path: `${pictures}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      await expectNoViolation(page).catch((error: Error) => flaws.push(`${colorScheme} ${width}: ${error.message}`));
    }
  }
  if (flaws.length > 0) throw new Error(flaws.join("\n"));
}
