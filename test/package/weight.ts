/** What the installed package weighs, and how long it takes to load: budgets, which are only ever lowered. */

import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BIN, type Check, demand } from "../tools/checks.ts";

const MOST_FILES = 410;
const MOST_MB = 3.1;
/** The processor time of a process that imports the package, by that of one that imports an empty module. */
const MOST_OF_EMPTY = 2.6;
const ROUNDS = 7;
/** Loads a module, and tells how many milliseconds of the processor its process took from its very start. */
const TIMED =
  "await import(process.argv[1]); const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)";

/** Checks of the package that lies unpacked in a consumer's node_modules. */
export function weightChecks(consumer: string): Check[] {
  const installed = join(consumer, "node_modules/anycord");
  return [
    { name: `at most ${MOST_FILES} files and ${MOST_MB} MB are installed`, run: () => weigh(installed) },
    { name: `importing it takes at most ${MOST_OF_EMPTY} times an empty module`, run: () => time(consumer) },
  ];
}

function weigh(installed: string): void {
  const entries = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = entries.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  const megabytes = bytes / 1024 / 1024;
  console.log(`${entries.length} files, ${megabytes.toFixed(2)} MB`);
  if (entries.length > MOST_FILES || megabytes > MOST_MB) throw new Error("the budget is spent");
}

/** By turns, and the least of each: what else the machine does can only add. */
async function time(consumer: string): Promise<void> {
  writeFileSync(join(consumer, "empty.mjs"), "export {};\n");
  const times = { anycord: [] as number[], "./empty.mjs": [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, all] of Object.entries(times)) {
      const command = [`${BIN}node`, "--input-type=module", "--eval", TIMED, name];
      all.push(Number(await demand(command, { cwd: consumer })));
    }
  }
  const [own, empty] = [Math.min(...times.anycord), Math.min(...times["./empty.mjs"])];
  const ratio = own / empty;
  console.log(
    `importing anycord: ${own.toFixed(0)} ms, an empty module: ${empty.toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
  );
  if (ratio > MOST_OF_EMPTY) throw new Error(`it takes ${ratio.toFixed(2)} times as long`);
}
