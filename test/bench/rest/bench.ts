/**
 * `npm run bench -- rest`: requests per second of CPU beside raw fetch and the peers, in interleaved rounds; then how long
 * 300 requests take under limits of 5 per second and channel and 50 per second in all, and how many are answered 429.
 */

import type { ChildProcess } from "node:child_process";
import { bundle, pinning, type Sources, start, told } from "../process.ts";
import { shown, spread, table, verdict } from "../statistics.ts";
import type { RestClientOrder, RestMeasured } from "./client.ts";
import type { Seen } from "./server.ts";
import { REST_SUBJECTS } from "./subjects.ts";

/** How much to measure. */
export interface RestBench extends Sources {
  readonly rounds: number;
  /** Requests of one measurement. */
  readonly events: number;
  readonly only: readonly string[];
  readonly profile: string | undefined;
}

type Round = Readonly<Record<string, RestMeasured>>;
interface Limited extends RestMeasured {
  readonly refused: number;
}

const AT_A_TIME = 20;
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
      `${about.events} requests a measurement, ${about.rounds} rounds; Node ${process.version}; ${pinning}\n`,
    );
    const rounds: Round[] = [];
    for (let round = 0; round < about.rounds; round++) rounds.push(await playRound(names, port, about));
    report(names, rounds, about.events);
    if (about.profile === undefined) await benchLimits(server, names, port);
  } finally {
    server.disconnect();
  }
}

async function playRound(names: readonly string[], port: number, { events, profile }: RestBench): Promise<Round> {
  const round: Record<string, RestMeasured> = {};
  for (const subject of names) {
    const measured = await measure({ subject, port, requests: events, limited: false, channels: AT_A_TIME }, profile);
    if (measured.failed > 0) throw new Error(`${subject}: ${measured.failed} requests failed.`);
    round[subject] = measured;
  }
  return round;
}

async function measure(
  what: RestClientOrder,
  profile: string | undefined,
  mostMs: number | undefined = undefined,
): Promise<RestMeasured> {
  const name = `rest-${what.subject.replaceAll(/\W+/g, "-")}.cpuprofile`;
  const profiling = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name}`];
  const client = start("rest/client", "client", profiling);
  const result = told<RestMeasured>(client, "measured");
  const ended = new Promise((resolve) => client.once("exit", resolve));
  const giveUp = mostMs === undefined ? undefined : setTimeout(() => client.kill(), mostMs);
  client.send(what);
  try {
    return await result;
  } finally {
    clearTimeout(giveUp);
    await ended;
  }
}

const cpuOf = (round: Round, name: string): number => (round[name] as RestMeasured).cpuMs;

/** How much less CPU `name` takes, round by round, than the best of `rivals`: the one that takes least in the median. */
function ratios(rounds: readonly Round[], name: string, rivals: readonly string[]): number[] {
  const median = (rival: string): number => spread(rounds.map((round) => cpuOf(round, rival))).median;
  const [best = name] = [...rivals].sort((one, other) => median(one) - median(other));
  return rounds.map((round) => cpuOf(round, best) / cpuOf(round, name));
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
  for (const subject of names.filter((name) => name !== "raw fetch")) {
    const row = [subject];
    for (const channels of LIMITED_CHANNELS) {
      const tries: Limited[] = [];
      const most = subject.startsWith("anycord") ? LIMITED_TRIES : 1;
      for (let attempt = 0; attempt < most; attempt++) tries.push(await limitedRun(server, subject, port, channels));
      const bestMs = Math.min(...tries.map(({ wallMs }) => wallMs));
      const refused = tries.reduce((sum, each) => sum + each.refused, 0);
      const failed = tries.reduce((sum, each) => sum + each.failed, 0);
      row.push(bestMs === Infinity ? "given up" : `${(bestMs / 1000).toFixed(2)} s`, String(refused), String(failed));
      const holds = bestMs <= LONGEST_MS && refused === 0 && failed === 0;
      if (most > 1)
        held.push(`${holds ? "holds " : "FAILS "} ${subject}, ${channels} channels: ${row.slice(-3).join(", ")}`);
    }
    rows.push(row);
  }
  const head = LIMITED_CHANNELS.flatMap((channels) => [`${channels} channels`, "429s", "failed"]);
  console.log(table([[`${LIMITED_REQUESTS} requests within limits`, ...head], ...rows]), `\n\n${held.join("\n")}`);
}

async function limitedRun(server: ChildProcess, subject: string, port: number, channels: number): Promise<Limited> {
  await reset(server, true);
  const order: RestClientOrder = { subject, port, requests: LIMITED_REQUESTS, limited: true, channels };
  const measured = await measure(order, undefined, LIMITED_MOST_MS).catch(() => GIVEN_UP);
  const { refused } = await reset(server, false);
  return { ...measured, refused };
}

async function reset(server: ChildProcess, on: boolean): Promise<Seen> {
  const seen = told<Seen>(server, "seen");
  server.send({ type: "limits", on });
  return seen;
}
