/**
 * `npm test`: everything that must hold before a landing, in one command. Goes on after a failure, shows the output of a
 * step only when it fails, and ends with `N passed, N failed`: the tests of the suite on Node, and every other check.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BIN, conclude, outcomeOf, type Tally, tail, tallyOf } from "./checks.ts";
import { reportFailures, reportTally } from "./report.ts";
import { ROOT } from "./tree.ts";

/** One command of the run. */
interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Where vitest writes its report; a step without one counts by its last line, or as one. */
  readonly report?: string;
  /** Without it the steps that follow in its lane are not even tried. */
  readonly vital?: boolean;
}

/** What reads the repository, runs its tools, or serves real sockets with Node's own modules. */
const NODE_ONLY = [
  "test/architecture.test.ts",
  "test/cli/cli.test.ts",
  "test/failures.test.ts",
  "test/rest/compiler.test.ts",
  "test/mutants/mutants.test.ts",
  "test/surface.test.ts",
  "test/testing/bad-clients.test.ts",
  "test/testing/server.test.ts",
];

const node = `${BIN}node`;
const room = mkdtempSync(join(tmpdir(), "anycord-run-"));
const report = (name: string): string => join(room, `${name}.json`);
const vitest = (name: string): string[] => [
  ...["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${report(name)}`],
  ...(name === "node" ? [] : NODE_ONLY.flatMap((path) => ["--exclude", path])),
];

/** Two lanes at once: what needs the build waits for it in its own lane, and the suites run in the other. */
const LANES: readonly (readonly Step[])[] = [
  [
    { name: "build", command: ["npm", "run", "--silent", "build"], vital: true },
    { name: "size", command: [node, "test/tools/size.ts"] },
    { name: "package", command: [node, "test/tools/package.ts"] },
    { name: "stranger's path", command: [node, "test/package/stranger.ts"] },
    { name: "main job", command: [node, "demo/start.ts", "--seconds", "8", "--port", "0"] },
    { name: "runtimes", command: [node, "test/runtimes/run.ts"] },
    { name: "example bots", command: [node, "test/bots/runtimes.ts"] },
    { name: "page", command: [node, "demo/build.ts"], vital: true },
    { name: "page in Chromium", command: [node, "test/page/run.ts"] },
  ],
  [
    { name: "lint", command: [`${BIN}biome`, "ci", "--colors=off", "."] },
    { name: "types of src", command: [`${BIN}tsc`, "-p", "tsconfig.json"] },
    { name: "types of tests", command: [`${BIN}tsc`, "-p", "tsconfig.test.json"] },
    { name: "types under Deno", command: [`${BIN}deno`, "check", "src"] },
    { name: "API reference", command: [node, "test/tools/reference.ts"] },
    { name: "documents", command: [node, "test/tools/docs.ts"] },
    { name: "guide to testing", command: [node, "test/testing/guide.ts"] },
    { name: "llms.txt", command: [node, "test/tools/llms.ts"] },
    { name: "unit on Node", command: [`${BIN}vitest`, ...vitest("node")], report: report("node") },
    { name: "chaos", command: [node, "test/chaos/run.ts", "--runs", "2000"] },
    {
      name: "unit on Deno",
      command: [`${BIN}deno`, "run", "-A", "npm:vitest", ...vitest("deno")],
      report: report("deno"),
    },
    {
      name: "unit on Bun",
      command: [`${BIN}bun`, "--bun", `${BIN}vitest`, ...vitest("bun"), "--pool=threads"],
      report: report("bun"),
    },
  ],
];

try {
  const tallies = await Promise.all(LANES.map(runLane));
  conclude(
    tallies.flat().reduce((sum, each) => ({ passed: sum.passed + each.passed, failed: sum.failed + each.failed })),
  );
} finally {
  rmSync(room, { recursive: true, force: true });
}

async function runLane(steps: readonly Step[]): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const [index, step] of steps.entries()) {
    const tally = await runStep(step);
    tallies.push(tally);
    if (tally.failed === 0 || !step.vital) continue;
    const left = steps.slice(index + 1);
    console.log(`FAIL ${left.map(({ name }) => name).join(", ")}: not tried without ${step.name}`);
    return [...tallies, { passed: 0, failed: left.length }];
  }
  return tallies;
}

async function runStep(step: Step): Promise<Tally> {
  const from = performance.now();
  const { code, output } = await outcomeOf(step.command, { timeoutMs: 300_000 });
  const tally = judge(code === 0, countOf(step, output));
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const count = `${tally.passed} passed, ${tally.failed} failed`;
  console.log(`${tally.failed === 0 ? "ok  " : "FAIL"} ${step.name.padEnd(16)} ${seconds.padStart(5)} s  ${count}`);
  if (tally.failed > 0) console.log(reasonsOf(step, output).replaceAll(ROOT, "").replace(/^/gm, "     "));
  return tally;
}

/** What a step counted by itself, if it counts. */
function countOf(step: Step, output: string): Tally | undefined {
  return step.report === undefined ? tallyOf(output) : reportTally(step.report);
}

/** Why a step failed: its failed tests, or the end of what it wrote. */
function reasonsOf(step: Step, output: string): string {
  const failures = step.report === undefined ? [] : reportFailures(step.report);
  return failures.length > 0 ? failures.join("\n") : tail(output, 120);
}

/** A step that ends badly has failed, whatever it counted: by an error outside of its tests, or a crash. */
function judge(fine: boolean, counted: Tally | undefined): Tally {
  if (counted === undefined) return fine ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return fine ? counted : { ...counted, failed: Math.max(1, counted.failed) };
}
