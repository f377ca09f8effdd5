/** What declarations bring along, and what a client says of those that bring nothing. */
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { interpreterOf } from "../../src/client/reception.ts";
import * as words from "../../src/commands/mod.ts";
import { interpreter } from "../../src/interactions/interpreter.ts";
import * as anycord from "../../src/mod.ts";
import { createSimulator } from "../../src/testing/mod.ts";
import { ROOT } from "../tools/tree.ts";

const { command, createClient } = anycord;
const run = (): undefined => undefined;
const ping = command({ description: "Pong", run });

/** The modules that a bundler keeps of a program. */
async function modulesOf(program: string): Promise<string[]> {
  const stdin = { contents: program, resolveDir: `${ROOT}src`, loader: "ts" } as const;
  const { metafile } = await build({
    stdin,
    bundle: true,
    metafile: true,
    write: false,
    format: "esm",
    logLevel: "error",
  });
  const kept = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return kept.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path.replace(/^.*src\//, "") : []));
}

describe("Declarations", () => {
  it("bring their interpreter along, under either name of the package", () => {
    expect(interpreterOf({ commands: { ping } })).toBe(interpreter);
    expect(interpreterOf({ commands: { ping: words.command({ description: "Pong", run }) } })).toBe(interpreter);
    expect(interpreterOf({ commands: { admin: anycord.group("Admin", { ping }) } })).toBe(interpreter);
    expect(interpreterOf({ components: { ok: words.button(run) } })).toBe(interpreter);
    expect(interpreterOf({ commands: {}, components: {} })).toBeUndefined();
  });

  it("are named where they were not made with the library's words", () => {
    const commands = { ping: { type: "command" as const, description: "Pong", run } };
    const make = (options: object) => () => createClient({ token: "a.b.c", ...options });
    expect(make({ commands })).toThrow(expect.objectContaining({ code: "COMMAND_INVALID" }));
    expect(make({ components: { ok: { run } } })).toThrow(expect.objectContaining({ code: "COMPONENT_INVALID" }));
    expect(make({ commands: { ping, pong: { run } } })).toThrow(/\/pong: it is no command/);
  });

  it("are what a fallback stands in for: alone it is an error", () => {
    const make = (options: object) => () => createClient({ token: "a.b.c", fallback: "Sorry.", ...options });
    expect(make({ commands: {} })).toThrow(expect.objectContaining({ code: "FALLBACK_ALONE" }));
    expect(make({ commands: { ping } })).not.toThrow();
  });

  it("are missed by name where a handler is connected without any", () => {
    const client = createClient({ token: "a.b.c" });
    expect(() => client.onCommand("ping", run)).toThrow(expect.objectContaining({ code: "COMMAND_UNKNOWN" }));
  });

  it("are all that a bundle pays for: a client that only listens has no router in it", async () => {
    const listening = await modulesOf(
      'import { createClient } from "./mod.ts"; createClient({ token: "t" }).connect();',
    );
    const room = (path: string) => /^(interactions|commands)\//.test(path);
    expect(listening.filter(room).sort()).toEqual([
      "commands/choices.ts",
      "commands/manifest.ts",
      "commands/plan.ts",
      "commands/tree.ts",
      "commands/walk.ts",
      "interactions/sync.ts",
    ]);
    const answering = await modulesOf(`
      import { command, createClient } from "./mod.ts";
      createClient({ token: "t", commands: { ping: command({ description: "d", run: (i) => i.reply("x") }) } });`);
    expect(answering).toEqual(expect.arrayContaining(["interactions/router.ts", "commands/check.ts"]));
    expect(answering.filter((path) => /option-|pattern|component-table/.test(path))).toEqual([]);
  });
});

describe("sync", () => {
  it("tells the log what changed, and says nothing where nothing did", async () => {
    const discord = createSimulator({ seed: 5, clock: "virtual" });
    const told: string[] = [];
    const log = ({ level, message }: anycord.LogEntry) => told.push(`${level}: ${message}`);
    const connect = async (description: string): Promise<string[]> => {
      const commands = { ping: command({ description, run }) };
      const client = createClient({ token: discord.token, runtime: discord.runtime, sync: "global", commands, log });
      await client.connect();
      await client.close();
      return told.splice(0).filter((line) => line.includes("Commands"));
    };
    expect(await connect("Pong")).toEqual([expect.stringMatching(/^info: Commands \(global\):\n\+ .*ping/)]);
    expect(await connect("Pong")).toEqual([]);
    expect(await connect("Pong!")).toEqual([expect.stringMatching(/^info: Commands \(global\):\n~ .*ping/)]);
    discord.close();
  });
});
