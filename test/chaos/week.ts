/**
 * A week in the life of one connection, in simulated time: somebody talks every ten seconds, something goes wrong every
 * quarter of an hour, and neither heap nor timers grow. Part of `npm run long`. The last line is `N passed, N failed`.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createGateway } from "../../src/gateway/gateway.ts";
import type { ShardEvent } from "../../src/gateway/shard-events.ts";
import { unpack } from "../../src/gateway/unpack.ts";
import { createSimulator, type Fault, type Simulator } from "../../src/testing/mod.ts";
import { createRandom } from "../../src/testing/random.ts";

const DAY_MS = 86_400_000;
const DAYS = 7;
const TALK_EVERY_MS = 10_000;
const FAULT_EVERY_MS = 900_000;
/** What later days may add to the heap of the first; a leak of one object a message would be many times that. */
const MOST_GROWTH_BYTES = 1_000_000;
const FAULTS: readonly Fault[] = [
  ...([
    "drop",
    "reconnect",
    "invalid-session-resumable",
    "zombie",
    "blackhole",
    "garbage",
    "corrupt",
    "duplicate",
  ] as const),
  ...(["late-frames", "deaf", "ask-heartbeat", "refused", "hanging", "silent", "invalid-hello"] as const),
  ...[{ close: 4000 }, { close: 4008 }, { close: 1000 }, { stallMs: 20_000 }, { readyAfterMs: 20_000 }],
];

/** What is there to be seen at the end of a day. */
interface Evening {
  readonly heapBytes: number;
  readonly timers: number;
  readonly dispatches: number;
}

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
const chance = createRandom("week");
const discord = createSimulator({ seed: "week", clock: "manual", rateLimits: false, world: { guilds: 1 } });
const counts = { dispatches: 0, disorder: 0, resumed: 0, ready: 0 };
let last = 0;

const gateway = createGateway({
  ...{ token: discord.token, intents: 513, runtime: discord.runtime, compress: "zlib-stream", unpack },
  emit: hear,
});
const connecting = gateway.connect();
await settle();
discord.clock.advance(10_000);
await connecting;

const evenings: Evening[] = [];
for (let day = 1; day <= DAYS; day++) evenings.push(await liveADay(day));
conclude();

function hear(event: ShardEvent): void {
  if (event.type === "ready") counts.ready++;
  if (event.type === "resumed") counts.resumed++;
  if (event.type === "ready") last = 0;
  if (event.type !== "dispatch") return;
  counts.dispatches++;
  if (event.frame.seq !== last + 1) counts.disorder++;
  last = event.frame.seq ?? last;
}

async function liveADay(day: number): Promise<Evening> {
  const before = counts.dispatches;
  for (let at = 0; at < DAY_MS; at += TALK_EVERY_MS) {
    if (at % FAULT_EVERY_MS === 0) goWrong(discord);
    talk();
    discord.clock.advance(TALK_EVERY_MS);
    // Streams that are unpacked outside of the engine, and everything that waits for a promise.
    if (at % 600_000 === 0) await settle();
  }
  return await rest(day, counts.dispatches - before);
}

/** Told and not said: the world would keep what is said for ever. */
function talk(): void {
  const { id: channel_id, guild_id } = chance.pick(discord.channels);
  const author = chance.pick(discord.users);
  discord.emit("MESSAGE_CREATE", { id: "1", channel_id, guild_id, author, content: "hello", mentions: [] });
}

function goWrong(world: Simulator): void {
  const fault = chance.pick(FAULTS);
  world.fault(fault);
  if (chance.next() < 0.5) world.fault("drop");
}

/** All is well for a while, on a fresh session: what the simulator itself keeps of a session is not the client's. */
async function rest(day: number, dispatches: number): Promise<Evening> {
  discord.heal();
  discord.clock.advance(900_000);
  discord.fault("invalid-session");
  discord.clock.advance(900_000);
  for (const book of Object.values(discord.ledger)) if (Array.isArray(book)) book.length = 0;
  await settle();
  collect();
  const evening = { heapBytes: process.memoryUsage().heapUsed, timers: discord.clock.waiting, dispatches };
  console.log(
    `day ${day}: ${dispatches} dispatches, ${evening.timers} timers, ${(evening.heapBytes / 1e6).toFixed(2)} MB`,
  );
  return evening;
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function conclude(): void {
  const [first, ...later] = evenings as [Evening, ...Evening[]];
  const growth = Math.max(...later.map(({ heapBytes }) => heapBytes)) - first.heapBytes;
  const timers = new Set(evenings.map((evening) => evening.timers));
  const verdicts: Readonly<Record<string, boolean>> = {
    [`the heap is flat: ${(growth / 1e6).toFixed(2)} MB more than on the first day at most`]:
      growth <= MOST_GROWTH_BYTES,
    [`the timers are flat: ${[...timers].join(", ")}`]: timers.size === 1,
    [`events came in order: ${counts.disorder} did not`]: counts.disorder === 0,
    [`${counts.resumed} resumes and ${counts.ready} sessions, and it lives`]: gateway.shards[0]?.phase === "ready",
  };
  for (const [what, holds] of Object.entries(verdicts)) console.log(`${holds ? "ok  " : "FAIL"} ${what}`);
  const failed = Object.values(verdicts).filter((holds) => !holds).length;
  if (failed > 0) process.exitCode = 1;
  console.log(`${evenings.length > 0 ? Object.keys(verdicts).length - failed : 0} passed, ${failed} failed`);
}
