/**
 * `node test/page/run.ts`: does in a real Chromium what a visitor of the page does. Builds the page, serves it with the local
 * server, from a sub-path, and ends with `N passed, N failed`.
 */
import { conclude, demand, runChecks } from "../tools/checks.ts";
import { checks } from "./checks.ts";
import { openStage } from "./stage.ts";

await demand([process.execPath, "demo/build.ts"]);
const stage = await openStage();
try {
  conclude(await runChecks(checks(stage), 2));
} finally {
  await stage.close();
}
