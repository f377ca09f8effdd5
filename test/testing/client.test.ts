import { describe, expect, it } from "vitest";
import { command } from "../../src/commands/mod.ts";
import { createClient } from "../../src/mod.ts";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { place } from "./requests.ts";

/** A bot as users write it. */
function botFor({ token, runtime }: Simulator) {
  const client = createClient({
    ...{ token, runtime, sync: "global", log: () => {} },
    commands: { roll: command({ description: "Roll dice", run: (i) => i.reply("4") }) },
  });
  client.on("MESSAGE_CREATE", { content: true }, (message, ctx) => {
    if (message.content === "!ping") return ctx.reply(message, "pong");
    return undefined;
  });
  return client;
}

/** Everything once: a message, a command, a cut, and a message that was missed. */
async function evening(discord: Simulator): Promise<void> {
  const client = botFor(discord);
  const { channel, user } = place(discord);
  await client.connect();
  discord.say(channel, user, "!ping");
  expect((await discord.nextMessage({ channel })).content).toBe("pong");
  expect(await discord.slash("roll")).toMatchObject({ message: { content: "4" } });
  discord.fault("drop");
  discord.say(channel, user, "!ping");
  expect((await discord.nextMessage({ channel })).content).toBe("pong");
  expect(discord.ledger).toMatchObject({ identifies: 1, resumes: 1, offences: [] });
  await client.close();
  discord.close();
}

describe("A client in the simulator", () => {
  it.each(["real", "virtual"] as const)("lives in %s time", (clock) => evening(createSimulator({ seed: 7, clock })));

  it("lives in time that moves by hand", () => {
    const discord = createSimulator({ seed: 7, clock: "manual" });
    return discord.clock.run(evening(discord));
  });
});
