/**
 * `npm run size`: how much of a user's bundle each subpath takes, minified and gzipped, and what it is made of; and how large
 * a whole bot is. Fails when a budget is spent. It measures the source, so no build is needed.
 */
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { type Check, conclude, runChecks } from "./checks.ts";
import { type PackageManifest, sourceOf, subpathsOf } from "./manifests.ts";
import { ROOT, readJson, readText } from "./tree.ts";

/**
 * The most that a subpath may weigh, in KB of 1024 bytes, minified and gzipped: what it weighs now, and a little. Each has a budget, and a
 * budget is only ever lowered, until the goal is reached. The bots are what a bundler makes of a person's program.
 */
const BUDGETS_KB: Readonly<Record<string, number>> = {
  ".": 45,
  "./gateway": 9,
  "./rest": 13.7,
  // Commands bring along what answers them, so that a bot without commands bundles none of it.
  "./commands": 15.3,
  "./interactions": 13.1,
  "./discord": 7.3,
  "./testing": 36.5,
  "./metrics": 1.4,
};
const GOALS_KB: Readonly<Record<string, number>> = { ".": 28 };
const BOT_BUDGETS_KB: Readonly<Record<string, number>> = {
  "the README's first bot": 41.5,
  "a bot that reads events": 33.6,
};
const READER = 'import { createClient } from "anycord"; createClient({ token: "" }).on("MESSAGE_CREATE", console.log);';

const subpaths = subpathsOf(readJson<PackageManifest>("package.json"));
const [, firstBot = ""] = /^```ts\n([\s\S]*?)^```/m.exec(readText("README.md")) ?? [];
const bots = { "the README's first bot": firstBot, "a bot that reads events": READER };
conclude(
  await runChecks(
    [
      ...subpaths.map((subpath) =>
        weighing(subpath.replace(".", "anycord"), `export * from "./${sourceOf(subpath)}";`, subpath),
      ),
      ...Object.entries(bots).map(([name, bot]) => weighing(name, bot, name)),
    ],
    1,
  ),
);

function weighing(name: string, code: string, key: string): Check {
  const budget = BUDGETS_KB[key] ?? BOT_BUDGETS_KB[key];
  return {
    name: `${name} is at most ${budget} KB`,
    run: async () => {
      const { bytes, modules } = await weigh(code);
      console.log(`${name}: ${kilobytes(bytes)} minified and gzipped`);
      const goal = GOALS_KB[key];
      if (goal !== undefined)
        for (const [path, size] of modules.slice(0, 10)) console.log(`     ${kilobytes(size).padStart(8)}  ${path}`);
      if (goal !== undefined && bytes > goal * 1024) {
        console.log(`     ${kilobytes(bytes - goal * 1024)} over its goal of ${goal} KB`);
      }
      if (budget === undefined) throw new Error(`${name} has no budget`);
      if (bytes > budget * 1024) throw new Error(`${name} weighs ${kilobytes(bytes)}, the budget is ${budget} KB`);
    },
  };
}

async function weigh(code: string) {
  const aliases = subpaths.map((subpath) => [subpath.replace(".", "anycord"), ROOT + sourceOf(subpath)]);
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: ROOT, loader: "ts" },
    absWorkingDir: ROOT,
    alias: Object.fromEntries(aliases),
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "es2022",
  });
  const bytes = outputFiles.reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).length, 0);
  return { bytes, modules: modulesOf(metafile) };
}

/** What each module adds to the bundle, minified but not gzipped, the largest first. */
function modulesOf(metafile: Metafile): [path: string, bytes: number][] {
  return Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .map(([path, { bytesInOutput }]): [string, number] => [path, bytesInOutput])
    .sort(([, a], [, b]) => b - a);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
