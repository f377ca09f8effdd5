/** What the simulator's ledger keeps. */
import { describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { connected, resumed } from "./minimal.ts";

/** So many lines, and the time they take to arrive. */
function say(discord: Simulator, lines: number): void {
  const [channel] = discord.channels;
  const [user] = discord.users;
  for (let n = 0; n < lines; n++) discord.say(channel?.id ?? "", user?.id ?? "", `line ${n}`);
  discord.clock.advance(100);
}

describe("Ledger", () => {
  it("keeps everything, unless it is told otherwise", () => {
    const discord = createSimulator({ clock: "manual" });
    connected(discord);
    say(discord, 1_500);
    expect(discord.ledger.sent("MESSAGE_CREATE")).toBe(1_500);
  });

  it("keeps the latest of what it is told to keep, and never more than twice as many", () => {
    const discord = createSimulator({ clock: "manual", ledgerEntries: 100 });
    const client = connected(discord);
    const sizes = Array.from({ length: 50 }, () => {
      say(discord, 10);
      return discord.ledger.deliveries.length;
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200);
    expect(Math.min(...sizes.slice(20))).toBeGreaterThanOrEqual(100);
    expect(discord.ledger.deliveries.at(-1)?.seq).toBe(client.seq);
    expect(client.data("MESSAGE_CREATE")).toHaveLength(500);
  });

  it("brings back events that the ledger has dropped, and none twice", () => {
    const discord = createSimulator({ clock: "manual", ledgerEntries: 10 });
    const client = connected(discord);
    discord.fault("drop");
    say(discord, 300);
    const again = resumed(discord, client);
    expect(again.data("MESSAGE_CREATE").map(({ content }) => content)).toEqual(
      Array.from({ length: 300 }, (_, n) => `line ${n}`),
    );
  });
});
