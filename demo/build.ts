/**
 * Builds the page into dist/page, or the folder that is named: two scripts, a style sheet, the page itself, the program it runs as text, and the list of
 * Discord's operations for whoever opens the console. Any static server can serve the folder, at any path.
 *
 * It needs no other build: the library is bundled from its source.
 */

import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FROM = `${ROOT}demo/page/`;
const TO = `${resolve(process.argv[2] ?? `${ROOT}dist/page`)}/`;
/** What is loaded only on demand does not count as the page's size. */
const ON_DEMAND = new Set(["operations.json", "program.txt"]);

await rm(TO, { recursive: true, force: true });
await mkdir(TO, { recursive: true });
await build({
  entryPoints: { main: `${FROM}main.ts`, worker: `${FROM}worker/worker.ts`, style: `${FROM}style.css` },
  outdir: TO,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  alias: {
    anycord: `${ROOT}src/mod.ts`,
    ...Object.fromEntries(
      ["commands", "discord", "gateway", "testing"].map((room) => [`anycord/${room}`, `${ROOT}src/${room}/mod.ts`]),
    ),
  },
});
await Promise.all(["main.js", "worker.js"].map(squeeze));
await copyFile(`${FROM}index.html`, `${TO}index.html`);
await copyFile(`${FROM}bot.ts`, `${TO}program.txt`);
await writeFile(`${TO}operations.json`, JSON.stringify(await operations()));
console.log(`The page is in ${TO}: ${(await weigh()).toFixed(1)} KB gzipped. Serve the folder with any static server.`);

/** Makes a script smaller still: after esbuild, which renames better, terser's rewriting saves another twenty-fifth. */
async function squeeze(name: string): Promise<void> {
  const { code } = await minify(await readFile(TO + name, "utf8"), { compress: { passes: 2 }, ecma: 2020 });
  if (code === undefined) throw new Error(`terser made nothing of ${name}`);
  await writeFile(TO + name, code);
}

/** The routes as the types have them, which are Discord's own. */
async function operations(): Promise<string[]> {
  const folder = `${ROOT}src/discord/routes/`;
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(folder + file, "utf8")));
  return texts.flatMap((text) =>
    [...text.matchAll(/"((?:GET|POST|PUT|PATCH|DELETE) \/[^"]*)"/g)].map(([, it]) => it ?? ""),
  );
}

async function weigh(): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(TO)) {
    if (ON_DEMAND.has(name) || !(await stat(TO + name)).isFile()) continue;
    bytes += gzipSync(await readFile(TO + name), { level: 9 }).length;
  }
  return bytes / 1024;
}
