/** What bad clients do over real sockets, while a good one goes on. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { type SimulatorServer, startServer } from "../../demo/server.ts";
import { createSimulator } from "../../src/testing/mod.ts";
import type { Envelope } from "./minimal.ts";

const IDENTIFY = { intents: 1 | 512 | 32_768, properties: {} };

let server: SimulatorServer;
let good: WebSocket;
const heard: Envelope[] = [];

beforeAll(async () => {
  const discord = createSimulator({ seed: 7, maxConcurrency: 16 });
  server = await startServer({ simulator: discord });
  good = dial();
  good.on("message", (data) => heard.push(JSON.parse(String(data))));
  await hello(good);
  good.send(JSON.stringify({ op: 2, d: { ...IDENTIFY, token: discord.token, shard: [0, 1] } }));
});

afterAll(() => server.close());

function dial(query = "?v=10&encoding=json"): WebSocket {
  return new WebSocket(`${server.gatewayUrl}/${query}`).on("error", () => {});
}

function hello(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => socket.once("message", () => resolve()));
}

function end(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.on("close", resolve));
}

function text(op: unknown, d?: unknown): string {
  return JSON.stringify({ op, d });
}

const bad: [string, number, (socket: WebSocket) => void][] = [
  ["garbage", 4002, (it) => it.send("\u0000 no json at all")],
  ["bytes that are no text", 4002, (it) => it.send(Uint8Array.of(0xff, 0xfe, 0x00, 0x80))],
  ["a payload of more than 4,096 bytes", 4002, (it) => it.send(text(1, "x".repeat(5_000)))],
  ["a frame of more than a mebibyte", 1009, (it) => it.send("x".repeat(2 ** 20 + 1))],
  ["an op code that there is not", 4001, (it) => it.send(text(99, {}))],
  ["a command before it identifies", 4003, (it) => it.send(text(3, {}))],
  ["a wrong token", 4004, (it) => it.send(text(2, { ...IDENTIFY, token: "wrong" }))],
  ["a session of somebody else's token", 4004, (it) => it.send(text(6, { token: "x", session_id: "y", seq: 1 }))],
  ["intents that are none", 4013, (it) => it.send(text(2, { ...IDENTIFY, intents: -1, token: server.discord.token }))],
  [
    "a shard that cannot be",
    4010,
    (it) => it.send(text(2, { ...IDENTIFY, shard: [2, 1], token: server.discord.token })),
  ],
  [
    "a flood of heartbeats",
    4008,
    (it) => {
      for (let n = 0; n <= 120; n++) it.send(text(1, null));
    },
  ],
];

const tricks = [
  "/api/v10/../v10/users/@me",
  "/api/v10/%2e%2e/%2e%2e/etc/passwd",
  "/api/v10/guilds/__proto__",
  "/api/v10/constructor/prototype",
  "/api/v10/channels/1%00/messages",
  "/api/v10//users/@me",
  "/api/v999999/users/@me",
  "/api/v10/users/%E0%A4%A",
  `/api/v10/channels/${"9".repeat(6_000)}`,
  "/api/v10/webhooks/1/../../users/@me",
];

/** A request line as it is, past everything that would tidy it up. */
function rawStatus(path: string): Promise<number> {
  return new Promise((resolve) => {
    let answer = "";
    const head = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    const socket = connect(server.port, "127.0.0.1", () => socket.write(head));
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(Number(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1])));
  });
}

describe("Bad clients", () => {
  it.each(bad)("that send %s are closed with %i", async (_what, code, misbehave) => {
    const socket = dial();
    const ended = end(socket);
    await hello(socket);
    misbehave(socket);
    expect(await ended).toBe(code);
  });

  it("that ask for a version that there is not are closed with 4012", async () => {
    expect(await end(dial("?v=3"))).toBe(4012);
  });

  it.each(tricks)("that ask for %s get nothing", async (path) => {
    const status = await rawStatus(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(502);
  });

  it("that open a connection and say nothing, or half of it, keep nobody waiting", async () => {
    const silent = connect(server.port, "127.0.0.1");
    const half = connect(server.port, "127.0.0.1", () => half.write("GET /gateway HTTP/1.1\r\nHost: local"));
    const body = "POST /api/v10/channels/1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{";
    const unfinished = connect(server.port, "127.0.0.1", () => unfinished.write(body));
    const mute = dial();
    await hello(mute);
    expect((await fetch(`${server.restUrl}/gateway`)).status).toBe(200);
    for (const socket of [silent, half, unfinished]) socket.destroy();
    const ended = end(mute);
    mute.terminate();
    await ended;
  });

  it("leave nothing behind, and do not disturb the others", async () => {
    const { discord } = server;
    const [channel, user] = [discord.channels[0], discord.users[0]];
    const told = new Promise<Envelope>((resolve) => {
      good.on("message", (data) => resolve(JSON.parse(String(data))));
    });
    discord.say(channel ?? "", user ?? "", "still here?");
    expect(await told).toMatchObject({ t: "MESSAGE_CREATE", d: { content: "still here?" } });
    expect(heard.map((it) => it.t)).toEqual([null, "READY", "GUILD_CREATE", "GUILD_CREATE", "MESSAGE_CREATE"]);
    // The server hears of the last one's end a moment later than the one who ended it.
    while (discord.ledger.connections.filter((it) => it.closedAt === undefined).length > 1) {
      await fetch(`${server.restUrl}/gateway`);
    }
    expect(discord.ledger.sessions).toHaveLength(1);
    expect(discord.ledger.toNdjson()).not.toContain(discord.token);
  });
});
