/**
 * `npm run bench -- gateway` and `npm run bench -- rest`: anycord beside its peers, over the loopback, in one run;
 * `npm run bench -- size`: what a bot costs before it does anything, as a table (expects a build, and npm's registry);
 * `npm run bench -- page`: how smooth the page is under load, beside an empty one in the same browser. It takes no options.
 *
 *     --rounds N       rounds; each measures every library (default 9)
 *     --events N       events, or requests, of one measurement (default 20000, or 3000)
 *     --only a --only b   only these rows
 *     --source DIR     the work tree whose anycord is measured (default: this one)
 *     --before DIR     another work tree, an older state, measured beside it
 *     --profile DIR    writes CPU profiles of the clients
 */

import { parseArgs } from "node:util";
import { install } from "./process.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "9" },
    events: { type: "string" },
    only: { type: "string", multiple: true, default: [] },
    profile: { type: "string" },
    source: { type: "string" },
    before: { type: "string" },
  },
});

const [what = ""] = positionals;
if (what === "gateway" || what === "rest") install();
const { only, profile, source, before } = values;
const about = { rounds: Number(values.rounds), only, profile, source, before };
switch (what) {
  case "gateway": {
    const { benchGateway } = await import("./gateway/bench.ts");
    await benchGateway({ ...about, events: Number(values.events ?? 20_000) });
    break;
  }
  case "rest": {
    const { benchRest } = await import("./rest/bench.ts");
    await benchRest({ ...about, events: Number(values.events ?? 3000) });
    break;
  }
  case "size": {
    const { benchSize } = await import("./size/bench.ts");
    await benchSize(about.rounds);
    break;
  }
  case "page": {
    const { benchPage } = await import("../page/bench.ts");
    await benchPage();
    break;
  }
  default:
    console.error("Say what to measure: npm run bench -- gateway, rest, size or page");
    process.exitCode = 1;
}
