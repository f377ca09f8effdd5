/**
 * One bot, in a process of its own: `node process.ts <name of a file in bots> <stage as JSON>`. Each line that it writes is a
 * report; whatever else the library has to say goes to the error stream.
 */
import type { Report, Stage, Start } from "./stage.ts";

const [name = "", stage = "{}"] = process.argv.slice(2);
const report = (it: Report): void => void process.stdout.write(`${JSON.stringify(it)}\n`);
for (const level of ["log", "info", "warn", "error", "debug"] as const) {
  console[level] = (...words: unknown[]) => report({ did: "noted", what: words.map(String).join(" ").slice(0, 300) });
}
process.on("unhandledRejection", (error) => report({ did: "noted", what: `unhandled rejection: ${error}` }));
const { start } = (await import(`./bots/${name}.ts`)) as { readonly start: Start };
await start(JSON.parse(stage) as Stage, report);
