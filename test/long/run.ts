/**
 * `npm run long`: what takes minutes. Two hundred shards and a hundred drops over real sockets, a process that is killed, and a week
 * of simulated time. The last line is `N passed, N failed`.
 */
import { BIN, type Check, conclude, demand, runChecks } from "../tools/checks.ts";
import { drops } from "./drops.ts";
import { killed } from "./killed.ts";
import { shards } from "./shards.ts";
import { simulator } from "./simulator.ts";

const week: Check = {
  name: "a week of one connection, simulated: heap and timers flat",
  run: async () => console.log(await demand([`${BIN}node`, "test/chaos/week.ts"], { timeoutMs: 900_000 })),
};

// One at a time: they measure how far apart things happen.
conclude(await runChecks([simulator, shards, killed, drops, week], 1));
// What a failed check left behind must not keep the process.
process.exit();
