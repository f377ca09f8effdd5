/** A bot watched by a tool that knows nothing of it: over the channels of the process, and only while somebody subscribes. */
import { channel, subscribe, unsubscribe } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { OWN_EVENTS } from "../../src/client/audience.ts";
import { openChannels } from "../../src/client/diagnostics.ts";
import { type Client, type ClientOptions, createClient, type DiagnosticsMessages } from "../../src/mod.ts";
import { createRuntime } from "../../src/runtime.ts";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { place } from "../testing/requests.ts";
import { secretsOf, useEveryToken } from "./secrets.ts";

type Messages = { [N in keyof DiagnosticsMessages]?: DiagnosticsMessages[N][] };

const NAMES = [...Object.keys(OWN_EVENTS), "frame", "request"].map((name) => `anycord:${name}`);

/** Keeps what all channels carry while `watched` runs. */
async function watching(watched: () => Promise<void>): Promise<Messages> {
  const seen: Record<string, unknown[]> = {};
  const see = (message: unknown, name: string | symbol): void => {
    seen[String(name)] = [...(seen[String(name)] ?? []), message];
  };
  for (const name of NAMES) subscribe(name, see);
  try {
    await watched();
  } finally {
    for (const name of NAMES) unsubscribe(name, see);
  }
  return seen as Messages;
}

interface Stage {
  readonly discord: Simulator;
  readonly client: Client;
  readonly pass: (ms: number) => Promise<void>;
}

async function onStage(options: Partial<ClientOptions>, play: (stage: Stage) => Promise<void>): Promise<void> {
  const discord = createSimulator({ seed: 7, clock: "manual" });
  const { token, runtime, clock } = discord;
  const pass = (ms: number): Promise<void> => new Promise((resolve) => void clock.schedule(resolve, ms));
  const client = createClient({ ...{ token, runtime, log: false, onError: () => {} }, ...options });
  await clock.run(client.connect().then(() => play({ discord, client, pass })));
  await clock.run(client.close());
  discord.close();
}

/** A bot that uses all its tokens, is dropped, and resumes. */
function evening(): Promise<void> {
  return onStage({}, async ({ discord, client, pass }) => {
    await useEveryToken(client, discord);
    discord.fault("drop");
    await pass(5000);
  });
}

const ignore = (): void => {};

describe("The channels of a process", () => {
  it("carry all that a client tells, of a bot whose code nobody touched", async () => {
    const seen = await watching(() =>
      onStage(
        { intents: "auto", events: { MESSAGE_CREATE: () => Promise.reject(new Error("broken")) } },
        async (stage) => {
          const { discord, pass } = stage;
          discord.say(place(discord).channel, place(discord).user, "hello");
          await pass(100);
          discord.fault("garbage");
          discord.fault("drop");
          await pass(5000);
          discord.fault("lost-event");
          discord.say(place(discord).channel, place(discord).user, "hello");
          await pass(1000);
        },
      ),
    );
    const handled = seen["anycord:handled"]?.map(({ event, shard, tookMs, busyMs }) => [event, shard, tookMs, busyMs]);
    expect(handled).toEqual([
      ["MESSAGE_CREATE", 0, 0, 0],
      ["MESSAGE_CREATE", 0, 0, 0],
    ]);
    expect(seen["anycord:error"]?.map(({ event, error }) => [event, String(error)])).toEqual([
      ["MESSAGE_CREATE", "Error: broken"],
      ["MESSAGE_CREATE", "Error: broken"],
    ]);
    expect(seen["anycord:ready"]).toEqual([{ shard: 0 }]);
    expect(seen["anycord:resumed"]).toEqual([{ shard: 0, replayed: 0 }]);
    expect(seen["anycord:retry"]?.map(({ shard, error }) => [shard, error.code])).toEqual([[0, "GATEWAY_DROPPED"]]);
    expect(seen["anycord:gap"]).toMatchObject([{ shard: 0, cause: "sequence" }]);
    expect(seen["anycord:problem"]?.every(({ problem }) => problem.type === "malformed")).toBe(true);
    expect(seen["anycord:state"]?.map(({ phase }) => phase)).toEqual(
      ["dialling", "greeting", "queued", "identifying", "ready"].concat([
        "waiting",
        "dialling",
        "greeting",
        "resuming",
        "ready",
        "closing",
        "closed",
      ]),
    );
    expect(seen["anycord:frame"]?.filter(({ direction }) => direction === "out").map(({ op }) => op)).toEqual([2, 6]);
    expect(seen["anycord:request"]?.map(({ route, status }) => [route, status])).toEqual([["GET /gateway/bot", 200]]);
  });

  it("carry nothing of what passed before somebody subscribed, and nothing after", async () => {
    const seen = await watching(() => Promise.resolve());
    await evening();
    expect(seen).toEqual({});
    expect(NAMES.filter((name) => channel(name).hasSubscribers)).toEqual([]);
  });

  it("are not even timed for: handlers cost two looks at the clock more, and only while somebody asks", async () => {
    let looks = 0;
    const discord = createSimulator({ seed: 7, clock: "manual" });
    const { token, runtime, clock } = discord;
    const now = (): number => {
      looks++;
      return clock.now();
    };
    const client = createClient({ token, runtime: { ...runtime, now }, log: false });
    client.on("MESSAGE_CREATE", () => {});
    await clock.run(client.connect());
    const looksOfOne = (): number => {
      looks = 0;
      discord.say(place(discord).channel, place(discord).user, "hello");
      clock.advance(100);
      return looks;
    };
    const unasked = looksOfOne();
    const off = client.on("handled", () => {});
    expect(looksOfOne()).toBe(unasked + 2);
    off();
    expect(looksOfOne()).toBe(unasked);
    subscribe("anycord:handled", ignore);
    expect(looksOfOne()).toBe(unasked + 2);
    unsubscribe("anycord:handled", ignore);
    await clock.run(client.close());
  });

  it("are none where the runtime has none", () => {
    expect(openChannels({ ...createRuntime(), builtin: () => undefined })).toEqual({});
  });

  it("carry no token", async () => {
    const seen = await watching(evening);
    expect(seen["anycord:frame"]?.filter(({ text }) => text.includes('"[hidden]"'))).toHaveLength(3);
    const statuses = seen["anycord:request"]?.map(({ route }) => route);
    expect(statuses).toContain("POST /webhooks/{id}/{webhook_token}");
    expect(new Set(statuses).size).toBeGreaterThan(5);
    const shown = inspect(seen, { depth: 20, showHidden: true, getters: true, maxStringLength: null });
    for (const secret of secretsOf(createSimulator({ seed: 7 }))) {
      expect(shown).not.toContain(secret);
      expect(JSON.stringify(seen)).not.toContain(secret);
    }
  });

  it("do not hear themselves fail: an error in hearing of errors is told once", async () => {
    const heard: string[] = [];
    await onStage(
      { onError: (error, { event }) => heard.push(`${event}: ${error}`) },
      async ({ discord, client, pass }) => {
        client.on("error", () => {
          throw new Error("deaf");
        });
        client.tap(() => {
          throw new Error("blind");
        });
        discord.emit("SOMETHING_NEW", {});
        await pass(100);
      },
    );
    expect(heard).toEqual(["error: Error: deaf", "tap: Error: blind"]);
  });
});
