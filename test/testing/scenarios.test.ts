import { describe, expect, it } from "vitest";
import { createSimulator, SCENARIOS, type ScenarioName, type Simulator } from "../../src/testing/mod.ts";
import { connected } from "./minimal.ts";
import { place } from "./requests.ts";

function simulate(seed: number): Simulator {
  return createSimulator({ seed, clock: "manual", record: true });
}

/** Ten minutes of a story, before a client that answers no heartbeat's absence: everything that it was sent. */
function tenMinutes(name: ScenarioName, seed: number): string {
  const discord = simulate(seed);
  connected(discord);
  discord.play(name);
  discord.clock.advance(600_000);
  return discord.ledger.toNdjson();
}

describe("Scenarios", () => {
  it.each(SCENARIOS)("%s: the same seed plays the same, another seed another", (name) => {
    const first = tenMinutes(name, 1);
    expect(first).toContain(`"kind":"happening"`);
    expect(tenMinutes(name, 1)).toBe(first);
    expect(tenMinutes(name, 2)).not.toBe(first);
  });

  it("stop when they are told to, and when the simulator closes", () => {
    const discord = simulate(1);
    const stop = discord.play("busy-evening");
    discord.clock.advance(10_000);
    const before = discord.ledger.happenings.length;
    expect(before).toBeGreaterThan(20);
    stop();
    discord.play("quiet-server");
    discord.close();
    discord.clock.advance(600_000);
    expect(discord.ledger.happenings).toHaveLength(before);
  });

  it("raid: fifty strangers come, write in every channel, and go", () => {
    const discord = simulate(1);
    const client = connected(discord);
    const { guild } = place(discord);
    discord.play("raid");
    discord.clock.advance(60_000);
    expect(client.data("GUILD_MEMBER_ADD")).toHaveLength(50);
    expect(client.data("MESSAGE_CREATE")).toHaveLength(50 * guild.channels.length);
    expect(client.data("GUILD_MEMBER_REMOVE")).toHaveLength(50);
    expect(guild.members).toHaveLength(6);
  });

  it("boot-with-100-guilds: all are there at once, and come back after an outage", () => {
    const discord = simulate(1);
    const stop = discord.play("boot-with-100-guilds");
    const client = connected(discord);
    expect(client.data("READY")[0].guilds).toHaveLength(100);
    expect(client.data("GUILD_CREATE")).toHaveLength(100);
    discord.clock.advance(40_000);
    stop();
    const gone = client.data("GUILD_DELETE");
    expect(gone[0]).toEqual({ id: gone[0].id, unavailable: true });
    expect(client.data("GUILD_CREATE")[100]).toMatchObject({ id: gone[0].id, unavailable: false });
  });

  it("token-revoked: ends with 4004", () => {
    const discord = simulate(1);
    const client = connected(discord);
    discord.play("token-revoked");
    discord.clock.advance(11_000);
    expect(client.steps.at(-1)).toBe("close 4004");
  });
});

describe("Records", () => {
  it("play again: the same events at the same distances, and the same faults", () => {
    const first = simulate(1);
    const heard = connected(first);
    first.play("busy-evening");
    first.clock.advance(20_000);
    first.fault("ask-heartbeat");
    first.clock.advance(100);
    const again = simulate(1);
    const client = connected(again);
    again.replay(first.ledger.toNdjson());
    again.clock.advance(25_000);
    expect(client.events).toEqual(heard.events);
    expect(client.data("MESSAGE_CREATE")).toEqual(heard.data("MESSAGE_CREATE"));
    expect(client.ops(1)).toHaveLength(1);
    expect(client.ops(0).length).toBeGreaterThan(40);
  });

  it("that are none are refused", () => {
    expect(() => simulate(1).replay('{"kind":"happening" broken')).toThrow("no record");
  });
});

describe("Crowd", () => {
  it("reacts, thinks again, types, edits and deletes, and the bot is told", () => {
    const discord = simulate(1);
    const client = connected(discord);
    const { channel, user } = place(discord);
    const { crowd } = discord;
    const message = discord.say(channel, user, "hello");
    crowd.react(message, user, "👍");
    crowd.react(message, user, "👍");
    crowd.unreact(message, user, "👍");
    crowd.type(channel, user);
    crowd.edit(message, "hello again");
    crowd.erase(message);
    discord.clock.advance(50);
    expect(client.events.slice(3)).toEqual([
      ...["MESSAGE_CREATE", "MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE", "TYPING_START"],
      ...["MESSAGE_UPDATE", "MESSAGE_DELETE"],
    ]);
    expect(client.data("MESSAGE_UPDATE")[0]).toMatchObject({ content: "hello again", id: message.id });
    expect(() => crowd.edit(message, "too late")).toThrow("no such message");
  });
});
