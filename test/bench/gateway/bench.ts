/**
 * `npm run bench -- gateway`: every library reads the same events, each connected once, in a process of its own; they
 * take turns, slice by slice, and ratios are taken inside each round.
 */

import type { ChildProcess } from "node:child_process";
import { loadavg } from "node:os";
import { bundle, pinning, profiling, type Sources, start, told } from "../process.ts";
import { ratios, shown, spread, table, verdict } from "../statistics.ts";
import type { Check } from "./check.ts";
import type { ClientOrder, Idle, Measured, Told } from "./client.ts";
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
interface Opened {
  readonly type: "opened";
  readonly port: number;
}
interface Recorded {
  readonly type: "recorded";
  readonly expected: readonly Expected[];
}
type Cost = Omit<Measured, "type" | "check">;
type Round = Readonly<Record<string, Cost>>;

const SUBJECTS: Readonly<Record<string, Subject>> = { ...PRESENT, ...EARLIER };
const SEED = 20_261_121;
/** Rounds that come before those that count, so that the code is compiled. */
const WARM_ROUNDS = 2;
/** Turns of every library in a round: a machine that grows slow for some seconds does so for all of them. */
const TURNS = 8;
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
    const opened = told<Opened>(server, "opened");
    order(server, { type: "open", seed: SEED });
    const { port } = await opened;
    const all = about.before === undefined ? PRESENT : SUBJECTS;
    const names = Object.keys(all).filter((name) => chosen(name, about.only));
    const turns = `${about.rounds} rounds of ${about.events} events, in ${TURNS} turns each`;
    console.log(`${turns}; Node ${process.version}; ${pinning}; load ${load()}\n`);
    report(names, await play(server, port, names, about), about.events);
    console.log(`load ${load()}\n`);
    if (about.profile === undefined) await benchIdle(server, port, Math.min(about.rounds, 5), about.only);
  } finally {
    server.disconnect();
  }
}

const chosen = (name: string, only: readonly string[]): boolean => only.length === 0 || only.includes(name);
const order = (child: ChildProcess, what: ServerOrder | ClientOrder): boolean => child.send(what);
const load = (): string => loadavg()[0]?.toFixed(1) ?? "";

type Clients = ReadonlyMap<string, ChildProcess>;

/** Connects everybody once, and measures them by turns. */
async function play(
  server: ChildProcess,
  port: number,
  names: readonly string[],
  { rounds, events, profile }: GatewayBench,
): Promise<Round[]> {
  const clients = new Map<string, ChildProcess>();
  try {
    for (const name of names) clients.set(name, await connect(server, name, port, profile));
    const played: Round[] = [];
    for (let round = 0; round < WARM_ROUNDS + rounds; round++) played.push(await playRound(server, clients, events));
    return played.slice(WARM_ROUNDS);
  } finally {
    await Promise.all([...clients.values()].map(finish));
  }
}

async function connect(
  server: ChildProcess,
  subject: string,
  port: number,
  profile: string | undefined,
): Promise<ChildProcess> {
  const client = start("gateway/client", "client", profiling(profile, subject));
  await asked<Told>(client, { type: "connect", subject, port, shards: 1 }, "connected");
  order(server, { type: "name", name: subject });
  return client;
}

function asked<T extends { readonly type: string }>(
  child: ChildProcess,
  what: ServerOrder | ClientOrder,
  answer: T["type"],
): Promise<T> {
  const answered = told<T>(child, answer);
  order(child, what);
  return answered;
}

async function finish(client: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => client.once("exit", resolve));
  client.disconnect();
  await exited;
}

/** Everybody reads the same slices, each at its turn; who comes first is left to chance. */
async function playRound(server: ChildProcess, clients: Clients, events: number): Promise<Round> {
  const sizes = Array<number>(TURNS).fill(Math.ceil(events / TURNS));
  const { expected } = await asked<Recorded>(server, { type: "record", sizes }, "recorded");
  const round: Record<string, Cost> = {};
  for (const [slice, checks] of expected.entries()) {
    for (const [name, client] of shuffled([...clients])) {
      const { cpuMs, wallMs, peakBytes } = await measure(server, name, client, slice, checks);
      const so = round[name] ?? { cpuMs: 0, wallMs: 0 };
      round[name] = { cpuMs: so.cpuMs + cpuMs, wallMs: so.wallMs + wallMs, peakBytes };
    }
  }
  return round;
}

async function measure(
  server: ChildProcess,
  name: string,
  client: ChildProcess,
  slice: number,
  checks: Expected,
): Promise<Measured> {
  const wanted = checks[SUBJECTS[name]?.sees ?? "all"];
  await asked<Told>(client, { type: "slice", events: wanted.count }, "armed");
  const result = told<Measured>(client, "measured");
  order(server, { type: "play", name, slice });
  const measured = await result;
  if (measured.check.sum !== wanted.sum)
    throw new Error(`${name} read something else: ${measured.check.sum}, not ${wanted.sum}.`);
  return measured;
}

function shuffled<T>(items: T[]): T[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items;
}

// What is printed

function report(names: readonly string[], rounds: readonly Round[], events: number): void {
  const rate = (name: string, key: "cpuMs" | "wallMs"): number[] =>
    rounds.map((round) => (events / (round[name] as Cost)[key]) * 1000);
  const rows = names.map((name) => [
    name,
    shown(spread(rate(name, "cpuMs").map((value) => value / 1000)), 1),
    shown(spread(rate(name, "wallMs").map((value) => value / 1000)), 1),
    ...["bare global", "bare ws"].map((base) =>
      names.includes(base) ? shown(spread(ratios(rounds, name, [base])), 2) : "",
    ),
    (spread(rounds.map((round) => (round[name] as Cost).peakBytes)).median / 2 ** 20).toFixed(0),
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

function judge(names: readonly string[], rounds: readonly Round[]): void {
  const peers = names.filter((name) => !/^bare|^anycord|^before|^least/.test(name));
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
    const least = name.replace("anycord", "least");
    if (names.includes(least))
      console.log(`       the least that a library can do: ${shown(spread(ratios(rounds, least, rivals)), 3)}`);
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
  await asked(server, { type: "shards", shards }, "shards");
  const client = start("gateway/client", "client", STEADY, ONE_ARENA);
  await asked<Told>(client, { type: "connect", subject, port, shards }, "connected");
  const idle = await asked<Idle>(client, { type: "rest" }, "idle");
  await finish(client);
  return idle;
}
