/** The command line, as a person runs it, against a simulated Discord where it needs one. */

import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../tools/tree.ts";

interface Outcome {
  readonly code: number;
  readonly output: string;
}

function run(args: readonly string[], cwd: string = ROOT): Promise<Outcome> {
  const { DISCORD_TOKEN, ...env } = process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, "src/cli/main.ts"), ...args], { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr }),
    );
  });
}

describe.concurrent("The command line", { timeout: 30_000 }, () => {
  it("says what it can do", async () => {
    expect(await run(["--help"])).toMatchObject({ code: 0, output: expect.stringContaining("tail") });
    expect(await run([])).toMatchObject({ code: 1 });
    expect(await run(["dance"])).toMatchObject({ code: 1, output: expect.stringContaining('There is no "dance"') });
  });

  it("says where a token is looked for", async () => {
    expect(await run(["tail"])).toMatchObject({ code: 1, output: expect.stringContaining("DISCORD_TOKEN is not set") });
  });

  it("shows events as lines of JSON", async () => {
    const { code, output } = await run(["tail", "--simulate", "--json", "--seconds", "1", "--event", "MESSAGE_CREATE"]);
    const lines = output.trim().split("\n");
    expect([code, lines.length > 1]).toEqual([0, true]);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ name: "MESSAGE_CREATE", shard: 0 });
  });

  it("makes an invite link", async () => {
    const { output } = await run(["invite", "--client-id", "123456789012345678", "--permissions", "SEND_MESSAGES"]);
    expect(new URL(output.trim()).searchParams.get("permissions")).toBe("2048");
  });

  it("shows what registering commands would change, and registers them", async () => {
    const room = mkdtempSync(join(tmpdir(), "anycord-cli-"));
    const file = join(room, "bot.mjs");
    writeFileSync(file, 'export const commands = { ping: { type: "command", description: "Pong" } };\n');
    expect(await run(["commands", "diff", file, "--simulate"])).toMatchObject({
      code: 0,
      output: expect.stringContaining("ping"),
    });
    expect(await run(["commands", "push", file, "--simulate"])).toMatchObject({
      code: 0,
      output: expect.stringContaining("ping"),
    });
    expect(await run(["commands", "diff"])).toMatchObject({ code: 1 });
    rmSync(room, { recursive: true });
  });

  it("makes a bot to start from, and never writes over one", async () => {
    const room = mkdtempSync(join(tmpdir(), "anycord-cli-"));
    expect(await run(["new", "my-bot", "--runtime", "bun"], room)).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(room, "my-bot/package.json"), "utf8")).scripts.start).toBe("bun bot.ts");
    expect(existsSync(join(room, "my-bot/bot.ts"))).toBe(true);
    expect(await run(["new", "my-bot"], room)).toMatchObject({
      code: 1,
      output: expect.stringContaining("is there already"),
    });
    rmSync(room, { recursive: true });
  });
});
