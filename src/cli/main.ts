#!/usr/bin/env node
/**
 * The command line: `npx anycord tail | invite | commands | new`. Reads the token from DISCORD_TOKEN and nowhere else, so that it
 * stands in no shell history and no list of processes. Each command is loaded when it is asked for: most need little.
 */

import process from "node:process";
import { parseArgs } from "node:util";
import { AnycordError } from "../errors.ts";

const HELP = `anycord <what> [options]

  tail                     shows a bot's events as they come
    --event NAME           only this event; may be repeated
    --json                 one JSON object a line
    --seconds N            ends by itself
  invite                   prints the link that adds the bot to a server
    --permissions A,B      by name: SEND_MESSAGES,ADD_REACTIONS
    --client-id ID         the application; without it, the token tells
  commands diff FILE       what registering the commands of FILE would change
  commands push FILE       registers them
    --guild ID             in this server instead of everywhere
  new NAME                 makes a folder with a bot to start from
    --runtime node|deno|bun

The token is read from DISCORD_TOKEN. --simulate takes a simulated Discord instead (tail, commands).`;

/** What the command line may say. */
export const OPTIONS = {
  event: { type: "string", multiple: true },
  json: { type: "boolean", default: false },
  seconds: { type: "string" },
  permissions: { type: "string" },
  "client-id": { type: "string" },
  guild: { type: "string" },
  runtime: { type: "string", default: "node" },
  simulate: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Runs one command; gives the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [what, ...rest] = positionals;
  if (what === undefined || values.help) {
    console.log(HELP);
    return values.help ? 0 : 1;
  }
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  const { simulate } = values;
  switch (what) {
    case "tail":
      return (await import("./tail.ts")).tail({ events: values.event ?? [], json: values.json, seconds, simulate });
    case "invite":
      return (await import("./invite.ts")).invite({
        permissions: values.permissions?.split(",") ?? [],
        clientId: values["client-id"],
      });
    case "commands":
      return (await import("./commands.ts")).commands({
        action: rest[0],
        file: rest[1],
        guildId: values.guild,
        simulate,
      });
    case "new":
      return (await import("./new.ts")).create({ name: rest[0], runtime: values.runtime });
    default:
      console.error(`There is no "${what}".\n\n${HELP}`);
      return 1;
  }
}

if (import.meta.main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    // A person reads this: the sentence, not the stack.
    console.error(error instanceof AnycordError || error instanceof TypeError ? error.message : error);
    process.exitCode = 1;
  }
}
