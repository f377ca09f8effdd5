/**
 * `npm run package`: packs what `npm run build` made, and looks at it as users would: imports it under Node, Deno and Bun,
 * type-checks a user's file against it under several compilers and settings, and has it judged by the registries' tools.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cdnChecks } from "../package/cdn.ts";
import { mapChecks } from "../package/maps.ts";
import { weightChecks } from "../package/weight.ts";
import { BIN, type Check, conclude, demand, outcomeOf, runChecks } from "./checks.ts";
import { type PackageManifest, sourceOf, subpathsOf } from "./manifests.ts";
import { ROOT, readJson } from "./tree.ts";

const OLDEST_TYPESCRIPT = `${ROOT}test/package/node_modules/typescript/bin/tsc`;
const room = mkdtempSync(join(tmpdir(), "anycord-"));
const consumer = join(room, "consumer");
const installed = join(consumer, "node_modules/anycord");
const subpaths = subpathsOf(readJson<PackageManifest>("package.json"));

/** The kinds of users the package must type-check for, by their compiler options. */
const CONSUMERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "a page, with a bundler": { lib: ["es2022", "dom"], module: "esnext", moduleResolution: "bundler" },
  "a page, nodenext": { lib: ["es2022", "dom"], module: "nodenext", moduleResolution: "nodenext" },
  "Node's types, nodenext": { lib: ["es2022"], types: ["node"], module: "nodenext", moduleResolution: "nodenext" },
  "Bun's settings": {
    lib: ["esnext"],
    module: "preserve",
    moduleResolution: "bundler",
    allowImportingTsExtensions: true,
  },
  "nothing but es2022": { lib: ["es2022"], module: "nodenext", moduleResolution: "nodenext" },
};

/** Who is also tried under the oldest TypeScript, which is slow: each way of finding modules, with and without the DOM. */
const OLDEST_TOO: readonly string[] = ["a page, with a bundler", "Node's types, nodenext", "nothing but es2022"];

const STRICT = {
  target: "es2022",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  types: [],
};

try {
  if (!existsSync(OLDEST_TYPESCRIPT)) await demand(["npm", "ci", "--loglevel=error"], { cwd: `${ROOT}test/package` });
  const tarball = await pack();
  const checks = [
    ...contentChecks(),
    ...mapChecks(consumer),
    ...weightChecks(consumer),
    ...importChecks(await valuesOf()),
    ...cdnChecks(installed),
    ...typeChecks(),
    ...registryChecks(tarball),
  ];
  conclude(await runChecks(checks));
} finally {
  rmSync(room, { recursive: true, force: true });
}

/** The names of each subpath's values, as its source has them. */
function valuesOf(): Promise<string[]> {
  return Promise.all(
    subpaths.map(async (subpath) =>
      Object.keys(await import(ROOT + sourceOf(subpath)))
        .sort()
        .join(),
    ),
  );
}

/** Packs the package and puts it where a consumer has it; answers the tarball's path. */
async function pack(): Promise<string> {
  const output = await demand(["npm", "pack", "--silent", "--pack-destination", room]);
  const tarball = join(room, output.trim().split("\n").at(-1) ?? "");
  mkdirSync(installed, { recursive: true });
  await demand(["tar", "-xzf", tarball, "-C", installed, "--strip-components=1"]);
  writeFileSync(join(consumer, "package.json"), '{ "type": "module" }');
  cpSync(`${ROOT}test/package/consumer.ts`, join(consumer, "consumer.ts"));
  return tarball;
}

function contentChecks(): Check[] {
  const manifest = () => JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Record<string, unknown>;
  return [
    {
      name: "the packed package.json has no dependencies",
      run: () => {
        const found = Object.keys(manifest()).filter((key) => /^(?!dev)\w*dependencies$/i.test(key));
        if (found.length > 0) throw new Error(`it has ${found.join(", ")}`);
      },
    },
    {
      name: "the package holds the licence, the read-me, the changes and every entry",
      run: () => {
        const entries = subpaths.flatMap((subpath) => ["js", "d.ts"].map((ending) => `dist/${subpath}/mod.${ending}`));
        const missing = ["LICENSE", "README.md", "CHANGELOG.md", ...entries].filter(
          (path) => !existsSync(join(installed, path)),
        );
        if (missing.length > 0) throw new Error(`missing: ${missing.join(", ")}`);
      },
    },
    {
      name: "nothing but dist, texts and the manifest is packed",
      run: async () => {
        const paths = (await demand(["find", ".", "-type", "f"], { cwd: installed })).trim().split("\n");
        const strange = paths.filter(
          (path) => !/^\.\/(?:dist\/(?!page\/)|docs\/[a-z-]+\.md$|LICENSE$|[A-Z]+\.md$|package\.json$)/.test(path),
        );
        if (strange.length > 0) throw new Error(strange.join("\n"));
      },
    },
  ];
}

function importChecks(values: readonly string[]): Check[] {
  const imports = subpaths.map((subpath, index) => `import * as _${index} from "${subpath.replace(".", "anycord")}";`);
  const checks = values.map(
    (names, index) => `if (Object.keys(_${index}).sort().join() !== "${names}") throw Object.keys(_${index});`,
  );
  writeFileSync(join(consumer, "imports.mjs"), [...imports, ...checks].join("\n"));
  const runtimes = {
    Node: [`${BIN}node`],
    Deno: [`${BIN}deno`, "run", "--no-remote", "--no-prompt"],
    Bun: [`${BIN}bun`],
  };
  return [
    ...Object.entries(runtimes).map(([name, command]) => ({
      name: `every subpath gives its values under ${name}`,
      run: () => demand([...command, "imports.mjs"], { cwd: consumer }),
    })),
    { name: "running the source from Deno fetches nothing", run: runSourceOffline },
  ];
}

/** Runs the published source in an empty cache, without a network where the system can take it away. */
async function runSourceOffline(): Promise<void> {
  const source = join(room, "source");
  cpSync(`${ROOT}src`, join(source, "src"), { recursive: true });
  cpSync(`${ROOT}deno.json`, join(source, "deno.json"));
  cpSync(join(consumer, "imports.mjs"), join(source, "imports.mjs"));
  const cache = join(room, "deno");
  const alone = (await outcomeOf(["unshare", "-rn", "true"])).code === 0 ? ["unshare", "-rn"] : [];
  const deno = [`${BIN}deno`, "run", "--cached-only", "--no-remote", "--no-npm", "--no-prompt", "imports.mjs"];
  await demand([...alone, ...deno], { cwd: source, env: { DENO_DIR: cache } });
  const fetched = ["npm", "remote"].map((kind) => join(cache, kind)).filter((kind) => existsSync(kind));
  const files = fetched.flatMap((kind) => readdirSync(kind, { recursive: true, encoding: "utf8" }));
  if (files.length > 0) throw new Error(`fetched: ${files.join(", ")}`);
}

function typeChecks(): Check[] {
  const compilers = { "the newest TypeScript": [`${BIN}tsc`], "TypeScript 5.4": [`${BIN}node`, OLDEST_TYPESCRIPT] };
  symlinkSync(`${ROOT}node_modules/@types`, join(consumer, "node_modules/@types"));
  symlinkSync(`${ROOT}node_modules/undici-types`, join(consumer, "node_modules/undici-types"));
  const checks = Object.entries(CONSUMERS).flatMap(([kind, options], index) => {
    const config = `tsconfig.${index}.json`;
    writeFileSync(
      join(consumer, config),
      JSON.stringify({ compilerOptions: { ...STRICT, ...options }, files: ["consumer.ts"] }),
    );
    const all = Object.entries(compilers);
    return all.slice(0, OLDEST_TOO.includes(kind) ? 2 : 1).map(([compiler, command]) => ({
      name: `type-checks for ${kind}, under ${compiler}`,
      run: () => demand([...command, "-p", config], { cwd: consumer }),
    }));
  });
  const deno = [`${BIN}deno`, "check", "--no-remote", "consumer.ts"];
  return [...checks, { name: "type-checks under Deno", run: () => demand(deno, { cwd: consumer }) }];
}

function registryChecks(tarball: string): Check[] {
  return [
    {
      name: "publint has nothing to say",
      run: () => silent([`${BIN}publint`, "--strict"], /(?:Suggestions|Warnings|Errors):/),
    },
    {
      name: "are the types wrong? no",
      run: () => demand([`${BIN}attw`, tarball, "--profile", "esm-only", "--no-emoji", "--no-color"]),
    },
    {
      name: "JSR would take it, with no slow types",
      run: () => silent([`${BIN}deno`, "publish", "--dry-run", "--allow-dirty"], /^warning/m),
    },
  ];
}

async function silent(command: readonly string[], complaint: RegExp): Promise<void> {
  const output = await demand(command);
  if (complaint.test(output)) throw new Error(output);
}
