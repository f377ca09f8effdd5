/**
 * `npm run bench -- gateway`: every library reads the same events, each in a fresh process; rounds are interleaved, and
 * ratios are taken inside each round.
 */

import type { ChildProcess } from "node:child_process";
import { bundle, pinning, type Sources, start, told } from "../process.ts";
import { shown, spread, table, verdict } from "../statistics.ts";
import type { Check } from "./check.ts";
import type { ClientOrder, Idle, Measured } from "./client.ts";
import type { ServerOrder } from "./server.ts";
import { EARLIER, SUBJECTS as PRESENT, type Subject } from "./subjects.ts";

/** How much to measure. */
export interface GatewayBench extends Sources {
  readonly rounds: number;
  readonly events: number;
  /** Only those whose name contains one of these; all if empty. */
  readonly only: readonly string[];
  /** A folder for CPU profiles of the clients, or undefined. */
  readonly profile: string | undefined;
}

interface Expected {
  readonly all: Check;
  readonly messages: Check;
}
interface Recorded {
  readonly type: "recorded";
  readonly port: number;
  readonly expected: readonly Expected[];
}
type Round = Readonly<Record<string, Measured>>;

const SUBJECTS: Readonly<Record<string, Subject>> = { ...PRESENT, ...EARLIER };
const SEED = 20_261_121;
/** Events that come before those that are measured, so that the code is compiled. */
const WARM_SHARE = 1;
const FEW_SHARDS = 20;
const MANY_SHARDS = 220;
/**
 * For memory at rest, of every library alike: one arena and small young spaces, or what a process happened to hold while it connected
 * drowns what a shard needs.
 */
const STEADY = ["--expose-gc", "--max-semi-space-size=1", "--single-threaded-gc"];
const ONE_ARENA = { MALLOC_ARENA_MAX: "1" };
/** Each is looked at so often in a round; the least of it is what is needed. */
const LOOKS = 2;
const IDLE_SUBJECTS = ["bare global", "anycord", "bare global, zlib", "anycord, zlib"];

/** Runs it and prints tables and verdicts. */
export async function benchGateway(about: GatewayBench): Promise<void> {
  await bundle(about, "gateway/server", "gateway/client");
  const server = start("gateway/server", "server");
  try {
    const sizes = [Math.round(about.events * WARM_SHARE), about.events];
    const recorded = told<Recorded>(server, "recorded");
    order(server, { type: "record", sizes, seed: SEED, shards: 1 });
    const { port, expected } = await recorded;
    const all = about.before === undefined ? PRESENT : SUBJECTS;
    const names = Object.keys(all).filter((name) => chosen(name, about.only));
    console.log(`${about.events} events a measurement, ${about.rounds} rounds; Node ${process.version}; ${pinning}\n`);
    const rounds: Round[] = [];
    for (let round = 0; round < about.rounds; round++) {
      rounds.push(await playRound(server, port, expected, turned(names, round), about.profile));
    }
    report(names, rounds, about.events);
    if (about.profile === undefined) await benchIdle(server, port, Math.min(about.rounds, 5), about.only);
  } finally {
    server.disconnect();
  }
}

const chosen = (name: string, only: readonly string[]): boolean => only.length === 0 || only.includes(name);
const order = (child: ChildProcess, what: ServerOrder | ClientOrder): boolean => child.send(what);

/** Each round starts with another, so that none always follows the same neighbour. */
function turned<T>(items: readonly T[], by: number): readonly T[] {
  const at = (by * 5) % Math.max(1, items.length);
  return [...items.slice(at), ...items.slice(0, at)];
}

async function playRound(
  server: ChildProcess,
  port: number,
  expected: readonly Expected[],
  names: readonly string[],
  profile: string | undefined,
): Promise<Round> {
  const round: Record<string, Measured> = {};
  for (const name of names) {
    const sees = SUBJECTS[name]?.sees ?? "all";
    const wanted = expected.map((phase) => phase[sees]);
    const measured = await measure(
      server,
      { subject: name, port, shards: 1, phases: wanted.map(({ count }) => count) },
      profile,
    );
    for (const [phase, check] of measured.checks.entries()) {
      if (check.sum !== wanted[phase]?.sum)
        throw new Error(`${name} read something else: ${check.sum}, not ${wanted[phase]?.sum}.`);
    }
    round[name] = measured;
  }
  return round;
}

async function measure(server: ChildProcess, what: ClientOrder, profile: string | undefined): Promise<Measured> {
  const name = what.subject.replaceAll(/\W+/g, "-");
  const profiling =
    profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name}.cpuprofile`];
  const client = start("gateway/client", "client", profiling);
  client.on("message", (message: { type: string; phase: number }) => {
    if (message.type === "play") order(server, { type: "play", phase: message.phase });
  });
  const result = told<Measured>(client, "measured");
  order(client, what);
  const measured = await result;
  await new Promise((resolve) => client.once("exit", resolve));
  return measured;
}

// What is printed

function report(names: readonly string[], rounds: readonly Round[], events: number): void {
  const rate = (name: string, key: "cpuMs" | "wallMs"): number[] =>
    rounds.map((round) => (events / (round[name] as Measured)[key]) * 1000);
  const rows = names.map((name) => [
    name,
    shown(spread(rate(name, "cpuMs").map((value) => value / 1000)), 1),
    shown(spread(rate(name, "wallMs").map((value) => value / 1000)), 1),
    ...["bare global", "bare ws"].map((base) =>
      names.includes(base) ? shown(spread(ratios(rounds, name, [base])), 2) : "",
    ),
    (spread(rounds.map((round) => (round[name] as Measured).peakBytes)).median / 2 ** 20).toFixed(0),
  ]);
  const head = [
    "median (quartiles)",
    "1000 events / CPU s",
    "1000 events / s",
    "of bare global",
    "of bare ws",
    "peak MB",
  ];
  console.log(table([head, ...rows]), "\n");
  judge(names, rounds);
}

const cpuOf = (round: Round, name: string): number => (round[name] as Measured).cpuMs;

/** How much less CPU `name` takes, round by round, than the best of `rivals`: the one that takes least in the median. */
function ratios(rounds: readonly Round[], name: string, rivals: readonly string[]): number[] {
  const median = (rival: string): number => spread(rounds.map((round) => cpuOf(round, rival))).median;
  const [best = name] = [...rivals].sort((one, other) => median(one) - median(other));
  return rounds.map((round) => cpuOf(round, best) / cpuOf(round, name));
}

function judge(names: readonly string[], rounds: readonly Round[]): void {
  const peers = names.filter((name) => !/^bare|^anycord|^before/.test(name));
  const plain = peers.filter((name) => SUBJECTS[name]?.packing === "plain");
  const packed = peers.filter((name) => SUBJECTS[name]?.packing === "zlib-stream");
  const demands: readonly (readonly [name: string, rivals: readonly string[], against: string, bound: number])[] = [
    ["anycord", ["bare global"], "bare global WebSocket + JSON.parse", 0.95],
    ["anycord + ws", ["bare ws"], "bare ws + JSON.parse", 0.95],
    ["anycord + ws", plain, "the fastest peer", 0.95],
    ["anycord, messages", plain, "the fastest peer", 1.2],
    ["anycord + ws, messages", plain, "the fastest peer", 1.2],
    ["anycord, zlib", packed, "the fastest peer with zlib-stream", 1],
    ["anycord, zlib, messages", packed, "the fastest peer with zlib-stream", 1],
    ["anycord + ws, zlib", packed, "the fastest peer with zlib-stream", 1.2],
    ["anycord + ws, zlib, messages", packed, "the fastest peer with zlib-stream", 1.2],
  ];
  for (const [name, rivals, against, bound] of demands) {
    if (!names.includes(name) || rivals.length === 0 || !rivals.every((rival) => names.includes(rival))) continue;
    console.log(verdict(`${name} against ${against}`, ratios(rounds, name, rivals), bound));
  }
  for (const name of names.filter((each) => each.startsWith("anycord"))) {
    const old = name.replace("anycord", "before");
    if (names.includes(old))
      console.log(`${name}: ${shown(spread(ratios(rounds, name, [old])), 3)} times as fast as before`);
  }
  console.log();
}

// Memory of shards at rest

async function benchIdle(server: ChildProcess, port: number, rounds: number, only: readonly string[]): Promise<void> {
  const names = IDLE_SUBJECTS.filter((name) => chosen(name, only));
  const heap: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  const resident: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const few = await least(server, name, port, FEW_SHARDS);
      const many = await least(server, name, port, MANY_SHARDS);
      const perShard = (key: "heapBytes" | "residentBytes"): number =>
        (many[key] - few[key]) / (MANY_SHARDS - FEW_SHARDS) / 1024;
      heap[name]?.push(perShard("heapBytes"));
      resident[name]?.push(perShard("residentBytes"));
    }
  }
  const rows = names.map((name) => [name, ...[heap, resident].map((of) => shown(spread(of[name] ?? []), 1))]);
  console.log(table([["KB an idle shard, 20 against 220", "heap", "resident"], ...rows]), "\n");
  for (const [name, base] of [
    ["anycord", "bare global"],
    ["anycord, zlib", "bare global, zlib"],
  ] as const) {
    const [ours, theirs] = [resident[name], resident[base]];
    if (ours === undefined || theirs === undefined) continue;
    const found = ours.map((value, round) => value / (theirs[round] as number));
    console.log(verdict(`an idle shard of ${name} against ${base}, resident`, found, 1.15, "at most"));
  }
}

async function least(server: ChildProcess, subject: string, port: number, shards: number): Promise<Idle> {
  const seen: Idle[] = [];
  for (let look = 0; look < LOOKS; look++) seen.push(await hold(server, subject, port, shards));
  const of = (key: "heapBytes" | "residentBytes"): number => Math.min(...seen.map((idle) => idle[key]));
  return { type: "idle", heapBytes: of("heapBytes"), residentBytes: of("residentBytes") };
}

async function hold(server: ChildProcess, subject: string, port: number, shards: number): Promise<Idle> {
  const set = told(server, "shards");
  order(server, { type: "shards", shards });
  await set;
  const client = start("gateway/client", "client", STEADY, ONE_ARENA);
  const result = told<Idle>(client, "idle");
  order(client, { subject, port, shards, phases: [] });
  const idle = await result;
  await new Promise((resolve) => client.once("exit", resolve));
  return idle;
}
