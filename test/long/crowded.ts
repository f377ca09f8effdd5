/**
 * The server of `simulator.ts`, in a process of its own, so that what it costs can be told: it says where it is, and at each line
 * that it is told it does one thing and says what it took.
 */
import { createInterface } from "node:readline";
import { startServer } from "../../demo/server.ts";
import { createSimulator } from "../../src/testing/mod.ts";

const [connections = 0, rate = 0, seconds = 0] = process.argv.slice(2).map(Number);
const SLICE_MS = 10;

const discord = createSimulator({
  ...{ seed: "crowded", sessionStarts: 10 * connections, maxConcurrency: connections },
  world: { guilds: connections, channels: 1 },
});
const server = await startServer({ simulator: discord });
say({ gatewayUrl: server.gatewayUrl, token: discord.token, memory: memory() });
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "memory") say({ memory: memory() });
  if (line === "events") say(await events());
}

/** So many events a second for so many seconds; the time that this process used for them. */
async function events(): Promise<object> {
  const { channels, users } = discord;
  const [user] = users;
  const from = performance.now();
  const before = process.cpuUsage();
  let sent = 0;
  while (sent < rate * seconds && user !== undefined) {
    const due = Math.min(rate * seconds, ((performance.now() - from) / 1000) * rate);
    for (; sent < due; sent++) discord.say(channels[sent % channels.length]?.id ?? "", user, `line ${sent} of a crowd`);
    await new Promise((resolve) => setTimeout(resolve, SLICE_MS));
  }
  const { user: own, system } = process.cpuUsage(before);
  return { sent, tookMs: performance.now() - from, cpuMs: (own + system) / 1000, memory: memory() };
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
