/**
 * `npm run runtimes`: plays the smoke scenes under every runtime, each against a simulated Discord of its own, behind real
 * sockets on the loopback. Expects a build.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { startServer } from "../../demo/server.ts";
import { createSimulator } from "../../src/testing/mod.ts";
import { BIN, conclude, demand, runChecks, type Tally } from "../tools/checks.ts";
import { openChromium } from "../tools/chromium.ts";
import { ROOT } from "../tools/tree.ts";
import { serveScales } from "./scales.ts";
import { type Cue, SCENE_COUNT, type SceneReport, type Stage } from "./smoke.ts";

/** How long a process may take from its start to the next thing it says, and from its last word to its end by itself. */
const SCENE_MS = 30_000;
const END_MS = 5_000;
const NEWEST = `${ROOT}test/runtimes/newest`;
const SOURCE = `${ROOT}src/mod.ts`;
const BUILT = `${ROOT}dist/mod.js`;

/** Every runtime that is a program, and what it loads: the source as it is, or the build. */
const PROGRAMS: Readonly<Record<string, { readonly command: readonly string[]; readonly library: string }>> = {
  "Node 22, uncompiled": { command: [`${BIN}node`], library: SOURCE },
  "the newest Node": { command: [`${NEWEST}/node_modules/.bin/node`], library: BUILT },
  Deno: { command: [`${BIN}deno`, "run", "--allow-all", "--no-remote"], library: BUILT },
  Bun: { command: [`${BIN}bun`], library: BUILT },
};

/** Plays on one stage, answers cues by itself, and hands back what was reported. */
type Play = (stage: Stage, act: (cue: Cue) => void) => Promise<readonly SceneReport[]>;

if (!existsSync(`${NEWEST}/node_modules/.bin/node`)) await demand(["npm", "ci", "--loglevel=error"], { cwd: NEWEST });
const plays: [string, Play][] = Object.entries(PROGRAMS).map(([name, { command, library }]) => [
  name,
  (stage, act) => playInProcess([...command, `${ROOT}test/runtimes/process.ts`, library, JSON.stringify(stage)], act),
]);
const tallies: Tally[] = [];
for (const [name, play] of [...plays, ["Chromium", playInPage] satisfies [string, Play]]) {
  tallies.push(await perform(name, play));
}
conclude(tallies.reduce((sum, each) => ({ passed: sum.passed + each.passed, failed: sum.failed + each.failed })));

/** Gives a play a Discord of its own, and counts its scenes and its end. */
async function perform(name: string, play: Play): Promise<Tally> {
  const discord = createSimulator({ seed: name });
  const server = await startServer({ simulator: discord, port: 0 });
  const [channel, user] = [discord.channels[0], discord.users[0]];
  if (channel === undefined || user === undefined) throw new Error("the simulated Discord is empty");
  const act = (cue: Cue): void => {
    if (cue === "drop the line") discord.fault("drop");
    discord.say(channel, user, cue === "drop the line" ? "missed" : "hello");
  };
  const scales = await serveScales();
  const folder = mkdtempSync(`${tmpdir()}/anycord-runtimes-`);
  const stage: Stage = {
    ...{ token: discord.token, gatewayUrl: server.gatewayUrl, restUrl: server.restUrl, channelId: channel.id },
    scalesUrl: `http://127.0.0.1:${(scales.address() as AddressInfo).port}`,
    storeFile: `${folder}/sessions.json`,
  };
  const reports: SceneReport[] = [];
  const ends = {
    name: `${name}: ends by itself`,
    run: async () => {
      reports.push(...(await play(stage, act)));
      if (reports.length !== SCENE_COUNT) throw new Error(`${reports.length} of ${SCENE_COUNT} scenes were reported`);
    },
  };
  const ended = await runChecks([ends], 1);
  await server.close();
  scales.closeAllConnections();
  scales.close();
  rmSync(folder, { recursive: true });
  const scenes = reports.map(({ scene, failure }) => ({ name: `${name}: ${scene}`, run: () => demandNone(failure) }));
  const played = await runChecks(scenes, 1);
  return { passed: ended.passed + played.passed, failed: ended.failed + played.failed };
}

function demandNone(failure: string | undefined): void {
  if (failure !== undefined) throw new Error(failure);
}

/** Plays in a process of its own, which must end with 0, and by itself. */
function playInProcess(command: readonly string[], act: (cue: Cue) => void): Promise<readonly SceneReport[]> {
  const [file = "", ...args] = command;
  const { promise, resolve, reject } = Promise.withResolvers<readonly SceneReport[]>();
  const child = spawn(file, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  const reports: SceneReport[] = [];
  let noise = "";
  const kill = (): void => void child.kill("SIGKILL");
  let timer = setTimeout(kill, SCENE_MS);
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.startsWith("{")) noise += `${line}\n`;
    else hear(JSON.parse(line) as { readonly cue: Cue } | SceneReport);
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    noise += chunk;
  });
  child.on("error", reject);
  child.on("close", (code) => {
    clearTimeout(timer);
    const happened = reports.map(({ scene, failure }) => `${scene}: ${failure ?? "ok"}`).join("\n");
    if (code === 0 && noise === "") resolve(reports);
    else reject(new Error(`ended with ${code ?? "a kill: it did not end by itself"}\n${happened}\n${noise}`));
  });
  function hear(word: { readonly cue: Cue } | SceneReport): void {
    if ("cue" in word) act(word.cue);
    else reports.push(word);
    clearTimeout(timer);
    timer = setTimeout(kill, reports.length === SCENE_COUNT ? END_MS : SCENE_MS);
  }
  return promise;
}

/** Plays in a page of a real Chromium, which loads the build, unbundled, from a server of its own. */
async function playInPage(stage: Stage, act: (cue: Cue) => void): Promise<readonly SceneReport[]> {
  const server = await servePage();
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    const reports: SceneReport[] = [];
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => errors.push(`${message.type()}: ${message.text()}`));
    await page.exposeFunction("cue", act);
    await page.exposeFunction("report", (report: SceneReport) => reports.push(report));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    // The page's own function; here it has no type.
    await page.evaluate((where) => (globalThis as never as { play(stage: unknown): Promise<void> }).play(where), stage);
    if (errors.length > 0) throw new Error(errors.join("\n"));
    return reports;
  } finally {
    await browser.close();
    server.close();
  }
}

async function servePage(): Promise<Server> {
  const { outputFiles } = await build({
    entryPoints: [`${ROOT}test/runtimes/page.ts`],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
  });
  const script = outputFiles[0]?.text ?? "";
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    const built = /^\/dist\/[\w./-]+\.js$/.test(path) && !path.includes("..") && existsSync(ROOT + path);
    response.setHeader("content-type", path === "/" ? "text/html" : "text/javascript");
    if (path === "/")
      response.end('<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>');
    else if (path === "/page.js") response.end(script);
    else response.writeHead(built ? 200 : 404).end(built ? readFileSync(ROOT + path) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
