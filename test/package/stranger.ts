/**
 * What a person does who has never seen this repository, in an empty folder elsewhere: installs the packed tarball, pastes the
 * first bot of the README, runs it on Node, Deno and Bun, and uses its command; then the same with `npx anycord new`. Discord
 * is a simulated one over real sockets. Expects a build. Ends with `N passed, N failed`.
 *
 * It must never change the text of a bot: `loopback.ts`, loaded before it, changes where it dials.
 */

import { deepStrictEqual } from "node:assert";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../../demo/server.ts";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { start } from "../bots/program.ts";
import { BIN, type Check, conclude, demand, runChecks } from "../tools/checks.ts";
import { ROOT } from "../tools/tree.ts";

const room = mkdtempSync(join(tmpdir(), "anycord-stranger-"));
const loopback = join(room, "loopback.ts");
/** What JSR would serve under the package's name there: the map of `new --runtime deno` leads to it. */
const jsr = join(room, "jsr.json");

/** How each runtime runs a file, with the module that leads it to this machine before it. */
const RUNTIMES: Readonly<Record<string, readonly string[]>> = {
  node: [`${BIN}node`, "--import", loopback],
  deno: [`${BIN}deno`, "run", "--allow-all", "--no-remote", "--preload", loopback],
  bun: [`${BIN}bun`, "--preload", loopback],
};
const CONNECT_MS = 20_000;

try {
  copyFileSync(`${ROOT}test/package/loopback.ts`, loopback);
  const tarball = await pack();
  const home = await install("first", tarball);
  writeFileSync(join(home, "bot.ts"), firstBot());
  const checks = Object.entries(RUNTIMES).flatMap(([name, command]): Check[] => [
    { name: `the README's first bot answers on ${name}`, run: () => useBot([...command, "bot.ts"], home) },
    { name: `the bot of "anycord new --runtime ${name}" answers`, run: () => useNewBot(name, command, home, tarball) },
  ]);
  const alone = { name: "nothing else is installed", run: () => deepStrictEqual(packagesOf(home), ["anycord"]) };
  conclude(await runChecks([alone, ...checks]));
} finally {
  rmSync(room, { recursive: true, force: true });
}

/** Packs what is built; answers the tarball's path. */
async function pack(): Promise<string> {
  const output = await demand(["npm", "pack", "--silent", "--pack-destination", room]);
  return join(room, output.trim().split("\n").at(-1) ?? "");
}

/** An empty folder, and the package installed into it without a network. */
async function install(name: string, tarball: string): Promise<string> {
  const home = join(room, name);
  mkdirSync(home, { recursive: true });
  await demand(["npm", "install", tarball, "--offline", "--no-audit", "--no-fund"], { cwd: home });
  return home;
}

function packagesOf(home: string): string[] {
  return readdirSync(join(home, "node_modules")).filter((name) => !name.startsWith("."));
}

/** The first code of the README, as it stands there. */
function firstBot(): string {
  const [, code] = /^```ts\n([\s\S]*?)^```/m.exec(readFileSync(`${ROOT}README.md`, "utf8")) ?? [];
  if (code === undefined) throw new Error("README.md has no code");
  return code;
}

/** Runs a bot until it is connected, and uses its /ping. */
async function useBot(command: readonly string[], cwd: string): Promise<void> {
  const discord = createSimulator({ seed: command.join() });
  const server = await startServer({ simulator: discord });
  const program = start(command, { DISCORD_TOKEN: discord.token, LOOPBACK_ORIGIN: server.url }, cwd);
  try {
    // It says nothing when all is well; what it says, or its end, is why it did not connect.
    await Promise.race([connected(discord), program.line(/no bot says this/)]);
    const { message } = await discord.slash("ping");
    deepStrictEqual(message?.content, "Pong!");
    deepStrictEqual(discord.ledger.offences, []);
  } finally {
    program.kill();
    await server.close();
  }
}

/** Settles when a bot has a session; commands are registered before. */
async function connected({ ledger }: Simulator): Promise<void> {
  for (const from = performance.now(); ledger.sessions.length === 0; ) {
    if (performance.now() - from > CONNECT_MS) throw new Error("it did not connect");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Makes a bot by the package's own command line, installs what it needs, and runs it as it says. */
async function useNewBot(name: string, command: readonly string[], home: string, tarball: string): Promise<void> {
  const told = await demand(["npx", "--offline", "anycord", "new", `my-${name}`, "--runtime", name], { cwd: home });
  if (!told.includes(`cd my-${name}`)) throw new Error(`it does not tell what to do next:\n${told}`);
  const made = join(home, `my-${name}`);
  if (name !== "deno") {
    await demand(["npm", "install", tarball, "--offline", "--no-audit", "--no-fund"], { cwd: made });
    return useBot([...command, "bot.ts"], made);
  }
  writeFileSync(jsr, JSON.stringify({ imports: { anycord: `${home}/node_modules/anycord/dist/mod.js` } }));
  return useBot([...command, "--import-map", jsr, "bot.ts"], made);
}
