/**
 * `npm run chaos`: plays schedules and prints what came of them. `--runs 2000` how many, `--from 1` the first seed, `--seed 7`
 * that one alone, `--until-failure` ends at the first that fails. The last line is `N passed, N failed`.
 */
import { parseArgs } from "node:util";
import { play } from "./chaos.ts";
import { Totals } from "./totals.ts";

/** Fewer schedules say nothing about shares. */
const ENOUGH_RUNS = 500;
const SHOWN = 5;

const { values } = parseArgs({
  options: {
    ...{ runs: { type: "string", default: "2000" }, from: { type: "string", default: "1" }, seed: { type: "string" } },
    "until-failure": { type: "boolean", default: false },
  },
});
const from = Number(values.seed ?? values.from);
const runs = values.seed === undefined ? Number(values.runs) : 1;
const totals = new Totals();
const startedAt = performance.now();

for (let seed = from; seed < from + runs; seed++) {
  const outcome = await play(seed);
  totals.add(outcome);
  if (outcome.faults.length === 0) continue;
  if (totals.failed.length <= SHOWN) {
    console.log(`seed ${seed} fails; play it again with: npm run chaos -- --seed ${seed}`);
    for (const fault of outcome.faults.slice(0, SHOWN)) console.log(`  ${fault}`);
  }
  if (values["until-failure"]) break;
}

console.log(totals.report);
const thin = totals.runs >= ENOUGH_RUNS ? totals.thin : [];
if (thin.length > 0) console.log(`too rare: ${thin.join(", ")}`);
console.log(`${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
if (totals.failed.length + thin.length > 0) process.exitCode = 1;
console.log(`${totals.runs - totals.failed.length} passed, ${totals.failed.length + thin.length} failed`);
