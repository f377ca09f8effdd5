import { createZstdDecompress, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { shardOf } from "../../src/testing/ids.ts";
import { createSimulator, type Simulator, type SimulatorOptions } from "../../src/testing/mod.ts";
import { ALL_INTENTS, connected, GATEWAY, identify, MinimalClient, resumed } from "./minimal.ts";
import { ask, place } from "./requests.ts";

const GUILDS = 1;
const GUILD_MEMBERS = 1 << 1;
const GUILD_PRESENCES = 1 << 8;
const GUILD_MESSAGES = 1 << 9;
const DIRECT_MESSAGES = 1 << 12;
const MESSAGE_CONTENT = 1 << 15;

function simulate(options: SimulatorOptions = {}): Simulator {
  return createSimulator({ seed: 7, clock: "manual", ...options });
}

/** Somebody writes into the first channel, and it arrives. */
function say(discord: Simulator, text: string): void {
  const { channel, user } = place(discord);
  discord.say(channel, user, text);
  discord.clock.advance(50);
}

describe("Intents", () => {
  it("take the token with and without its kind before it", () => {
    const discord = createSimulator({ seed: 7, clock: "manual" });
    const client = connected(discord, { token: `Bot ${discord.token}` });
    expect(client.data("READY")).toHaveLength(1);
  });

  it("decide which events come: none without, unknown ones and interactions always", () => {
    const discord = simulate();
    const client = connected(discord, { intents: 0 });
    say(discord, "unheard");
    discord.emit("SOMETHING_NEW", { guild_id: discord.guilds[0]?.id });
    discord.slash("ping").catch(() => {});
    discord.clock.advance(50);
    expect(client.events).toEqual(["READY", "SOMETHING_NEW", "INTERACTION_CREATE"]);
  });

  it("tell guilds and direct messages apart", () => {
    const discord = simulate();
    const client = connected(discord, { intents: DIRECT_MESSAGES });
    say(discord, "in a guild");
    discord.emit("MESSAGE_CREATE", { id: "1", channel_id: "2", content: "direct", author: { id: "3" } });
    discord.clock.advance(50);
    expect(client.data("MESSAGE_CREATE").map((it) => it.content)).toEqual(["direct"]);
  });

  it("blank what is said without MESSAGE_CONTENT, but for mentions of the bot and its own messages", async () => {
    const discord = simulate();
    const client = connected(discord, { intents: GUILD_MESSAGES });
    say(discord, "secret");
    say(discord, `hello <@${discord.bot.id}>`);
    await ask(discord, `POST /channels/${place(discord).channel.id}/messages`, { content: "mine" });
    discord.clock.advance(50);
    const contents = client.data("MESSAGE_CREATE").map((it) => it.content);
    expect(contents).toEqual(["", `hello <@${discord.bot.id}>`, "mine"]);
  });

  it("give each session its own view", () => {
    const discord = simulate({ maxConcurrency: 2, world: { guilds: 1 } });
    const [guild] = discord.guilds;
    const mine = shardOf(guild?.id ?? "", 2);
    const whole = connected(discord, { shard: [mine, 2], intents: GUILD_MESSAGES | MESSAGE_CONTENT });
    const other = connected(discord, { shard: [1 - mine, 2], intents: ALL_INTENTS });
    say(discord, "here");
    expect(whole.data("MESSAGE_CREATE").map((it) => it.content)).toEqual(["here"]);
    expect(other.events).toEqual(["READY"]);
  });

  it("list members in GUILD_CREATE only with GUILD_PRESENCES", () => {
    const discord = simulate();
    const few = connected(discord, { intents: GUILDS }).data("GUILD_CREATE")[0];
    discord.clock.advance(5_000);
    const all = connected(discord, { intents: GUILDS | GUILD_PRESENCES }).data("GUILD_CREATE")[0];
    expect([few.members.length, all.members.length, few.member_count]).toEqual([1, 6, 6]);
  });
});

describe("Sharding", () => {
  it("spreads guilds by their ids, and brings what has none to shard 0, as direct messages [line 72]", () => {
    const discord = simulate({ maxConcurrency: 3, world: { guilds: 12 } });
    const shards = [0, 1, 2].map((id) => connected(discord, { shard: [id, 3] }));
    const told = shards.map((client) => client.data("GUILD_CREATE").map((it) => it.id));
    expect(told).toEqual(
      [0, 1, 2].map((id) => discord.guilds.map((it) => it.id).filter((it) => shardOf(it, 3) === id)),
    );
    expect(shards.map((client) => client.data("READY")[0].shard)).toEqual([
      ...[
        [0, 3],
        [1, 3],
        [2, 3],
      ],
    ]);
    discord.emit("USER_UPDATE", { id: discord.bot.id });
    discord.clock.advance(50);
    expect(shards.map((client) => client.events.at(-1) === "USER_UPDATE")).toEqual([true, false, false]);
    discord.emit("MESSAGE_CREATE", { id: "1", channel_id: "2", content: "only for you", author: { id: "3" } });
    discord.clock.advance(50);
    expect(shards.map((client) => client.events.at(-1) === "MESSAGE_CREATE")).toEqual([true, false, false]);
  });
});

describe("Sessions", () => {
  it("bring back 3,500 events, and no more", () => {
    for (const [missed, outcome] of [
      [3_500, "RESUMED"],
      [3_501, undefined],
    ] as const) {
      const discord = simulate();
      const first = connected(discord);
      discord.fault("drop");
      for (let n = 0; n < missed; n++) discord.emit("SOMETHING_NEW", { n });
      const second = resumed(discord, first);
      expect(second.events.at(-1)).toBe(outcome);
      expect(second.events.length).toBe(outcome === undefined ? 0 : missed + 1);
      expect(discord.ledger.lost()).toBe(outcome === undefined ? missed : 0);
    }
  });

  it("close a resume of a sequence that never was with 4007", () => {
    const discord = simulate();
    const first = connected(discord);
    discord.fault("drop");
    expect(resumed(discord, first, 999).steps).toEqual(["open", "close 4007"]);
  });

  it("move to the connection that resumes them", () => {
    const discord = simulate();
    const first = connected(discord);
    const second = resumed(discord, first);
    expect(first.steps).toEqual(["open", "close 4000"]);
    say(discord, "once");
    expect([first.data("MESSAGE_CREATE").length, second.data("MESSAGE_CREATE").length]).toEqual([0, 1]);
  });

  it("keep a ledger in which every event is due once", () => {
    const discord = simulate();
    const first = connected(discord);
    say(discord, "one");
    discord.fault("drop");
    say(discord, "two");
    resumed(discord, first);
    const { ledger } = discord;
    expect([ledger.sent("MESSAGE_CREATE"), ledger.missed("MESSAGE_CREATE"), ledger.replayed("MESSAGE_CREATE")]).toEqual(
      [...[1, 1, 1]],
    );
    expect(ledger.due()).toBe(["READY", "GUILD_CREATE", "GUILD_CREATE", "one", "two", "RESUMED"].length);
    expect(ledger.connections.map(({ closedBy, closeCode }) => [closedBy, closeCode])).toEqual([
      ["server", 1006],
      [undefined, undefined],
    ]);
    const kinds = new Set(
      ledger
        .toNdjson()
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).kind),
    );
    expect([...kinds]).toEqual(["delivery", "connection", "session", "fault", "frame"]);
  });
});

describe("Limits of a connection", () => {
  const cases: [number, string, (client: MinimalClient) => void][] = [
    [4001, "an unknown opcode", (client) => client.send(99, {})],
    [4001, "a heartbeat that is no number", (client) => client.send(1, "x")],
    [4002, "a frame that is no JSON", (client) => client.socket.send("{")],
    [4002, "4,097 bytes", (client) => client.send(3, { text: "x".repeat(4_097 - 24) })],
    [4002, "4,097 bytes that are fewer letters", (client) => client.send(3, { text: "ä".repeat(2_040) })],
    [4008, "121 frames in 60 s", (client) => Array.from({ length: 121 }, () => client.send(1, null))],
  ];
  it.each(cases)("closes with %i for %s", (code, _name, misbehave) => {
    const discord = simulate();
    const client = connected(discord);
    misbehave(client);
    discord.clock.advance(50);
    expect(client.steps).toEqual(["open", `close ${code}`]);
  });

  it("lets 4,096 bytes and 120 frames in 60 s pass", () => {
    const discord = simulate();
    const client = connected(discord);
    client.send(3, { text: "x".repeat(4_096 - 24) });
    for (let n = 0; n < 118; n++) client.send(1, null);
    discord.clock.advance(60_000);
    client.send(1, null);
    discord.clock.advance(50);
    expect(client.steps).toEqual(["open"]);
    expect(discord.ledger.frames.find((frame) => frame.op === 3)?.bytes).toBe(4_096);
  });

  it("closes with 4003 for what is sent before IDENTIFY", () => {
    const discord = simulate();
    const client = new MinimalClient(discord);
    discord.clock.advance(50);
    client.send(3, { status: "online" });
    discord.clock.advance(50);
    expect(client.steps).toEqual(["open", "close 4003"]);
  });

  it("closes with 4012 for a version that there is not, and 4011 where shards are needed", () => {
    const discord = simulate({ world: { guilds: 2_501, channels: 0, members: 1 } });
    const old = new MinimalClient(discord, GATEWAY.replace("v=10", "v=6"));
    discord.clock.advance(50);
    expect(old.steps).toEqual(["open", "close 4012"]);
    expect(connected(discord).steps).toEqual(["open", "close 4011"]);
  });

  it("refuses IDENTIFY when the day's session starts are used up", () => {
    const discord = simulate({ sessionStarts: 1 });
    connected(discord);
    discord.clock.advance(6_000);
    expect(
      connected(discord)
        .ops(9)
        .map((it) => it.d),
    ).toEqual([false]);
    discord.clock.advance(86_400_000);
    expect(connected(discord).events[0]).toBe("READY");
  });
});

describe("Commands over the gateway", () => {
  it("ask for members, which come in chunks with the nonce", () => {
    const discord = simulate({ world: { guilds: 1, members: 1_500 } });
    const client = connected(discord);
    const guild_id = place(discord).guild.id;
    client.send(8, { guild_id, query: "", limit: 0, nonce: "all" });
    client.send(8, { guild_id, user_ids: [discord.users[0]?.id, "404"] });
    discord.clock.advance(50);
    const chunks = client.data("GUILD_MEMBERS_CHUNK");
    expect(chunks.map((it) => [it.members.length, it.chunk_index, it.chunk_count, it.nonce])).toEqual([
      [1_000, 0, 2, "all"],
      [501, 1, 2, "all"],
      [1, 0, 1, undefined],
    ]);
    expect(chunks[2].not_found).toEqual(["404"]);
  });

  it("hold back the second full list of a guild within 30 s, with RATE_LIMITED", () => {
    const discord = simulate();
    const client = connected(discord);
    const list = { guild_id: place(discord).guild.id, query: "", limit: 0, nonce: "n" };
    client.send(8, list);
    discord.clock.advance(10_000);
    client.send(8, list);
    discord.clock.advance(50);
    expect(client.data("RATE_LIMITED")).toEqual([
      { opcode: 8, retry_after: 20, meta: { guild_id: list.guild_id, nonce: "n" } },
    ]);
    discord.clock.advance(20_000);
    client.send(8, list);
    discord.clock.advance(50);
    expect(client.events.filter((it) => it === "GUILD_MEMBERS_CHUNK")).toHaveLength(2);
  });

  it("give no full list without GUILD_MEMBERS", () => {
    const discord = simulate();
    const client = connected(discord, { intents: ALL_INTENTS & ~GUILD_MEMBERS });
    client.send(8, { guild_id: place(discord).guild.id, query: "", limit: 0 });
    discord.clock.advance(50);
    expect(client.data("GUILD_MEMBERS_CHUNK")).toEqual([]);
  });

  it("join a voice channel, and tell where its server is", () => {
    const discord = simulate();
    const client = connected(discord);
    const { guild, channel } = place(discord);
    client.send(4, { guild_id: guild.id, channel_id: channel.id, self_mute: true, self_deaf: false });
    discord.clock.advance(50);
    expect(client.events.slice(-2)).toEqual(["VOICE_STATE_UPDATE", "VOICE_SERVER_UPDATE"]);
    expect(client.data("VOICE_STATE_UPDATE")[0]).toMatchObject({ user_id: discord.bot.id, self_mute: true });
  });
});

describe("Compression", () => {
  /** Every binary frame of a connection, after IDENTIFY. */
  function frames(url: string, more: Record<string, unknown>): { all: Buffer[]; texts: string[] } {
    const discord = simulate();
    const client = new MinimalClient(discord, url);
    const all: Buffer[] = [];
    const texts: string[] = [];
    client.socket.addEventListener("message", ({ data }) => {
      if (typeof data === "string") texts.push(data);
      else all.push(Buffer.from(data));
    });
    discord.clock.advance(100);
    client.send(2, identify(discord, more));
    discord.clock.advance(100);
    discord.emit("LARGE", { text: "ö".repeat(100_000) });
    discord.clock.advance(100);
    return { all, texts };
  }

  it("zlib-stream: one stream, a flush at the end of every frame", () => {
    const { all, texts } = frames(`${GATEWAY}&compress=zlib-stream`, {});
    expect(texts).toEqual([]);
    expect(all.every((frame) => frame.subarray(-4).equals(Buffer.from([0, 0, 0xff, 0xff])))).toBe(true);
    // Synchronous flushing reads a stream that has not ended.
    const text = inflateSync(Buffer.concat(all), { finishFlush: 2 }).toString();
    const events = text
      .replaceAll("}{", "}\n{")
      .split("\n")
      .map((line) => JSON.parse(line).t);
    expect(events).toEqual([null, "READY", "GUILD_CREATE", "GUILD_CREATE", "LARGE"]);
  });

  it("zstd-stream: one frame that never ends, every message blocks of it", async () => {
    const { all, texts } = frames(`${GATEWAY}&compress=zstd-stream`, {});
    let text = "";
    const decompress = createZstdDecompress();
    decompress.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
    const names: (string | null)[] = [];
    for (const frame of all) {
      // Each message is to be had whole before the next is sent.
      await new Promise<unknown>((resolve) => decompress.write(frame, resolve));
      names.push(JSON.parse(text).t);
      text = "";
    }
    expect(texts).toEqual([]);
    expect(names).toEqual([null, "READY", "GUILD_CREATE", "GUILD_CREATE", "LARGE"]);
  });

  it("payload: Hello as text, then each frame a zlib blob of its own", () => {
    const { all, texts } = frames(GATEWAY, { compress: true });
    expect(texts.map((text) => JSON.parse(text).op)).toEqual([10]);
    const payloads = all.map((frame) => JSON.parse(inflateSync(frame).toString()));
    expect(payloads.map((it) => it.t)).toEqual(["READY", "GUILD_CREATE", "GUILD_CREATE", "LARGE"]);
    expect(payloads[3].d.text).toHaveLength(100_000);
  });
});
