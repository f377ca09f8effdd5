import { describe, expect, it } from "vitest";
import { createSimulator } from "../../src/testing/mod.ts";
import { ask, place } from "./requests.ts";

describe("Listening", () => {
  it("hears the next message that the bot writes, in one channel or in any", async () => {
    const discord = createSimulator({ seed: 7, clock: "manual" });
    const { channel, user } = place(discord);
    const [here, anywhere] = [discord.nextMessage({ channel }), discord.nextMessage()];
    discord.say(channel, user, "not the bot's");
    const other = discord.channels[1]?.id;
    await ask(discord, `POST /channels/${other}/messages`, { content: "elsewhere" });
    await ask(discord, `POST /channels/${channel.id}/messages`, { content: "here" });
    expect((await here).content).toBe("here");
    expect((await anywhere).content).toBe("elsewhere");
    expect(discord.messages(channel).map((message) => message.content)).toEqual(["not the bot's", "here"]);
    expect(discord.clock.waiting).toBe(0);
  });

  it("gives up in time, by the simulator's clock", async () => {
    const discord = createSimulator({ seed: 7, clock: "manual" });
    const heard = discord.nextMessage({ timeoutMs: 60_000 });
    discord.clock.advance(60_000);
    await expect(heard).rejects.toMatchObject({ name: "TimeoutError", timeoutMs: 60_000 });
  });
});
