/**
 * `node test/page/run.ts`: does in a real Chromium what a visitor of the page does. Builds the page into a folder of its own,
 * serves it as plain files from a sub-path, and ends with `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conclude, demand, runChecks } from "../tools/checks.ts";
import { checks } from "./checks.ts";
import { openStage } from "./stage.ts";

const folder = mkdtempSync(join(tmpdir(), "anycord-page-"));
await demand([process.execPath, "demo/build.ts", folder]);
const stage = await openStage(folder);
try {
  conclude(await runChecks(checks(stage), 3));
} finally {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
}
