/** Posts in forums: threads that begin with a message of their own. */

import { describe, expect, it } from "vitest";
import { createRest } from "../../src/rest/mod.ts";
import { createSimulator } from "../../src/testing/mod.ts";

function stage() {
  const discord = createSimulator({ seed: 5 });
  const rest = createRest({ token: discord.token, runtime: discord.runtime, log: () => {} });
  const guild_id = discord.guilds[0]?.id ?? "";
  return { discord, rest, guild_id };
}

describe("A forum of the simulator", () => {
  it("takes posts: a thread and its first message, under one id", async () => {
    const { discord, rest, guild_id } = stage();
    const forum = await rest.request("POST /guilds/{guild_id}/channels", {
      path: { guild_id },
      body: { name: "ideas", type: 15 },
    });
    const post = (await rest.request("POST /channels/{channel_id}/threads", {
      path: { channel_id: forum.id },
      body: { name: "a post", message: { content: "first" } },
    })) as { id: string; type: number; parent_id?: string; message?: { id: string; content: string } };
    expect(post).toMatchObject({ type: 11, parent_id: forum.id, message: { id: post.id, content: "first" } });
    const first = await rest.request("GET /channels/{channel_id}/messages/{message_id}", {
      path: { channel_id: post.id, message_id: post.id },
    });
    expect(first.content).toBe("first");
    discord.close();
  });

  it("refuses a post without a message, as Discord does", async () => {
    const { discord, rest, guild_id } = stage();
    const forum = await rest.request("POST /guilds/{guild_id}/channels", {
      path: { guild_id },
      body: { name: "ideas", type: 15 },
    });
    await expect(
      rest.request("POST /channels/{channel_id}/threads", {
        path: { channel_id: forum.id },
        body: { name: "empty" } as never,
      }),
    ).rejects.toMatchObject({ discordCode: 50006 });
    discord.close();
  });
});
