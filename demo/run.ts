/**
 * Runs a bot from a terminal, on Node, Deno and Bun alike: connects, tells what happens, and closes resumably at Ctrl+C.
 *
 * Reads DISCORD_TOKEN and, for another Discord than Discord's own, DISCORD_REST_URL. Deno asks for, or is given, --allow-env,
 * --allow-net and --allow-sys.
 */

import process from "node:process";
import { type Client, type ClientOptions, createClient } from "anycord";
import { narrate } from "./narrator.ts";

/** Connects a bot and stays until Ctrl+C. `prepare` is called before it connects: listeners and signals go there. */
export async function run(bot: Partial<ClientOptions>, prepare?: (client: Client) => void): Promise<void> {
  const token = process.env.DISCORD_TOKEN;
  if (!token) {
    console.error("DISCORD_TOKEN is not set. Set it to a bot's token, or try it without one: npm start");
    process.exitCode = 1;
    return;
  }
  const restUrl = process.env.DISCORD_REST_URL;
  const client = createClient({ ...bot, token, ...(restUrl && { restUrl }) });
  prepare?.(client);
  narrate(client, console.log);
  await client.connect();
  await interrupted();
  await leave(client);
}

/** Settles at Ctrl+C, or when a parent process asks to end. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

/** Leaves the session for the next start. */
export async function leave(client: Client): Promise<void> {
  const { sessions, unanswered } = await client.close({ resumable: true });
  console.log(`Closed; ${sessions.length} session(s) could be resumed for a few minutes.`);
  if (unanswered.length > 0) process.exit();
}
