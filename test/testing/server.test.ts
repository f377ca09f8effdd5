import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { type SimulatorServer, startServer } from "../../demo/server.ts";
import { command } from "../../src/commands/mod.ts";
import { createInteractionsEndpoint } from "../../src/interactions/mod.ts";
import { createSimulator } from "../../src/testing/mod.ts";
import type { Envelope } from "./minimal.ts";

let server: SimulatorServer | undefined;
afterEach(() => server?.close());

async function start(): Promise<SimulatorServer> {
  server = await startServer({ simulator: createSimulator({ seed: 7 }) });
  return server;
}

/** A socket, what it heard, and a way to wait for more. */
class RealClient {
  readonly heard: Envelope[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  #wake: () => void = () => {};

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on("error", () => {});
    this.socket.on("message", (data) => {
      this.heard.push(JSON.parse(String(data)));
      this.#wake();
    });
    this.closed = new Promise((resolve) => this.socket.on("close", resolve));
  }

  send(op: number, d: unknown): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  async until(wanted: (frame: Envelope) => boolean): Promise<Envelope> {
    for (;;) {
      const found = this.heard.find(wanted);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

async function live({ discord, gatewayUrl }: SimulatorServer): Promise<RealClient> {
  const client = new RealClient(`${gatewayUrl}/?v=10&encoding=json`);
  await client.until((it) => it.op === 10);
  client.send(2, { token: discord.token, intents: 1 | 512 | 32768, properties: {} });
  await client.until((it) => it.t === "READY");
  return client;
}

/** Sends bytes and reads until the other side ends. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (data) => {
      heard += data;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(heard));
  });
}

describe("Server", () => {
  it("carries a session: READY, a cut, a resume at its own address, and what was missed", async () => {
    const at = await start();
    const { discord } = at;
    const [channel, user] = [discord.channels[0], discord.users[0]];
    if (channel === undefined || user === undefined) throw new Error("an empty world");
    const first = await live(at);
    const ready = (await first.until((it) => it.t === "READY")).d;
    expect(ready.resume_gateway_url).toBe(`ws://127.0.0.1:${at.port}/gateway/resume`);
    discord.fault("drop");
    expect(await first.closed).toBe(1006);
    discord.say(channel, user, "missed");
    const second = new RealClient(`${ready.resume_gateway_url}?v=10&encoding=json`);
    await second.until((it) => it.op === 10);
    const seq = first.heard.at(-1)?.s;
    second.send(6, { token: discord.token, session_id: ready.session_id, seq });
    await second.until((it) => it.t === "RESUMED");
    expect(second.heard.map((it) => it.t)).toEqual([null, "MESSAGE_CREATE", "RESUMED"]);
  });

  it("answers REST, and tells the gateway's address as it is from outside", async () => {
    const { restUrl, gatewayUrl } = await start();
    const answer = await fetch(`${restUrl}/gateway`);
    expect(await answer.json()).toEqual({ url: gatewayUrl });
  });

  it("takes a file that a runtime's own fetch sends", async () => {
    const { restUrl, discord } = await start();
    const form = new FormData();
    form.append("payload_json", JSON.stringify({ content: "a file" }));
    form.append("files[0]", new Blob(["hello, wörld"], { type: "text/plain" }), "hello.txt");
    const answer = await fetch(`${restUrl}/channels/${discord.channels[0]?.id}/messages`, {
      method: "POST",
      headers: { authorization: `Bot ${discord.token}` },
      body: form,
    });
    const message = (await answer.json()) as { attachments: unknown[] };
    expect(answer.status).toBe(200);
    expect(message.attachments).toMatchObject([{ filename: "hello.txt", size: 13, content_type: "text/plain" }]);
  });

  it("posts interactions over the network too, signed, to whoever serves the endpoint", async () => {
    const { discord } = await start();
    const commands = { ping: command({ description: "Pong", run: (i) => i.reply("pong") }) };
    const endpoint = createInteractionsEndpoint({ publicKey: discord.publicKey, commands });
    const bot = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray());
      const headers = request.headers as Record<string, string>;
      const answer = await endpoint(new Request("http://bot/", { method: "POST", headers, body }));
      response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
    }).listen(0, "127.0.0.1");
    await once(bot, "listening");
    const url = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/`;
    await discord.serve(async (request: Request) => {
      const { method, headers } = request;
      return fetch(url, { method, headers, body: await request.arrayBuffer() });
    });
    expect(await discord.slash("ping")).toMatchObject({ message: { content: "pong" } });
    bot.close();
  });

  it("lets pages in, as a relay would: under a name of its own", async () => {
    const { restUrl, discord } = await start();
    const headers = { authorization: `Bot ${discord.token}`, "user-agent": "Mozilla/5.0", origin: "http://localhost" };
    expect((await fetch(`${restUrl}/users/@me`, { headers })).status).toBe(200);
    expect(discord.ledger.requests[0]?.headers["user-agent"]).toMatch(/^DiscordBot .* relay$/);
  });

  it("never answers a Close frame when it is deaf", async () => {
    const at = await start();
    const client = await live(at);
    at.discord.fault("deaf");
    client.socket.close(4900);
    // A whole request goes there and back, and the Close frame, sent before it, is still unanswered.
    await fetch(`${at.restUrl}/gateway`);
    expect(client.socket.readyState).toBe(WebSocket.CLOSING);
    client.socket.terminate();
    await client.closed;
  });

  it("refuses dials to the address for resuming when that is dead", async () => {
    const at = await start();
    at.discord.fault("dead-resume-url");
    const client = new RealClient(`${at.gatewayUrl}/resume?v=10&encoding=json`);
    expect(await client.closed).toBe(1006);
    expect(client.heard).toEqual([]);
    await live(at);
  });

  it("closes with the code it is told to", async () => {
    const at = await start();
    const client = await live(at);
    at.discord.fault({ close: 4014 });
    expect(await client.closed).toBe(4014);
  });

  it("cuts a request that a fault lets fail", async () => {
    const { restUrl, discord } = await start();
    discord.fault("network");
    await expect(fetch(`${restUrl}/gateway`)).rejects.toThrow(TypeError);
  });

  it("does not fall over raw bytes: bad hosts, other paths, garbage, half a handshake", async () => {
    const at = await start();
    const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
    const key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    const heads = [
      `GET /gateway HTTP/1.1\r\nHost: a b\r\n${upgrade}${key}`,
      `GET /elsewhere HTTP/1.1\r\nHost: localhost\r\n${upgrade}${key}`,
      `GET /gateway HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`,
      "\0\0\0\0 no protocol at all\r\n\r\n",
    ];
    const answers = await Promise.all(heads.map((head) => raw(at.port, head)));
    expect(answers.map((text) => /^HTTP\/1.1 (\d+)/.exec(text)?.[1])).toEqual(["400", "404", "400", "400"]);
    await live(at);
  });

  it("serves nothing from outside the page's folder", async () => {
    const at = await startServer({ staticDir: new URL("../../demo", import.meta.url) });
    server = at;
    expect((await fetch(`${at.url}/server.ts`)).status).toBe(200);
    expect((await fetch(`${at.url}/..%2fpackage.json`)).status).toBe(404);
    expect((await fetch(`${at.url}/%2e%2e/package.json`)).status).toBe(404);
  });
});

describe("The relay of the local server", () => {
  it("is there to be found, serves its own pages only, and leads nowhere else", async () => {
    const server = await startServer();
    const statuses = await Promise.all([
      fetch(`${server.url}/relay/api/v10`),
      fetch(`${server.url}/relay/api/v10/users/@me`, { headers: { origin: "https://elsewhere.test" } }),
      fetch(`${server.url}/relay/elsewhere`),
    ]).then((answers) => answers.map(({ status }) => status));
    await server.close();
    expect(statuses).toEqual([204, 403, 404]);
  });
});
