/** A client in numbers: every one of them held against what the simulator wrote down, or against what was staged. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { button, command } from "../../src/commands/mod.ts";
import { BOUNDS_MS, type Durations, type Meter, measure } from "../../src/metrics/mod.ts";
import { type Client, type ClientOptions, createClient, type TapFrame } from "../../src/mod.ts";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { secretsOf, useEveryToken } from "../client/secrets.ts";
import { place } from "../testing/requests.ts";

interface Stage {
  readonly discord: Simulator;
  readonly client: Client;
  readonly meter: Meter;
  readonly pass: (ms: number) => Promise<void>;
  readonly say: (text: string) => void;
}

/** A bot that is measured from before it connects; time moves by hand, and as far as somebody waits for it. */
async function onStage(options: Partial<ClientOptions>, play: (stage: Stage) => Promise<void>): Promise<void> {
  const discord = createSimulator({ seed: 7, clock: "manual" });
  const pass = (ms: number): Promise<void> => new Promise((resolve) => void discord.clock.schedule(resolve, ms));
  const { token, runtime, clock } = discord;
  const client = createClient({ ...{ token, runtime, log: false, onError: () => {} }, ...options });
  const meter = measure(client);
  client.on("MESSAGE_CREATE", { content: true }, async ({ content }) => {
    if (content.startsWith("slow")) await pass(300);
    if (content.startsWith("bad")) throw new Error("broken");
  });
  const say = (text: string): void => void discord.say(place(discord).channel, place(discord).user, text);
  await clock.run(client.connect().then(() => play({ discord, client, meter, pass, say })));
  await clock.run(client.close());
  discord.close();
}

/** Durations as they must be told. */
function durations(...all: readonly number[]): Durations {
  const totalMs = all.reduce((sum, ms) => sum + ms, 0);
  const within = BOUNDS_MS.map((bound) => all.filter((ms) => ms <= bound).length);
  return { count: all.length, totalMs, maxMs: Math.max(0, ...all), within };
}

describe("measure", () => {
  it("counts events, frames and bytes as the ledger does, over a drop, a resume and a gap", () =>
    onStage({ compress: false }, async ({ discord, client, meter, pass, say }) => {
      const frames: TapFrame[] = [];
      client.tap((frame) => frames.push(frame));
      say("grüße");
      await pass(100);
      discord.fault("drop");
      say("missed");
      await pass(5000);
      discord.fault("lost-event");
      say("after");
      await pass(60_000);
      const { ledger } = discord;
      const { events, frames: counted, bytes, sessions, reconnects, gaps, heartbeats } = meter.snapshot();
      expect(events).toEqual({ READY: 1, MESSAGE_CREATE: 3, RESUMED: 1 });
      expect(ledger.sent() + ledger.replayed()).toBe(5);
      const others = ledger.frames.filter(({ direction }) => direction === "out").length;
      const heard = ledger.frames.filter(({ direction }) => direction === "in");
      expect(counted).toEqual({ in: 5 + others, out: heard.length });
      expect(bytes.out).toBe(heard.reduce((sum, frame) => sum + frame.bytes, 0));
      expect(heartbeats).toBe(ledger.heartbeats);
      expect(heartbeats).toBeGreaterThan(0);
      expect(sessions).toEqual({ identifies: 1, resumes: 1, started: 1, resumed: 1, replayed: 1 });
      expect([ledger.identifies, ledger.resumes, ledger.replayed()]).toEqual([1, 1, 1]);
      expect(reconnects).toEqual({ GATEWAY_DROPPED: ledger.connections.length - 1 });
      expect(gaps).toEqual({ count: 1, events: ledger.lost(), sessionsLost: 0 });
      const [hello, ready] = ledger.frames.filter(({ op }) => op === 10);
      const since = frames.filter(({ direction }) => direction === "in").reduce((sum, frame) => sum + frame.bytes, 0);
      expect(bytes.in).toBeGreaterThan(since + (hello?.bytes ?? 0));
      expect(ready?.bytes).toBe(hello?.bytes);
    }));

  it.each(["zlib-stream", false] as const)("counts the same bytes as a tap, compress: %s", (compress) =>
    onStage({ compress }, async ({ client, meter, pass, say }) => {
      const before = meter.snapshot().bytes.in;
      const texts: string[] = [];
      client.tap(({ direction, text }) => void (direction === "in" && texts.push(text)));
      for (const text of ["grüße", "🔥", "plain"]) say(text);
      await pass(1000);
      expect(texts.length).toBe(3);
      const bytes = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
      expect(meter.snapshot().bytes.in - before).toBe(bytes);
    }),
  );

  it("times handlers until they have settled, and counts those that fail", () =>
    onStage({}, async ({ meter, pass, say }) => {
      for (const text of ["quick", "slow", "bad", "bad again"]) say(text);
      await pass(1000);
      const { handlers, errors } = meter.snapshot();
      expect(handlers).toEqual({
        MESSAGE_CREATE: { took: durations(0, 0, 0, 300), busy: durations(0, 0, 0, 0) },
      });
      expect(errors).toEqual({ MESSAGE_CREATE: 2 });
    }));

  it("tells how long handlers kept the process busy before they let go", async () => {
    let spentMs = 0;
    const discord = createSimulator({ seed: 7, clock: "manual" });
    const { token, runtime, clock } = discord;
    const now = (): number => clock.now() + spentMs;
    const client = createClient({ token, runtime: { ...runtime, now }, log: false });
    const meter = measure(client);
    client.on("MESSAGE_CREATE", () => {
      spentMs += 40;
    });
    await clock.run(client.connect());
    discord.say(place(discord).channel, place(discord).user, "hello");
    clock.advance(100);
    const { took, busy } = meter.snapshot().handlers.MESSAGE_CREATE ?? {};
    expect([took, busy]).toEqual([durations(40), durations(40)]);
    await clock.run(client.close());
  });

  it("counts failures of commands by their names, and of components by none that a user made up", () =>
    onStage(
      {
        sync: "global",
        commands: { crash: command({ description: "Crash", run: () => Promise.reject(new Error("broken")) }) },
        components: { "page:{n}": button(() => Promise.reject(new Error("broken"))) },
      },
      async ({ discord, meter, pass }) => {
        const { message } = await discord.slash("crash");
        await discord.press(message as NonNullable<typeof message>, "page:7");
        await pass(100);
        const { errors, events, handlers } = meter.snapshot();
        expect(errors).toEqual({ "/crash": 1, component: 1 });
        expect(events.INTERACTION_CREATE).toBe(2);
        expect(handlers.INTERACTION_CREATE?.took.count).toBe(2);
      },
    ));

  it("counts requests by route and answer, with their waits and limits, as the ledger does", () =>
    onStage({}, async ({ discord, client, meter, pass }) => {
      const { channel } = place(discord);
      discord.fault({ rateLimit: "user", retryAfterMs: 2000 });
      await client.send(channel.id, "first");
      await pass(20_000);
      await Promise.all(Array.from({ length: 7 }, (_, n) => client.send(channel.id, String(n))));
      const { requests } = meter.snapshot();
      const { ledger } = discord;
      const route = "POST /channels/{channel_id}/messages";
      const posts = requests[route];
      expect(posts?.answers).toEqual({ 200: 8, 429: 1 });
      expect([ledger.requested(route, 200), ledger.requested(route, 429)]).toEqual([8, 1]);
      expect(posts?.limited).toEqual({ user: 1 });
      expect(posts?.took.count).toBe(ledger.requested(route));
      expect(Object.values(requests).reduce((sum, { took }) => sum + took.count, 0)).toBe(ledger.requested());
      // Two seconds for the 429, and some of the seven until the bucket's next five.
      expect(posts?.waited.count).toBe(9);
      expect(posts?.waited.maxMs).toBeGreaterThan(2000);
      expect(posts?.waited.within[BOUNDS_MS.indexOf(1000)]).toBeLessThan(9);
    }));

  it("tells what waits while it waits", () =>
    onStage({}, async ({ discord, client, meter, pass }) => {
      const { channel } = place(discord);
      const sent = Array.from({ length: 8 }, (_, n) => client.send(channel.id, String(n)));
      await pass(10);
      expect(meter.snapshot().queues).toEqual({ identifies: 0, frames: 0, requests: 7, inFlight: 1 });
      await Promise.all(sent);
      expect(meter.snapshot().queues).toEqual({ identifies: 0, frames: 0, requests: 0, inFlight: 0 });
      discord.fault("refused", { times: 2 });
      discord.fault("drop");
      await pass(100);
      const asking = client.setPresence({ status: "idle", activities: [] });
      expect(meter.snapshot().queues.frames).toBe(1);
      expect(meter.snapshot().shards).toEqual(client.shards);
      await asking;
      expect(meter.snapshot().queues.frames).toBe(0);
    }));

  it("tells of shards that wait for their turn to identify, and of a session that was lost", async () => {
    const discord = createSimulator({ seed: 7, clock: "manual" });
    const { token, runtime, clock } = discord;
    const client = createClient({ token, runtime, shards: 3, log: false, intents: 0 });
    const meter = measure(client);
    const connecting = client.connect();
    for (let turn = 0; turn < 20; turn++) {
      await Promise.resolve();
      clock.advance(100);
    }
    expect(meter.snapshot().queues.identifies).toBe(2);
    await clock.run(connecting);
    discord.fault("invalid-session", { shard: 1 });
    clock.advance(60_000);
    const { sessions, gaps, shards } = meter.snapshot();
    expect(sessions).toMatchObject({ identifies: 4, started: 4 });
    expect(discord.ledger.identifies).toBe(4);
    expect(gaps).toEqual({ count: 1, events: 0, sessionsLost: 1 });
    expect(shards.map(({ phase }) => phase)).toEqual(["ready", "ready", "ready"]);
    await clock.run(client.close());
    expect(meter.snapshot().shards).toEqual([]);
  });

  it("counts oddities by type", () =>
    onStage({ compress: false }, async ({ discord, meter, pass }) => {
      discord.fault("garbage");
      await pass(1000);
      const { problems } = meter.snapshot();
      expect(problems.malformed).toBeGreaterThan(0);
    }));

  it("gives plain data that does not change any more, and no more counts after stop()", () =>
    onStage({}, async ({ meter, pass, say }) => {
      const before = meter.snapshot();
      const text = JSON.stringify(before);
      say("slow");
      await pass(1000);
      expect(JSON.stringify(before)).toBe(text);
      expect(structuredClone(before)).toEqual(before);
      meter.stop();
      const after = meter.snapshot();
      say("one more");
      await pass(1000);
      expect(after.events).toEqual({ READY: 1, MESSAGE_CREATE: 1 });
      expect(meter.snapshot().events).toEqual(after.events);
    }));

  it("holds no token", () =>
    onStage({}, async ({ discord, client, meter, pass }) => {
      await useEveryToken(client, discord);
      await pass(1000);
      const snapshot = meter.snapshot();
      expect(Object.keys(snapshot.requests)).toContain("POST /webhooks/{id}/{webhook_token}");
      expect(Object.keys(snapshot.requests).length).toBeGreaterThan(5);
      const printed = inspect([meter, snapshot], { depth: 20, showHidden: true, getters: true, maxStringLength: null });
      for (const secret of secretsOf(discord)) {
        expect(printed).not.toContain(secret);
        expect(JSON.stringify(snapshot)).not.toContain(secret);
      }
    }));
});
