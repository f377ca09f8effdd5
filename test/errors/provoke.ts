/** How errors are provoked: through what a program uses, on a simulated Discord whose clock moves by itself. */

import type { Tree } from "../../src/commands/define.ts";
import { type Client, type ClientOptions, createClient } from "../../src/mod.ts";
import { createSimulator, type Fault, type Simulator, type SimulatorOptions } from "../../src/testing/mod.ts";

/** Makes an error happen, and answers it. */
export type Provocation = () => unknown;

/** What something threw, or rejected with; undefined when all went well. */
export async function caught(act: () => unknown): Promise<unknown> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** A bot in a simulated Discord. */
export interface Stage {
  readonly discord: Simulator;
  readonly client: Client;
  /** What its onError heard. */
  readonly errors: unknown[];
}

/** A bot that has not connected. */
export function stage(options: Partial<ClientOptions<string>> = {}, world: SimulatorOptions = {}): Stage {
  const discord = createSimulator({ clock: "virtual", ...world });
  const errors: unknown[] = [];
  const { runtime, ...others } = options;
  const client = createClient({
    token: discord.token,
    log: false,
    onError: (error) => errors.push(error),
    runtime: { name: "node", ...discord.runtime, ...runtime },
    ...others,
  });
  return { discord, client, errors };
}

/** What goes wrong while a bot connects. */
export async function onConnect(
  options: Partial<ClientOptions<string>>,
  prepare: (stage: Stage) => void = () => {},
  world: SimulatorOptions = {},
  timeoutMs: number = 60_000,
): Promise<unknown> {
  const made = stage(options, world);
  prepare(made);
  const error = await caught(() => made.client.connect({ timeoutMs }));
  await made.client.close();
  made.discord.close();
  return error;
}

/** What `act` throws with a bot that is connected; where it throws nothing, the first that onError heard. */
export async function onBot(
  options: Partial<ClientOptions<string>>,
  act: (stage: Stage) => unknown,
  world: SimulatorOptions = {},
): Promise<unknown> {
  const made = stage(options, world);
  await made.client.connect();
  const error = await caught(() => act(made));
  await made.client.close();
  made.discord.close();
  return error ?? made.errors[0];
}

/** The first error that `retry` tells of, with a bot that is connected. */
export function onRetry(fault: Fault): Promise<unknown> {
  return onBot({}, async ({ discord, client }) => {
    const told = new Promise((resolve) => client.on("retry", ({ error }) => resolve(error)));
    discord.fault(fault);
    throw await told;
  });
}

/** What is thrown or told when somebody uses the command `x` of a bot. */
export async function onSlash(commands: Tree, options: Partial<ClientOptions<string>> = {}): Promise<unknown> {
  return onBot({ commands, sync: "global", ...options }, async ({ discord, errors }) => {
    const refused = await caught(() => discord.slash("x"));
    if (errors.length === 0) throw refused;
  });
}

/** Lets so much of the simulator's time pass. */
export const later = (discord: Simulator, ms: number): Promise<void> =>
  new Promise((resolve) => void discord.clock.schedule(resolve, ms));
