import { describe, expect, it } from "vitest";
import { createSimulator, createVirtualClock, VIRTUAL_START_AT } from "../../src/testing/mod.ts";
import { connected, resumed } from "./minimal.ts";
import { ask, place } from "./requests.ts";

describe("VirtualClock", () => {
  it("runs timers in order of their instants, and of their making within one", () => {
    const clock = createVirtualClock();
    const ran: string[] = [];
    const note = (name: string) => () => ran.push(`${name} at ${clock.now()}`);
    clock.schedule(note("late"), 20);
    clock.schedule(note("early"), 10);
    clock.schedule(note("early too"), 10);
    clock.schedule(() => clock.schedule(note("made on the way"), 5), 10);
    clock.advance(15);
    expect(ran).toEqual(["early at 10", "early too at 10", "made on the way at 15"]);
    expect([clock.now(), clock.date(), clock.waiting]).toEqual([15, VIRTUAL_START_AT + 15, 1]);
  });

  it("never runs a timer that was cancelled, nor any at once", () => {
    const clock = createVirtualClock();
    const ran: string[] = [];
    const cancel = clock.schedule(() => ran.push("cancelled"), 5);
    clock.schedule(cancel, 1);
    clock.schedule(() => ran.push("at once"), 0);
    expect(ran).toEqual([]);
    clock.advance(10);
    cancel();
    expect(ran).toEqual(["at once"]);
    expect(clock.waiting).toBe(0);
  });

  it("keeps no heap of cancelled timers", () => {
    const clock = createVirtualClock();
    const keep = clock.schedule(() => {}, 1_000);
    for (let n = 0; n < 10_000; n++) clock.schedule(() => {}, 1_000)();
    expect(clock.waiting).toBe(1);
    keep();
    expect(clock.waiting).toBe(0);
  });

  it("passes by itself while something is awaited, and not while it is held", async () => {
    const clock = createVirtualClock();
    const hour = new Promise<number>((resolve) => void clock.schedule(() => resolve(clock.now()), 3_600_000));
    const release = clock.hold();
    setTimeout(release, 0);
    expect(await clock.run(hour)).toBe(3_600_000);
    await expect(clock.run(Promise.reject(new Error("as it was")))).rejects.toThrow("as it was");
  });

  it("says so when nothing is left that could settle what is awaited", async () => {
    const clock = createVirtualClock();
    await expect(clock.run(new Promise(() => {}))).rejects.toMatchObject({ code: "VIRTUAL_CLOCK_STUCK" });
  });

  it("passes by itself whenever the event loop has nothing to do, until it is stopped", async () => {
    const clock = createVirtualClock({ auto: true });
    const instants: number[] = [];
    for (const wait of [60_000, 1, 30]) {
      await new Promise<void>((resolve) => void clock.schedule(resolve, wait));
      instants.push(clock.now());
    }
    expect(instants).toEqual([60_000, 60_001, 60_031]);
    clock.stop();
    clock.schedule(() => {}, 5);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(clock.now()).toBe(60_031);
  });
});

describe("createSimulator", () => {
  it("makes the same world from the same seed, and another from another", () => {
    const ids = (seed: number) => createSimulator({ seed }).guilds.map((guild) => guild.id);
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).not.toEqual(ids(2));
    expect(createSimulator({ seed: 1 }).token).toBe(createSimulator({ seed: 1 }).token);
  });

  it("refuses to move the real clock", () => {
    expect(() => createSimulator().clock).toThrow(/createSimulator\(\{ clock: "virtual" \}\)/);
  });

  it("refuses to let strangers speak", () => {
    const discord = createSimulator();
    expect(() => discord.say("1", "2", "hello")).toThrow(/Take one of its/);
  });
});

describe("Determinism", () => {
  /** A life with faults, jitter, requests and interactions; everything that went over the wires. */
  async function life(seed: number): Promise<string> {
    const discord = createSimulator({ seed, clock: "manual", latencyMs: [5, 80] });
    const first = connected(discord);
    const { channel, user } = place(discord);
    discord.clock.advance(200);
    discord.say(channel, user, "hello");
    discord.slash("ping").catch(() => {});
    await ask(discord, `POST /channels/${channel.id}/messages`, { content: "hi" });
    discord.fault("drop");
    discord.say(channel, user, "missed");
    discord.clock.advance(500);
    resumed(discord, first);
    discord.clock.advance(60_000);
    return discord.ledger.toNdjson() + JSON.stringify(first.heard);
  }

  it("plays the same life for the same seed, to the last byte", async () => {
    const [once, again, other] = [await life(3), await life(3), await life(4)];
    expect(again).toBe(once);
    expect(other).not.toBe(once);
  });
});
