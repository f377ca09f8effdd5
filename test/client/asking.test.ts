/** What a bot asks of the gateway by name: the frames that go out, and the answers that come back. */
import { describe, expect, it } from "vitest";
import { fullPresence } from "../../src/client/asking.ts";
import type { Client, ClientOptions } from "../../src/client/surface.ts";
import { createClient } from "../../src/client.ts";
import { settled, World } from "../gateway/world.ts";

interface Stage {
  readonly world: World;
  readonly client: Client;
}

async function connected(options: Partial<ClientOptions> = {}): Promise<Stage> {
  const world = new World();
  const client = createClient({
    ...{ token: "canary.bot.token", gatewayUrl: "wss://gateway.test/", compress: false, log: false },
    runtime: world.runtime,
    ...options,
  });
  const connecting = client.connect();
  await settled();
  world.socket.welcomes();
  await connecting;
  return { world, client };
}

async function closes({ world, client }: Stage): Promise<void> {
  const closing = client.close();
  for (const socket of world.sockets) socket.shuts(1000);
  await closing;
  expect(world.clock.waiting).toBe(0);
}

/** What was said on the last socket, after IDENTIFY. */
const said = ({ world }: Stage): unknown[] => world.socket.sent.slice(1);

describe("Presence", () => {
  it("has all four fields, whatever was given [line 55]", async () => {
    expect(fullPresence({})).toEqual({ since: null, activities: [], status: "online", afk: false });
    const made = await connected();
    await made.client.setPresence({ status: "idle", since: 7, activities: [{ name: "chess", type: 0 }] });
    expect(said(made)).toEqual([
      { op: 3, d: { since: 7, activities: [{ name: "chess", type: 0 }], status: "idle", afk: false } },
    ]);
    await closes(made);
  });

  it("of the last of many wins, and all who set one are told that it is done [line 54]", async () => {
    const made = await connected();
    const all = Array.from({ length: 9 }, (_, n) =>
      made.client.setPresence({ activities: [{ name: `${n}`, type: 0 }] }),
    );
    await made.world.clock.pass(25_000);
    await Promise.all(all);
    const names = said(made).flatMap((frame) => {
      const { op, d } = frame as { op: number; d: { activities: { name: string }[] } };
      return op === 3 ? [d.activities[0]?.name] : [];
    });
    expect(names).toEqual(["0", "1", "2", "3", "4", "8"]);
    await closes(made);
  });

  it("that was set before connecting is what IDENTIFY says [line 55]", async () => {
    const made = await connected({ presence: { status: "dnd" } });
    const { d } = made.world.socket.sent[0] as { d: { presence: unknown } };
    expect(d.presence).toEqual({ since: null, activities: [], status: "dnd", afk: false });
    await closes(made);
  });
});

describe("Voice state", () => {
  it("joins, and leaves by a channel that is null [line 62]", async () => {
    const made = await connected();
    await made.client.setVoiceState({ guild_id: "1", channel_id: "2", self_mute: true });
    await made.client.setVoiceState({ guild_id: "1", channel_id: null });
    expect(said(made)).toEqual([
      { op: 4, d: { guild_id: "1", channel_id: "2", self_mute: true, self_deaf: false } },
      { op: 4, d: { guild_id: "1", channel_id: null, self_mute: false, self_deaf: false } },
    ]);
    await closes(made);
  });

  it("rejects where nobody is connected", async () => {
    const { client } = await connected().then(async (made) => {
      await closes(made);
      return made;
    });
    await expect(client.setVoiceState({ guild_id: "1", channel_id: null })).rejects.toMatchObject({
      code: "NOT_CONNECTED",
    });
  });
});

describe("Members", () => {
  it("need GUILD_MEMBERS for a full list, and GUILD_PRESENCES for presences, or are refused at once", async () => {
    const made = await connected({ intents: ["GUILDS"] });
    const asks = (query: object) => (): unknown => made.client.requestMembers({ guildId: "1", ...query });
    expect(asks({})).toThrow(expect.objectContaining({ code: "INTENT_MISSING" }));
    expect(asks({ query: "" })).toThrow("GUILD_MEMBERS");
    expect(asks({ query: "an", presences: true })).toThrow("GUILD_PRESENCES");
    made.client.requestMembers({ guildId: "1", query: "an" });
    made.client.requestMembers({ guildId: "1", userIds: ["2"] });
    expect(said(made)).toHaveLength(2);
    await closes(made);
  });

  it("come back as they are, with a nonce of ours that Discord returns [line 56] [line 57]", async () => {
    const made = await connected({ intents: ["GUILD_MEMBERS"] });
    const list = made.client.requestMembers({ guildId: "1" });
    const { d } = said(made)[0] as { d: { nonce: string } };
    expect(new TextEncoder().encode(d.nonce).length).toBeLessThanOrEqual(32);
    const chunk = { guild_id: "1", chunk_index: 0, chunk_count: 1, members: [{ nick: "Ann" }], nonce: d.nonce };
    made.world.socket.dispatches("GUILD_MEMBERS_CHUNK", 2, chunk);
    const members: unknown[] = [];
    for await (const { nick } of list) members.push(nick);
    expect(members).toEqual(["Ann"]);
    await closes(made);
  });
});

describe("Soundboard sounds", () => {
  it("are gathered by guild, in whatever order they come [line 61]", async () => {
    const made = await connected();
    const asking = made.client.requestSoundboardSounds(["1", "2"]);
    await settled();
    expect(said(made)).toEqual([
      { op: 31, d: { guild_ids: ["1"] } },
      { op: 31, d: { guild_ids: ["2"] } },
    ]);
    made.world.socket.dispatches("SOUNDBOARD_SOUNDS", 2, { guild_id: "3", soundboard_sounds: [] });
    made.world.socket.dispatches("SOUNDBOARD_SOUNDS", 3, { guild_id: "2", soundboard_sounds: [{ name: "quack" }] });
    made.world.socket.dispatches("SOUNDBOARD_SOUNDS", 4, { guild_id: "1", soundboard_sounds: [] });
    expect(await asking).toEqual(
      new Map([
        ["1", []],
        ["2", [{ name: "quack" }]],
      ]),
    );
    await closes(made);
  });

  it("leave nothing behind when the question cannot be asked", async () => {
    const made = await connected();
    await closes(made);
    await expect(made.client.requestSoundboardSounds(["1"])).rejects.toMatchObject({ code: "NOT_CONNECTED" });
    expect(made.world.clock.waiting).toBe(0);
  });

  it("reject when an answer does not come in time", async () => {
    const made = await connected();
    const asking = made.client.requestSoundboardSounds(["1"], { timeoutMs: 5000 }).catch((error: unknown) => error);
    await made.world.clock.pass(5000);
    expect(await asking).toMatchObject({ code: "WAIT_TIMEOUT", timeoutMs: 5000 });
    await closes(made);
  });
});

describe("Channel info", () => {
  it("is the CHANNEL_INFO of that guild [line 61]", async () => {
    const made = await connected();
    const asking = made.client.requestChannelInfo("1", ["status"]);
    await settled();
    expect(said(made)).toEqual([{ op: 43, d: { guild_id: "1", fields: ["status"] } }]);
    made.world.socket.dispatches("CHANNEL_INFO", 2, { guild_id: "9", channels: [] });
    made.world.socket.dispatches("CHANNEL_INFO", 3, { guild_id: "1", channels: [{ id: "5", status: "hi" }] });
    expect(await asking).toEqual([{ id: "5", status: "hi" }]);
    await closes(made);
  });

  it("is given up by its signal, and leaves nothing behind", async () => {
    const made = await connected();
    const controller = new AbortController();
    const asking = made.client
      .requestChannelInfo("1", ["status"], { signal: controller.signal })
      .catch((error: unknown) => error);
    await settled();
    controller.abort(new Error("enough"));
    expect(await asking).toEqual(new Error("enough"));
    await closes(made);
  });
});
