/** docs/cache.md, as its reader would use it: its code runs in a bot against a simulated Discord. */

import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { type Client, createClient } from "../../src/mod.ts";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { readText } from "../tools/tree.ts";

interface Cache {
  readonly guilds: Map<string, { readonly unavailable: boolean }>;
  readonly channels: Map<string, { readonly guild_id?: string }>;
}

const [, recipe = ""] = /^```ts\n([\s\S]*?)^```/m.exec(readText("docs/cache.md")) ?? [];
const { code } = transformSync(recipe, { loader: "ts" });
const cached = new Function("client", `${code}; return { guilds, channels };`) as (client: Client) => Cache;

interface Stage extends Cache {
  readonly discord: Simulator;
  readonly client: Client;
  readonly guildId: string;
  readonly channelId: string;
  /** Sends an event, and waits until the bot has had it. */
  readonly hear: (name: "THREAD_LIST_SYNC" | "MESSAGE_CREATE" | "PRESENCE_UPDATE", data: object) => Promise<unknown>;
}

/** A bot with the cache, its guilds known. */
async function onStage(play: (stage: Stage) => Promise<void>): Promise<void> {
  const discord = createSimulator({ seed: 71, clock: "virtual" });
  const errors: unknown[] = [];
  const client = createClient({
    token: discord.token,
    runtime: discord.runtime,
    intents: 0b11_1111_1111_1111,
    onError: (error) => errors.push(error),
  });
  const cache = cached(client);
  const known = client.waitFor("GUILD_CREATE", { timeoutMs: 10_000 });
  await client.connect();
  await known;
  const [guild, channel] = [discord.guilds[0], discord.channels[0]];
  const hear: Stage["hear"] = (name, data) => {
    const heard = client.waitFor(name, { timeoutMs: 10_000 });
    discord.emit(name, data as never);
    return heard;
  };
  await play({ ...cache, discord, client, guildId: guild?.id ?? "", channelId: channel?.id ?? "", hear });
  await client.close();
  discord.close();
  expect(errors).toEqual([]);
}

const thread = (id: string, parent_id: string, guild_id: string) => ({
  ...{ id, parent_id, guild_id, type: 11, name: id },
  thread_metadata: {
    archived: false,
    auto_archive_duration: 60,
    archive_timestamp: "2026-01-01T00:00:00Z",
    locked: false,
  },
});

describe("The recipe of a cache", () => {
  it("takes a THREAD_LIST_SYNC without channel_ids for all threads of the guild, one with them for theirs [line 71]", () =>
    onStage(async ({ channels, guildId, channelId, hear }) => {
      const [kept, gone, other] = ["901", "902", "903"];
      const sync = (threads: object[], channel_ids?: string[]) =>
        hear("THREAD_LIST_SYNC", { guild_id: guildId, threads, members: [], ...(channel_ids && { channel_ids }) });
      await sync([thread(kept, channelId, guildId), thread(gone, channelId, guildId), thread(other, "77", guildId)]);
      await sync([thread(kept, channelId, guildId)], [channelId]);
      expect([kept, gone, other].map((id) => channels.has(id))).toEqual([true, false, true]);
      await sync([]);
      expect([kept, gone, other].map((id) => channels.has(id))).toEqual([false, false, false]);
      expect(channels.has(channelId)).toBe(true);
    }));

  it("is not broken by a message of an ephemeral answer, which has no guild_id [line 73]", () =>
    onStage(async ({ guilds, channels, channelId, hear }) => {
      const before = [guilds.size, channels.size];
      const author = { id: "5", username: "bot", discriminator: "0", avatar: null };
      const found = await hear("MESSAGE_CREATE", {
        id: "904",
        channel_id: channelId,
        author,
        content: "psst",
        flags: 64,
      });
      expect(found).toMatchObject({ id: "904" });
      expect([guilds.size, channels.size]).toEqual(before);
      expect(before[0]).toBeGreaterThan(0);
    }));

  it("shares its bot with listeners that take a presence of nobody but an id [line 74]", () =>
    onStage(async ({ guildId, hear }) => {
      const presence = { user: { id: "905" }, guild_id: guildId };
      expect(await hear("PRESENCE_UPDATE", presence)).toEqual(presence);
    }));
});
