/** Who kept the process busy: the longest run of late, and nobody without need. */
import { describe, expect, it } from "vitest";
import { Listeners } from "../../src/client/listeners.ts";
import { Stopwatch } from "../../src/client/stopwatch.ts";
import { createClient } from "../../src/client.ts";
import { command } from "../../src/commands/mod.ts";
import { INTERVAL } from "../gateway/transcript.ts";
import { settled, World } from "../gateway/world.ts";

/** A clock that counts how often it was looked at. */
class Time {
  looks = 0;
  at = 0;
  now(): number {
    this.looks++;
    return this.at;
  }
}

function stage(): { time: Time; stopwatch: Stopwatch; runs: (name: string, ms: number) => void } {
  const time = new Time();
  const stopwatch = new Stopwatch(time);
  const listeners = new Listeners(() => {}, stopwatch);
  const lasts: { ms: number } = { ms: 0 };
  for (const name of ["A", "B", "*"]) {
    listeners.add({ name, line: `listener at ${name}.ts:1:1`, run: () => (time.at += name === "*" ? 0 : lasts.ms) });
  }
  const runs = (name: string, ms: number): void => {
    lasts.ms = ms;
    listeners.deliver({ name, data: {} });
  };
  return { time, stopwatch, runs };
}

describe("Stopwatch", () => {
  it("names the event, the listeners and the time of the longest run, once", () => {
    const { stopwatch, runs } = stage();
    runs("A", 300);
    runs("B", 2000);
    runs("A", 200);
    expect(stopwatch.blame(2500)).toBe("B, listener at B.ts:1:1, listener at *.ts:1:1 (2000 ms)");
    expect(stopwatch.blame(2500)).toBeUndefined();
  });

  it("blames nobody for a process that slept: no run was long, or it was over before", () => {
    const { time, stopwatch, runs } = stage();
    runs("A", 99);
    expect(stopwatch.blame(5000)).toBeUndefined();
    runs("A", 3000);
    time.at += 1001;
    expect(stopwatch.blame(1000)).toBeUndefined();
  });

  it("lets a long run of long ago give way to a shorter one", () => {
    const { time, stopwatch, runs } = stage();
    runs("A", 3000);
    time.at += 10_000;
    runs("B", 600);
    expect(stopwatch.blame(700)).toMatch(/^B, /);
  });

  it("looks at the clock twice an event, and never where nobody listens", () => {
    const time = new Time();
    const listeners = new Listeners(() => {}, new Stopwatch(time));
    listeners.deliver({ name: "A", data: {} });
    expect(time.looks).toBe(0);
    for (let n = 0; n < 3; n++) listeners.add({ name: "A", line: "", run: () => {} });
    listeners.deliver({ name: "A", data: {} });
    expect(time.looks).toBe(2);
  });
});

describe("A client whose heartbeat leaves late", () => {
  const data = { id: "9", name: "slow", type: 1 };
  const INTERACTION = { id: "1", application_id: "8", type: 2, token: "t", version: 1, data, user: { id: "5" } };

  /** A client that is READY, and a handler's way to keep its process busy. */
  async function stage(blocks: (ms: number) => void, spend: { ms: number }) {
    const world = new World();
    const told: unknown[] = [];
    const logged: string[] = [];
    const client = createClient({
      token: "canary.bot.token",
      gatewayUrl: "wss://gateway.test/",
      compress: false,
      log: ({ message }) => logged.push(message),
      runtime: { ...world.runtime, now: () => world.clock.now() + spend.ms },
      commands: { slow: command({ description: "Slow", run: () => blocks(4000) }) },
    });
    client.on("problem", ({ problem }) => told.push(problem));
    client.on("TYPING_START", () => blocks(3000));
    const connecting = client.connect();
    await settled();
    world.socket.welcomes();
    await connecting;
    await world.clock.pass(INTERVAL / 2 - 1000);
    return { world, told, logged };
  }

  it.each([
    ["TYPING_START", {}, /^TYPING_START, listener at \S+stopwatch\.test\.ts:\d+:\d+ \(3000 ms\)$/],
    ["INTERACTION_CREATE", INTERACTION, /^INTERACTION_CREATE, the tree of commands \(4000 ms\)$/],
  ])("names the handler that kept it from leaving: %s", async (name, data, handler) => {
    const spend = { ms: 0 };
    const { world, told, logged } = await stage((ms) => (spend.ms += ms), spend);
    world.socket.dispatches(name, 2, data);
    await world.clock.pass(1000);
    expect(told).toEqual([{ type: "late-heartbeat", lateMs: spend.ms, handler: expect.stringMatching(handler) }]);
    expect(logged.at(-1)).toMatch(/^A heartbeat left \d000 ms late: \w+, .+ kept the process busy\.$/);
  });

  it("says what it knows where no handler ran for long", async () => {
    const spend = { ms: 0 };
    const { world, told, logged } = await stage(() => {}, spend);
    world.socket.dispatches("TYPING_START", 2);
    spend.ms = 3000;
    await world.clock.pass(1000);
    expect(told).toEqual([{ type: "late-heartbeat", lateMs: 3000, handler: undefined }]);
    expect(logged.at(-1)).toBe("A heartbeat left 3000 ms late: something kept the process busy, or it was asleep.");
  });
});
