/** Whole gateways against a scripted far end, in time moved by hand: every way to connect, to end, and to come back. */
import { describe, expect, it } from "vitest";
import { GatewayClosedError, NetworkError, TimeoutError, UsageError } from "../../src/errors.ts";
import type { Unpack } from "../../src/gateway/compression.ts";
import { createGateway, type Gateway } from "../../src/gateway/gateway.ts";
import type { Closed, GatewayOptions } from "../../src/gateway/gateway-options.ts";
import type { Session } from "../../src/gateway/session.ts";
import type { ShardEvent } from "../../src/gateway/shard-events.ts";
import { unpack } from "../../src/gateway/unpack.ts";
import { INTERVAL } from "./transcript.ts";
import { type ScriptedSocket, settled, World } from "./world.ts";

const TOKEN = "canary-token";

interface Stage {
  readonly world: World;
  readonly gateway: Gateway;
  /** What the gateway told, in short. */
  readonly told: string[];
  readonly events: ShardEvent[];
}

function stage(options: Partial<GatewayOptions> = {}, world: World = new World()): Stage {
  const told: string[] = [];
  const events: ShardEvent[] = [];
  const gateway = createGateway({
    token: TOKEN,
    intents: 513,
    compress: false,
    runtime: world.runtime,
    emit: (event) => {
      events.push(event);
      const line = inWords(event);
      if (line !== undefined) told.push(line);
    },
    ...options,
  });
  return { world, gateway, told, events };
}

function inWords(event: ShardEvent): string | undefined {
  switch (event.type) {
    case "dispatch":
      return `${event.frame.type} ${event.frame.seq}`;
    case "gap":
      return `gap after ${event.after}: ${event.cause}`;
    case "resumed":
      return `resumed after ${event.replayed}`;
    case "problem":
      return event.problem.type;
    case "held":
    case "failed":
    case "left":
      return event.type;
    default:
      return undefined;
  }
}

/** A gateway whose one shard is READY. */
async function connected(options: Partial<GatewayOptions> = {}, world?: World): Promise<Stage> {
  const made = stage(options, world);
  const connecting = made.gateway.connect();
  await settled();
  made.world.socket.welcomes();
  await connecting;
  made.told.length = 0;
  return made;
}

/** Tries to connect; how that ended, so far. */
function trying(gateway: Gateway, options: Parameters<Gateway["connect"]>[0] = {}): { error: unknown; over: boolean } {
  const outcome: { error: unknown; over: boolean } = { error: undefined, over: false };
  gateway.connect(options).then(
    () => {
      outcome.over = true;
    },
    (error: unknown) => Object.assign(outcome, { error, over: true }),
  );
  return outcome;
}

/** Closes, with a peer that answers. */
async function closes({ gateway, world }: Stage, resumable = false): Promise<Closed> {
  const closing = gateway.close({ resumable });
  for (const socket of world.sockets) socket.shuts(resumable ? 4900 : 1000);
  return closing;
}

const phase = ({ gateway }: Stage): string | undefined => gateway.shards[0]?.phase;

describe("Gateway: connecting", () => {
  it("dials, identifies after Hello, and is connected with READY [line 3]", async () => {
    const made = stage();
    const outcome = trying(made.gateway);
    await settled();
    const { socket } = made.world;
    expect(socket.url).toBe("wss://gateway.discord.gg/?v=10&encoding=json");
    expect(socket.binaryType).toBe("arraybuffer");
    expect(phase(made)).toBe("dialling");
    socket.opens();
    expect([phase(made), socket.sent]).toEqual(["greeting", []]);
    socket.says({ op: 10, d: { heartbeat_interval: INTERVAL } });
    expect([phase(made), socket.spoken]).toEqual(["identifying", [2]]);
    socket.dispatches("READY", 1, { session_id: "s1", resume_gateway_url: "wss://resume.test" });
    await settled();
    expect([phase(made), outcome]).toEqual(["ready", { error: undefined, over: true }]);
    expect(made.told).toEqual(["READY 1"]);
    await closes(made);
  });

  it("identifies with the bare token, plain properties, and no shard when there is one [line 16] [line 17] [line 18]", async () => {
    const made = await connected({ token: `Bot ${TOKEN}`, presence: { status: "idle" } });
    expect(made.world.socket.sent[0]).toEqual({
      op: 2,
      d: {
        token: TOKEN,
        intents: 513,
        properties: { os: "linux", browser: "anycord", device: "anycord" },
        presence: { status: "idle" },
      },
    });
    await closes(made);
  });

  it.each([
    ["zlib-stream", unpack, "&compress=zlib-stream", undefined],
    ["payload", unpack, "", true],
    ["zlib-stream", undefined, "", undefined],
    ["payload", () => undefined, "", undefined],
  ] as const)("asks for %s only where something unpacks: %s", async (compress, unpack, query, asked) => {
    const { world, gateway } = stage({ compress, unpack });
    trying(gateway);
    await settled();
    expect(world.socket.url).toBe(`wss://gateway.discord.gg/?v=10&encoding=json${query}`);
    world.socket.greets();
    const identify = world.socket.sent[0]?.d as { intents: number; compress?: boolean };
    expect([identify.intents, identify.compress]).toEqual([513, asked]);
  });

  it("reads a stream through what was handed in, and ends it with its connection", async () => {
    const ends: string[] = [];
    const unpack: Unpack =
      (_, packing) =>
      ({ text }) => ({
        push: (data) => text(typeof data === "string" ? data : new TextDecoder().decode(data)),
        end: () => ends.push(packing),
      });
    const made = await connected({ compress: "zlib-stream", unpack });
    const bytes = new TextEncoder().encode('{"t":"TYPING_START","s":2,"op":0,"d":{}}');
    made.world.socket.emit("message", { data: bytes.buffer });
    expect(made.told).toEqual(["TYPING_START 2"]);
    await closes(made);
    expect(ends).toEqual(["zlib-stream"]);
  });

  it("takes bytes that nothing unpacks for a broken stream, and connects anew", async () => {
    const made = await connected();
    made.world.socket.emit("message", { data: new ArrayBuffer(8) });
    expect(made.events.find(({ type }) => type === "retry")).toMatchObject({ end: { cause: { type: "corrupt" } } });
  });

  it("asks intents at the time of connecting", async () => {
    let intents = 1;
    const made = stage({ intents: () => intents });
    intents = 4096;
    trying(made.gateway);
    await settled();
    made.world.socket.greets();
    expect(made.world.socket.sent[0]).toMatchObject({ d: { intents: 4096 } });
  });

  it("shows facts about its shard: ping, sequence, age, counts [line 13] [line 45]", async () => {
    const made = await connected();
    await made.world.clock.pass(INTERVAL / 2);
    await made.world.clock.pass(30);
    made.world.socket.says({ op: 11 });
    expect(made.gateway.shards).toEqual([
      {
        id: 0,
        phase: "ready",
        pingMs: 30,
        seq: 1,
        sessionAgeMs: INTERVAL / 2 + 30,
        identifies: 1,
        resumes: 0,
        reconnects: 0,
        waiting: 0,
      },
    ]);
    await closes(made);
  });

  it("refuses to connect twice", async () => {
    const made = stage();
    const first = trying(made.gateway);
    await expect(made.gateway.connect()).rejects.toMatchObject({ code: "ALREADY_CONNECTED" });
    await settled();
    made.world.socket.welcomes();
    await settled();
    expect(first).toEqual({ error: undefined, over: true });
    await expect(made.gateway.connect()).rejects.toBeInstanceOf(UsageError);
    await closes(made);
  });

  it("connects again after close", async () => {
    const made = await connected();
    await closes(made);
    const outcome = trying(made.gateway);
    await settled();
    made.world.socket.welcomes("s2");
    await settled();
    expect([outcome.error, made.world.sockets.length]).toEqual([undefined, 2]);
    await closes(made);
  });

  it("asks where the gateway lies again and again while the network fails", async () => {
    let asked = 0;
    const made = stage({
      locate: async () => {
        if (++asked < 4) throw new NetworkError("NETWORK", { what: "No way.", cure: "Look." });
        return { url: "wss://told.test/" };
      },
    });
    trying(made.gateway);
    await made.world.clock.pass(10_000);
    expect([asked, made.world.socket.url]).toEqual([4, "wss://told.test/?v=10&encoding=json"]);
    await made.world.clock.pass(60_000);
  });

  it("rejects at once where asking again is of no use, and dials nothing", async () => {
    const error = new UsageError("UNAUTHORIZED", { what: "Wrong token.", cure: "Take another." });
    const made = stage({ locate: () => Promise.reject(error) });
    await expect(made.gateway.connect()).rejects.toBe(error);
    expect([made.world.sockets.length, made.world.clock.waiting]).toEqual([0, 0]);
  });

  it.each(["not a url", "", undefined])("rejects at once where the gateway's url is %j", async (url) => {
    const made = stage({ locate: async () => ({ url: url as string }) });
    await expect(made.gateway.connect()).rejects.toMatchObject({ name: "UsageError", code: "GATEWAY_URL" });
    expect(made.world.clock.waiting).toBe(0);
  });
});

describe("Gateway: connect() that fails", () => {
  it("retries a refused port until its deadline, and rejects with the last failure as cause [line 15]", async () => {
    const made = stage(
      {},
      new World((socket) => {
        queueMicrotask(() => socket.emit("error", { message: "ECONNREFUSED" }));
      }),
    );
    const outcome = trying(made.gateway, { timeoutMs: 20_000 });
    await made.world.clock.pass(19_999);
    expect(outcome.over).toBe(false);
    expect(made.world.sockets.length).toBeGreaterThan(3);
    await made.world.clock.pass(1);
    expect(outcome.error).toBeInstanceOf(TimeoutError);
    expect(outcome.error).toMatchObject({ code: "CONNECT_TIMEOUT", cause: { code: "GATEWAY_UNREACHABLE" } });
    expect(String(outcome.error)).toContain("ECONNREFUSED");
    expect(made.world.clock.waiting).toBe(0);
  });

  it("survives a constructor that throws", async () => {
    const made = stage(
      {},
      new World(() => {
        throw new SyntaxError("bad url");
      }),
    );
    const outcome = trying(made.gateway, { timeoutMs: 5_000 });
    await made.world.clock.pass(5_000);
    expect(outcome.error).toMatchObject({ code: "CONNECT_TIMEOUT", cause: { code: "GATEWAY_UNREACHABLE" } });
    expect([made.world.sockets.length > 2, made.world.clock.waiting]).toEqual([true, 0]);
  });

  it("says of a server that never says Hello that it never did, and tried again [line 15]", async () => {
    const made = stage({}, new World((socket) => queueMicrotask(() => socket.opens())));
    const outcome = trying(made.gateway);
    await made.world.clock.pass(60_000);
    expect(outcome.error).toMatchObject({ code: "CONNECT_TIMEOUT", cause: { code: "GATEWAY_HELLO_TIMEOUT" } });
    expect(made.world.sockets.length).toBeGreaterThanOrEqual(2);
    expect(made.world.sockets[0]?.closes).toEqual([[4900, undefined]]);
    await made.world.clock.pass(5_000);
    expect(made.world.clock.waiting).toBe(0);
  });

  it("survives a server that says garbage: reported, and given up by the deadline [line 48]", async () => {
    const made = stage(
      {},
      new World((socket) =>
        queueMicrotask(() => {
          socket.opens();
          for (const data of ["<html>", "", "{", '{"op":"x"}', '{"op":10,"d":7}', '{"op":0,"t":"RESUMED"}', "[]"]) {
            socket.emit("message", { data });
          }
        }),
      ),
    );
    const outcome = trying(made.gateway, { timeoutMs: 25_000 });
    await made.world.clock.pass(25_000);
    expect(outcome.error).toMatchObject({ cause: { code: "GATEWAY_HELLO_TIMEOUT" } });
    expect(made.told.slice(0, 7)).toEqual(Array.from({ length: 7 }, () => "malformed"));
  });

  it.each([4004, 4010, 4011, 4012, 4013, 4014])(
    "rejects at once upon %i, typed, and dials no more [line 29]",
    async (code) => {
      const made = stage();
      const outcome = trying(made.gateway);
      await settled();
      made.world.socket.greets();
      made.world.socket.shuts(code, "Because.");
      await settled();
      expect(outcome.error).toBeInstanceOf(GatewayClosedError);
      expect(outcome.error).toMatchObject({ code: `GATEWAY_${code}`, closeCode: code });
      await made.world.clock.pass(300_000);
      expect([made.world.sockets.length, made.world.clock.waiting]).toEqual([1, 0]);
    },
  );

  it("names in 4014 what the advice says of the intents [line 30]", async () => {
    const made = stage({ advice: (code) => (code === 4014 ? "Asked for: MESSAGE_CONTENT, bot.ts:3:1." : "") });
    const outcome = trying(made.gateway);
    await settled();
    made.world.socket.greets();
    made.world.socket.shuts(4014);
    await settled();
    expect(String(outcome.error)).toContain("Asked for: MESSAGE_CONTENT, bot.ts:3:1.");
  });

  it("rejects by its signal at once, and stops dialling", async () => {
    const abort = new AbortController();
    const made = stage();
    const outcome = trying(made.gateway, { signal: abort.signal });
    await settled();
    abort.abort(new Error("changed my mind"));
    await settled();
    expect(String(outcome.error)).toContain("changed my mind");
    await made.world.clock.pass(300_000);
    expect([made.world.sockets.length, made.world.clock.waiting]).toEqual([1, 0]);
    expect(made.world.socket.closes).toEqual([[1000, undefined]]);
  });

  it("rejects by a signal that has aborted before, and asks and dials nothing", async () => {
    let asked = 0;
    const { world, gateway } = stage({ locate: async () => ({ url: `wss://asked.test/${++asked}` }) });
    await expect(gateway.connect({ signal: AbortSignal.abort("before") })).rejects.toBe("before");
    await settled();
    expect([asked, world.sockets.length, world.clock.waiting]).toEqual([0, 0, 0]);
    const again = trying(gateway);
    await settled();
    world.socket.welcomes();
    await settled();
    expect(again).toEqual({ error: undefined, over: true });
  });

  it.each([[null], [undefined], [new Error("a bug")]])("rejects at once where asking fails with %s", async (thrown) => {
    const { world, gateway } = stage({ locate: () => Promise.reject(thrown) });
    await expect(gateway.connect()).rejects.toBe(thrown);
    expect([world.sockets.length, world.clock.waiting]).toEqual([0, 0]);
  });

  it("rejects when it is closed meanwhile", async () => {
    const made = stage();
    const outcome = trying(made.gateway);
    await settled();
    await made.gateway.close();
    expect(outcome.error).toMatchObject({ code: "GATEWAY_CLOSED" });
    expect(made.world.clock.waiting).toBe(0);
  });

  it("rejects with resetsAt when no session start is left, and identifies with none [line 44]", async () => {
    const limit = { total: 1000, remaining: 0, reset_after: 3_600_000, max_concurrency: 1 };
    const made = stage({ locate: async () => ({ url: "wss://told.test/", session_start_limit: limit }) });
    const outcome = trying(made.gateway);
    await settled();
    made.world.socket.greets();
    await settled();
    expect(outcome.error).toBeInstanceOf(GatewayClosedError);
    expect(outcome.error).toMatchObject({ code: "IDENTIFY_BUDGET", resetsAt: 3_600_000 });
    expect(made.world.socket.sent).toEqual([]);
    await made.world.clock.pass(5_000);
    expect(made.world.clock.waiting).toBe(0);
  });
});

describe("Gateway: coming back", () => {
  it("resumes after a drop at the resume url with the same query, and tells what was replayed [line 21] [line 22] [line 23]", async () => {
    const made = await connected();
    made.world.socket.dispatches("A", 2);
    made.world.socket.shuts(1006);
    expect(phase(made)).toBe("waiting");
    await made.world.clock.pass(1_000);
    expect(made.world.socket.url).toBe("wss://resume.test/?v=10&encoding=json");
    made.world.socket.greets();
    expect(made.world.socket.sent).toEqual([{ op: 6, d: { token: TOKEN, session_id: "s1", seq: 2 } }]);
    made.world.socket.dispatches("B", 3);
    made.world.socket.dispatches("C", 4);
    made.world.socket.dispatches("RESUMED", 5);
    expect(made.told).toEqual(["A 2", "B 3", "C 4", "resumed after 2", "RESUMED 5"]);
    expect(made.gateway.shards[0]).toMatchObject({ phase: "ready", identifies: 1, resumes: 1, reconnects: 1, seq: 5 });
    await closes(made);
  });

  it("resumes at once upon op 7, with a code that keeps the session [line 24]", async () => {
    const made = await connected();
    made.world.socket.says({ op: 7, d: null });
    expect(made.world.sockets).toHaveLength(2);
    expect(made.world.sockets[0]?.closes).toEqual([[4900, undefined]]);
    made.world.socket.greets();
    expect(made.world.socket.spoken).toEqual([6]);
    await closes(made);
  });

  it("identifies anew when op 7 comes before READY [line 25]", async () => {
    const made = stage();
    trying(made.gateway);
    await settled();
    made.world.socket.greets();
    made.world.socket.says({ op: 7 });
    await made.world.clock.pass(1_000);
    made.world.socket.greets();
    expect(made.world.socket.sent).toEqual([]);
    await made.world.clock.pass(5_150);
    expect(made.world.socket.spoken).toEqual([2]);
    await made.world.clock.pass(100_000);
  });

  it("resumes upon op 9 d=true [line 27]", async () => {
    const made = await connected();
    made.world.socket.says({ op: 9, d: true });
    await made.world.clock.pass(1_000);
    made.world.socket.greets();
    expect(made.world.socket.spoken).toEqual([6]);
    await closes(made);
  });

  it("drops the session upon op 9 d=false, says that events are lost, and identifies at the base url within its bucket [line 26] [line 28] [line 43]", async () => {
    const made = await connected();
    made.world.socket.dispatches("A", 2);
    made.world.socket.says({ op: 9, d: false });
    expect(made.told).toEqual(["A 2", "gap after 2: session-lost"]);
    await made.world.clock.pass(2_999);
    expect(made.world.sockets).toHaveLength(1);
    await made.world.clock.pass(1);
    expect(made.world.socket.url).toBe("wss://gateway.discord.gg/?v=10&encoding=json");
    made.world.socket.greets();
    expect(phase(made)).toBe("queued");
    await made.world.clock.pass(2_149);
    expect(made.world.socket.sent).toEqual([]);
    await made.world.clock.pass(1);
    expect(made.world.socket.spoken).toEqual([2]);
    made.world.socket.dispatches("READY", 1, { session_id: "s2" });
    expect(made.gateway.sessions).toEqual([{ id: "s2", resumeUrl: undefined, seq: 1, shard: [0, 1] }]);
    await closes(made);
  });

  it.each([4000, 4001, 4002, 4005, 4008, 1000, 1001, 1006, 0, 4999])(
    "resumes after close code %i [line 32] [line 33] [line 34]",
    async (code) => {
      const made = await connected();
      made.world.socket.shuts(code);
      await made.world.clock.pass(5_000);
      made.world.socket.greets();
      expect(made.world.socket.spoken).toEqual([6]);
      await closes(made);
    },
  );

  it.each([4003, 4007, 4009])("identifies after close code %i [line 31]", async (code) => {
    const made = await connected();
    await made.world.clock.pass(10_000);
    made.world.socket.shuts(code);
    await made.world.clock.pass(1_000);
    made.world.socket.greets();
    expect(made.world.socket.spoken).toEqual([2]);
    expect(made.told).toEqual(["gap after 1: session-lost"]);
    await closes(made);
  });

  it.each([4004, 4014])("stops for good after %i, and says so [line 29]", async (code) => {
    const made = await connected();
    made.world.socket.shuts(code);
    await made.world.clock.pass(600_000);
    expect([phase(made), made.told, made.world.sockets.length]).toEqual(["failed", ["failed"], 1]);
    expect(made.world.clock.waiting).toBe(0);
    expect(await made.gateway.close()).toEqual({ sessions: [], unanswered: [] });
  });

  it("abandons a zombie without waiting for `close`, and resumes at once [line 9] [line 10]", async () => {
    const made = await connected();
    await made.world.clock.pass(INTERVAL * 1.5);
    const [zombie, next] = made.world.sockets as [ScriptedSocket, ScriptedSocket];
    expect(zombie.closes).toEqual([[4900, undefined]]);
    next.greets();
    expect(next.spoken).toEqual([6]);
    zombie.dispatches("A", 2);
    zombie.says({ op: 7 });
    zombie.emit("error", {});
    zombie.shuts(1006);
    next.dispatches("RESUMED", 2);
    expect(made.told).toEqual(["resumed after 0", "RESUMED 2"]);
    expect(made.world.sockets).toHaveLength(2);
    await closes(made);
  });

  it("drops a resume url that nobody answers at, never the session [line 36]", async () => {
    const made = await connected();
    made.world.socket.shuts(1006);
    await made.world.clock.pass(1_000);
    made.world.socket.emit("error", { message: "ECONNREFUSED" });
    await made.world.clock.pass(1_000);
    expect(made.world.socket.url).toBe("wss://gateway.discord.gg/?v=10&encoding=json");
    made.world.socket.greets();
    expect(made.world.socket.spoken).toEqual([6]);
    await closes(made);
  });

  it("takes the base url where READY's resume url is none [line 21]", async () => {
    const made = stage();
    const outcome = trying(made.gateway);
    await settled();
    made.world.socket.welcomes("s1", { resume_gateway_url: "no url at all" });
    await settled();
    expect(outcome.over).toBe(true);
    made.world.socket.says({ op: 7 });
    expect(made.world.socket.url).toBe("wss://gateway.discord.gg/?v=10&encoding=json");
    made.world.socket.greets();
    expect(made.world.socket.spoken).toEqual([6]);
    await closes(made);
  });

  it("identifies after three RESUMEs without RESUMED [line 37]", async () => {
    const made = await connected();
    for (let turn = 0; turn < 3; turn++) {
      made.world.socket.shuts(4000);
      await made.world.clock.pass(5_000);
      made.world.socket.greets();
      expect(made.world.socket.spoken).toEqual([6]);
    }
    made.world.socket.shuts(4000);
    await made.world.clock.pass(5_000);
    made.world.socket.greets();
    expect(made.world.socket.spoken).toEqual([2]);
    expect(made.told).toEqual(["gap after 1: session-lost"]);
    await closes(made);
  });

  it("waits for the budget when it is used up later, reports it once, and does not reject [line 44]", async () => {
    const limit = { total: 1000, remaining: 51, reset_after: 3_600_000, max_concurrency: 1 };
    const made = await connected({
      locate: async () => ({ url: "wss://told.test", session_start_limit: { ...limit, total: 20, remaining: 2 } }),
    });
    await made.world.clock.pass(10_000);
    for (let turn = 0; turn < 2; turn++) {
      made.world.socket.says({ op: 9, d: false });
      await made.world.clock.pass(20_000);
      made.world.socket.greets();
      if (turn === 0) made.world.socket.dispatches("READY", 1, { session_id: "s2" });
    }
    // Past its first heartbeat, which changes nothing about what it waits for.
    await made.world.clock.pass(30_000);
    expect(phase(made)).toBe("waiting-for-budget");
    expect(made.told.filter((line) => line === "held")).toHaveLength(1);
    expect(made.world.socket.spoken).toEqual([]);
    await closes(made);
  });

  it("warns when four fifths of the session starts are used", async () => {
    const limit = { total: 10, remaining: 3, reset_after: 3_600_000, max_concurrency: 1 };
    const low: number[][] = [];
    const made = await connected({
      locate: async () => ({ url: "wss://told.test", session_start_limit: limit }),
      onLowBudget: (...numbers) => low.push(numbers),
    });
    expect(low).toEqual([[8, 10]]);
    await closes(made);
  });
});

describe("Gateway: closing", () => {
  it("sends 1000, waits for the answer, gives no session, and leaves no timer [line 11] [line 39]", async () => {
    const made = await connected();
    const closing = made.gateway.close();
    expect(phase(made)).toBe("closing");
    made.world.socket.shuts(1000);
    expect(await closing).toEqual({ sessions: [], unanswered: [] });
    expect(made.world.socket.closes[0]).toEqual([1000, undefined]);
    await made.world.clock.pass(600_000);
    expect([made.world.sockets.length, made.world.clock.waiting, made.gateway.shards]).toEqual([1, 0, []]);
  });

  it("hands over the session when closed resumably; another gateway resumes it [line 39] [line 41]", async () => {
    const made = await connected();
    made.world.socket.dispatches("A", 7);
    const { sessions } = await closes(made, true);
    expect(made.world.socket.closes[0]).toEqual([4900, undefined]);
    expect(sessions).toEqual([{ id: "s1", resumeUrl: "wss://resume.test", seq: 7, shard: [0, 1] }]);
    const kept = JSON.parse(JSON.stringify(sessions)) as Session[];
    const next = stage({ resume: kept });
    const outcome = trying(next.gateway);
    await settled();
    expect(next.world.socket.url).toBe("wss://resume.test/?v=10&encoding=json");
    next.world.socket.greets();
    expect(next.world.socket.sent).toEqual([{ op: 6, d: { token: TOKEN, session_id: "s1", seq: 7 } }]);
    next.world.socket.dispatches("RESUMED", 8);
    await settled();
    expect(outcome).toEqual({ error: undefined, over: true });
    expect(next.gateway.shards[0]).toMatchObject({ identifies: 0, resumes: 1 });
    await closes(next);
  });

  it("identifies with a session of another number of shards", async () => {
    const made = stage({ resume: [{ id: "old", resumeUrl: undefined, seq: 3, shard: [0, 2] }] });
    trying(made.gateway);
    await settled();
    made.world.socket.greets();
    expect(made.world.socket.spoken).toEqual([2]);
  });

  it("settles within 5 s when the peer never answers, and says of which shard [line 11]", async () => {
    const made = await connected();
    let closed: Closed | undefined;
    made.gateway.close().then((result) => {
      closed = result;
    });
    await made.world.clock.pass(4_999);
    expect(closed).toBeUndefined();
    await made.world.clock.pass(1);
    expect(closed).toEqual({ sessions: [], unanswered: [0] });
    expect(made.world.clock.waiting).toBe(0);
  });

  it("settles at once while it waits to dial, with the session [line 11]", async () => {
    const made = await connected();
    made.world.socket.shuts(1006);
    expect(phase(made)).toBe("waiting");
    const { sessions } = await made.gateway.close({ resumable: true });
    expect(sessions).toMatchObject([{ id: "s1", seq: 1 }]);
    expect(made.world.clock.waiting).toBe(0);
    await made.world.clock.pass(60_000);
    expect(made.world.sockets).toHaveLength(1);
  });

  it("waits for its own shards, not for those of an attempt that had failed before", async () => {
    const made = stage();
    const failed = trying(made.gateway, { timeoutMs: 1_000 });
    await settled();
    made.world.socket.greets();
    await made.world.clock.pass(1_000);
    expect(failed.error).toMatchObject({ code: "CONNECT_TIMEOUT" });
    const second = trying(made.gateway);
    await settled();
    made.world.socket.greets();
    await made.world.clock.pass(4_100);
    expect(made.world.socket.spoken).toEqual([]);
    await made.world.clock.pass(50);
    made.world.socket.dispatches("READY", 1, { session_id: "s2" });
    let closed: Closed | undefined;
    made.gateway.close({ resumable: true }).then((result) => {
      closed = result;
    });
    await made.world.clock.pass(4_000);
    expect([second.over, closed]).toEqual([true, undefined]);
    await made.world.clock.pass(1_000);
    expect(closed).toMatchObject({ sessions: [{ id: "s2" }], unanswered: [0] });
    expect(made.world.clock.waiting).toBe(0);
  });

  it("closes once, however often it is told to, and from the start", async () => {
    expect(await stage().gateway.close()).toEqual({ sessions: [], unanswered: [] });
    const made = await connected();
    const both = Promise.all([made.gateway.close({ resumable: true }), made.gateway.close({ resumable: true })]);
    made.world.socket.shuts(4900);
    const [first, second] = await both;
    expect(first).toEqual(second);
    expect(made.world.socket.closes.filter(([code]) => code === 4900).length).toBeGreaterThanOrEqual(1);
    expect(await made.gateway.close()).toEqual({ sessions: [], unanswered: [] });
  });

  it("never closes a socket with a code that a browser refuses, nor without one [line 40]", async () => {
    const made = await connected();
    made.world.socket.says({ op: 7 });
    made.world.socket.greets();
    made.world.socket.says({ op: 9, d: false });
    await made.world.clock.pass(20_000);
    made.world.socket.greets();
    await closes(made);
    const codes = made.world.sockets.flatMap((socket) => socket.closes.map(([code]) => code));
    expect(codes.length).toBeGreaterThanOrEqual(3);
    expect(codes.filter((code) => code !== 1000 && code !== 4900)).toEqual([]);
  });
});

describe("Gateway: shards", () => {
  const many =
    (max_concurrency: number, shards: number): NonNullable<GatewayOptions["locate"]> =>
    async () => ({
      url: "wss://told.test",
      shards,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency },
    });
  const greet = (socket: ScriptedSocket): void => queueMicrotask(() => socket.greets());

  it("starts as many as it is advised, one after another, and identifies each as [id, total] [line 18] [line 46]", async () => {
    const made = stage({ locate: many(1, 3) }, new World(greet));
    const outcome = trying(made.gateway);
    await settled();
    const shards = (): unknown[] =>
      made.world.sockets.flatMap(({ sent }) => sent).map(({ d }) => (d as { shard: unknown }).shard);
    expect(shards()).toEqual([[0, 3]]);
    await made.world.clock.pass(4_999);
    expect(shards()).toEqual([[0, 3]]);
    await made.world.clock.pass(151);
    expect(shards()).toEqual([
      [0, 3],
      [1, 3],
    ]);
    await made.world.clock.pass(5_150);
    expect(shards()).toHaveLength(3);
    expect(outcome.over).toBe(false);
    for (const socket of made.world.sockets) socket.dispatches("READY", 1, { session_id: socket.url });
    await settled();
    expect(outcome).toEqual({ error: undefined, over: true });
    expect(made.gateway.sessions).toHaveLength(3);
    await closes(made);
    expect(made.world.clock.waiting).toBe(0);
  });

  it("starts a whole bucket together: 0-15, then 16-31 [line 46]", async () => {
    const made = stage({ locate: many(16, 32) }, new World(greet));
    trying(made.gateway);
    await settled();
    const started = (): number => made.gateway.shards.filter(({ phase }) => phase === "identifying").length;
    expect([started(), made.gateway.shards[15]?.phase, made.gateway.shards[16]?.phase]).toEqual([
      16,
      "identifying",
      "queued",
    ]);
    await made.world.clock.pass(5_150);
    expect(started()).toBe(32);
    await closes(made);
  });

  it("runs a count, or some ids of a total", async () => {
    const counted = stage({ shards: 2 }, new World(greet));
    trying(counted.gateway);
    await settled();
    expect(counted.gateway.shards.map(({ id }) => id)).toEqual([0, 1]);
    const chosen = stage({ shards: { ids: [4, 9], total: 12 } }, new World(greet));
    trying(chosen.gateway);
    await settled();
    expect(chosen.gateway.shards.map(({ id }) => id)).toEqual([4, 9]);
    expect(chosen.world.sockets[0]?.sent[0]).toMatchObject({ d: { shard: [4, 12] } });
  });

  it("ends them all when one can never connect", async () => {
    const made = stage({ shards: 2 }, new World(greet));
    const outcome = trying(made.gateway);
    await settled();
    made.world.sockets[0]?.shuts(4004);
    await settled();
    expect(outcome.error).toMatchObject({ code: "GATEWAY_4004" });
    made.world.sockets[1]?.shuts(1000);
    await made.world.clock.pass(60_000);
    expect([made.world.sockets.length, made.world.clock.waiting]).toEqual([2, 0]);
  });

  it("hands in a queue of the program's own", async () => {
    const asked: unknown[] = [];
    const made = stage({
      queue: {
        ask: (request, answer) => {
          asked.push(request);
          answer({ type: "granted" });
          return () => {};
        },
      },
    });
    trying(made.gateway);
    await settled();
    made.world.socket.welcomes();
    await settled();
    expect([asked, phase(made)]).toEqual([[{ shard: 0, lostSession: false }], "ready"]);
    await closes(made);
  });
});
