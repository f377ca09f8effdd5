/**
 * `npm run simulator`: a simulated Discord that stays, over real sockets, for any bot of any library or language.
 *
 *     npm run simulator -- --port 8788            where it listens (default; 0: any free port)
 *     npm run simulator -- --seed 7               another world: other ids, another token, another course of the stories
 *     npm run simulator -- --guilds 100           a larger one; also --channels and --members, of each guild
 *     npm run simulator -- --token abc            the bot's token (default: made from the seed)
 *     npm run simulator -- --play busy-evening    a story; may be given several times
 *     npm run simulator -- --interactions http://127.0.0.1:3000/   posts interactions there, signed
 *     npm run simulator -- --ledger run.ndjson    writes down at the end what went over the wires
 *     npm run simulator -- --replay run.ndjson    plays again what was written down
 *
 * While it runs, it takes commands from the keyboard: `say hello`, `slash roll sides=20`, `fault drop`, `play raid`, `heal`.
 */

import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { createSimulator, type Fault, SCENARIOS, type ScenarioName, type Simulator } from "../src/testing/mod.ts";
import { type SimulatorServer, startServer } from "./server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8788" },
    seed: { type: "string", default: "1" },
    token: { type: "string" },
    guilds: { type: "string", default: "2" },
    channels: { type: "string", default: "3" },
    members: { type: "string", default: "5" },
    play: { type: "string", multiple: true, default: [] },
    interactions: { type: "string" },
    ledger: { type: "string" },
    replay: { type: "string" },
  },
});

/** What can be typed. Each answers what to write, if anything. */
const COMMANDS: Readonly<Record<string, (discord: Simulator, words: string) => unknown>> = {
  say: (discord, words) => {
    const [channel, user] = [discord.channels[0], discord.users[0]];
    if (channel !== undefined && user !== undefined) discord.say(channel, user, words);
  },
  slash: async (discord, words) => {
    const parts = words.split(" ");
    const isOption = (part: string): boolean => part.includes("=");
    const options = parts.filter(isOption).map((part) => [part.slice(0, part.indexOf("=")), readValue(part)]);
    const name = parts.filter((part) => !isOption(part)).join(" ");
    const { type, message, data } = await discord.slash(name, Object.fromEntries(options));
    return `answered with ${type}: ${message?.content ?? JSON.stringify(data)}`;
  },
  fault: (discord, words) => discord.fault(words.startsWith("{") ? JSON.parse(words) : (words as Fault)),
  play: (discord, words) => void discord.play(words as ScenarioName),
  heal: (discord) => discord.heal(),
};

await serve();

async function serve(): Promise<void> {
  const { seed, token, guilds, channels, members } = values;
  const discord = createSimulator({
    ...{ seed, token, record: values.ledger !== undefined },
    // It may run for days; who wants the whole book says so.
    ledgerEntries: values.ledger === undefined ? 10_000 : undefined,
    world: { guilds: Number(guilds), channels: Number(channels), members: Number(members) },
  });
  const server = await startServer({ simulator: discord, port: Number(values.port) });
  console.log(greeting(server));
  const { interactions, replay, ledger } = values;
  if (interactions !== undefined) await discord.serve((request) => forward(interactions, request));
  for (const name of values.play) discord.play(name as ScenarioName);
  if (replay !== undefined) discord.replay(await readFile(replay, "utf8"));
  const keyboard = createInterface({ input: process.stdin }).on("line", (line) => void obey(discord, line));
  await interrupted();
  keyboard.close();
  if (ledger !== undefined) await writeFile(ledger, discord.ledger.toNdjson());
  await server.close();
  process.stdin.destroy();
}

function greeting({ discord, restUrl, gatewayUrl }: SimulatorServer): string {
  const rows = {
    "REST, with its version": restUrl,
    "REST, without": restUrl.replace("/v10", ""),
    Gateway: gatewayUrl,
    Token: discord.token,
    "Application id": discord.application.id,
    "Public key": discord.publicKey,
    Guilds: discord.guilds
      .map(({ name, id }) => `${name} (${id})`)
      .slice(0, 5)
      .join(", "),
    "First channel": discord.channels[0]?.id,
    Stories: SCENARIOS.join(", "),
  };
  const lines = Object.entries(rows).map(([name, value]) => `  ${name.padEnd(24)}${value}`);
  return ["A simulated Discord. Ctrl+C ends.", ...lines].join("\n");
}

/** Carries out a line from the keyboard. */
async function obey(discord: Simulator, line: string): Promise<void> {
  const [name = "", ...words] = line.trim().split(" ");
  if (name === "") return;
  try {
    const command = COMMANDS[name];
    const answer =
      command === undefined ? `Type ${Object.keys(COMMANDS).join(", ")}.` : command(discord, words.join(" "));
    const text = await answer;
    if (typeof text === "string") console.log(text);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}

function readValue(option: string): string | number | boolean {
  const text = option.slice(option.indexOf("=") + 1);
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** Settles at Ctrl+C, or when a parent process asks to end. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

/** Sends a Request on over the network. */
async function forward(url: string, request: Request): Promise<Response> {
  const { method, headers } = request;
  return fetch(url, { method, headers, body: await request.arrayBuffer() });
}
