import { describe, expect, it } from "vitest";
import { createSimulator, type Simulator, type SimulatorOptions } from "../../src/testing/mod.ts";
import { connected, GATEWAY, identify, MinimalClient, resumed } from "./minimal.ts";

function simulate(options: SimulatorOptions = {}): Simulator {
  return createSimulator({ seed: 7, clock: "manual", ...options });
}

/** Somebody writes into the first channel. */
function say(discord: Simulator, text: string): void {
  const [channel] = discord.channels;
  const [user] = discord.users;
  if (channel === undefined || user === undefined) throw new Error("an empty world");
  discord.say(channel, user, text);
  discord.clock.advance(50);
}

describe("Gateway", () => {
  it("says Hello with the interval of heartbeats, and nothing else", () => {
    const discord = simulate();
    const client = new MinimalClient(discord);
    discord.clock.advance(100);
    expect(client.steps).toEqual(["open"]);
    expect(client.heard).toEqual([{ t: null, s: null, op: 10, d: { heartbeat_interval: 41_250 } }]);
  });

  it("answers IDENTIFY with READY and one GUILD_CREATE for each guild", () => {
    const discord = simulate({ world: { guilds: 3 } });
    const client = connected(discord);
    expect(client.events).toEqual(["READY", "GUILD_CREATE", "GUILD_CREATE", "GUILD_CREATE"]);
    const [ready] = client.data("READY");
    expect(ready.guilds.map((guild: { id: string }) => guild.id)).toEqual(discord.guilds.map((guild) => guild.id));
    expect(ready.user.id).toBe(discord.bot.id);
    expect(ready.application).toEqual({ id: discord.application.id, flags: discord.application.flags });
    expect(new URL(ready.resume_gateway_url).host).not.toBe(new URL(GATEWAY).host);
    expect(client.heard.filter((it) => it.op === 0).map((it) => it.s)).toEqual([1, 2, 3, 4]);
  });

  it("answers each heartbeat, and closes when none is heard", () => {
    const discord = simulate();
    const client = connected(discord);
    client.send(1, client.seq);
    discord.clock.advance(100);
    expect(client.ops(11)).toHaveLength(1);
    discord.clock.advance(100_000);
    expect(client.steps).toEqual(["open", "close 4000"]);
  });

  it("brings back what was missed, in order, and says RESUMED", () => {
    const discord = simulate();
    const first = connected(discord);
    say(discord, "before");
    discord.fault("drop");
    discord.clock.advance(50);
    expect(first.steps).toEqual(["open", "close 1006"]);
    say(discord, "missed one");
    say(discord, "missed two");
    const second = resumed(discord, first);
    say(discord, "after");
    expect(second.events).toEqual(["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED", "MESSAGE_CREATE"]);
    expect(second.data("MESSAGE_CREATE").map((it) => it.content)).toEqual(["missed one", "missed two", "after"]);
    expect(second.heard.filter((it) => it.op === 0).map((it) => it.s)).toEqual([5, 6, 7, 8]);
    expect(discord.ledger.missed("MESSAGE_CREATE")).toBe(2);
    expect(discord.ledger.replayed()).toBe(2);
    expect(discord.ledger.identifies).toBe(1);
    expect(discord.ledger.resumes).toBe(1);
  });

  it("refuses a session that it no longer has", () => {
    const discord = simulate({ sessionTtlMs: 1_000 });
    const first = connected(discord);
    discord.fault("drop");
    discord.clock.advance(2_000);
    const second = resumed(discord, first);
    expect(second.ops(9).map((it) => it.d)).toEqual([false]);
  });

  it("refuses an IDENTIFY that comes within 5 s of another", () => {
    const discord = simulate();
    connected(discord);
    const second = connected(discord);
    expect(second.ops(9).map((it) => it.d)).toEqual([false]);
    expect(discord.ledger.offences).toHaveLength(1);
  });

  it("ends the session on 1000, and keeps it on 4900", () => {
    const discord = simulate();
    const first = connected(discord);
    first.socket.close(4900);
    discord.clock.advance(100);
    expect(first.steps).toEqual(["open", "close 4900"]);
    const second = resumed(discord, first);
    expect(second.events).toEqual(["RESUMED"]);
    second.socket.close(1000);
    discord.clock.advance(100);
    expect(
      resumed(discord, first, 5)
        .ops(9)
        .map((it) => it.d),
    ).toEqual([false]);
  });

  it("simulates a week of heartbeats in less than a second", () => {
    const discord = simulate();
    const client = connected(discord);
    const { clock } = discord;
    const beat = (): void => {
      client.send(1, client.seq);
      clock.schedule(beat, 41_250);
    };
    beat();
    const before = process.cpuUsage();
    clock.advance(7 * 86_400_000);
    // The processor's time, so that a busy machine does not count.
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
    expect(client.steps).toEqual(["open"]);
    expect(discord.ledger.heartbeats).toBeGreaterThan(14_600);
  });
});

describe("IDENTIFY", () => {
  it.each([
    [4004, { token: "wrong" }],
    [4010, { shard: [2, 2] }],
    [4013, { intents: 1 << 17 }],
    [4013, { intents: undefined }],
    [4002, { properties: undefined }],
  ])("closes with %i for %o", (code, more) => {
    const client = connected(simulate(), more);
    expect(client.steps).toEqual(["open", `close ${code}`]);
  });

  it("closes with 4014 when a privileged intent is not switched on", () => {
    const discord = simulate();
    discord.application.flags = 0;
    expect(connected(discord, { intents: 1 << 15 }).steps).toEqual(["open", "close 4014"]);
    discord.clock.advance(5_000);
    expect(connected(discord, { intents: 1 }).steps).toEqual(["open"]);
  });

  it("closes with 4005 when it comes twice", () => {
    const discord = simulate();
    const client = connected(discord);
    client.send(2, identify(discord));
    discord.clock.advance(100);
    expect(client.steps).toEqual(["open", "close 4005"]);
  });
});
