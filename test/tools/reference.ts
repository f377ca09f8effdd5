/**
 * `npm run reference`: everything that a user can import, call or leave out has a sentence in the API reference. It asks
 * `deno doc --lint`, and looks at what that finds in the source. With `-- --html DIR` it writes the reference as pages instead.
 *
 * A plain field (`readonly status: number`) may speak by its name and the sentence of its interface: a comment that repeats a name is
 * none. So may what only has the shape of something else: a machine's `feed` and `alarm`, a constructor, the platform's things by the
 * names that end in Like. An export, a function, a method, an overload, or an optional field, which has a default, may not.
 */
import { BIN, type Check, conclude, demand, outcomeOf, runChecks } from "./checks.ts";
import { type PackageManifest, sourceOf, subpathsOf } from "./manifests.ts";
import { ROOT, readJson, readText } from "./tree.ts";

/** What may stand without a sentence: a field that is always there, an index, the name of an error's class, a machine's shape. */
const SPEAKS_FOR_ITSELF =
  /^(?:abstract )?(?:override )?(?:readonly )?(?:["\w{}/-]+(?:: (?!\()| = )|\[\w+: string\]: )|^(?:constructor|feed|get alarm)\(/;

const sources = subpathsOf(readJson<PackageManifest>("package.json")).map(sourceOf);
const [option, folder] = process.argv.slice(2);
const name = "the API reference has a sentence for everything";
if (option === "--html" && folder !== undefined) await write(folder);
else conclude(await runChecks([{ name, run: check }] satisfies Check[]));

/** Writes some thousand pages: one for each name. */
async function write(folder: string): Promise<void> {
  await demand([`${BIN}deno`, "doc", "--html", "--name=anycord", `--output=${folder}`, ...sources]);
  console.log(`Open ${folder}/index.html.`);
}

async function check(): Promise<void> {
  const { output } = await outcomeOf([`${BIN}deno`, "doc", "--lint", ...sources]);
  if (!/documentation lint error/.test(output)) throw new Error(output);
  const places = [...output.matchAll(/^error\[missing-jsdoc\].*\n\s*--> (\S+?):(\d+):\d+/gm)]
    .map(([, path = "", line = ""]) => ({ path, line: Number(line) }))
    .filter(({ path }) => path.startsWith(`${ROOT}src/`))
    .map(({ path, line }) => ({ path: path.slice(ROOT.length), line }));
  if (places.length === 0) throw new Error(`deno doc --lint tells of nothing in src, which it did before:\n${output}`);
  const bare = places.filter((place) => !isCommented(place) && !isPlatform(place) && !speaks(place));
  const told = new Set(bare.map(({ path, line }) => `${path}:${line}: ${lineOf(path, line)}`));
  if (told.size > 0) throw new Error([...told].sort().join("\n"));
}

/** Where something without a sentence of its own stands. */
interface Place {
  readonly path: string;
  readonly line: number;
}

function speaks({ path, line }: Place): boolean {
  return SPEAKS_FOR_ITSELF.test(lineOf(path, line));
}

/** Its comment has only tags, or a rule of the linter stands between. */
function isCommented({ path, line }: Place): boolean {
  const before = lineOf(path, line - 1);
  return before.endsWith("*/") || (before.startsWith("// biome-ignore") && lineOf(path, line - 2).endsWith("*/"));
}

/** It is part of an interface that says again what the platform has. */
function isPlatform({ path, line }: Place): boolean {
  const above = readText(path).split("\n").slice(0, line).join("\n");
  return /Like$/.test([...above.matchAll(/^export interface (\w+)/gm)].at(-1)?.[1] ?? "");
}

function lineOf(path: string, line: number): string {
  return (readText(path).split("\n")[line - 1] ?? "").trim();
}
