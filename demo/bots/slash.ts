/**
 * The first slash command.
 *
 *     DISCORD_TOKEN=... node demo/bots/slash.ts      (or: deno run -A, or: bun)
 */

import { command, defineBot } from "anycord";
import { run } from "../run.ts";

export const bot = defineBot({
  commands: { ping: command({ description: "Says that it is there", run: (i) => i.reply("Pong!") }) },
});

if (import.meta.main) await run({ ...bot, sync: "global" });
