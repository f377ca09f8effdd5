/**
 * What a bot costs before it does anything, library by library: its bundle, what is installed, and how long it takes to load. Each
 * library is installed alone, from npm, into an empty folder; anycord from the tarball of this work tree, which must be built.
 * Prints a table in Markdown.
 */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { spread } from "../statistics.ts";
import { SUBJECTS, type Subject } from "./bots.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/**
 * Loads a module in a process of its own, and tells how many milliseconds of the processor that took: what else the machine does
 * makes it last longer, but costs it nothing.
 */
const TIMED =
  "const from = process.cpuUsage(); await import(process.argv[1]); const { user, system } = process.cpuUsage(from); console.log((user + system) / 1000)";

/** A library, installed in a folder of its own. */
interface Installed {
  readonly subject: Subject;
  readonly home: string;
  readonly version: string;
}

/** Installs, weighs and times every library, `rounds` times each by turns, and prints the table. */
export async function benchSize(rounds: number): Promise<void> {
  const room = mkdtempSync(join(tmpdir(), "anycord-size-"));
  try {
    const all = SUBJECTS.map((subject) => install(subject, room));
    const times = new Map<string, number[]>(all.map(({ home }) => [home, []]));
    for (let round = 0; round < rounds; round++) {
      for (const { home, subject } of all) times.get(home)?.push(importMs(home, subject.name));
    }
    const rows = await Promise.all(
      all.map(async (each) => row(each, await bundleOf(each), times.get(each.home) ?? [])),
    );
    const day = new Date().toISOString().slice(0, 10);
    const head = "| library | bot, bundled | installed | files | packages | import |\n|-|-:|-:|-:|-:|-:|";
    console.log([head, ...rows].join("\n"));
    console.log(
      `\n${day}, Node ${process.versions.node}, ${rounds} processes each, medians of processor time; \`npm run bench -- size\`.`,
    );
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

function install(subject: Subject, room: string): Installed {
  const home = join(room, subject.name.replace(/\W/g, "-"));
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), '{ "private": true }\n');
  const what = subject.version === undefined ? pack(room) : `${subject.name}@${subject.version}`;
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"];
  execFileSync("npm", ["install", what, ...flags], { cwd: home, stdio: ["ignore", "ignore", "inherit"] });
  const manifest = readFileSync(join(home, "node_modules", subject.name, "package.json"), "utf8");
  return { subject, home, version: (JSON.parse(manifest) as { version: string }).version };
}

function pack(room: string): string {
  const name = execFileSync("npm", ["pack", "--silent", "--pack-destination", room], { cwd: root, encoding: "utf8" });
  return join(room, name.trim().split("\n").at(-1) ?? "");
}

function row({ subject, home, version }: Installed, bundled: number | undefined, times: readonly number[]): string {
  const files = filesIn(join(home, "node_modules"));
  const megabytes = files.reduce((sum, path) => sum + statSync(path).size, 0) / 1024 / 1024;
  const cells = [
    `${subject.name} ${version}`,
    bundled === undefined ? "none loads" : `${(bundled / 1024).toFixed(0)} KB`,
    `${megabytes.toFixed(1)} MB`,
    String(files.length),
    String(files.filter((path) => /node_modules\/(?:@[^/]+\/)?[^/@]+\/package\.json$/.test(path)).length),
    `${spread(times).median.toFixed(0)} ms`,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Every file that was installed, but npm's own notes. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === ".bin" ? [] : filesIn(path);
    return entry.name === ".package-lock.json" || !entry.isFile() ? [] : [path];
  });
}

function importMs(home: string, name: string): number {
  const args = ["--input-type=module", "--eval", TIMED, name];
  return Number(execFileSync(process.execPath, args, { cwd: home, encoding: "utf8" }).trim());
}

/** What is optional to a library and not installed stays outside, as it would for anybody who bundles it. */
const optional: Plugin = {
  name: "optional",
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...options }) => {
      if (pluginData === "asked") return undefined;
      const found = await resolve(path, { ...options, pluginData: "asked" });
      return found.errors.length > 0 ? { path, external: true } : found;
    });
  },
};

/** As a module, which may wait at its top, with what CommonJS within it expects; and as CommonJS. */
const FORMS: readonly BuildOptions[] = [
  {
    format: "esm",
    outExtension: { ".js": ".mjs" },
    banner: {
      js: `import{createRequire}from"node:module";import{fileURLToPath}from"node:url";const require=createRequire(import.meta.url),__filename=fileURLToPath(import.meta.url),__dirname=import.meta.dirname;`,
    },
  },
  { format: "cjs", outExtension: { ".js": ".cjs" } },
];

/** The bot in one minified file, in bytes after gzip, in the smaller of the forms that load; undefined where none does. */
async function bundleOf({ subject, home }: Installed): Promise<number | undefined> {
  writeFileSync(join(home, "bot.mjs"), subject.bot);
  const sizes = await Promise.all(FORMS.map((form) => bundle(home, form)));
  const found = sizes.filter((size) => size !== undefined);
  return found.length === 0 ? undefined : Math.min(...found);
}

async function bundle(home: string, form: BuildOptions): Promise<number | undefined> {
  const outfile = join(home, `bundle${Object.values(form.outExtension ?? {})}`);
  // Native parts are laid beside the bundle and not counted.
  const common = {
    loader: { ".node": "copy" },
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
    logLevel: "silent",
  } as const;
  try {
    await build({
      ...common,
      ...form,
      entryPoints: { bundle: join(home, "bot.mjs") },
      outdir: home,
      plugins: [optional],
    });
    execFileSync(process.execPath, [outfile], { cwd: home, stdio: "ignore", timeout: 20_000 });
    return gzipSync(readFileSync(outfile), { level: 9 }).length;
  } catch {
    return undefined;
  }
}
