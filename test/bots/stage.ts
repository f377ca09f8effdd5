/** A bot of `demo/bots` against a Discord of its own, in the process: made, used as its users would, and closed. */

import { type Client, type ClientOptions, createClient } from "../../src/mod.ts";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";

/** A bot that is connected. */
export interface Stage {
  readonly discord: Simulator;
  readonly client: Client;
  /** What went wrong so far. */
  readonly errors: readonly unknown[];
}

/** Connects a bot, lets `play` use it, closes it, and throws what went wrong meanwhile. */
export async function onStage(
  bot: Partial<ClientOptions>,
  play: (stage: Stage) => Promise<void>,
  prepare?: (client: Client) => void,
): Promise<void> {
  const discord = createSimulator({ seed: 5 });
  const errors: unknown[] = [];
  const client = createClient({
    sync: "global",
    ...bot,
    token: discord.token,
    runtime: discord.runtime,
    log: false,
    onError: (error) => errors.push(error),
  });
  prepare?.(client);
  await client.connect();
  try {
    await play({ discord, client, errors });
  } finally {
    await client.close();
    discord.close();
  }
  if (errors.length > 0) throw errors[0];
}
