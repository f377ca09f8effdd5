/** Sessions and session starts in a store: what the next process finds there, and that a store which fails stops nothing. */
import { describe, expect, it } from "vitest";
import { Keeper } from "../../src/client/keeper.ts";
import { createMemoryStore, type Store } from "../../src/client/store.ts";
import type { Client } from "../../src/client/surface.ts";
import { createClient } from "../../src/client.ts";
import type { Session } from "../../src/gateway/session.ts";
import { createRuntime } from "../../src/runtime.ts";
import { INTERVAL } from "../gateway/transcript.ts";
import { settled, World } from "../gateway/world.ts";

const SESSION: Session = { id: "s1", resumeUrl: "wss://resume.test/", seq: 40, shard: [0, 1] };
const KEY = "anycord:session:0/1";

function stage(store: Store = createMemoryStore()) {
  const world = new World();
  const failures: unknown[] = [];
  const slow: (readonly [shard: number, seq: number])[] = [];
  const live = { session: SESSION as Session | undefined };
  const keeper = new Keeper(store, createRuntime(world.runtime), {
    session: () => live.session,
    slow: (shard, seq) => slow.push([shard, seq]),
    failed: (error) => failures.push(error),
  });
  const kept = async (key = KEY): Promise<unknown> => JSON.parse((await store.get(key)) ?? "null");
  return { world, keeper, store, failures, slow, live, kept };
}

describe("Keeper: sessions", () => {
  it("gives a shard the session that was handed in before the one that is kept, and none that is none", async () => {
    const { keeper, store } = stage();
    expect(await keeper.former(0, 1, undefined)).toBeUndefined();
    await store.set(KEY, JSON.stringify({ ...SESSION, id: "kept" }));
    expect(await keeper.former(0, 1, undefined)).toMatchObject({ id: "kept" });
    expect(await keeper.former(0, 1, SESSION)).toBe(SESSION);
    expect(await keeper.former(0, 2, undefined)).toBeUndefined();
    for (const text of ["{", "7", "null", '{"id":1}']) {
      await store.set(KEY, text);
      expect(await keeper.former(0, 1, undefined)).toBeUndefined();
    }
  });

  it("saves the number up to which every handler has settled, not what has arrived", async () => {
    const { keeper, world, kept, live } = stage();
    await keeper.former(0, 1, undefined);
    keeper.renewed(0);
    live.session = { ...SESSION, seq: 3 };
    let finish: () => void = () => {};
    keeper.handed(0, 1, undefined);
    keeper.handed(0, 2, new Promise<void>((resolve) => (finish = resolve)));
    keeper.handed(0, 3, undefined);
    await world.clock.pass(250);
    expect(await kept()).toEqual({ ...SESSION, seq: 1 });
    finish();
    await world.clock.pass(250);
    expect(await kept()).toEqual({ ...SESSION, seq: 3 });
  });

  it("counts a handler that rejects as settled, and one over 30 s as passed, and tells of it", async () => {
    const { keeper, world, kept, slow } = stage();
    await keeper.former(0, 1, undefined);
    keeper.renewed(0);
    keeper.handed(0, 1, Promise.reject(new Error("told elsewhere")));
    keeper.handed(0, 2, new Promise(() => {}));
    await world.clock.pass(29_999);
    expect([await kept(), slow]).toEqual([{ ...SESSION, seq: 1 }, []]);
    await world.clock.pass(1000);
    expect([await kept(), slow]).toEqual([{ ...SESSION, seq: 2 }, [[0, 2]]]);
  });

  it("takes no number of a session that is gone for one of the next", async () => {
    const { keeper, world, kept } = stage();
    await keeper.former(0, 1, undefined);
    keeper.renewed(0);
    let finish: () => void = () => {};
    keeper.handed(0, 1, new Promise<void>((resolve) => (finish = resolve)));
    keeper.renewed(0);
    keeper.handed(0, 1, new Promise(() => {}));
    finish();
    await world.clock.pass(300);
    expect(await kept()).toEqual({ ...SESSION, seq: 0 });
  });

  it("writes and hands over at the end what was handled, and clears what is not to be taken up again", async () => {
    const { keeper, world, kept } = stage();
    await keeper.former(0, 2, undefined);
    await keeper.former(1, 2, undefined);
    const mine = { ...SESSION, shard: [0, 2] as const };
    keeper.renewed(0);
    keeper.handed(0, 1, undefined);
    keeper.handed(0, 2, new Promise(() => {}));
    expect(await keeper.left([mine], [0, 1], 2)).toEqual([{ ...mine, seq: 1 }]);
    expect(await kept("anycord:session:0/2")).toEqual({ ...mine, seq: 1 });
    expect(await kept("anycord:session:1/2")).toBeNull();
    expect(world.clock.waiting).toBe(0);
  });
});

describe("Keeper: session starts", () => {
  const LIMIT = { total: 1000, remaining: 990, reset_after: 3_600_000, max_concurrency: 16 };

  it("believes Discord first, then what is kept, then the least that Discord grants", async () => {
    const { keeper, world } = stage();
    expect(await keeper.budget(LIMIT)).toBe(LIMIT);
    expect(await keeper.budget(undefined)).toMatchObject({ total: 1000, remaining: 1000, max_concurrency: 1 });
    keeper.spent(7, LIMIT, 60_000);
    await world.clock.pass(20_000);
    expect(await keeper.budget(undefined)).toEqual({
      ...{ total: 1000, remaining: 7, max_concurrency: 16, reset_after: 40_000 },
    });
    await world.clock.pass(40_000);
    expect(await keeper.budget(undefined)).toMatchObject({ remaining: 1000 });
  });

  it.each(['{"resetsAt":"soon"}', '{"remaining":3}', "[]", "{"])(
    "takes what it cannot read for nothing: %s",
    async (text) => {
      const { keeper, store } = stage();
      await store.set("anycord:session-starts", text);
      expect(await keeper.budget(undefined)).toMatchObject({ remaining: 1000 });
    },
  );
});

const broken: readonly (readonly [how: string, store: Store])[] = [
  [
    "throws",
    {
      get: () => {
        throw new Error("no disk");
      },
      set: () => {
        throw new Error("no disk");
      },
    },
  ],
  ["rejects", { get: () => Promise.reject(new Error("no disk")), set: () => Promise.reject(new Error("no disk")) }],
];

describe.each(broken)("A store that %s", (_, store) => {
  it("is told of, and stops no bot: it connects, hears, beats and closes", async () => {
    const world = new World();
    const logged: string[] = [];
    const heard: string[] = [];
    const client: Client = createClient({
      ...{ token: "canary.bot.token", gatewayUrl: "wss://gateway.test/", compress: false, store },
      runtime: world.runtime,
      log: ({ message }) => logged.push(message),
    });
    client.on("*", ({ name }) => heard.push(name));
    const connecting = client.connect();
    await settled();
    world.socket.welcomes();
    await connecting;
    world.socket.dispatches("TYPING_START", 2);
    await world.clock.pass(INTERVAL / 2);
    expect([heard, world.socket.sent.at(-1)]).toEqual([["READY", "TYPING_START"], { op: 1, d: 2 }]);
    const closing = client.close({ resumable: true });
    world.socket.shuts(4900);
    expect((await closing).sessions).toMatchObject([{ id: "s1", seq: 2 }]);
    expect(new Set(logged)).toEqual(new Set(["The store failed; sessions may not outlive this process."]));
    expect(world.clock.waiting).toBe(0);
  });
});

describe("A bot with a store", () => {
  it("resumes in the next process from what its handlers had settled, and counts its session starts on [line 41] [line 45]", async () => {
    const store = createMemoryStore();
    const first = new World();
    const options = {
      token: "canary.bot.token",
      gatewayUrl: "wss://gateway.test/",
      compress: false,
      store,
      log: false,
    } as const;
    const killed = createClient({ ...options, runtime: first.runtime });
    killed.on("MESSAGE_CREATE", { content: false }, ({ id }) => (id === "slow" ? new Promise(() => {}) : undefined));
    const connecting = killed.connect();
    await settled();
    first.socket.welcomes();
    await connecting;
    first.socket.dispatches("MESSAGE_CREATE", 2, { id: "a" });
    first.socket.dispatches("MESSAGE_CREATE", 3, { id: "slow" });
    first.socket.dispatches("MESSAGE_CREATE", 4, { id: "b" });
    await first.clock.pass(300);
    // The process is killed here. The next one has a clock of its own.
    const second = new World();
    const next = createClient({ ...options, runtime: second.runtime });
    next.connect().catch(() => {});
    await settled();
    expect(second.socket.url).toBe("wss://resume.test/?v=10&encoding=json");
    second.socket.greets();
    expect(second.socket.sent).toEqual([{ op: 6, d: { token: "canary.bot.token", session_id: "s1", seq: 2 } }]);
    const starts = JSON.parse((await store.get("anycord:session-starts")) ?? "");
    expect(starts).toMatchObject({ total: 1000, remaining: 999 });
    const closing = next.close();
    second.socket.shuts(1000);
    await closing;
    expect(JSON.parse((await store.get(KEY)) ?? "")).toBeNull();
  });
});
