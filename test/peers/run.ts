/**
 * `npm run peers`: bots written with other libraries live in the simulated Discord, over real sockets, each in a process and a
 * Discord of its own. What each of them did is written down; the last line is `N passed, N failed`.
 *
 *     node test/peers/run.ts eris discord.js     only these
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startServer } from "../../demo/server.ts";
import { createSimulator, type Message, type Simulator } from "../../src/testing/mod.ts";
import { conclude, demand, runChecks, type Tally } from "../tools/checks.ts";
import { COMMAND, FILE, PONG, type Report, type Stage } from "./stage.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
/** How long a bot may take for one thing; some wait seconds before they dial again. */
const PATIENCE_MS = 25_000;

/** A bot at work. */
interface Bot {
  readonly discord: Simulator;
  readonly reports: readonly Report[];
  readonly process: ChildProcess;
}

/** Gives a bot a Discord of its own, lets it live, and counts what it could do. */
async function live(peer: string): Promise<Tally> {
  const discord = createSimulator({ seed: peer });
  const server = await startServer({ simulator: discord });
  const { token, application } = discord;
  const apiUrl = server.restUrl.replace("/v10", "");
  const bot = begin(peer, { token, applicationId: application.id, apiUrl, gatewayUrl: server.gatewayUrl }, discord);
  let over: string | undefined;
  const ended = once(bot.process, "exit").then(([code]) => {
    over = `the bot's process ended with ${code}`;
    throw new Error(over);
  });
  ended.catch(() => {});
  const checks = Object.entries(LIFE).map(([what, run]) => ({
    name: `${peer}: ${what}`,
    run: async () => {
      if (over !== undefined) throw new Error(over);
      await Promise.race([run(bot), ended]).catch((error) => {
        if (what === FIRST) over = "it never got that far";
        throw error;
      });
    },
  }));
  const tally = await runChecks(checks, 1);
  bot.process.kill("SIGKILL");
  console.log(diary(bot));
  await server.close();
  return tally;
}

function begin(peer: string, stage: Stage, discord: Simulator): Bot {
  const child = spawn(process.execPath, ["--no-warnings", `${HERE}process.ts`, peer, JSON.stringify(stage)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  const reports: Report[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => reports.push(read(line)));
  createInterface({ input: child.stderr }).on("line", (what) => reports.push({ did: "noted", what }));
  child.on("exit", (code) => reports.push({ did: "noted", what: `ended with ${code}` }));
  return { discord, reports, process: child };
}

function read(line: string): Report {
  return line.startsWith('{"did"') ? (JSON.parse(line) as Report) : { did: "noted", what: line };
}

/** Without this, nothing else is tried. */
const FIRST = "logs in and sees its guilds";
/** What every bot lives through, in order. */
const LIFE: Readonly<Record<string, (bot: Bot) => Promise<void>>> = {
  [FIRST]: async ({ discord, reports }) => {
    const wanted = discord.guilds.map((guild) => guild.name).sort();
    await until(() => {
      const seen = reports.filter((it) => it.did === "guilds").at(-1)?.names;
      return JSON.stringify([...(seen ?? [])].sort()) === JSON.stringify(wanted);
    }, "it never saw all guilds");
  },
  "receives a message and answers it": async ({ discord }) => {
    const asked = say(discord, "!ping");
    const answer = await discord.nextMessage({ timeoutMs: PATIENCE_MS });
    expectAnswer(answer, asked);
  },
  "registers a slash command": ({ reports, discord }) =>
    until(() => {
      const requests = discord.ledger.requests.filter((it) => it.route?.includes("/commands") && it.status < 300);
      return requests.length > 0 && reports.some((it) => it.did === "registered");
    }, "no command was registered"),
  "answers a slash command": async ({ discord }) => {
    const { type, message } = await discord.slash(COMMAND.name);
    if (type !== 4 || message?.content !== PONG) throw new Error(`answered ${type}: ${message?.content}`);
  },
  "uploads a file": async ({ discord }) => {
    say(discord, "!file");
    const { attachments } = await discord.nextMessage({ timeoutMs: PATIENCE_MS });
    const [file] = attachments;
    const size = Buffer.byteLength(FILE.text);
    if (file?.filename !== FILE.name || file.size !== size)
      throw new Error(`it came as ${JSON.stringify(attachments)}`);
  },
  "loses the connection, resumes, and answers what was said meanwhile": (bot) => interrupted(bot, "drop"),
  "is asked to reconnect, resumes, and answers what was said meanwhile": (bot) => interrupted(bot, "reconnect"),
  "starts anew when its session is gone": async ({ discord }) => {
    const { identifies: before, sessions } = discord.ledger;
    // A bot may start one session in 5 s: those that start the next at once, as most do, do it here with a clear conscience.
    await new Promise((resolve) =>
      setTimeout(resolve, 5_100 - (performance.now() - (sessions.at(-1)?.startedAt ?? 0))),
    );
    discord.fault("invalid-session");
    await until(() => discord.ledger.identifies > before, "it did not identify again");
    await until(() => hasConnection(discord), "it got no new session");
    const asked = say(discord, "!ping");
    expectAnswer(await discord.nextMessage({ timeoutMs: PATIENCE_MS }), asked);
  },
  "did nothing that it should not": async ({ discord }) => {
    const { offences, requests } = discord.ledger;
    const refused = requests.filter((it) => it.status >= 400).map((it) => `${it.method} ${it.path}: ${it.status}`);
    const wrongs = [...offences.map((it) => it.what), ...refused];
    if (wrongs.length > 0) throw new Error(wrongs.join("\n"));
  },
};

async function interrupted({ discord }: Bot, fault: "drop" | "reconnect"): Promise<void> {
  const { identifies, resumes } = discord.ledger;
  discord.fault(fault);
  const asked = say(discord, "!ping");
  expectAnswer(await discord.nextMessage({ timeoutMs: PATIENCE_MS }), asked);
  await until(() => discord.ledger.resumes > resumes, "it did not resume");
  if (discord.ledger.identifies > identifies) throw new Error("it identified again in place of resuming");
}

/** Whether a session has a connection. */
function hasConnection(discord: Simulator): boolean {
  const { sessions, connections } = discord.ledger;
  return sessions.at(-1)?.endedAt === undefined && connections.at(-1)?.closedAt === undefined;
}

function say(discord: Simulator, text: string): Message {
  const [channel, user] = [discord.channels[0], discord.users[0]];
  if (channel === undefined || user === undefined) throw new Error("the simulated Discord is empty");
  return discord.say(channel, user, text);
}

function expectAnswer({ content, message_reference }: Message, asked: Message): void {
  const to = (message_reference as { readonly message_id?: string } | undefined)?.message_id;
  if (content !== PONG || to !== asked.id) throw new Error(`"${content}" in answer to ${to}, not to ${asked.id}`);
}

async function until(holds: () => boolean, complaint: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(complaint);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What a bot did, as the simulator and the bot itself tell it. */
function diary({ discord, reports }: Bot): string {
  const { ledger } = discord;
  const { connections, identifies, resumes, heartbeats } = ledger;
  const url = new URL(connections[0]?.url ?? "ws://nowhere");
  const closes = connections.map((it) => `${it.closeCode ?? "open"} by ${it.closedBy ?? "nobody"}`).join(", ");
  const requests = ledger.requests.map((it) => `${it.route ?? `${it.method} ${it.path}`} ${it.status}`);
  const agent = ledger.requests[0]?.headers["user-agent"];
  const said = reports.map((it) => (it.did === "noted" ? it.what.trim() : it.did)).filter((line) => line !== "");
  const lines = [
    `dialled ${url.pathname}${url.search} as ${agent}`,
    `${connections.length} connections (${closes})`,
    `${identifies} identifies, ${resumes} resumes, ${heartbeats} heartbeats, ${ledger.replayed()} events replayed of ${ledger.missed()} missed, ${ledger.lost()} lost`,
    `requests: ${requests.join(", ")}`,
    `said: ${said.join(" | ")}`,
  ];
  return lines.map((line) => `       ${line}`).join("\n");
}

const wanted = process.argv.slice(2);
const all = readdirSync(`${HERE}bots`).map((file) => file.replace(/\.ts$/, ""));
if (!existsSync(`${HERE}node_modules`)) {
  await demand(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: HERE });
}
const tallies: Tally[] = [];
for (const peer of all.filter((name) => wanted.length === 0 || wanted.includes(name))) tallies.push(await live(peer));
conclude(tallies.reduce((sum, it) => ({ passed: sum.passed + it.passed, failed: sum.failed + it.failed })));
