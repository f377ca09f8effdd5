/** The source maps of the packed package: each leads back to the source as it stands, and so does a stack trace. */

import { deepStrictEqual, match } from "node:assert";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { BIN, type Check, outcomeOf } from "../tools/checks.ts";
import { ROOT, readText } from "../tools/tree.ts";

/** What is looked at in a source map. */
interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
}

/** Checks of the package that lies unpacked in a consumer's node_modules. */
export function mapChecks(consumer: string): Check[] {
  const installed = join(consumer, "node_modules/anycord");
  return [
    { name: "every built file has a source map that holds the source as it is", run: () => compareSources(installed) },
    { name: "a stack trace names the line of the source", run: () => traceError(consumer) },
  ];
}

function compareSources(installed: string): void {
  const built = readdirSync(join(installed, "dist"), { recursive: true, encoding: "utf8" });
  const files = built.filter((path) => path.endsWith(".js") && !path.endsWith(".min.js"));
  for (const path of files) {
    const file = join(installed, "dist", path);
    const [, name = ""] = /\n\/\/# sourceMappingURL=(\S+)\s*$/.exec(readFileSync(file, "utf8")) ?? [];
    const map = JSON.parse(readFileSync(join(dirname(file), name), "utf8")) as SourceMap;
    map.sources.forEach((source, index) => {
      const where = relative(installed, join(dirname(file), source));
      match(where, /^src\/.+\.ts$/);
      deepStrictEqual(map.sourcesContent[index], readText(where), `${path} maps to another ${where}`);
    });
  }
}

/** An error of the library, thrown in a user's program: the trace must name the line that made it. */
async function traceError(consumer: string): Promise<void> {
  writeFileSync(join(consumer, "trace.mjs"), 'import { createClient } from "anycord";\ncreateClient({ token: "" });\n');
  const { output } = await outcomeOf([`${BIN}node`, "--enable-source-maps", "trace.mjs"], { cwd: consumer });
  const [, path = "", line = ""] = /anycord\/(src\/[\w./-]+\.ts):(\d+):\d+\)/.exec(output) ?? [];
  match(path, /^src\//, `no line of the source in:\n${output.replaceAll(ROOT, "")}`);
  match(
    readText(path).split("\n")[Number(line) - 1] ?? "",
    /TOKEN_MISSING|new UsageError/,
    `${path}:${line} throws nothing`,
  );
  match(output, /trace\.mjs:2:\d+/);
}
