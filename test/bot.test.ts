/** A whole bot against the simulated Discord: gateway, REST and interactions together, in the process. */

import { describe, expect, it } from "vitest";
import { button, command, group, option } from "../src/commands/mod.ts";
import { createClient, defineBot } from "../src/mod.ts";
import { createSimulator } from "../src/testing/mod.ts";

const quiet = { log: false } as const;

describe("A bot", () => {
  it("answers a slash command over the gateway with no intent at all", async () => {
    const discord = createSimulator({ seed: 7 });
    const bot = defineBot({
      commands: {
        roll: command({
          description: "Roll dice",
          options: { sides: option.integer("Sides", { choices: [6, 20] }) },
          run: (i) => i.reply(`1 of ${i.options.sides ?? 6}`),
        }),
      },
    });
    const client = createClient({ ...bot, ...quiet, token: discord.token, runtime: discord.runtime, sync: "global" });
    await client.connect();
    expect(client.intents.value).toBe(0);
    const answer = await discord.slash("roll", { sides: 20 });
    expect(answer.message?.content).toBe("1 of 20");
    await client.close();
    discord.close();
  });

  it("hands a declared command to whoever connects, and refuses to start while nobody does", async () => {
    const discord = createSimulator({ seed: 7 });
    const commands = { tag: group("Tags", { get: command({ description: "Get a tag" }) }) };
    const client = createClient({ ...quiet, commands, token: discord.token, runtime: discord.runtime, sync: "global" });
    await expect(client.connect()).rejects.toMatchObject({ code: "COMMAND_UNHANDLED" });
    client.onCommand("tag get", (i) => i.reply("here"));
    await client.connect();
    expect((await discord.slash("tag get")).message?.content).toBe("here");
    await client.close();
    discord.close();
  });

  it("takes up the session of another process from its store, and misses nothing", async () => {
    const discord = createSimulator({ seed: 7 });
    const values = new Map<string, string>();
    const store = {
      get: (key: string) => values.get(key),
      set: (key: string, value: string) => values.set(key, value),
    };
    const seen: string[] = [];
    const start = async () => {
      const client = createClient({
        ...quiet,
        token: discord.token,
        runtime: discord.runtime,
        store,
        intents: ["GUILDS", "GUILD_MESSAGES"],
      });
      client.on("MESSAGE_CREATE", (message) => seen.push(message.id));
      await client.connect();
      return client;
    };
    const first = await start();
    const [channel, user] = [discord.channels[0], discord.users[0]];
    if (channel === undefined || user === undefined) throw new Error("The simulator is empty.");
    const heard = first.waitFor("MESSAGE_CREATE", { timeoutMs: 5000 });
    const said = [discord.say(channel, user, "one").id];
    await heard;
    await first.close({ resumable: true });
    said.push(discord.say(channel, user, "while away").id);
    const second = await start();
    expect(seen).toEqual(said);
    expect([discord.ledger.identifies, discord.ledger.resumes]).toEqual([1, 1]);
    await second.close();
    discord.close();
  });

  it("answers a button by its pattern", async () => {
    const discord = createSimulator({ seed: 7 });
    const client = createClient({
      ...quiet,
      token: discord.token,
      runtime: discord.runtime,
      components: { "page:{n:integer}": button((i) => i.update({ content: `page ${i.params.n}` })) },
      events: { MESSAGE_CREATE: { content: false, run: () => {} } },
    });
    await client.connect();
    const [channel] = discord.channels;
    if (channel === undefined) throw new Error("The simulator is empty.");
    const message = await client.send(channel.id, {
      content: "page 1",
      components: [{ type: 1, components: [{ type: 2, style: 1, label: "Next", custom_id: "page:2" }] }],
    });
    const answer = await discord.press(message as never, "page:2");
    expect(answer.message?.content).toBe("page 2");
    await client.close();
    discord.close();
  });
});

describe("A bot's guilds", () => {
  it("are told by why they come, and counted [lines 69, 70]", async () => {
    const discord = createSimulator({ seed: 7 });
    const client = createClient({ ...quiet, token: discord.token, runtime: discord.runtime });
    const came: string[] = [];
    client.on("GUILD_CREATE", (_, { origin }) => came.push(origin));
    client.on("GUILD_DELETE", (_, { origin }) => came.push(origin));
    await client.connect();
    const [guild] = discord.guilds;
    if (guild === undefined) throw new Error("The simulator is empty.");
    const gone = client.waitFor("GUILD_DELETE", { timeoutMs: 5000 });
    discord.emit("GUILD_DELETE", { id: guild.id, unavailable: true });
    await gone;
    expect(came).toEqual([...discord.guilds.map(() => "backfill"), "outage"]);
    expect(client.shards[0]?.guilds).toBe(discord.guilds.length);
    await client.close();
    discord.close();
  });
});
