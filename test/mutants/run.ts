/**
 * `npm run mutants`: makes each mutant in a copy of the repository and runs the test that names its rule; the test has to fail.
 * A word as argument runs only the mutants whose file or rule holds it. The last line is `N passed, N failed`.
 */
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BIN, type Check, conclude, type Outcome, outcomeOf, runChecks, tail } from "../tools/checks.ts";
import { applied, type Patch } from "../tools/patch.ts";
import { ROOT } from "../tools/tree.ts";
import { BROODS, type Brood } from "./mutants.ts";

const ABREAST = 2;
const COPIED = ["src", "package.json", "tsconfig.json", "tsconfig.test.json", "vitest.config.ts"];
/** What the tests of machines need of the folder of tests. */
const TESTS = ["gateway", "client", "testing", "tools"];

const [word = ""] = process.argv.slice(2);
const room = mkdtempSync(join(tmpdir(), "anycord-mutants-"));
try {
  const homes = Array.from({ length: ABREAST }, (_, n) => home(n));
  const sound = await runChecks(
    tests().map((test) => ({ name: `${test}, unchanged`, run: () => passes(test) })),
    1,
  );
  if (sound.failed > 0) throw new Error("The tests have to pass before they can fail.");
  conclude(
    await runChecks(
      BROODS.flatMap((brood) => checks(brood, homes)),
      ABREAST,
    ),
  );
} finally {
  rmSync(room, { recursive: true, force: true });
}

/** A copy of what the tests need. */
function home(n: number): string {
  const path = join(room, String(n));
  for (const name of COPIED) cpSync(join(ROOT, name), join(path, name), { recursive: true });
  for (const name of TESTS) cpSync(join(ROOT, "test", name), join(path, "test", name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(path, "node_modules"));
  return path;
}

function tests(): string[] {
  return [...new Set(BROODS.filter((brood) => wanted(brood).length > 0).map(({ test }) => test))];
}

function wanted({ file, mutants }: Brood): Brood["mutants"] {
  return mutants.filter(([rule]) => file.includes(word) || rule.includes(word));
}

async function passes(test: string): Promise<void> {
  const { code, output } = await outcomeOf(vitest(test), { cwd: join(room, "0") });
  if (code !== 0) throw new Error(tail(output));
}

/** Each check takes a home that is free, and leaves it as it was. */
function checks(brood: Brood, homes: string[]): Check[] {
  const { file, test } = brood;
  return wanted(brood).map(([rule, from, to]) => ({
    name: `${file.split("/").at(-1)}: ${rule}`,
    run: async () => {
      const path = homes.pop() as string;
      const { code, output } = await mutated({ file, from, to }, path, test).finally(() => homes.push(path));
      if (code === 0) throw new Error(`survived ${test}\n- ${from}\n+ ${to}`);
      if (!/Tests .*failed/.test(output)) throw new Error(`ended without a failed test\n${tail(output, 20)}`);
    },
  }));
}

/** Runs the test on a mutant; the file is as it was afterwards. */
async function mutated(patch: Patch, path: string, test: string): Promise<Outcome> {
  const text = applied(patch, path);
  const outcome = await outcomeOf(vitest(test), { cwd: path });
  writeFileSync(join(path, patch.file), text);
  return outcome;
}

function vitest(test: string): string[] {
  return [`${BIN}vitest`, "run", test, "--reporter=default", "--bail=1"];
}
