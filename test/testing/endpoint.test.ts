import { describe, expect, it } from "vitest";
import { button, command, option } from "../../src/commands/mod.ts";
import { createInteractionsEndpoint } from "../../src/interactions/mod.ts";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";

/** A bot without a gateway. */
function endpointFor({ publicKey, runtime }: Simulator) {
  return createInteractionsEndpoint({
    publicKey,
    runtime,
    commands: {
      roll: command({
        description: "Roll dice",
        options: { sides: option.integer("Sides") },
        run: (i) =>
          i.reply({
            content: `1 of ${i.options.sides ?? 6}`,
            components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: "more", label: "More" }] }],
          }),
      }),
      slow: command({
        description: "Takes its time",
        run: async (i) => {
          await i.defer();
          await i.edit("at last");
        },
      }),
    },
    components: { more: button((i) => i.update("more")) },
  });
}

describe("Endpoint", () => {
  it.each(["virtual", "real"] as const)("answers what is posted to it, signed, in %s time", async (clock) => {
    const discord = createSimulator({ seed: 7, clock });
    await discord.serve(endpointFor(discord));
    const rolled = await discord.slash("roll", { sides: 20 });
    expect(rolled).toMatchObject({ type: 4, message: { content: "1 of 20" } });
    const pressed = await discord.press(rolled.message as never, "more");
    expect(pressed).toMatchObject({ type: 7, message: { content: "more", id: rolled.message?.id } });
    expect(await discord.slash("slow")).toMatchObject({ message: { content: "at last" } });
    expect(discord.ledger.posts.map((it) => [it.type, it.status])).toEqual([
      ...[
        [1, 200],
        [1, 401],
        [2, 200],
        [3, 200],
        [2, 200],
      ],
    ]);
    expect(discord.ledger.deliveries).toEqual([]);
    discord.close();
  });

  it("is not saved when it takes any signature, or checks by another key", async () => {
    const discord = createSimulator({ seed: 7 });
    const trusting = async () => Response.json({ type: 1 });
    const stranger = endpointFor({ ...discord, runtime: discord.runtime, publicKey: "ab".repeat(32) });
    await expect(discord.serve(trusting)).rejects.toMatchObject({ code: "SIMULATOR_ENDPOINT" });
    await expect(discord.serve(stranger)).rejects.toThrow("answered a PING with 401");
  });

  it("that answers what Discord does not take fails at once, and is told why", async () => {
    const answers = [new Response(null, { status: 500 }), Response.json({ type: 4, data: { content: "" } })];
    const discord = createSimulator({ interactions: async () => answers.shift() as Response });
    await expect(discord.slash("ping")).rejects.toThrow("answered an interaction with 500");
    await expect(discord.slash("ping")).rejects.toThrow("refuses, with 400");
  });
});
