/**
 * One schedule of the chaos test: the real gateway against the simulated Discord, through faults that a seed decides, in
 * simulated time. The same seed, the same schedule, to the millisecond.
 */
import { createSimulator, type Fault } from "../../src/testing/mod.ts";
import { createRandom, type Random } from "../../src/testing/random.ts";
import { audit } from "./audit.ts";
import { Bot } from "./bot.ts";
import { Judge } from "./judge.ts";
import { type Stage, step, talk } from "./steps.ts";

/** What came of a schedule. */
export interface Outcome {
  readonly seed: number;
  /** What the client did wrong; none, as it should be. */
  readonly faults: readonly string[];
  readonly steps: number;
  /** In how many steps each kind of fault met something. */
  readonly struck: ReadonlyMap<string, number>;
  readonly resumed: number;
  /** READYs after the first. */
  readonly anew: number;
  readonly dispatches: number;
  readonly gaps: number;
  readonly identifies: number;
}

/** The clock goes on in such slices, and promises settle in between. */
const SLICE_MS = 1_000;
/** Time that the longest recovery takes: the breaker's ten minutes, and then some. */
const RECOVERY_MS = 25 * 60_000;
/** How often a step waits for a bot that lives. */
const PATIENCE = 0.8;
const DAY_MS = 86_400_000;

/** Plays the schedule of a seed to its end. */
export async function play(seed: number): Promise<Outcome> {
  const chance = createRandom(`chaos:${seed}`);
  const fewStarts = chance.next() < 0.05;
  const maxConcurrency = 1 + chance.integer(2);
  const sessionStarts = fewStarts ? 10 + chance.integer(20) : 1_000;
  const discord = createSimulator({
    ...{ seed, clock: "manual", maxConcurrency, rateLimits: false, world: { guilds: 3, channels: 1, members: 1 } },
    ...{ sessionStarts, sessionTtlMs: chance.pick([20_000, 180_000]) },
    ...{ heartbeatIntervalMs: chance.pick([41_250, 41_250, 10_000]), latencyMs: chance.pick([20, [5, 150]] as const) },
    platform: chance.pick(["node", "deno", "bun", "page"] as const),
  });
  const judge = new Judge(discord, maxConcurrency);
  const bot = new Bot(discord, judge, {
    ...{
      shards: chance.pick([1, 1, 2, 3]),
      maxConcurrency,
      sessionStarts,
      sharesQueue: !fewStarts && chance.next() < 0.5,
    },
    ...{ compress: chance.next() < 0.25 ? "zlib-stream" : false, chance: createRandom(`bot:${seed}`) },
  });
  const tally = await live({ discord, bot, chance }, judge);
  await recover({ discord, bot, chance }, judge, fewStarts ? 2 * DAY_MS : RECOVERY_MS);
  await end({ discord, bot, chance }, judge);
  audit(discord, judge);
  const { ready, resumed, dispatches, gaps } = judge.totals;
  const { identifies } = discord.ledger;
  return { seed, faults: judge.faults, ...tally, resumed, anew: ready - 1, dispatches, gaps, identifies };
}

/** Step after step. */
async function live(stage: Stage, judge: Judge): Promise<Pick<Outcome, "steps" | "struck">> {
  const { discord, bot, chance } = stage;
  const steps = 10 + chance.integer(16);
  const struck = new Map<string, number>();
  await pass(stage, 1_000);
  for (let n = 0; n < steps && judge.faults.length === 0; n++) {
    if (chance.next() < PATIENCE) await untilReady(stage);
    const before = discord.ledger.faults.length;
    step(stage);
    await pass(stage, pause(chance));
    const kinds = new Set(discord.ledger.faults.slice(before).map(({ fault }) => kindOf(fault)));
    for (const kind of kinds) struck.set(kind, (struck.get(kind) ?? 0) + 1);
    bot.tend();
  }
  return { steps, struck };
}

/** Most faults are for connections that live: lets them come to life, if they do in half a minute. */
async function untilReady(stage: Stage): Promise<void> {
  for (let n = 0; n < 30 && !stage.bot.isReady; n++) await pass(stage, SLICE_MS);
}

/** Nothing goes wrong any more: everything has to come right by itself, and in time. */
async function recover(stage: Stage, judge: Judge, withinMs: number): Promise<void> {
  const { discord, bot } = stage;
  discord.heal();
  const until = discord.clock.now() + withinMs;
  await pass(stage, 150_000);
  while (!(bot.phase === "connected" && bot.isReady) && discord.clock.now() < until) {
    if (judge.faults.length > 0) return;
    await pass(stage, withinMs > DAY_MS ? 600_000 : 5_000);
  }
  if (!bot.isReady) judge.blame("the bot has not recovered");
  talk(stage);
  await pass(stage, 1_000);
}

/** The program ends, and leaves nothing behind. */
async function end(stage: Stage, judge: Judge): Promise<void> {
  const { discord, bot, chance } = stage;
  bot.stop();
  await flush();
  if (bot.phase !== "closing") bot.restart(chance.next() < 0.5);
  await pass(stage, 5_000);
  for (const { what } of bot.pending) judge.blame(`${what} is left pending`);
  await pass(stage, 200_000);
  discord.close();
  await pass(stage, 1_000);
  if (discord.clock.waiting > 0) judge.blame(`${discord.clock.waiting} timers are left in the end`);
}

/** Lets time pass, and promises settle meanwhile. */
async function pass({ discord, bot }: Stage, ms: number): Promise<void> {
  const slice = Math.max(SLICE_MS, ms / 100);
  for (let left = ms; left > 0; left -= slice) {
    discord.clock.advance(Math.min(slice, left));
    await flush();
    bot.tend();
  }
}

async function flush(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await undefined;
}

/** From within the same instant to a heartbeat or more. */
function pause(chance: Random): number {
  const kind = chance.next();
  if (kind < 0.35) return chance.integer(300);
  return kind < 0.7 ? 300 + chance.integer(8_000) : chance.integer(90_000);
}

/** The name of a fault's kind. */
export function kindOf(fault: Fault): string {
  if (typeof fault === "string") return fault;
  if ("close" in fault) return [4004, 4010, 4011, 4012, 4013, 4014].includes(fault.close) ? "close for good" : "close";
  return Object.keys(fault)[0] ?? "";
}
