/**
 * `npm run test:firefox`: does in a Firefox what a visitor of the page does: the one that FIREFOX_PATH names, or the system's. Where
 * there is none it says so, and has tested nothing. Ends with `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Check, conclude, demand, runChecks } from "../tools/checks.ts";
import { firefoxPath, openFirefox } from "../tools/firefox.ts";
import { checks } from "./checks.ts";
import { openStage } from "./stage.ts";

/** What only Chromium's driver can do: to let axe in past the page's policy, emulate themes and touch, read a clipboard or a worker. */
const CHROMIUM_ONLY = /axe|can be touched|no motion|shares a link|copies a frame|holds its worker/;

const path = firefoxPath();
if (path === undefined) {
  console.log(
    "There is no Firefox here, so nothing was tested. Install one, or name it: FIREFOX_PATH=/path/to/firefox",
  );
  process.exitCode = 1;
} else {
  await play(path);
}

async function play(firefox: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "anycord-page-"));
  await demand([process.execPath, "demo/build.ts", folder]);
  const stage = await openStage(folder, () => openFirefox(firefox));
  try {
    const [played, left]: [Check[], Check[]] = [[], []];
    for (const check of checks(stage)) (CHROMIUM_ONLY.test(check.name) ? left : played).push(check);
    for (const { name } of left) console.log(`--   ${name}: in Chromium alone`);
    // One at a time: of two windows only one has the focus, and keys go astray.
    conclude(await runChecks(played, 1));
  } finally {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
