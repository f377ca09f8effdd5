/** `anycord new NAME`: a folder with a bot to start from. */

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ownVersion } from "./version.ts";

/** What to make. */
export interface NewOptions {
  readonly name: string | undefined;
  readonly runtime: string;
}

const BOT = `import { command, createClient, option } from "anycord";

/** What people can use. */
export const commands = {
  ping: command({ description: "Pong", run: (i) => i.reply("Pong!") }),
  roll: command({
    description: "Roll dice",
    options: { sides: option.integer("Sides", { choices: [6, 20] }) },
    run: (i) => i.reply(String(1 + Math.floor(Math.random() * (i.options.sides ?? 6)))),
  }),
};

if (import.meta.main) {
  const client = createClient({ token: process.env.DISCORD_TOKEN ?? "", commands, sync: "global" });
  await client.connect();
  console.log(\`Connected as \${client.user?.username}.\`);
}
`;

const START: Readonly<Record<string, string>> = { node: "node bot.ts", deno: "deno run -A bot.ts", bun: "bun bot.ts" };

/** Makes it; refuses to write into what is there. */
export async function create({ name, runtime }: NewOptions): Promise<number> {
  const start = START[runtime];
  if (name === undefined) {
    console.error("Say its name: anycord new my-bot.");
    return 1;
  }
  if (start === undefined) {
    console.error(`There is no runtime "${runtime}". Write --runtime ${Object.keys(START).join(", or --runtime ")}.`);
    return 1;
  }
  if (existsSync(name)) {
    console.error(`${name} is there already. Choose another name.`);
    return 1;
  }
  mkdirSync(name, { recursive: true });
  const write = (file: string, text: string): void => writeFileSync(join(name, file), text);
  write("bot.ts", BOT);
  const [file, manifest] = manifestFor(runtime, basename(name), start);
  write(file, `${JSON.stringify(manifest, null, 2)}\n`);
  write(".gitignore", "node_modules/\n.env\n");
  write("README.md", readme(basename(name), start));
  console.log(
    `Made ${name}/. Next: cd ${name}${runtime === "deno" ? "" : `, ${runtime === "bun" ? "bun" : "npm"} install`}, then DISCORD_TOKEN=... ${start}`,
  );
  return 0;
}

function readme(name: string, start: string): string {
  return `# ${name}

    DISCORD_TOKEN=... ${start}

The token is in the developer portal: your application, Bot, Reset Token. \`npx anycord invite\` prints the link that adds the bot to a
server; \`npx anycord commands diff bot.ts\` shows what registering its commands would change.
`;
}

/** What the runtime reads about a project: the file, and what stands in it. */
function manifestFor(runtime: string, name: string, start: string): readonly [file: string, manifest: object] {
  const range = `^${ownVersion()}`;
  if (runtime === "deno") {
    return ["deno.json", { tasks: { start }, imports: { anycord: `jsr:@anycord/anycord@${range}` } }];
  }
  const scripts = { start };
  // npm takes no others.
  const npmName = name.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  return ["package.json", { name: npmName, private: true, type: "module", scripts, dependencies: { anycord: range } }];
}
