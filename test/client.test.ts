/** Whole clients against a scripted far end: what a program sees, and what never shows. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { Client, ClientOptions, TapFrame } from "../src/client/surface.ts";
import { createClient } from "../src/client.ts";
import { UsageError } from "../src/errors.ts";
import type { LogEntry } from "../src/log.ts";
import type { FetchLike, Runtime } from "../src/runtime.ts";
import { INTERVAL } from "./gateway/transcript.ts";
import { settled, World } from "./gateway/world.ts";
import { readJson, readNames } from "./tools/fixtures.ts";

const TOKEN = "canary.bot.token";

interface Stage {
  readonly world: World;
  readonly client: Client;
  readonly logged: LogEntry[];
}

function stage(options: Partial<ClientOptions> = {}): Stage {
  const world = new World();
  const logged: LogEntry[] = [];
  const { runtime, ...others } = options;
  const client = createClient({
    token: TOKEN,
    gatewayUrl: "wss://gateway.test/",
    compress: false,
    log: (entry) => logged.push(entry),
    runtime: { ...world.runtime, ...runtime },
    ...others,
  });
  return { world, client, logged };
}

const READY = { user: { id: "7", username: "bot" }, application: { id: "8", flags: 0 }, guilds: [] };

/** Connects a client whose far end is friendly. */
async function connects({ world, client }: Stage): Promise<void> {
  const connecting = client.connect();
  await settled();
  world.socket.welcomes("s1", READY);
  await connecting;
}

async function closes({ world, client }: Stage): Promise<void> {
  const closing = client.close();
  await settled();
  for (const socket of world.sockets) socket.shuts(1000);
  await closing;
}

describe("createClient", () => {
  it.each(["", "   ", "Bot ", undefined, 7])("refuses the token %j, and says where one is to be found", (token) => {
    const make = (): unknown => createClient({ token: token as string });
    expect(make).toThrow(UsageError);
    expect(make).toThrow(
      expect.objectContaining({ code: "TOKEN_MISSING", cure: expect.stringContaining("developer portal") }),
    );
  });

  it("refuses intents that are none, before anything is opened [line 19] [line 20]", () => {
    expect(() => stage({ intents: 1 << 17 })).toThrow(expect.objectContaining({ code: "INTENTS_UNKNOWN" }));
    expect(() => stage({ intents: ["GUILD_BANS" as never] })).toThrow(
      expect.objectContaining({ code: "INTENTS_UNKNOWN" }),
    );
    expect(stage({ intents: 0 }).client.intents.value).toBe(0);
  });

  it("computes intents from its handlers and tells the lines that asked", () => {
    const { client } = stage({ events: { TYPING_START: { scope: "dm", run: () => {} } } });
    client.on("GUILD_CREATE", () => {});
    client.waitFor("INVITE_CREATE").catch(() => {});
    client.events("GUILD_BAN_ADD");
    client.events();
    client.tap(() => {});
    client.on("*", () => {});
    const here = String.raw`\S+client\.test\.ts:\d+:\d+`;
    expect(client.intents.explain()).toMatch(
      new RegExp(
        [
          `^GUILDS: GUILD_CREATE, listener at ${here}`,
          `GUILD_MODERATION: GUILD_BAN_ADD, events\\(\\) at ${here}`,
          `GUILD_INVITES: INVITE_CREATE, waitFor at ${here}`,
          `DIRECT_MESSAGE_TYPING: TYPING_START, events\\.TYPING_START of createClient\\(\\) at ${here}$`,
        ].join("\n"),
      ),
    );
  });
});

describe("Client: listening", () => {
  it("hands a listener the payload as it came, with a context, and knows who it is after READY", async () => {
    const made = stage();
    const heard: unknown[] = [];
    made.client.on("MESSAGE_CREATE", { content: false }, (message, { name, seq, shard }) =>
      heard.push([message, name, seq, shard]),
    );
    expect(made.client.user).toBeUndefined();
    await connects(made);
    made.world.socket.dispatches("MESSAGE_CREATE", 2, { id: "1", content: "hi" });
    expect(heard).toEqual([[{ id: "1", content: "hi" }, "MESSAGE_CREATE", 2, 0]]);
    expect(made.client.user).toEqual(READY.user);
    expect(made.client.application).toEqual(READY.application);
    await closes(made);
  });

  it("identifies with the intents of its listeners", async () => {
    const made = stage();
    made.client.on("GUILD_CREATE", () => {});
    await connects(made);
    expect(made.world.socket.sent[0]).toMatchObject({ op: 2, d: { intents: 1 } });
    expect(() => made.client.on("TYPING_START", () => {})).toThrow(expect.objectContaining({ code: "INTENT_MISSING" }));
    await closes(made);
    made.client.on("TYPING_START", () => {});
  });

  it("goes on refusing late listeners after a second connect() was refused", async () => {
    const made = stage();
    await connects(made);
    await expect(made.client.connect()).rejects.toMatchObject({ code: "ALREADY_CONNECTED" });
    expect(() => made.client.on("TYPING_START", () => {})).toThrow(expect.objectContaining({ code: "INTENT_MISSING" }));
    await closes(made);
  });

  it("goes on beating and delivering whatever listeners throw, and tells onError the event and the line [line 75]", async () => {
    const failures: { error: unknown; event: string; line: string | undefined }[] = [];
    const made = stage({ onError: (error, { event, line }) => failures.push({ error, event, line }) });
    const heard: string[] = [];
    made.client.on("TYPING_START", () => {
      throw new Error("broken");
    });
    made.client.on("TYPING_START", async () => Promise.reject(new Error("rejected")));
    made.client.on("TYPING_START", () => heard.push("last"));
    await connects(made);
    made.world.socket.dispatches("TYPING_START", 2);
    await settled();
    expect(heard).toEqual(["last"]);
    expect(failures).toEqual([
      {
        error: new Error("broken"),
        event: "TYPING_START",
        line: expect.stringMatching(/^listener at .*client\.test\.ts:\d+:\d+$/),
      },
      { error: new Error("rejected"), event: "TYPING_START", line: expect.stringMatching(/client\.test\.ts/) },
    ]);
    await made.world.clock.pass(INTERVAL / 2);
    expect(made.world.socket.sent.at(-1)).toEqual({ op: 1, d: 2 });
    made.world.socket.says({ op: 11 });
    await made.world.clock.pass(INTERVAL);
    expect(made.world.socket.sent.at(-1)).toEqual({ op: 1, d: 2 });
    expect(made.client.shards[0]?.phase).toBe("ready");
    await closes(made);
  });

  it("logs what listeners throw where there is no onError, and survives an onError that throws", async () => {
    const silent = stage();
    silent.client.on("READY", () => {
      throw new Error("broken");
    });
    await connects(silent);
    expect(silent.logged).toEqual([
      {
        level: "error",
        message: expect.stringMatching(/^READY failed \(listener at .*:\d+:\d+\)\.$/),
        data: { error: new Error("broken") },
      },
    ]);
    await closes(silent);
    const made = stage({
      onError: () => {
        throw new Error("worse");
      },
    });
    made.client.on("READY", () => {
      throw new Error("broken");
    });
    await connects(made);
    expect(made.logged.map(({ message }) => message)).toEqual(["onError itself failed."]);
    await closes(made);
  });

  it("goes on beating and delivering though its log throws, whatever it has to say [line 75]", async () => {
    const made = stage({
      log: () => {
        throw new Error("disk full");
      },
    });
    const heard: string[] = [];
    made.client.on("*", ({ name }) => heard.push(name));
    made.client.on("TYPING_START", async () => Promise.reject(new Error("rejected")));
    await connects(made);
    made.world.socket.emit("message", { data: "{" });
    made.world.socket.dispatches("TYPING_START", 9);
    await settled();
    await made.world.clock.pass(INTERVAL / 2);
    expect(heard).toEqual(["READY", "TYPING_START"]);
    expect(made.world.socket.sent.at(-1)).toEqual({ op: 1, d: 9 });
    await closes(made);
  });

  it("tells its own events: state, ready, gap, retry, resumed, problem", async () => {
    const made = stage();
    const told: string[] = [];
    made.client.on("state", ({ phase }) => told.push(phase));
    made.client.on("ready", ({ shard }) => told.push(`ready ${shard}`));
    made.client.on("gap", ({ after, before, cause }) => told.push(`gap ${after} ${before} ${cause}`));
    made.client.on("retry", ({ error, delayMs }) => told.push(`${error.code} in ${delayMs}`));
    made.client.on("resumed", ({ replayed }) => told.push(`resumed ${replayed}`));
    made.client.on("problem", ({ problem }) => told.push(problem.type));
    await connects(made);
    made.world.socket.dispatches("A", 4);
    made.world.socket.emit("message", { data: "{" });
    made.world.socket.shuts(1006);
    await made.world.clock.pass(1_000);
    made.world.socket.greets();
    made.world.socket.dispatches("B", 5);
    made.world.socket.dispatches("RESUMED", 6);
    expect(told).toEqual([
      "dialling",
      "greeting",
      "queued",
      "identifying",
      "ready",
      "ready 0",
      "gap 1 4 sequence",
      "malformed",
      "waiting",
      "GATEWAY_DROPPED in 500",
      "dialling",
      "greeting",
      "resuming",
      "ready",
      "resumed 1",
    ]);
    await closes(made);
  });

  it("warns once at connect of a listener whose content will be missing, with its line", async () => {
    const made = stage();
    made.client.on("MESSAGE_CREATE", () => {});
    await connects(made);
    expect(made.logged).toEqual([
      {
        level: "warn",
        message: expect.stringMatching(
          /^MESSAGE_CREATE \(listener at .*client\.test\.ts:\d+:\d+\) comes without content/,
        ),
      },
    ]);
    await closes(made);
  });

  it("ends iterators and waits when it closes", async () => {
    const made = stage();
    await connects(made);
    const stream = made.client.events();
    const waiting = made.client.waitFor("INTERACTION_CREATE").catch((error: unknown) => error);
    made.world.socket.dispatches("EVENT_OF_TOMORROW", 2);
    await closes(made);
    const names: string[] = [];
    for await (const { name } of stream) names.push(name);
    expect(names).toEqual(["EVENT_OF_TOMORROW"]);
    expect(await waiting).toMatchObject({ code: "CLIENT_CLOSED" });
    expect(made.world.clock.waiting).toBe(0);
  });
});

describe("Client: connecting and closing", () => {
  it("names in 4014 the intents, the lines that asked, and the portal's switch [line 30]", async () => {
    const made = stage();
    made.client.on("GUILD_MEMBER_ADD", () => {});
    made.client.on("MESSAGE_CREATE", { scope: "guild", content: true }, () => {});
    const failed = made.client.connect().catch((error: unknown) => String(error));
    await settled();
    made.world.socket.greets();
    made.world.socket.shuts(4014, "Disallowed intent(s).");
    const text = await failed;
    expect(text).toMatch(/GUILD_MEMBERS: GUILD_MEMBER_ADD, listener at \S+client\.test\.ts:\d+:\d+/);
    expect(text).toMatch(/MESSAGE_CONTENT: MESSAGE_CREATE, listener at \S+client\.test\.ts:\d+:\d+/);
    expect(text).not.toContain("GUILD_MESSAGES:");
    expect(text).toContain("Privileged Gateway Intents");
  });

  it("leaves to connect() what connect() rejects with: onError does not hear of it", async () => {
    const failures: unknown[] = [];
    const made = stage({ onError: (error) => failures.push(error) });
    const failing = expect(made.client.connect()).rejects.toMatchObject({ code: "GATEWAY_4004" });
    await settled();
    made.world.socket.greets();
    made.world.socket.shuts(4004);
    await failing;
    expect(failures).toEqual([]);
  });

  it("tells onError when a running connection ends for good", async () => {
    const failures: unknown[] = [];
    const made = stage({ onError: (error, place) => failures.push([error, place]) });
    await connects(made);
    made.world.socket.shuts(4004);
    expect(failures).toEqual([
      [expect.objectContaining({ code: "GATEWAY_4004" }), { event: "gateway", line: undefined }],
    ]);
    await made.client.close();
    expect(made.world.clock.waiting).toBe(0);
  });

  it("says so when the peer never answers the Close frame, within 5 s [line 11]", async () => {
    const made = stage();
    await connects(made);
    const closing = made.client.close();
    await made.world.clock.pass(5_000);
    expect(await closing).toEqual({ sessions: [], unanswered: [0] });
    expect(made.logged.map(({ message }) => message)).toEqual([
      expect.stringMatching(/did not answer the Close frame of shard 0/),
    ]);
    expect(made.world.clock.waiting).toBe(0);
  });

  it("hands its sessions over to the next client, which loses nothing [line 41]", async () => {
    const made = stage();
    await connects(made);
    made.world.socket.dispatches("A", 2);
    const closing = made.client.close({ resumable: true });
    await settled();
    made.world.socket.shuts(4900);
    const { sessions } = await closing;
    const next = stage({ resume: JSON.parse(JSON.stringify(sessions)) });
    const heard: string[] = [];
    next.client.on("*", ({ name, seq }) => heard.push(`${name} ${seq}`));
    const connecting = next.client.connect();
    await settled();
    next.world.socket.greets();
    expect(next.world.socket.sent).toEqual([{ op: 6, d: { token: TOKEN, session_id: "s1", seq: 2 } }]);
    next.world.socket.dispatches("B", 3);
    next.world.socket.dispatches("RESUMED", 4);
    await connecting;
    expect(heard).toEqual(["B 3", "RESUMED 4"]);
    await closes(next);
  });
});

describe("Client: finding the gateway", () => {
  const GATEWAY_BOT = {
    url: "wss://told.test",
    shards: 1,
    session_start_limit: { total: 1000, remaining: 999, reset_after: 1, max_concurrency: 1 },
  };
  const flags = (value: number): unknown => ({ id: "8", flags: value });

  /** A client that asks over REST, where the answers are these. */
  function asking(answers: Record<string, unknown>, options: Partial<ClientOptions> = {}): Stage & { asked: string[] } {
    const asked: string[] = [];
    const fetch: FetchLike = async (url, { method }) => {
      asked.push(`${method} ${url.replace("https://discord.com/api/v10", "")}`);
      const answer = answers[new URL(url).pathname.replace("/api/v10", "")];
      return new Response(JSON.stringify(answer ?? { message: "401: Unauthorized", code: 0 }), {
        status: answer === undefined ? 401 : 200,
        headers: { "content-type": "application/json" },
      });
    };
    const made = stage({ runtime: { fetch } as Partial<Runtime>, gatewayUrl: undefined as never, ...options });
    return { ...made, asked };
  }

  async function dials(made: Stage): Promise<string | undefined> {
    made.client.connect().catch(() => {});
    for (let turn = 0; turn < 20 && made.world.sockets.length === 0; turn++) await new Promise(setImmediate);
    return made.world.sockets.at(-1)?.url;
  }

  it("asks GET /gateway/bot for as many shards as Discord advises", async () => {
    const made = asking({ "/gateway/bot": GATEWAY_BOT });
    expect(await dials(made)).toBe("wss://told.test/?v=10&encoding=json");
    expect(made.asked).toEqual(["GET /gateway/bot"]);
  });

  it("asks GET /gateway where shards are given", async () => {
    const made = asking({ "/gateway": { url: "wss://told.test" } }, { shards: 1 });
    expect(await dials(made)).toBe("wss://told.test/?v=10&encoding=json");
    expect(made.asked).toEqual(["GET /gateway"]);
  });

  it("asks nothing in a page, which may not ask", async () => {
    const world = new World();
    const asked: string[] = [];
    const fetch: FetchLike = async (url) => {
      asked.push(url);
      throw new TypeError("Failed to fetch");
    };
    const client = createClient({ token: TOKEN, log: false, runtime: { ...world.runtime, name: "page", fetch } });
    client.connect().catch(() => {});
    await settled();
    expect([asked, world.socket.url]).toEqual([[], "wss://gateway.discord.gg/?v=10&encoding=json"]);
  });

  it("foretells 4014 by the application's flags, and opens nothing", async () => {
    const made = asking({ "/applications/@me": flags(0), "/gateway/bot": GATEWAY_BOT });
    made.client.on("GUILD_MEMBER_ADD", () => {});
    await expect(made.client.connect()).rejects.toMatchObject({
      code: "GATEWAY_4014",
      closeCode: 4014,
      message: expect.stringMatching(/GUILD_MEMBERS is not switched on.*listener at \S+client\.test\.ts/),
    });
    expect(made.world.sockets).toEqual([]);
    expect(made.world.clock.waiting).toBe(0);
  });

  it("goes on where the flags allow what is asked for", async () => {
    const made = asking({ "/applications/@me": flags((1 << 14) | (1 << 18)), "/gateway/bot": GATEWAY_BOT });
    made.client.on("GUILD_MEMBER_ADD", () => {});
    expect(await dials(made)).toContain("wss://told.test");
  });

  it("rejects at once for a token that Discord does not know, without showing it", async () => {
    const made = asking({});
    const error = await made.client.connect().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 9 })).not.toContain("canary");
    expect(made.world.sockets).toEqual([]);
  });
});

describe("Client: secrets", () => {
  it("shows the token nowhere: not in the client, nor in errors, logs or taps", async () => {
    const made = stage({ token: `Bot ${TOKEN}` });
    const frames: TapFrame[] = [];
    const seen: unknown[] = [];
    made.client.tap((frame) => frames.push(frame));
    made.client.on("retry", (event) => seen.push(event));
    made.client.on("*", (event) => seen.push(event));
    await connects(made);
    made.world.socket.dispatches("INTERACTION_CREATE", 2, { id: "1", token: "canary.interaction" });
    made.world.socket.says({ op: 7 });
    made.world.socket.greets();
    made.world.socket.dispatches("RESUMED", 3);
    made.world.socket.shuts(4004, "Authentication failed.");
    expect(frames.filter(({ direction }) => direction === "out").map(({ op }) => op)).toEqual([2, 6]);
    expect(frames.filter(({ text }) => text.includes('"token":"[hidden]"'))).toHaveLength(3);
    const shown = [made.client, frames, seen[0], made.logged, made.client.shards, made.client.intents];
    for (const value of shown) {
      expect(inspect(value, { depth: 12, showHidden: true, getters: true })).not.toContain("canary");
      expect(JSON.stringify(value) ?? "").not.toContain("canary");
    }
    await made.client.close();
  });

  it("shows the token in no error of connecting", async () => {
    for (const code of [4004, 4013, 4014, 4000]) {
      const made = stage();
      const failing = made.client.connect({ timeoutMs: 3_000 }).catch((error: unknown) => error);
      await settled();
      made.world.socket.greets();
      made.world.socket.shuts(code);
      await made.world.clock.pass(3_000);
      const error = (await failing) as Error;
      expect(error).toBeInstanceOf(Error);
      expect(`${inspect(error, { depth: 9 })} ${JSON.stringify(error)} ${error.stack}`).not.toContain("canary");
    }
  });
});

describe("Client: frames of an independent server", () => {
  interface Captured {
    readonly op: number;
    readonly t: string | null;
    readonly s?: number;
    readonly d: { readonly session_id?: string };
  }
  const captured = readNames("frames")
    .flatMap((name) => readJson<Captured[]>(`frames/${name}`))
    .sort((a, b) => (a.s ?? -1) - (b.s ?? -1));

  it("are seventeen events, numbered from 0, and a Hello", () => {
    expect(captured.map(({ s }) => s)).toEqual([undefined, ...Array.from({ length: 17 }, (_, n) => n)]);
  });

  it("flow through a client: nothing lost, no error, unknown events too", async () => {
    const failures: unknown[] = [];
    const made = stage({ onError: (error) => failures.push(error) });
    const all: { name: string; data: unknown; seq: number }[] = [];
    const oddities: unknown[] = [];
    const messages: unknown[] = [];
    made.client.on("*", ({ name, data, seq }) => all.push({ name, data, seq }));
    made.client.on("MESSAGE_CREATE", { content: true }, (message) => messages.push(message.content));
    made.client.on("gap", (event) => oddities.push(event));
    made.client.on("problem", (event) => oddities.push(event));
    const connecting = made.client.connect();
    await settled();
    made.world.socket.opens();
    for (const frame of captured) made.world.socket.says(frame);
    await connecting;
    const dispatches = captured.filter(({ op }) => op === 0);
    expect(all).toEqual(dispatches.map(({ t, d, s }) => ({ name: t, data: d, seq: s })));
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(["READY_SUPPLEMENTAL", "SESSIONS_REPLACE"]));
    expect(messages).toHaveLength(dispatches.filter(({ t }) => t === "MESSAGE_CREATE").length);
    expect([failures, oddities, made.logged]).toEqual([[], [], []]);
    made.world.socket.says({ op: 7 });
    expect(made.world.socket.url).toBe("ws://127.0.0.1:3002/?v=10&encoding=json");
    made.world.socket.greets();
    expect(made.world.socket.sent).toEqual([
      { op: 6, d: { token: TOKEN, session_id: dispatches[0]?.d.session_id, seq: 16 } },
    ]);
    await closes(made);
  });
});
