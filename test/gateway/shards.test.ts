/** Many shards, and what belongs to all of them: whole clients against the simulated Discord, judged by its ledger. */
import { describe, expect, it } from "vitest";
import type { Client, ClientOptions } from "../../src/client/surface.ts";
import { createClient } from "../../src/client.ts";
import { shardOf } from "../../src/discord/snowflake.ts";
import { chosenShards } from "../../src/gateway/location.ts";
import type { FetchLike } from "../../src/runtime.ts";
import { createSimulator, type Simulator, type SimulatorOptions } from "../../src/testing/mod.ts";

interface Stage {
  readonly discord: Simulator;
  readonly client: Client;
  readonly errors: unknown[];
}

function stage(
  options: Partial<ClientOptions> = {},
  simulated: SimulatorOptions = {},
  wrap: (fetch: FetchLike) => FetchLike = (fetch) => fetch,
): Stage {
  const discord = createSimulator({ seed: 7, clock: "manual", ...simulated });
  const errors: unknown[] = [];
  const { runtime, ...others } = options;
  const client = createClient({
    token: discord.token,
    log: false,
    onError: (error) => errors.push(error),
    runtime: { ...discord.runtime, fetch: wrap(discord.runtime.fetch as FetchLike), ...runtime },
    ...others,
  });
  return { discord, client, errors };
}

async function connected(options?: Partial<ClientOptions>, simulated?: SimulatorOptions): Promise<Stage> {
  const made = stage(options, simulated);
  await made.discord.clock.run(made.client.connect({ timeoutMs: 600_000 }));
  return made;
}

/** Lets time pass while promises settle. */
function passes({ discord: { clock } }: Stage, ms: number): Promise<void> {
  return clock.run(new Promise<void>((resolve) => void clock.schedule(resolve, ms)));
}

async function closes({ client, discord }: Stage): Promise<void> {
  await discord.clock.run(client.close());
  expect(discord.ledger.offences).toEqual([]);
  expect(discord.clock.waiting).toBe(0);
  discord.close();
}

interface Identify {
  readonly shard?: readonly [id: number, total: number];
  readonly compress?: boolean;
  readonly presence?: { readonly status: string };
}

/** The frames of an opcode that Discord heard, with the instant. */
function heard<D>(discord: Simulator, op: number): { at: number; connection: number; data: D }[] {
  return discord.ledger.frames
    .filter((frame) => frame.direction === "in" && frame.op === op)
    .map(({ at, connection, data }) => ({ at, connection, data: data as D }));
}

/** Lets Discord advise so many shards. */
function advising(fetch: FetchLike, shards: number): FetchLike {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (!url.endsWith("/gateway/bot")) return response;
    const text = JSON.stringify({ ...JSON.parse(await response.text()), shards });
    return {
      ...{ ok: response.ok, status: response.status, headers: response.headers },
      text: async () => text,
    } as never;
  };
}

describe("Two hundred shards", () => {
  it("start in the least time that the rules allow, never two of a bucket within 5 s [line 46]", async () => {
    const phases: string[] = [];
    const made = stage({ compress: false }, { maxConcurrency: 16 }, (fetch) => advising(fetch, 200));
    made.client.on("state", ({ phase }) => phases.push(phase));
    const connecting = made.client.connect({ timeoutMs: 120_000 });
    await passes(made, 1000);
    made.discord.clock.advance(70_000);
    await connecting;
    const starts = heard<Identify>(made.discord, 2).map(({ at, data }) => ({ at, id: data.shard?.[0] ?? -1 }));
    expect(starts.map(({ id }) => id).sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, id) => id));
    const byBucket = Map.groupBy(starts, ({ id }) => id % 16);
    for (const bucket of byBucket.values()) {
      for (const [n, { at }] of bucket.slice(1).entries()) {
        expect(at - (bucket[n]?.at ?? 0)).toBeGreaterThanOrEqual(5000);
      }
    }
    // Thirteen in a bucket: twelve times 5 s from the first to the last.
    const tookMs = Math.max(...starts.map(({ at }) => at)) - Math.min(...starts.map(({ at }) => at));
    expect(tookMs).toBeLessThanOrEqual(12 * 5000 * 1.05);
    expect(made.client.shards.every(({ phase }) => phase === "ready")).toBe(true);
    expect(phases.filter((phase) => phase === "ready")).toHaveLength(200);
    await closes(made);
  });
});

describe("Shards", () => {
  it("get what is for a guild from the one that owns it, though its id is over 2^53 [line 47]", async () => {
    const made = await connected({ shards: 5 }, { maxConcurrency: 16, world: { guilds: 12 } });
    const { discord, client } = made;
    const shards = new Map(heard<Identify>(discord, 2).map(({ connection, data }) => [connection, data.shard?.[0]]));
    const sent = discord.guilds.map(({ id }) => client.setVoiceState({ guild_id: id, channel_id: null }));
    await discord.clock.run(Promise.all(sent));
    discord.clock.advance(100);
    const states = heard<{ guild_id: string }>(discord, 4);
    expect(states).toHaveLength(12);
    for (const { connection, data } of states) {
      expect(BigInt(data.guild_id)).toBeGreaterThan(2n ** 53n);
      expect(shards.get(connection)).toBe(Number((BigInt(data.guild_id) >> 22n) % 5n));
    }
    expect(new Set(states.map(({ connection }) => connection)).size).toBeGreaterThan(2);
    await closes(made);
  });

  it("reject what is for a guild that another process owns [line 47]", async () => {
    const made = await connected({ shards: { ids: [0], total: 5 } }, { world: { guilds: 12 } });
    const elsewhere = made.discord.guilds.find(({ id }) => shardOf(id, 5) !== 0)?.id ?? "";
    await expect(made.client.setVoiceState({ guild_id: elsewhere, channel_id: null })).rejects.toMatchObject({
      code: "SHARD_ELSEWHERE",
    });
    await closes(made);
  });

  const impossible = [
    0,
    -1,
    1.5,
    Number.NaN,
    { ids: [], total: 4 },
    { ids: [4], total: 4 },
    { ids: [-1], total: 4 },
    { ids: [0.5], total: 4 },
    { ids: [1, 1], total: 4 },
    { ids: [0], total: 0 },
  ];

  it.each(impossible)("are refused before anything begins where they cannot be: %j", (shards) => {
    expect(() => stage({ shards })).toThrow(expect.objectContaining({ name: "UsageError", code: "SHARDS_INVALID" }));
  });

  it.each([
    [undefined, 3, [0, 1, 2]],
    ["auto", undefined, [0]],
    [2, 9, [0, 1]],
    [{ ids: [7, 3], total: 8 }, 1, [7, 3]],
  ] as const)("of the choice %j, where Discord advises %j, are %j", (choice, advised, ids) => {
    expect(chosenShards(choice, advised).ids).toEqual(ids);
  });
});

describe("When the last shard has failed for good", () => {
  it("ends waits with the reason, iterators after what they have, and requests; none hangs", async () => {
    const made = await connected({ shards: 2, intents: ["GUILD_MEMBERS", "GUILDS"] }, { maxConcurrency: 2 });
    const { client, discord, errors } = made;
    const wait = client.waitFor("GUILD_UPDATE").catch((error: unknown) => error);
    const members = client.requestMembers({ guildId: discord.guilds[0]?.id ?? "", timeoutMs: 3_600_000 });
    const read = (async () => {
      const seen: string[] = [];
      for await (const { name } of client.events()) seen.push(name);
      return seen;
    })();
    const listed = (async () => {
      for await (const _ of members);
    })().catch((error: unknown) => error);
    discord.fault({ close: 4004 }, { shard: 0 });
    discord.clock.advance(1000);
    expect(errors).toHaveLength(1);
    expect(client.shards.map(({ phase }) => phase)).toEqual(["failed", "ready"]);
    discord.fault({ close: 4004 }, { shard: 1 });
    discord.clock.advance(1000);
    expect(await wait).toMatchObject({ name: "GatewayClosedError", closeCode: 4004 });
    expect(await read).toEqual(expect.any(Array));
    const outcome = await listed;
    expect([undefined, "GATEWAY_4004"]).toContain((outcome as { code?: string } | undefined)?.code);
    await closes(made);
  });

  it("rejects what is sent over a shard that has failed, at once", async () => {
    const made = await connected({ shards: 2 }, { maxConcurrency: 2, world: { guilds: 12 } });
    made.discord.fault({ close: 4004 }, { shard: 1 });
    made.discord.clock.advance(1000);
    const [dead, alive] = [1, 0].map(
      (shard) => made.discord.guilds.find(({ id }) => shardOf(id, 2) === shard)?.id ?? "",
    );
    const voice = (guild_id = ""): Promise<void> => made.client.setVoiceState({ guild_id, channel_id: null });
    await expect(voice(dead)).rejects.toMatchObject({ code: "GATEWAY_CLOSED" });
    await made.discord.clock.run(voice(alive));
    await closes(made);
  });
});

describe("close() in the middle of connect()", () => {
  it("waits for the sockets that were opened, and leaves none [line 11]", async () => {
    const made = stage({ shards: 40 }, { maxConcurrency: 1 });
    const { client, discord } = made;
    const connecting = client.connect({ timeoutMs: 600_000 }).catch((error: unknown) => error);
    await passes(made, 12_000);
    expect(discord.ledger.identifies).toBe(3);
    const open = discord.ledger.connections.filter(({ closedAt }) => closedAt === undefined).length;
    expect(open).toBe(40);
    await discord.clock.run(client.close());
    expect(
      discord.ledger.connections.every(({ closedAt, closeCode }) => closedAt !== undefined && closeCode === 1000),
    ).toBe(true);
    expect(await connecting).toMatchObject({ code: "GATEWAY_CLOSED" });
    await closes(made);
  });

  it("waits no longer than 5 s for those who never answer, and names them [line 11]", async () => {
    const made = stage({ shards: 2 }, { maxConcurrency: 1 });
    const { client, discord } = made;
    client.connect().catch(() => {});
    await passes(made, 2000);
    discord.fault("deaf", { shard: 0 });
    const before = discord.clock.now();
    const { unanswered } = await discord.clock.run(client.close());
    expect(discord.clock.now() - before).toBe(5000);
    expect(unanswered).toContain(0);
    discord.close();
  });
});

describe("Compression", () => {
  const query = ({ discord }: Stage): (string | null)[] =>
    discord.ledger.connections.map(({ url }) => new URL(url).searchParams.get("compress"));

  it.each([
    ["node", undefined, "zlib-stream"],
    ["deno", undefined, "zlib-stream"],
    ["bun", undefined, "zlib-stream"],
    ["workerd", undefined, "zlib-stream"],
    ["page", undefined, null],
    ["page", "zlib-stream", "zlib-stream"],
    ["node", "zstd-stream", "zstd-stream"],
    ["node", false, null],
  ] as const)("in %s, told %j, is asked for as %j [line 2]", async (name, compress, asked) => {
    const made = await connected({ shards: 1, runtime: { name }, ...(compress !== undefined && { compress }) });
    expect(query(made)).toEqual([asked]);
    expect(heard<Identify>(made.discord, 2).map(({ data }) => data.compress)).toEqual([undefined]);
    await closes(made);
  });

  it("of payloads is asked for in IDENTIFY, not in the address [line 66]", async () => {
    const made = await connected({ shards: 1, compress: "payload" });
    expect(query(made)).toEqual([null]);
    expect(heard<Identify>(made.discord, 2).map(({ data }) => data.compress)).toEqual([true]);
    await closes(made);
  });

  /** Whether DecompressionStream knows a format: zstd in Bun alone. */
  function canStream(format: string): boolean {
    try {
      return new DecompressionStream(format as "deflate") !== undefined;
    } catch {
      return false;
    }
  }

  it("by zstd gives way to zlib where the runtime has none", async () => {
    const made = stage({ shards: 1, compress: "zstd-stream", runtime: { builtin: () => undefined } });
    made.client.connect().catch(() => {});
    await passes(made, 100);
    expect(query(made)).toEqual([canStream("zstd") ? "zstd-stream" : "zlib-stream"]);
    await closes(made);
  });

  it.each(["zlib-stream", "zstd-stream"] as const)(
    "that cannot be read closes with 4900 and resumes; twice in a row, and plain text is asked for: %s [line 67]",
    async (compress) => {
      const made = await connected({ shards: 1, compress });
      const { discord, client } = made;
      for (let time = 1; time <= 2; time++) {
        discord.fault("corrupt");
        const resumed = new Promise((resolve) => client.on("resumed", resolve));
        await discord.clock.run(resumed);
        expect(discord.ledger.connections[time - 1]).toMatchObject({ closeCode: 4900, closedBy: "client" });
      }
      expect([discord.ledger.identifies, discord.ledger.resumes]).toEqual([1, 2]);
      expect(query(made)).toEqual([compress, compress, null]);
      await closes(made);
    },
  );
});

describe("Presence", () => {
  it("is sent to all shards with its four fields, and kept for every later IDENTIFY [line 54] [line 55]", async () => {
    const made = await connected({ shards: 2, presence: { status: "idle" } }, { maxConcurrency: 2 });
    const { discord, client } = made;
    const full = { since: null, activities: [], afk: false };
    expect(heard<Identify>(discord, 2).map(({ data }) => data.presence)).toEqual([
      { ...full, status: "idle" },
      { ...full, status: "idle" },
    ]);
    await discord.clock.run(client.setPresence({ status: "dnd" }));
    discord.clock.advance(100);
    expect(heard(discord, 3).map(({ data }) => data)).toEqual([
      { ...full, status: "dnd" },
      { ...full, status: "dnd" },
    ]);
    const renewed = new Promise((resolve) => client.on("ready", resolve));
    discord.fault("invalid-session", { shard: 1 });
    await discord.clock.run(renewed);
    expect(heard<Identify>(discord, 2).at(-1)?.data).toMatchObject({
      shard: [1, 2],
      presence: { ...full, status: "dnd" },
    });
    await closes(made);
  });
});
