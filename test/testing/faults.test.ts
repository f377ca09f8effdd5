import { describe, expect, it } from "vitest";
import { createSimulator, type Fault, type Simulator, type SimulatorOptions } from "../../src/testing/mod.ts";
import { connected, GATEWAY, identify, MinimalClient, resumed } from "./minimal.ts";
import { ask, place } from "./requests.ts";

function simulate(options: SimulatorOptions = {}): Simulator {
  return createSimulator({ seed: 7, clock: "manual", ...options });
}

/** A client that lives, after a fault. */
function struck(fault: Fault, options: SimulatorOptions = {}): { discord: Simulator; client: MinimalClient } {
  const discord = simulate(options);
  const client = connected(discord);
  discord.fault(fault);
  discord.clock.advance(50);
  return { discord, client };
}

/** A client that dials after a fault was planned. */
function dialled(discord: Simulator, url: string = GATEWAY): MinimalClient {
  const client = new MinimalClient(discord, url);
  discord.clock.advance(100);
  return client;
}

describe("Faults of live connections", () => {
  it("drop: the socket ends without a code, and the session can be resumed", () => {
    const { discord, client } = struck("drop");
    expect(client.steps).toEqual(["open", "close 1006"]);
    expect(resumed(discord, client).events).toEqual(["RESUMED"]);
  });

  it("reconnect: op 7, and the connection stays", () => {
    const { client } = struck("reconnect");
    expect(client.ops(7)).toEqual([{ op: 7, d: null, s: null, t: null }]);
    expect(client.steps).toEqual(["open"]);
  });

  it("invalid-session: op 9 false, and the session is gone", () => {
    const { discord, client } = struck("invalid-session");
    expect(client.ops(9).map((it) => it.d)).toEqual([false]);
    expect(
      resumed(discord, client)
        .ops(9)
        .map((it) => it.d),
    ).toEqual([false]);
  });

  it("invalid-session-resumable: op 9 true, and the session can be resumed, on the same socket too", () => {
    const { discord, client } = struck("invalid-session-resumable");
    expect(client.ops(9).map((it) => it.d)).toEqual([true]);
    client.send(6, { token: discord.token, session_id: client.data("READY")[0].session_id, seq: client.seq });
    discord.clock.advance(50);
    expect(client.events.at(-1)).toBe("RESUMED");
    expect(client.steps).toEqual(["open"]);
  });

  it("zombie: heartbeats go unanswered, events go on", () => {
    const { discord, client } = struck("zombie");
    const { channel, user } = place(discord);
    client.send(1, client.seq);
    discord.say(channel, user, "still there");
    discord.clock.advance(50);
    expect(client.ops(11)).toEqual([]);
    expect(client.events.at(-1)).toBe("MESSAGE_CREATE");
  });

  it("blackhole: nothing passes either way, nobody is told, and a resume brings it back", () => {
    const { discord, client } = struck("blackhole");
    const { channel, user } = place(discord);
    client.send(1, client.seq);
    discord.say(channel, user, "into the void");
    discord.clock.advance(200_000);
    expect(client.steps).toEqual(["open"]);
    expect(client.events.at(-1)).toBe("GUILD_CREATE");
    expect(discord.ledger.heartbeats).toBe(0);
    expect(resumed(discord, client).events).toEqual(["MESSAGE_CREATE", "RESUMED"]);
  });

  it("blackhole: not even a goodbye is heard", () => {
    const { discord, client } = struck("blackhole", { platform: "page" });
    client.socket.close(1000);
    discord.clock.advance(61_000);
    expect(client.steps).toEqual(["open", "close 1006"]);
    expect(resumed(discord, client).events).toEqual(["RESUMED"]);
  });

  it("garbage: frames that are no payloads, on a connection that goes on", () => {
    const { discord, client } = struck("garbage");
    expect(client.unread).toEqual(expect.arrayContaining(["", "not json", "null", "[]", '{"op":"0"}']));
    client.send(1, client.seq);
    discord.clock.advance(50);
    expect(client.ops(11)).toHaveLength(1);
  });

  it("ask-heartbeat: op 1", () => {
    expect(struck("ask-heartbeat").client.ops(1)).toHaveLength(1);
  });

  it("close: the code and the reason, and the session goes with the codes that end it", () => {
    const { discord, client } = struck({ close: 4014 });
    expect(client.steps).toEqual(["open", "close 4014"]);
    expect(resumed(discord, client).ops(9)).toHaveLength(1);
    const other = struck({ close: 4000 });
    expect(resumed(other.discord, other.client).events).toEqual(["RESUMED"]);
  });

  it("meet one shard alone where one is named", () => {
    const discord = simulate({ maxConcurrency: 2 });
    const [zero, one] = [connected(discord, { shard: [0, 2] }), connected(discord, { shard: [1, 2] })];
    discord.fault("drop", { shard: 1 });
    discord.clock.advance(50);
    expect([zero.steps, one.steps]).toEqual([["open"], ["open", "close 1006"]]);
  });
});

describe("Faults of dials", () => {
  it("refused: as often as is said, then no more", () => {
    const discord = simulate();
    discord.fault("refused", { times: 2 });
    expect([dialled(discord), dialled(discord), dialled(discord)].map((it) => it.steps)).toEqual([
      ...[["error"], ["error"], ["open"]],
    ]);
  });

  it("silent: the socket opens, and Hello never comes", () => {
    const discord = simulate();
    discord.fault("silent");
    const client = dialled(discord);
    discord.clock.advance(600_000);
    expect([client.steps, client.heard]).toEqual([["open"], []]);
    expect(dialled(discord).ops(10)).toHaveLength(1);
  });

  it("hanging: the dial is never answered", () => {
    const discord = simulate();
    discord.fault("hanging");
    const client = dialled(discord);
    discord.clock.advance(600_000);
    expect(client.steps).toEqual([]);
  });

  it("reconnectBeforeHello: op 7 in place of Hello", () => {
    const discord = simulate();
    discord.fault({ reconnectBeforeHello: true });
    expect(dialled(discord).heard.map((it) => it.op)).toEqual([7]);
  });

  it("readyAfterMs: heartbeats are answered, READY comes late", () => {
    const discord = simulate();
    discord.fault({ readyAfterMs: 40_000 });
    const client = connected(discord);
    client.send(1, null);
    discord.clock.advance(30_000);
    expect([client.ops(11).length, client.events]).toEqual([1, []]);
    discord.clock.advance(20_000);
    expect(client.events[0]).toBe("READY");
  });

  it("closeAfterIdentify: the code in answer to IDENTIFY", () => {
    const discord = simulate();
    discord.fault({ closeAfterIdentify: 4009 });
    expect(connected(discord).steps).toEqual(["open", "close 4009"]);
  });
});

describe("Faults that last", () => {
  it("dead-resume-url: every dial there fails until it is healed", () => {
    const { discord, client } = struck("drop");
    const url = `${client.data("READY")[0].resume_gateway_url}/?v=10&encoding=json`;
    discord.fault("dead-resume-url");
    expect([dialled(discord, url).steps, dialled(discord, url).steps]).toEqual([["error"], ["error"]]);
    expect(dialled(discord).steps).toEqual(["open"]);
    discord.heal();
    expect(dialled(discord, url).steps).toEqual(["open"]);
  });

  it("token-revoked: 4004 now and for every IDENTIFY, and 401 over REST", async () => {
    const { discord, client } = struck("token-revoked");
    expect(client.steps).toEqual(["open", "close 4004"]);
    discord.clock.advance(5_000);
    expect(connected(discord).steps).toEqual(["open", "close 4004"]);
    expect((await ask(discord, "GET /users/@me")).status).toBe(401);
    discord.heal();
    expect((await ask(discord, "GET /users/@me")).status).toBe(200);
  });
});

describe("Faults of requests", () => {
  it("network: the request does not arrive; lost-answer: it does, and the answer is lost", async () => {
    const discord = simulate();
    const { channel } = place(discord);
    const send = () => ask(discord, `POST /channels/${channel.id}/messages`, { content: "x" });
    discord.fault("network");
    await expect(send()).rejects.toMatchObject({ name: "NetworkError" });
    expect(discord.ledger.requests).toHaveLength(0);
    discord.fault("lost-answer");
    await expect(send()).rejects.toMatchObject({ name: "NetworkError" });
    expect(discord.ledger.requested("POST /channels/{channel_id}/messages", 200)).toBe(1);
  });
});

describe("Sockets", () => {
  it.each([
    ["node", ["error"], ["open", "close 1006"]],
    ["deno", ["error", "close 0"], ["open", "error", "close 0"]],
    ["bun", ["error", "close 1006"], ["open", "close 1006"]],
    ["page", ["error", "close 1006"], ["open", "close 1006"]],
  ] as const)("fail as those of %s do", (platform, refused, cut) => {
    const discord = simulate({ platform });
    discord.fault("refused");
    expect(dialled(discord).steps).toEqual(refused);
    const client = dialled(discord);
    discord.fault("drop");
    discord.clock.advance(50);
    expect(client.steps).toEqual(cut);
  });

  it.each([
    ["node", ["open"]],
    ["page", ["open", "close 1006"]],
  ] as const)("of %s wait as they do for a peer that never answers Close", (platform, steps) => {
    const discord = simulate({ platform });
    const client = connected(discord);
    discord.fault("deaf");
    client.socket.close(4900);
    discord.clock.advance(61_000);
    expect(client.steps).toEqual(steps);
  });

  it("refuse the codes that programs may not close with, and sending before they are open", () => {
    const discord = simulate();
    const { socket } = new MinimalClient(discord);
    expect(() => socket.send("{}")).toThrow(expect.objectContaining({ name: "InvalidStateError" }));
    for (const code of [1001, 1006, 1011, 2999, 5000]) {
      expect(() => socket.close(code)).toThrow(expect.objectContaining({ name: "InvalidAccessError" }));
    }
    expect(() => socket.close(4000, "x".repeat(124))).toThrow(expect.objectContaining({ name: "SyntaxError" }));
  });

  it("keep frames in order, however long each takes", () => {
    const discord = simulate({ latencyMs: [1, 500] });
    const client = new MinimalClient(discord);
    discord.clock.advance(2_000);
    client.send(2, identify(discord));
    const { channel, user } = place(discord);
    discord.clock.advance(2_000);
    for (let n = 0; n < 50; n++) discord.say(channel, user, String(n));
    discord.clock.advance(2_000);
    const seqs = client.heard.filter((it) => it.op === 0).map((it) => it.s);
    expect(seqs).toEqual(seqs.map((_, n) => n + 1));
    expect(seqs).toHaveLength(53);
  });

  it("are given up while dialling", () => {
    const discord = simulate({ platform: "page" });
    const client = new MinimalClient(discord);
    client.socket.close(1000);
    discord.clock.advance(100);
    expect(client.steps).toEqual(["error", "close 1006"]);
    expect(discord.ledger.connections).toEqual([]);
  });
});
