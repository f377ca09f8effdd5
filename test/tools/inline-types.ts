/**
 * A step of the build: copies the declarations of discord-api-types that ours name into the package, and points ours at
 * the copies, so that installing anycord installs nothing else and its types need nothing else.
 *
 *     node test/tools/inline-types.ts dist
 *
 * It must never ship a specifier that leads nowhere: for most consumers every type behind it would be `any`, in silence.
 */

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";

const NAME = "discord-api-types";
const DIST = resolve(process.argv[2] ?? "dist");
const SOURCE = resolve("node_modules", NAME);
const TARGET = join(DIST, NAME);

/** What stands between `from`, `import` or `import(` and the end of the quotes. */
const SPECIFIER = /(\bfrom\s*|\bimport\s*\(\s*|^\s*import\s+)(["'])([^"']+)\2/gm;

interface Manifest {
  readonly version: string;
  readonly exports: Readonly<Record<string, { readonly types?: string }>>;
}

const manifest: Manifest = JSON.parse(readFileSync(join(SOURCE, "package.json"), "utf8"));

/**
 * What is left out: declarations of values that are not there (route builders, functions) and of Discord's local RPC.
 * A rule that no longer matches makes the copy larger and breaks nothing.
 */
const PRUNED: Readonly<Record<string, readonly RegExp[]>> = {
  "v10.d.ts": [/^export \* (as \w+ )?from '\.\/(rpc|utils)\/v10';\n/gm],
  "rest/v10/index.d.ts": [/^.*_generated_.*\n/gm, /^export declare const (CDN)?Routes: .*\n/gm],
};

/**
 * The specifier of a declaration file is that of the .js beside it, even if there is none: the one form that nodenext,
 * bundlers and Deno all resolve.
 */
function specifierOf(path: string): string {
  return (path.startsWith(".") ? path : `./${path}`).replace(/(\.d)?\.ts$/, ".js");
}

function rewritten(text: string, replace: (specifier: string) => string): string {
  return text.replace(
    SPECIFIER,
    (_, head: string, quote: string, name: string) => head + quote + replace(name) + quote,
  );
}

/** Copies one declaration file, and all that it imports. */
function copy(file: string, copied: Set<string>): void {
  if (copied.has(file)) return;
  copied.add(file);
  const whole = readFileSync(join(SOURCE, file), "utf8").replace(/^\/\/# sourceMappingURL=.*\n?/gm, "");
  const kept = (PRUNED[file] ?? []).reduce((text, rule) => text.replace(rule, ""), whole);
  const text = rewritten(kept, (name) => {
    const target = resolved(file, name);
    copy(target, copied);
    return specifierOf(posix.relative(posix.dirname(file), target));
  });
  mkdirSync(dirname(join(TARGET, file)), { recursive: true });
  writeFileSync(join(TARGET, file), text);
}

function resolved(file: string, name: string): string {
  if (!name.startsWith(".")) throw new Error(`${NAME}/${file} imports ${name}: the copy would not stand by itself.`);
  const base = posix.join(posix.dirname(file), name);
  const target = [`${base}.d.ts`, `${base}/index.d.ts`].find((path) => existsSync(join(SOURCE, path)));
  if (target === undefined) throw new Error(`${NAME}/${file} imports ${name}, which is not there.`);
  return target;
}

/** Points one of our declaration files at the copies. */
function redirect(path: string, copied: Set<string>): void {
  const file = join(DIST, path);
  const text = readFileSync(file, "utf8");
  const redirected = rewritten(text, (name) => {
    if (name.startsWith(".")) return specifierOf(name);
    // Examples in comments import what they please.
    if (name !== NAME && !name.startsWith(`${NAME}/`)) return name;
    const types = manifest.exports[`.${name.slice(NAME.length)}`]?.types;
    if (types === undefined) throw new Error(`${path} imports ${name}, which ${NAME} does not export.`);
    const target = posix.normalize(types);
    copy(target, copied);
    return specifierOf(relative(dirname(file), join(TARGET, target)).split(sep).join("/"));
  });
  if (redirected !== text) writeFileSync(file, redirected);
}

const copied = new Set<string>();
const declarations = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".d.ts"));
for (const path of declarations) if (!path.startsWith(NAME + sep)) redirect(path, copied);
if (copied.size > 0) cpSync(join(SOURCE, "LICENSE"), join(TARGET, "LICENSE"));
console.log(`${NAME} ${manifest.version}: ${copied.size} declaration files copied`);
