/**
 * The smoke scenes in a process of Node, Deno or Bun: `process.ts LIBRARY STAGE`. Speaks JSON, one line a word, and must
 * end by itself when the bot has closed.
 */
import { type Stage, smoke } from "./smoke.ts";

const [, , library = "", stage = ""] = process.argv;

await smoke(await import(library), JSON.parse(stage) as Stage, {
  cue: (cue) => console.log(JSON.stringify({ cue })),
  report: (report) => console.log(JSON.stringify(report)),
});
