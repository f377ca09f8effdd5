/** Everybody who listens: handlers, waits and iterators, by Discord's own names. */
import { describe, expect, it } from "vitest";
import { Audience } from "../../src/client/audience.ts";
import { DispatchDelivery } from "../../src/client/delivery.ts";
import { IntentPlan } from "../../src/client/intent-plan.ts";
import type { Tools } from "../../src/client/listening.ts";
import type { Frame } from "../../src/gateway/frame.ts";
import { readFrame } from "../../src/gateway/frame.ts";
import { createRuntime } from "../../src/runtime.ts";
import { World } from "../gateway/world.ts";

function made(): {
  plan: IntentPlan;
  audience: Audience;
  logged: string[];
  failures: unknown[];
  world: World;
  deliver: (t: string, d?: unknown) => void;
} {
  const logged: string[] = [];
  const failures: unknown[] = [];
  const plan = new IntentPlan("auto");
  const world = new World();
  const audience = new Audience(
    plan,
    createRuntime(world.runtime),
    ({ message }) => logged.push(message),
    (error, { name, line }) => failures.push([String(error), name, line]),
  );
  let seq = 0;
  const deliver = (t: string, d: unknown = {}): void => {
    const frame = readFrame(JSON.stringify({ op: 0, s: ++seq, t, d })) as Frame;
    audience.deliver(new DispatchDelivery(frame, 0, 7, clocks, { send: "a tool" } as unknown as Tools));
  };
  return { plan, audience, logged, failures, world, deliver };
}

/** 3 ms after the events came, which the first clock counts from 7 and the second from 99. */
const clocks = { now: () => 10, date: () => 102 };

describe("Audience: handlers", () => {
  it("get the payload and a context that may be taken apart", () => {
    const { audience, deliver } = made();
    const heard: unknown[] = [];
    audience.listen(
      "GUILD_CREATE",
      { run: (data: never, { name, seq, shard, at, send }) => heard.push([data, name, seq, shard, at, send]) },
      "me",
    );
    deliver("GUILD_CREATE", { id: "1" });
    expect(heard).toEqual([[{ id: "1" }, "GUILD_CREATE", 1, 0, 99, "a tool"]]);
  });

  it('get everything as one value by "*", and ask for no intent', () => {
    const { plan, audience, deliver } = made();
    const heard: unknown[] = [];
    audience.listen("*", { run: ({ name, data }: never) => heard.push([name, data]) }, "me");
    deliver("EVENT_OF_TOMORROW", [1]);
    expect(heard).toEqual([["EVENT_OF_TOMORROW", [1]]]);
    expect(plan.report.value).toBe(0);
  });

  it("of the client's own events get their data, which is no event of Discord's", () => {
    const { audience, deliver } = made();
    const heard: unknown[] = [];
    audience.listen("ready", { run: (data: never) => heard.push(data) }, "me");
    audience.listen("*", { run: () => heard.push("*") }, "me");
    audience.tell("ready", { shard: 3 });
    deliver("READY");
    expect(heard).toEqual([{ shard: 3 }, "*"]);
  });

  it.each([
    ["messageCreate", "MESSAGE_CREATE"],
    ["interaction-create", "INTERACTION_CREATE"],
    ["guildMemberAdd", "GUILD_MEMBER_ADD"],
    ["Message_Create", "MESSAGE_CREATE"],
  ])("named %s are told the right name", (name, wire) => {
    const { audience } = made();
    const listen = (): unknown => audience.listen(name, { run: () => {} }, "me");
    expect(listen).toThrow(expect.objectContaining({ code: "EVENT_UNKNOWN" }));
    expect(listen).toThrow(`"${name}" is not the name of an event. Use Discord's own name, such as "${wire}".`);
    expect(() => audience.waitFor(name as never)).toThrow(wire);
    expect(() => audience.stream(name, {}, "me")).toThrow(wire);
  });

  it("that come late are warned in the log, or refused", () => {
    const { plan, audience, logged } = made();
    audience.listen("MESSAGE_DELETE", { scope: "guild", run: () => {} }, "me");
    plan.hold("bot.ts:1:1");
    audience.listen("MESSAGE_UPDATE", { run: () => {} }, "listener at late.ts:1:1");
    expect(logged).toEqual([expect.stringContaining("only in part")]);
    expect(() => audience.listen("TYPING_START", { run: () => {} }, "me")).toThrow("can never come");
    expect(() => audience.waitFor("TYPING_START")).toThrow("can never come (waitFor at ");
  });
});

describe("Audience: waits", () => {
  it("resolve with the payload of the next that passes, and ask for its intents with their line", async () => {
    const { plan, audience, deliver } = made();
    const waiting = audience.waitFor("MESSAGE_REACTION_ADD", {
      scope: "guild",
      filter: ({ user_id }) => user_id === "2",
    });
    expect(plan.report.explain()).toMatch(
      /^GUILD_MESSAGE_REACTIONS: MESSAGE_REACTION_ADD, waitFor at .*audience\.test\.ts:\d+:\d+$/,
    );
    deliver("MESSAGE_REACTION_ADD", { user_id: "1", guild_id: "9" });
    deliver("MESSAGE_REACTION_ADD", { user_id: "2" });
    deliver("MESSAGE_REACTION_ADD", { user_id: "2", guild_id: "9" });
    expect(await waiting).toEqual({ user_id: "2", guild_id: "9" });
  });

  it("go on when their filter throws, and tell of it", async () => {
    const { audience, failures, deliver } = made();
    const waiting = audience.waitFor("TYPING_START", {
      filter: ({ user_id }) => {
        if (user_id === "1") throw new Error("bad filter");
        return true;
      },
    });
    deliver("TYPING_START", { user_id: "1" });
    deliver("TYPING_START", { user_id: "2" });
    expect(await waiting).toMatchObject({ user_id: "2" });
    expect(failures).toEqual([["Error: bad filter", "TYPING_START", expect.stringContaining("waitFor at ")]]);
  });

  it("reject by their deadline and at the end", async () => {
    const { audience, world } = made();
    const late = audience.waitFor("TYPING_START", { timeoutMs: 10 }).catch((error: unknown) => error);
    const open = audience.waitFor("TYPING_START").catch((error: unknown) => error);
    await world.clock.pass(10);
    audience.end();
    expect(await late).toMatchObject({ code: "WAIT_TIMEOUT" });
    expect(await open).toMatchObject({ code: "CLIENT_CLOSED" });
  });
});

describe("Audience: iterators", () => {
  it("give events of one name that pass, and end with the client", async () => {
    const { plan, audience, deliver } = made();
    const stream = audience.stream("TYPING_START", { filter: ({ user_id }) => user_id === "2", scope: "guild" }, "me");
    expect(plan.report.names).toEqual(["GUILD_MESSAGE_TYPING"]);
    deliver("TYPING_START", { user_id: "1", guild_id: "9" });
    deliver("TYPING_START", { user_id: "2", guild_id: "9" });
    audience.end();
    deliver("TYPING_START", { user_id: "2", guild_id: "9" });
    const seen: unknown[] = [];
    for await (const { name, data, seq } of stream) seen.push([name, data, seq]);
    expect(seen).toEqual([["TYPING_START", { user_id: "2", guild_id: "9" }, 2]]);
  });

  it('give everything by "*", for no intent', async () => {
    const { plan, audience, deliver } = made();
    const stream = audience.stream("*", {}, "me");
    deliver("EVENT_OF_TOMORROW");
    expect((await stream.next()).value?.name).toBe("EVENT_OF_TOMORROW");
    expect(plan.report.value).toBe(0);
  });

  it("end at once after all is lost, until the client has closed", async () => {
    const { audience, deliver } = made();
    audience.end(new Error("4004"));
    expect(await audience.stream("*", {}, "me").next()).toMatchObject({ done: true });
    audience.end();
    const events = audience.stream("*", {}, "me");
    deliver("TYPING_START");
    expect(await events.next()).toMatchObject({ done: false, value: { name: "TYPING_START" } });
  });

  it("end by their signal, also one that has aborted before", async () => {
    const { audience } = made();
    const abort = new AbortController();
    const waiting = audience.stream("*", { signal: abort.signal }, "me").next();
    abort.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
    const never = audience.stream("*", { signal: AbortSignal.abort() }, "me");
    expect(await never.next()).toEqual({ done: true, value: undefined });
  });

  it("let go of their signal at the end", async () => {
    const { audience } = made();
    const waiting = new Set<() => void>();
    const signal = {
      aborted: false,
      reason: undefined,
      addEventListener: (_: "abort", listener: () => void) => waiting.add(listener),
      removeEventListener: (_: "abort", listener: () => void) => waiting.delete(listener),
    };
    const stream = audience.stream("*", { signal }, "me");
    expect(waiting.size).toBe(1);
    await stream.return?.();
    expect(waiting.size).toBe(0);
  });

  it("stop listening when the reader leaves", async () => {
    const { audience, deliver } = made();
    const stream = audience.stream("*", {}, "me");
    deliver("A");
    for await (const _ of stream) break;
    let read = 0;
    const frame = {
      op: 0,
      seq: 9,
      type: "B",
      text: "",
      get data() {
        return read++;
      },
    } as Frame;
    audience.deliver(new DispatchDelivery(frame, 0, 0, clocks, {} as Tools));
    expect([read, await stream.next()]).toEqual([0, { done: true, value: undefined }]);
  });
});
