/**
 * `npm run bench -- rest`: requests per second of CPU beside raw fetch and the peers, by turns; then how long 300 requests take
 * under limits of 5 per second and channel and 50 per second in all, and how many are answered 429.
 *
 * All libraries are warm and take short turns, for the speed of a machine drifts: what is measured a minute apart cannot be compared.
 */

import type { ChildProcess } from "node:child_process";
import { bundle, pinning, profiling, type Sources, start, told } from "../process.ts";
import { cpuOf, ratios, shown, spread, table, verdict } from "../statistics.ts";
import type { RestClientOrder, RestMeasured } from "./client.ts";
import type { Seen } from "./server.ts";
import { REST_SUBJECTS } from "./subjects.ts";

/** How much to measure. */
export interface RestBench extends Sources {
  readonly rounds: number;
  /** Requests of one library in one round. */
  readonly events: number;
  readonly only: readonly string[];
  readonly profile: string | undefined;
}

type Round = Readonly<Record<string, RestMeasured>>;
interface Limited extends RestMeasured {
  readonly refused: number;
}

const AT_A_TIME = 20;
/** The turns that each library has in a round. */
const TURNS = 5;
/** What each library sends before it is measured, in rounds. */
const WARM_UP = 2;
const LIMITED_REQUESTS = 300;
const LIMITED_CHANNELS = [10, 60];
const LIMITED_TRIES = 3;
/** A peer that takes longer is not waited for. */
const LIMITED_MOST_MS = 60_000;
const GIVEN_UP: RestMeasured = { type: "measured", cpuMs: Infinity, wallMs: Infinity, failed: LIMITED_REQUESTS };
/** The best possible is 5.0 s. */
const LONGEST_MS = 5250;

/** Runs it and prints tables and verdicts. */
export async function benchRest(about: RestBench): Promise<void> {
  await bundle(about, "rest/server", "rest/client");
  const server = start("rest/server", "server");
  try {
    const { port } = await told<{ type: "listening"; port: number }>(server, "listening");
    const wanted = Object.keys(REST_SUBJECTS).filter((name) => about.before !== undefined || name !== "before");
    const names = wanted.filter((name) => about.only.length === 0 || about.only.includes(name));
    console.log(
      `${about.events} requests of each in a round, by ${TURNS} turns, ${about.rounds} rounds; Node ${process.version}; ${pinning}\n`,
    );
    const rounds = await playRounds(names, port, about);
    report(names, rounds, about.events);
    if (about.profile === undefined) await benchLimits(server, names, port);
  } finally {
    server.disconnect();
  }
}

async function playRounds(names: readonly string[], port: number, about: RestBench): Promise<Round[]> {
  const { rounds, events, profile } = about;
  const clients = names.map((subject) => new Subject(subject, port, profile));
  const played: Round[] = [];
  try {
    for (const client of clients) await client.send(events * WARM_UP);
    for (let round = 0; round < rounds; round++) played.push(await playRound(clients, Math.ceil(events / TURNS)));
  } finally {
    for (const client of clients) client.end();
  }
  return played;
}

async function playRound(clients: readonly Subject[], requests: number): Promise<Round> {
  const round: Record<string, RestMeasured> = {};
  for (let turn = 0; turn < TURNS; turn++) {
    // Nobody always comes after the same.
    for (let index = 0; index < clients.length; index++) {
      const client = clients[(index + turn * 2) % clients.length] as Subject;
      const { cpuMs, wallMs, failed } = await client.send(requests);
      if (failed > 0) throw new Error(`${client.name}: ${failed} requests failed.`);
      const { cpuMs: cpu = 0, wallMs: wall = 0 } = round[client.name] ?? {};
      round[client.name] = { type: "measured", cpuMs: cpu + cpuMs, wallMs: wall + wallMs, failed };
    }
  }
  return round;
}

/** A library in a process of its own, for as long as the bench. */
class Subject {
  readonly name: string;
  readonly #port: number;
  readonly #process: ChildProcess;

  constructor(name: string, port: number, profile: string | undefined) {
    this.name = name;
    this.#port = port;
    this.#process = start("rest/client", "client", profiling(profile, `rest ${name}`));
  }

  send(requests: number): Promise<RestMeasured> {
    const measured = told<RestMeasured>(this.#process, "measured");
    const order = { subject: this.name, port: this.#port, requests, limited: false, channels: AT_A_TIME };
    this.#process.send(order satisfies RestClientOrder);
    return measured;
  }

  end(): void {
    this.#process.disconnect();
  }
}

function report(names: readonly string[], rounds: readonly Round[], requests: number): void {
  const rows = names.map((name) => [
    name,
    shown(spread(rounds.map((round) => (requests / cpuOf(round, name)) * 1000)), 0),
    shown(spread(rounds.map((round) => (requests / (round[name] as RestMeasured).wallMs) * 1000)), 0),
    names.includes("raw fetch") ? shown(spread(ratios(rounds, name, ["raw fetch"])), 2) : "",
  ]);
  console.log(table([["median (quartiles)", "requests / CPU s", "requests / s", "of raw fetch"], ...rows]), "\n");
  const onFetch = ["@discordjs/rest, web", "@discordeno/rest", "seyfert", "oceanic.js", "snowtransfer"];
  const peers = names.filter((name) => !/^raw|^anycord|^before/.test(name));
  const demands: readonly (readonly [name: string, rivals: readonly string[], against: string, bound: number])[] = [
    ["anycord", ["raw fetch"], "raw fetch", 0.92],
    ["anycord", onFetch, "the fastest peer that uses fetch", 1],
    ["anycord + node:http", peers, "the fastest peer", 1],
    ["anycord", ["before"], "what it was before", 1],
  ];
  for (const [name, rivals, against, bound] of demands) {
    if (rivals.length === 0 || ![name, ...rivals].every((each) => names.includes(each))) continue;
    console.log(verdict(`${name} against ${against}`, ratios(rounds, name, rivals), bound));
  }
  console.log();
}

// Within limits

async function benchLimits(server: ChildProcess, names: readonly string[], port: number): Promise<void> {
  const rows: string[][] = [];
  const held: string[] = [];
  for (const name of names.filter((each) => each !== "raw fetch")) {
    const row = [name];
    for (const channels of LIMITED_CHANNELS) {
      const tries = await tryWithin(server, name, port, channels);
      const bestMs = Math.min(...tries.map(({ wallMs }) => wallMs));
      const refused = tries.reduce((sum, each) => sum + each.refused, 0);
      const failed = tries.reduce((sum, each) => sum + each.failed, 0);
      row.push(bestMs === Infinity ? "given up" : `${(bestMs / 1000).toFixed(3)} s`, String(refused), String(failed));
      const holds = bestMs <= LONGEST_MS && refused === 0 && failed === 0;
      if (name.startsWith("anycord"))
        held.push(`${holds ? "holds " : "FAILS "} ${name}, ${channels} channels: ${row.slice(-3).join(", ")}`);
    }
    rows.push(row);
  }
  const head = LIMITED_CHANNELS.flatMap((channels) => [`${channels} channels`, "429s", "failed"]);
  const title = `${LIMITED_REQUESTS} requests within limits, the best of ${LIMITED_TRIES}; all 429s`;
  console.log(table([[title, ...head], ...rows]), `\n\n${held.join("\n")}`);
}

/** Three tries in a row by one process, each by a library made anew; none after one that was given up. */
async function tryWithin(server: ChildProcess, subject: string, port: number, channels: number): Promise<Limited[]> {
  const client = start("rest/client", "client");
  const order: RestClientOrder = { subject, port, requests: LIMITED_REQUESTS, limited: true, channels };
  const tries: Limited[] = [];
  while (tries.length < LIMITED_TRIES && client.connected) {
    await reset(server, true);
    const result = told<RestMeasured>(client, "measured").catch(() => GIVEN_UP);
    const giveUp = setTimeout(() => client.kill(), LIMITED_MOST_MS);
    client.send(order);
    const measured = await result;
    clearTimeout(giveUp);
    const { refused } = await reset(server, false);
    tries.push({ ...measured, refused });
  }
  if (client.connected) client.disconnect();
  return tries;
}

async function reset(server: ChildProcess, on: boolean): Promise<Seen> {
  const seen = told<Seen>(server, "seen");
  server.send({ type: "limits", on });
  return seen;
}
