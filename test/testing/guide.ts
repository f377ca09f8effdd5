/**
 * `node test/testing/guide.ts`: takes the examples out of docs/testing.md and runs each by the runner that it is for. The last
 * line is `N passed, N failed`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { BIN, conclude, demand, runChecks } from "../tools/checks.ts";
import { ROOT } from "../tools/tree.ts";

const ARTEFACTS = `${ROOT}test/artefacts`;
const RUNNERS: Readonly<Record<string, readonly string[]>> = {
  vitest: [`${BIN}vitest`, "run", "--root", ".", "bot.vitest.test.js"],
  "node:test": [`${BIN}node`, "--no-warnings", "--test", "bot.node.test.js"],
  "Deno.test": [`${BIN}deno`, "test", "--allow-all", "--no-check", "--no-remote", "--no-config", "bot.deno.test.js"],
  "bun test": [`${BIN}bun`, "test", "./bot.bun.test.js"],
};

mkdirSync(ARTEFACTS, { recursive: true });
const room = mkdtempSync(`${ARTEFACTS}/guide-`);
try {
  unpack();
  const checks = Object.entries(RUNNERS).map(([name, command]) => ({
    name: `the guide's example for ${name}`,
    run: async () => {
      const output = await demand(command, { cwd: room });
      if (/no test|\b0 pass\b|tests 0\b/i.test(output)) throw new Error(`nothing was run\n${output}`);
    },
  }));
  conclude(await runChecks([...checks, { name: "the simulator's command", run: simulate }]));
} finally {
  rmSync(room, { recursive: true, force: true });
}

/** Starts the simulator's command, asks it for the gateway, has somebody write, and ends it as Ctrl+C does. */
async function simulate(): Promise<void> {
  const book = `${room}/run.ndjson`;
  const args = ["--no-warnings", `${ROOT}demo/simulator.ts`, "--port", "0", "--play", "quiet-server", "--ledger", book];
  const child = spawn(`${BIN}node`, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const restUrl = await new Promise<string>((resolve) => {
    lines.on("line", (line) => line.startsWith("  REST, with its") && resolve(line.slice(line.indexOf("http"))));
  });
  const { url } = (await (await fetch(`${restUrl}/gateway`)).json()) as { readonly url: string };
  if (!/^ws:\/\/127\.0\.0\.1:\d+\/gateway$/.test(url)) throw new Error(`the gateway is said to be at ${url}`);
  const answered = once(lines, "line");
  child.stdin.write("say hello\nwhat?\n");
  await answered;
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`it ended with ${code}`);
  if (!readFileSync(book, "utf8").includes('"content":"hello"')) throw new Error("what was said is not in its ledger");
}

/** Writes every block that begins with a file's name into the room, with this source in place of the package. */
function unpack(): void {
  const guide = readFileSync(`${ROOT}docs/testing.md`, "utf8");
  for (const [, name, text = ""] of guide.matchAll(/^```[jt]s\n\/\/ (bot\.[\w.]+)\n([\s\S]*?)^```/gm)) {
    const local = text.replace('"anycord"', `"${ROOT}src/mod.ts"`);
    writeFileSync(`${room}/${name}`, local.replace('"anycord/testing"', `"${ROOT}src/testing/mod.ts"`));
  }
}
