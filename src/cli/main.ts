#!/usr/bin/env node
/**
 * The command line: `npx anycord tail | invite | commands | new`. Reads the token from DISCORD_TOKEN and nowhere else, so that it
 * stands in no shell history and no list of processes. Each command is loaded when it is asked for: most need little.
 */

import process from "node:process";
import { parseArgs } from "node:util";
import { AnycordError } from "../errors.ts";
import { ownVersion } from "./version.ts";

const HELP = `anycord <what> [options]

  tail                     shows a bot's events as they come
    --event NAME           only this event; may be repeated
    --content              with what messages say: the bot needs Message Content for it
    --json                 one JSON object a line
    --seconds N            ends by itself
  invite                   prints the link that adds the bot to a server
    --permissions A,B      by name: SEND_MESSAGES,ADD_REACTIONS; without it, as the application says
    --client-id ID         the application; without it, the token tells
  commands diff FILE       what registering the commands of FILE would change
  commands push FILE       registers them
    --guild ID             in this server instead of everywhere
  new NAME                 makes a folder with a bot to start from
    --runtime node|deno|bun
  --version

The token is read from DISCORD_TOKEN. --simulate takes a simulated Discord instead (tail, commands).`;

/** What the command line may say. */
const OPTIONS = {
  event: { type: "string", multiple: true },
  content: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  seconds: { type: "string" },
  permissions: { type: "string" },
  "client-id": { type: "string" },
  guild: { type: "string" },
  runtime: { type: "string", default: "node" },
  simulate: { type: "boolean", default: false },
  help: { type: "boolean", default: false, short: "h" },
  version: { type: "boolean", default: false, short: "v" },
} as const;

/** Runs one command; gives the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [what, ...rest] = positionals;
  if (values.version) {
    console.log(ownVersion());
    return 0;
  }
  if (what === undefined || values.help) {
    console.log(HELP);
    return values.help ? 0 : 1;
  }
  return run(what, rest, values);
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
}

/** @param rest What stands after the command's name. */
async function run(
  what: string,
  rest: readonly string[],
  { simulate, ...values }: ReturnType<typeof parse>["values"],
): Promise<number> {
  switch (what) {
    case "tail": {
      const { event: events = [], content, json } = values;
      const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
      return (await import("./tail.ts")).tail({ events, content, json, seconds, simulate });
    }
    case "invite": {
      const { permissions, "client-id": clientId } = values;
      return (await import("./invite.ts")).invite({ permissions: permissions?.split(","), clientId });
    }
    case "commands": {
      const [action, file] = rest;
      return (await import("./commands.ts")).commands({ action, file, guildId: values.guild, simulate });
    }
    case "new":
      return (await import("./new.ts")).create({ name: rest[0], runtime: values.runtime });
    default:
      console.error(`There is no "${what}".\n\n${HELP}`);
      return 1;
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // A person reads this: the sentence, not the stack; the parser's own has a hint that helps nobody.
  const known = error instanceof AnycordError || error instanceof TypeError;
  console.error(known ? error.message.replace(/ To specify a positional argument .*/, " See anycord --help.") : error);
  process.exitCode = 1;
}
// A file that was loaded may have timers of its own.
setTimeout(() => process.exit(), 500).unref();
