/**
 * `npm start`: the example bot, alive. Without a token against a simulated Discord on this machine, over real sockets; with
 * DISCORD_TOKEN on Discord itself.
 *
 *     npm start -- --seconds 8      ends by itself
 *     npm start -- --port 9000      serves page and simulator there (0: any free port)
 */

import process from "node:process";
import { parseArgs } from "node:util";
import { createClient } from "anycord";
import { createSimulator } from "anycord/testing";
import { events } from "./bots/first.ts";
import { Evening, SETTLE_MS } from "./evening.ts";
import { narrate } from "./narrator.ts";
import { interrupted, leave, run } from "./run.ts";
import { type ServerOptions, type SimulatorServer, startServer } from "./server.ts";

const { values } = parseArgs({ options: { seconds: { type: "string" }, port: { type: "string", default: "8787" } } });
const seconds = values.seconds === undefined ? undefined : Number(values.seconds);

if (process.env.DISCORD_TOKEN) {
  console.log("DISCORD_TOKEN is set: running on Discord itself.");
  await run({ events });
} else {
  await live();
}

/** An evening in the simulator. */
async function live(): Promise<void> {
  const simulator = createSimulator({ seed: 1 });
  const server = await startHere({
    simulator,
    port: Number(values.port),
    staticDir: new URL("../dist/page", import.meta.url),
  });
  console.log(
    `A simulated Discord runs at ${server.url} (no DISCORD_TOKEN is set). Open it in a browser to watch. Ctrl+C ends.`,
  );

  const client = createClient({ events, token: simulator.token, restUrl: server.restUrl });
  const evening = new Evening(simulator, client);
  narrate(client, console.log);
  await client.connect();
  console.log(`${client.intents.explain()}\n`);
  evening.begin();
  await Promise.race([interrupted(), ...(seconds === undefined ? [] : [pause(seconds * 1000 - SETTLE_MS)])]);
  await evening.end();
  await leave(client);
  await server.close();
  console.log(evening.summary());
  process.exitCode = evening.complete ? 0 : 1;
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

/** Starts the server, or says what to do where its port is taken. */
async function startHere(options: ServerOptions): Promise<SimulatorServer> {
  try {
    return await startServer(options);
  } catch (error) {
    if ((error as { code?: string }).code !== "EADDRINUSE") throw error;
    console.error(`Port ${options.port} is taken. Choose another: npm start -- --port 0 takes any that is free.`);
    process.exit(1);
  }
}
