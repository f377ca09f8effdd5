/**
 * `npm run planted`: bugs are planted in the client, one at a time, and the chaos test has to find each within 2,000 schedules. Each
 * is a small change to the text of one file, in a copy of the source; a change that fits nowhere, or twice, is an error.
 * The last line is `N passed, N failed`.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BIN, type Check, conclude, outcomeOf, runChecks, tail } from "../tools/checks.ts";
import { applied } from "../tools/patch.ts";
import { ROOT } from "../tools/tree.ts";
import { BUGS, type Bug } from "./bugs.ts";

const RUNS = 2_000;
const TIMEOUT_MS = 300_000;

const room = mkdtempSync(join(tmpdir(), "anycord-planted-"));
try {
  conclude(await runChecks(BUGS.map(hunt)));
} finally {
  rmSync(room, { recursive: true, force: true });
}

/** The check that a bug is found. */
function hunt(planted: Bug, index: number): Check {
  return {
    name: planted.name,
    run: async () => {
      const home = join(room, String(index));
      cpSync(join(ROOT, "src"), join(home, "src"), { recursive: true });
      cpSync(join(ROOT, "test/chaos"), join(home, "test/chaos"), { recursive: true });
      applied(planted, home);
      const command = [`${BIN}node`, "test/chaos/run.ts", "--runs", String(RUNS), "--until-failure"];
      const { output } = await outcomeOf(command, { cwd: home, timeoutMs: TIMEOUT_MS });
      const found = /^seed (\d+) fails.*\n(.*)$/m.exec(output);
      if (found === null) throw new Error(`not found within ${RUNS} schedules\n${tail(output, 8)}`);
      console.log(`     seed ${found[1]},${found[2]?.trimEnd()}`);
    },
  };
}
