/**
 * What a schedule is made of: one thing that happens a step, drawn by its weight. Most of it goes wrong on purpose.
 *
 * It must never judge; it only makes things happen.
 */
import { GatewayOpcode } from "../../src/discord/opcodes.ts";
import type { DialFault, LiveFault, Simulator } from "../../src/testing/mod.ts";
import type { Random } from "../../src/testing/random.ts";
import type { Bot } from "./bot.ts";

/** What a step may touch. */
export interface Stage {
  readonly discord: Simulator;
  readonly bot: Bot;
  readonly chance: Random;
}

type Step = readonly [weight: number, run: (stage: Stage) => void];

/** Codes of Discord's, of other servers, and of nobody: none of them stops a bot. */
const CODES = [1000, 1001, 1005, 1011, 1012, 3000, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009, 4444, 4900, 4999];
const FATAL_CODES = [4004, 4010, 4011, 4012, 4013, 4014];
/** Enough bad connections in a row to tell a back-off that grows from one that does not. */
const MANY = 30;

const live =
  (fault: LiveFault) =>
  ({ discord, chance }: Stage): void =>
    discord.fault(fault, someShard(discord, chance));

const dial =
  (fault: (chance: Random) => DialFault, most = 3) =>
  ({ discord, chance }: Stage): void => {
    const times = chance.next() < 0.06 ? MANY : 1 + chance.integer(most);
    discord.fault(fault(chance), { times });
    if (chance.next() < 0.7) discord.fault(chance.next() < 0.5 ? "drop" : "reconnect");
  };

const STEPS: readonly Step[] = [
  [30, talk],
  [8, speak],
  [1, flood],
  [4, restart],
  [3, live("drop")],
  [2, live("reconnect")],
  [4, live("invalid-session")],
  [4, live("invalid-session-resumable")],
  [4, live("zombie")],
  [4, live("blackhole")],
  [4, live("garbage")],
  [4, live("corrupt")],
  [4, live("deaf")],
  [4, askOften],
  [4, live("duplicate")],
  [4, live("lost-event")],
  [4, live("late-frames")],
  [4, ({ discord, chance }) => discord.fault({ stallMs: 200 + chance.integer(60_000) }, someShard(discord, chance))],
  [8, ({ discord, chance }) => discord.fault({ close: chance.pick(CODES) }, someShard(discord, chance))],
  [2.5, ({ discord, chance }) => discord.fault({ close: chance.pick(FATAL_CODES) }, someShard(discord, chance))],
  [4, abandoned],
  [4, dial(() => "refused")],
  [4, dial(() => "silent", 2)],
  [4, dial(() => "invalid-hello", 2)],
  [4, dial(() => "hanging", 2)],
  [4, dial(() => ({ reconnectBeforeHello: true }))],
  [4, dial((chance) => ({ readyAfterMs: chance.integer(70_000) }))],
  [4, dial((chance) => ({ closeAfterIdentify: chance.pick(CODES) }))],
  [5, deadResumeUrl],
  [1.5, revoked],
  [4, ({ discord }) => discord.heal()],
];
const SUM = STEPS.reduce((sum, [weight]) => sum + weight, 0);

/** Lets one thing happen. */
export function step(stage: Stage): void {
  let left = stage.chance.next() * SUM;
  for (const [weight, run] of STEPS) {
    left -= weight;
    if (left < 0) return run(stage);
  }
}

/** One shard, or all of them. */
function someShard(discord: Simulator, chance: Random): { shard?: number } {
  const shards = new Set(discord.ledger.sessions.map(({ shard }) => shard));
  return shards.size > 1 && chance.next() < 0.7 ? { shard: chance.integer(shards.size) } : {};
}

/** Somebody writes, in one channel or another. */
export function talk({ discord, chance }: Stage): void {
  for (let n = 1 + chance.integer(chance.next() < 0.1 ? 40 : 4); n > 0; n--) {
    discord.say(chance.pick(discord.channels), chance.pick(discord.users), "hello");
  }
}

/** The bot sends something. */
function speak({ bot, discord, chance }: Stage): void {
  for (let n = 1 + chance.integer(3); n > 0; n--) {
    const guildId = chance.pick(discord.guilds).id;
    if (chance.next() < 0.3) bot.present(chance.pick(["online", "idle", "dnd"]));
    else bot.send(guildId, GatewayOpcode.RequestGuildMembers, { guild_id: guildId, user_ids: [] });
  }
}

/** More than a minute has room for. */
function flood({ bot, discord, chance }: Stage): void {
  const guildId = chance.pick(discord.guilds).id;
  for (let n = 130; n > 0; n--)
    bot.send(guildId, GatewayOpcode.RequestGuildMembers, { guild_id: guildId, user_ids: [] });
}

/** The process ends, and another takes over. */
function restart({ bot, chance }: Stage): void {
  bot.restart(chance.next() < 0.75);
}

/** A peer that neither lets go nor keeps quiet. */
function abandoned({ discord, chance }: Stage): void {
  const whom = someShard(discord, chance);
  discord.fault("deaf", whom);
  discord.fault("late-frames", whom);
  discord.fault(chance.pick(["reconnect", "zombie"] as const), whom);
}

/** At many instants, so that some fall close to a heartbeat. */
function askOften({ discord, chance }: Stage): void {
  discord.fault("ask-heartbeat");
  for (let n = 20; n > 0; n--) discord.clock.schedule(() => discord.fault("ask-heartbeat"), chance.integer(45_000));
}

function deadResumeUrl({ discord, chance }: Stage): void {
  discord.fault("dead-resume-url");
  discord.fault("drop", someShard(discord, chance));
}

function revoked({ discord, bot }: Stage): void {
  discord.fault("token-revoked");
  bot.afterFailure(() => discord.heal());
}
