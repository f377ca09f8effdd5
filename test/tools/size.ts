/**
 * `npm run size`: how much of a user's bundle each subpath takes, minified and gzipped, and what it is made of. Fails when
 * a budget is spent. It measures the source, so no build is needed.
 */
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { type Check, conclude, runChecks } from "./checks.ts";
import { type PackageManifest, sourceOf, subpathsOf } from "./manifests.ts";
import { ROOT, readJson } from "./tree.ts";

/**
 * The most that a subpath may weigh, in KB of 1024 bytes, minified and gzipped: what it weighs now, and a little. A budget is only ever
 * lowered, until the goal is reached.
 */
const BUDGETS_KB: Readonly<Record<string, number>> = { ".": 46, "./gateway": 10.2 };
const GOALS_KB: Readonly<Record<string, number>> = { ".": 28, "./gateway": 9 };

const subpaths = subpathsOf(readJson<PackageManifest>("package.json"));
conclude(await runChecks(subpaths.map(weighing), 1));

function weighing(subpath: string): Check {
  const budget = BUDGETS_KB[subpath];
  const name = subpath.replace(".", "anycord");
  return {
    name: `${name}${budget === undefined ? "" : ` is at most ${budget} KB`}`,
    run: async () => {
      const { bytes, modules } = await weigh(sourceOf(subpath));
      console.log(`${name}: ${kilobytes(bytes)} minified and gzipped`);
      if (budget === undefined) return;
      for (const [path, size] of modules.slice(0, 10)) console.log(`     ${kilobytes(size).padStart(8)}  ${path}`);
      const goal = GOALS_KB[subpath] ?? budget;
      if (bytes > goal * 1024) console.log(`     ${kilobytes(bytes - goal * 1024)} over its goal of ${goal} KB`);
      if (bytes > budget * 1024) throw new Error(`${name} weighs ${kilobytes(bytes)}, the budget is ${budget} KB`);
    },
  };
}

async function weigh(entry: string) {
  const { outputFiles, metafile } = await build({
    entryPoints: [ROOT + entry],
    absWorkingDir: ROOT,
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
