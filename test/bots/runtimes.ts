/**
 * Runs every example bot on Node, Deno and Bun, and the edge worker in workerd, each against a simulated Discord of its own
 * over real sockets, and uses it as its users would. Expects a build. Ends with `N passed, N failed`.
 */
import { deepStrictEqual } from "node:assert";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { startServer } from "../../demo/server.ts";
import { createSimulator } from "../../src/testing/mod.ts";
import { BIN, type Check, conclude, demand, runChecks } from "../tools/checks.ts";
import { ROOT } from "../tools/tree.ts";
import { start } from "./program.ts";
import { readScrape } from "./prometheus.ts";
import { SCENES, type Scene } from "./scenes.ts";
import { createSender, type Post, type Sender } from "./sender.ts";

const RUNTIMES: Readonly<Record<string, readonly string[]>> = {
  Node: [`${BIN}node`],
  Deno: [`${BIN}deno`, "run", "--allow-all", "--no-remote"],
  Bun: [`${BIN}bun`],
};
/** How each is told to load a file before the program. */
const BEFORE: Readonly<Record<string, string>> = { Node: "--import", Deno: "--preload", Bun: "--preload" };
const WORKERD = `${ROOT}test/bots/workerd/`;
/** Two cores serve them all. */
const ABREAST = 3;

if (!existsSync(`${WORKERD}node_modules/.bin/workerd`)) {
  await demand(["npm", "install", "--no-package-lock", "--ignore-scripts", "--loglevel=error"], { cwd: WORKERD });
}
const checks = Object.entries(RUNTIMES).flatMap(([name, command]): Check[] => [
  ...SCENES.map((scene) => ({ name: `${name}: ${scene.bot.join(" ")}`, run: () => perform(command, scene) })),
  { name: `${name}: http.ts`, run: () => performHttp(command) },
  { name: `${name}: metrics.ts`, run: () => performMetrics(command) },
  {
    name: `${name}: slash.ts, watched`,
    run: () => performWatched([...command, `${BEFORE[name]}=./test/bots/watch.js`]),
  },
]);
conclude(await runChecks([...checks, { name: "workerd: worker.ts", run: performWorker }], ABREAST));

/** Plays a scene with a bot that runs in a process of its own, and must end by itself when asked to. */
async function perform(command: readonly string[], { bot: [file, ...args], play, seen }: Scene): Promise<void> {
  const discord = createSimulator({ seed: file });
  const server = await startServer({ simulator: discord });
  const env = { DISCORD_TOKEN: discord.token, DISCORD_REST_URL: server.restUrl };
  const program = start([...command, `demo/bots/${file}`, ...args], env);
  try {
    await program.line(/READY as/);
    deepStrictEqual(await play(discord), seen);
    await program.interrupt();
  } finally {
    program.kill();
    await server.close();
  }
}

/** Asks the bot that Prometheus watches for its numbers, after an evening with a drop, and holds them against the ledger. */
async function performMetrics(command: readonly string[]): Promise<void> {
  const discord = createSimulator({ seed: "metrics" });
  const server = await startServer({ simulator: discord });
  const env = { DISCORD_TOKEN: discord.token, DISCORD_REST_URL: server.restUrl, PORT: "0" };
  const program = start([...command, "demo/bots/metrics.ts"], env);
  try {
    const [, url = ""] = await program.line(/Metrics at (\S+)/);
    await program.line(/READY as/);
    await discord.slash("ping");
    discord.fault("drop");
    await program.line(/RESUMED/);
    await discord.slash("ping");
    const text = await (await fetch(url)).text();
    const scraped = readScrape(text);
    const { ledger } = discord;
    const told = ["identifies", "resumes", "sessions_resumed", 'events{event="INTERACTION_CREATE"}'].map((name) =>
      scraped.get(`anycord_${name.replace(/(?=\{|$)/, "_total")}`),
    );
    deepStrictEqual(told, [ledger.identifies, ledger.resumes, 1, ledger.due("INTERACTION_CREATE")]);
    const sent = ledger.frames.filter(({ direction }) => direction === "in");
    const out = ["frames", "frame_bytes"].map((name) => scraped.get(`anycord_${name}_total{direction="out"}`));
    deepStrictEqual(out, [sent.length, sent.reduce((sum, { bytes }) => sum + bytes, 0)]);
    const reconnects = [...scraped].filter(([name]) => name.startsWith("anycord_reconnects_total"));
    deepStrictEqual(
      reconnects.reduce((sum, [, count]) => sum + count, 0),
      ledger.connections.length - 1,
    );
    if (text.includes(discord.token)) throw new Error("The token can be scraped.");
    await program.interrupt();
  } finally {
    program.kill();
    await server.close();
  }
}

/** Watches a bot from outside, by the channels of its process: it shows what passes, and no token. */
async function performWatched(command: readonly string[]): Promise<void> {
  const discord = createSimulator({ seed: "watched" });
  const server = await startServer({ simulator: discord });
  const program = start([...command, "demo/bots/slash.ts"], {
    ...{ DISCORD_TOKEN: discord.token, DISCORD_REST_URL: server.restUrl },
  });
  try {
    await program.line(/watched request .*"route":"GET \/gateway\/bot","attempt":1,"status":200/);
    const [identify] = await program.line(/watched frame .*"op":2.*/);
    if (!identify.includes("[hidden]") || identify.includes(discord.token)) throw new Error("The token can be seen.");
    await program.line(/watched ready \{"shard":0\}/);
    await discord.slash("ping");
    await program.line(/watched handled .*"event":"INTERACTION_CREATE","shard":0,"seq":\d+,"tookMs":\d/);
    await program.interrupt();
  } finally {
    program.kill();
    await server.close();
  }
}

/** Sends interactions to the HTTP bot. */
async function performHttp(command: readonly string[]): Promise<void> {
  const discord = await createSender();
  const program = start([...command, "demo/bots/http.ts"], { DISCORD_PUBLIC_KEY: discord.publicKey, PORT: "0" });
  try {
    const [, url = ""] = await program.line(/Listening on (\S+)/);
    const to = postTo(url);
    const options = [{ name: "from", type: 4, value: 5 }];
    await interview(discord, to, { name: "count", type: 1, options }, "5");
    const pressed = await discord.send(to, 3, { custom_id: "count:6", component_type: 2 }, { id: "60" });
    deepStrictEqual([pressed.body.type, pressed.body.data.content], [7, "6"]);
  } finally {
    program.kill();
  }
}

/** Sends interactions to the edge worker, bundled, in the runtime that serves such workers. */
async function performWorker(): Promise<void> {
  const room = mkdtempSync(join(tmpdir(), "anycord-worker-"));
  await build({
    ...{ entryPoints: [`${ROOT}demo/bots/worker.ts`], outfile: join(room, "worker.js"), absWorkingDir: ROOT },
    ...{ bundle: true, format: "esm", target: "es2022", platform: "neutral", logLevel: "error" },
  });
  copyFileSync(`${WORKERD}config.capnp`, join(room, "config.capnp"));
  const discord = await createSender();
  const command = [`${WORKERD}node_modules/.bin/workerd`, "serve", "--control-fd=1", "config.capnp"];
  const program = start(command, { DISCORD_PUBLIC_KEY: discord.publicKey }, room);
  try {
    const [, port = ""] = await program.line(/"port":\s*(\d+)/);
    const to = postTo(`http://127.0.0.1:${port}`);
    const options = [{ name: "text", type: 3, value: "hello" }];
    await interview(discord, to, { name: "echo", type: 1, options }, "hello");
    const louder = await discord.send(
      to,
      3,
      { custom_id: "louder", component_type: 2 },
      { id: "60", content: "hello" },
    );
    deepStrictEqual([louder.body.type, louder.body.data.content], [7, "HELLO"]);
  } finally {
    program.kill();
    rmSync(room, { recursive: true, force: true });
  }
}

/** What every HTTP bot does: answers PING, a command, and 401 to what is forged. */
async function interview(discord: Sender, to: Post, command: object, content: string): Promise<void> {
  deepStrictEqual(await discord.send(to, 1), { status: 200, body: { type: 1 } });
  const { status, body } = await discord.send(to, 2, command);
  deepStrictEqual([status, body.type, body.data.content], [200, 4, content]);
  deepStrictEqual((await discord.forge(to, 2, command)).status, 401);
}

function postTo(url: string): Post {
  return (request) => fetch(new Request(url, request));
}
