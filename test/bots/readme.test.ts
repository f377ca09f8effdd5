/** The first slash command, as README.md shows it: short, and it works. */

import { describe, expect, it } from "vitest";
import * as anycord from "../../src/mod.ts";
import { createSimulator } from "../../src/testing/mod.ts";
import { readText } from "../tools/tree.ts";

const blocks = [...readText("README.md").matchAll(/^```ts\n(.*?)^```/gms)].map(([, code = ""]) => code);
const code = blocks.find((block) => block.includes("command(")) ?? "";
const IMPORT = /^import \{ ([\w, ]+) \} from "anycord";$/m;

describe("The README", () => {
  it("is read in one go: 200 lines at most, the first code above the fold", () => {
    const lines = readText("README.md").trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(200);
    expect(lines.findIndex((line) => line.startsWith("```"))).toBeLessThan(8);
  });
});

describe("The first slash command of the README", () => {
  it("takes ten lines or fewer, and one import", () => {
    expect(
      code
        .trimEnd()
        .split("\n")
        .filter((line) => line.trim() !== "").length,
    ).toBeLessThanOrEqual(10);
    expect(code.match(/^import /gm)).toHaveLength(1);
    expect(code).toMatch(IMPORT);
  });

  it("answers who uses it", async () => {
    const discord = createSimulator({ seed: 3 });
    const clients: anycord.Client[] = [];
    const createClient = (options: anycord.ClientOptions) => {
      const client = anycord.createClient({ ...options, runtime: discord.runtime, log: false });
      clients.push(client);
      return client;
    };
    const names = (IMPORT.exec(code)?.[1] ?? "").split(", ");
    const values = names.map((name) => ({ ...anycord, createClient })[name as "command"]);
    expect(values).not.toContain(undefined);
    await run(code, ["process", ...names], [{ env: { DISCORD_TOKEN: discord.token } }, ...values]);
    const answer = await discord.slash("ping");
    expect(answer.message?.content).toBe("Pong!");
    for (const client of clients) await client.close();
    discord.close();
  });
});

/** Runs a module's text as it stands, which is JavaScript too, with what it imports handed in. */
async function run(text: string, names: readonly string[], values: readonly unknown[]): Promise<void> {
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const body = text.replace(IMPORT, "");
  await new AsyncFunction(...names, body)(...values);
}
