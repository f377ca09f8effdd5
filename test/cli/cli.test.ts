/** The command line, as a person runs it, against a simulated Discord where it needs one. */

import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { startServer } from "../../demo/server.ts";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { type Program, start } from "../bots/program.ts";
import { ROOT } from "../tools/tree.ts";

interface Outcome {
  readonly code: number;
  readonly output: string;
}

const MAIN = join(ROOT, "src/cli/main.ts");
const LED = ["--import", join(ROOT, "test/package/loopback.ts")];

interface Setting {
  readonly cwd?: string;
  readonly token?: string;
  /** Where a simulated Discord is served, or where nobody is. Default: Discord itself, which is not asked for anything. */
  readonly origin?: string;
}

function run(args: readonly string[], setting: Setting = {}): Promise<Outcome> {
  const { cwd = ROOT, token, origin } = setting;
  const { DISCORD_TOKEN, ...inherited } = process.env;
  const env = { ...inherited, ...(token && { DISCORD_TOKEN: token }), ...(origin && { LOOPBACK_ORIGIN: origin }) };
  const led = origin === undefined ? [] : LED;
  const command = [...led, MAIN, ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr }),
    );
  });
}

const CANARY = "MTIz.canary.AAAA-BBBB";
const NOBODY = "http://127.0.0.1:9";
/** The canary, and its first part in base64 once more, as Basic authentication would have it. */
const SONG = /canary|BBBB|Y2FuYXJ5/;

/** Tails the bot of the canary until it is ended. */
function startTail(origin: string, form: readonly string[]): Program {
  const env = { DISCORD_TOKEN: CANARY, LOOPBACK_ORIGIN: origin };
  return start([process.execPath, ...LED, MAIN, "tail", ...form], env);
}

const PING = 'export const commands = { ping: { type: "command", description: "Pong" } };\n';

/** A folder with a file of commands, for as long as `use` takes. */
async function withFile<T>(use: (file: string) => Promise<T>, text = PING): Promise<T> {
  const room = mkdtempSync(join(tmpdir(), "anycord-cli-"));
  const file = join(room, "bot.mjs");
  writeFileSync(file, text);
  try {
    return await use(file);
  } finally {
    rmSync(room, { recursive: true });
  }
}

/** A simulated Discord over real sockets whose bot has the canary for a token, for as long as `use` takes. */
async function withDiscord<T>(use: (discord: Simulator, origin: string) => Promise<T>): Promise<T> {
  const discord = createSimulator({ token: CANARY });
  const server = await startServer({ simulator: discord });
  try {
    return await use(discord, server.url);
  } finally {
    await server.close();
  }
}

describe.concurrent("The command line", { timeout: 60_000 }, () => {
  it("says what it can do", async () => {
    expect(await run(["--help"])).toMatchObject({ code: 0, output: expect.stringContaining("tail") });
    expect(await run([])).toMatchObject({ code: 1 });
    expect(await run(["dance"])).toMatchObject({ code: 1, output: expect.stringContaining('There is no "dance"') });
    expect(await run(["--dance"])).toEqual({ code: 1, output: "Unknown option '--dance'. See anycord --help.\n" });
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(await run(["--version"])).toEqual({ code: 0, output: `${version}\n` });
  });

  it("says where a token is looked for", async () => {
    expect(await run(["tail"])).toMatchObject({ code: 1, output: expect.stringContaining("DISCORD_TOKEN is not set") });
  });

  it("shows events as lines of JSON", async () => {
    const { code, output } = await run(["tail", "--simulate", "--json", "--seconds", "1", "--event", "MESSAGE_CREATE"]);
    const lines = output.split("\n").filter((line) => line.startsWith("{"));
    expect([code, lines.length > 1]).toEqual([0, true]);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ name: "MESSAGE_CREATE", shard: 0 });
    expect(output).toMatch(/^Connected as simbot\. Ctrl\+C ends\.$/m);
  });

  it("shows events as lines for people: who, what, where", async () => {
    const { output } = await run(["tail", "--simulate", "--seconds", "1", "--content", "--event", "MESSAGE_CREATE"]);
    expect(output).toMatch(
      /^\S+ \d+ MESSAGE_CREATE author\.username="ada" content="line 1" id="\d+" channel_id="\d+" guild_id=/m,
    );
  });

  it("ends when nobody reads its events any more", async () => {
    const line = `"${process.execPath}" "${MAIN}" tail --simulate --json | head -n 1`;
    const { promise, resolve } = Promise.withResolvers<string>();
    execFile("sh", ["-c", line], (_, stdout, stderr) => resolve(stdout + stderr));
    const output = (await promise).split("\n");
    expect(output.filter((part) => part.startsWith("{"))).toHaveLength(1);
    expect(output.join()).not.toContain("EPIPE");
  });

  it("makes an invite link", async () => {
    const { output } = await run(["invite", "--client-id", "123456789012345678", "--permissions", "SEND_MESSAGES"]);
    expect(Object.fromEntries(new URL(output.trim()).searchParams)).toEqual({
      client_id: "123456789012345678",
      permissions: "2048",
      scope: "bot applications.commands",
    });
    const plain = await run(["invite", "--client-id", "123456789012345678"]);
    expect(plain.output).toBe("https://discord.com/oauth2/authorize?client_id=123456789012345678\n");
    expect(await run(["invite", "--client-id", "abc"])).toMatchObject({ code: 1 });
  });

  it("shows what registering commands would change, and registers them", async () => {
    await withFile(async (file) => {
      for (const action of ["diff", "push"]) {
        const outcome = await run(["commands", action, file, "--simulate"]);
        expect(outcome).toMatchObject({ code: 0, output: expect.stringContaining("ping") });
      }
    });
    expect(await run(["commands", "diff"])).toMatchObject({ code: 1 });
  });

  it("lets no file connect that it only looks at", async () => {
    const connecting = `import { command, createClient } from "${pathToFileURL(join(ROOT, "src/mod.ts"))}";
      export const commands = { ping: command({ description: "Pong", run: (i) => i.reply("Pong!") }) };
      await createClient({ token: process.env.DISCORD_TOKEN, commands, sync: "global" }).connect();`;
    await withDiscord(async (discord, origin) => {
      await withFile(async (file) => {
        const outcome = await run(["commands", "diff", file], { token: CANARY, origin });
        expect(outcome).toEqual({
          code: 1,
          output: expect.stringContaining("goes to the network as soon as it is loaded. Export its commands"),
        });
      }, connecting);
      expect([discord.ledger.connections, discord.ledger.requests]).toEqual([[], []]);
    });
  });

  it("says what is wrong with what it was told", async () => {
    expect(await run(["tail", "--event", "messageCreate"])).toMatchObject({
      code: 1,
      output: expect.stringContaining('"messageCreate" is not the name of an event'),
    });
    expect(await run(["tail", "--simulate", "--seconds", "soon"])).toMatchObject({
      code: 1,
      output: expect.stringContaining("--seconds takes a number"),
    });
    expect(await run(["new", "x", "--runtime", "perl"])).toMatchObject({
      code: 1,
      output: expect.stringContaining('There is no runtime "perl"'),
    });
    expect(await run(["commands", "diff", "nowhere.ts"])).toEqual({
      code: 1,
      output: "There is no file nowhere.ts here.\n",
    });
  });

  it("makes a bot to start from, and never writes over one", async () => {
    const room = mkdtempSync(join(tmpdir(), "anycord-cli-"));
    expect(await run(["new", "my-bot", "--runtime", "bun"], { cwd: room })).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(room, "my-bot/package.json"), "utf8")).scripts.start).toBe("bun bot.ts");
    expect(existsSync(join(room, "my-bot/bot.ts"))).toBe(true);
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    await run(["new", "My Bot", "--runtime", "deno"], { cwd: room });
    expect(JSON.parse(readFileSync(join(room, "My Bot/deno.json"), "utf8")).imports).toEqual({
      anycord: `jsr:@anycord/anycord@^${version}`,
    });
    expect(await run(["new", "my-bot"], { cwd: room })).toMatchObject({
      code: 1,
      output: expect.stringContaining("is there already"),
    });
    rmSync(room, { recursive: true });
  });
});

describe.concurrent("The token", { timeout: 60_000 }, () => {
  it("is not shown where nobody answers", async () => {
    await withFile(async (file) => {
      const calls = [["invite"], ["commands", "push", file]];
      const outputs = calls.map(async (args) => (await run(args, { token: CANARY, origin: NOBODY })).output);
      const tailing = startTail(NOBODY, []);
      const { input } = await tailing.line(/got no answer.*\n/);
      tailing.kill();
      for (const output of [input, ...(await Promise.all(outputs))]) {
        expect(output).toContain("got no answer from Discord");
        expect(output).not.toMatch(SONG);
      }
    });
  });

  it("is not shown where Discord refuses it, or where it is none", async () => {
    await withDiscord(async (discord, origin) => {
      discord.fault("token-revoked");
      const calls = [
        run(["tail"], { token: CANARY, origin }),
        run(["invite"], { token: CANARY, origin }),
        run(["invite"], { token: `${CANARY} canary`, origin }),
      ];
      for (const { code, output } of await Promise.all(calls)) {
        expect([code, output]).toEqual([1, expect.stringContaining("oken")]);
        expect(output).not.toMatch(SONG);
      }
    });
  });

  it("is not shown where all goes well, nor is that of an interaction", async () => {
    await withDiscord(async (discord, origin) => {
      const outcomes = withFile((file) =>
        Promise.all([
          run(["invite"], { token: CANARY, origin }),
          run(["commands", "push", file], { token: CANARY, origin }),
        ]),
      );
      expect((await outcomes).map(({ code, output }) => [code, SONG.test(output)])).toEqual([
        [0, false],
        [0, false],
      ]);
      for (const form of [[], ["--json"]]) {
        const tailing = startTail(origin, form);
        await tailing.line(/GUILD_CREATE.*\n/);
        const token = "canary-of-interaction-and-voice";
        discord.emit("INTERACTION_CREATE", { token, id: "1", application_id: "2" });
        discord.emit("VOICE_SERVER_UPDATE", { token, guild_id: discord.guilds[0]?.id, endpoint: null });
        const hidden = form.length === 0 ? "" : ".*\\[hidden\\]";
        const { input } = await tailing.line(
          new RegExp(`INTERACTION_CREATE${hidden}[\\s\\S]*VOICE_SERVER_UPDATE${hidden}.*\\n`),
        );
        expect(input).not.toMatch(SONG);
        await tailing.interrupt();
      }
    });
  });
});
