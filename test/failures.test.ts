/** What goes wrong over real sockets: every failure ends in the right state, in time, with an error that names the cure. */

import { createServer, type Socket } from "node:net";
import { describe, expect, it, type TestContext } from "vitest";
import { startServer } from "../demo/server.ts";
import { type Client, createClient, type LogEntry } from "../src/mod.ts";
import { createSimulator, type Fault, type Simulator } from "../src/testing/mod.ts";

/** A simulated Discord behind real sockets. */
async function serve({
  onTestFinished,
}: TestContext): Promise<{ discord: Simulator; restUrl: string; gatewayUrl: string }> {
  const discord = createSimulator({ seed: 3 });
  const server = await startServer({ simulator: discord });
  onTestFinished(() => server.close());
  return { discord, restUrl: server.restUrl, gatewayUrl: server.gatewayUrl };
}

function bot(
  { onTestFinished }: TestContext,
  options: Partial<Parameters<typeof createClient>[0]> & { token: string },
): Client {
  const client = createClient({ log: false, ...options });
  onTestFinished(() => void client.close());
  return client;
}

/** A port where every connection is taken, and gets what is given. */
async function listen(
  { onTestFinished }: TestContext,
  take: (socket: Socket) => void,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    take(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  return { port: (server.address() as { port: number }).port, stop };
}

const failure = (
  client: Client,
  timeoutMs = 5000,
): Promise<Error & { code?: string; cure?: string; cause?: unknown }> =>
  client.connect({ timeoutMs }).then(
    () => Promise.reject(new Error("It connected.")),
    (error) => error,
  );

describe.concurrent("Failures over real sockets", () => {
  it("a missing token is refused before anything is sent, with the place to find one", () => {
    expect(() => createClient({ token: "" })).toThrow(/token is missing.*developer portal/s);
    expect(() => createClient({ token: "Bot " })).toThrow(expect.objectContaining({ code: "TOKEN_MISSING" }));
  });

  it("a bad token is told by REST, at once, and no connection is made", async (t) => {
    const { discord, restUrl } = await serve(t);
    const error = await failure(bot(t, { token: "no.such.token", restUrl }));
    expect(error).toMatchObject({ name: "ApiError", status: 401 });
    expect(error.message).toMatch(/token/i);
    expect(error.message).not.toContain("no.such.token");
    expect(discord.ledger.connections).toHaveLength(0);
  });

  it("a bad token is told by close code 4004 where REST was not asked", async (t) => {
    const { gatewayUrl } = await serve(t);
    const error = await failure(bot(t, { token: "no.such.token", gatewayUrl }));
    expect(error).toMatchObject({ name: "GatewayClosedError", code: "GATEWAY_4004", closeCode: 4004 });
    expect(error.message).toMatch(/developer portal/);
  });

  it("a refused port is tried again until the deadline, and named as the cause", async (t) => {
    const { port, stop } = await listen(t, () => {});
    await stop();
    const error = await failure(bot(t, { token: "t", gatewayUrl: `ws://127.0.0.1:${port}/` }), 1500);
    expect(error).toMatchObject({ code: "CONNECT_TIMEOUT", timeoutMs: 1500, cause: { code: "GATEWAY_UNREACHABLE" } });
    expect(error.message).toMatch(/Check the network/);
  });

  it("a server that never says Hello is named as such", async (t) => {
    const { discord, restUrl } = await serve(t);
    discord.fault("silent");
    const error = await failure(bot(t, { token: discord.token, restUrl }), 500);
    expect(error).toMatchObject({ code: "CONNECT_TIMEOUT" });
    expect(error.message).toMatch(/Hello never came/);
  });

  it("a server that takes connections and says nothing at all is named as such", async (t) => {
    const { port } = await listen(t, () => {});
    const error = await failure(bot(t, { token: "t", gatewayUrl: `ws://127.0.0.1:${port}/` }), 500);
    expect(error).toMatchObject({ code: "CONNECT_TIMEOUT" });
    expect(error.message).toMatch(/socket did not open/);
  });

  it("a server that answers the upgrade with something else is tried again and named as the cause", async (t) => {
    const { port } = await listen(t, (socket) => socket.end("HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n"));
    const error = await failure(bot(t, { token: "t", gatewayUrl: `ws://127.0.0.1:${port}/` }), 1200);
    expect(error).toMatchObject({ code: "CONNECT_TIMEOUT", cause: { code: "GATEWAY_UNREACHABLE" } });
  });

  it("garbage is reported and survived", async (t) => {
    const { discord, restUrl } = await serve(t);
    const client = bot(t, { token: discord.token, restUrl });
    const problems: string[] = [];
    client.on("problem", ({ problem }) => problems.push(problem.type));
    client.on("MESSAGE_CREATE", { content: false }, () => {});
    await client.connect();
    discord.fault("garbage");
    const [channel, user] = [discord.channels[0], discord.users[0]];
    const heard = client.waitFor("MESSAGE_CREATE", { timeoutMs: 3000 });
    if (channel !== undefined && user !== undefined) discord.say(channel, user, "still there?");
    await heard;
    expect(problems).toContain("malformed");
  });

  it.for([4004, 4010, 4011, 4012, 4013, 4014])(
    "close code %i ends the first connect at once, typed, with a cure",
    async (close, t) => {
      const { discord, restUrl } = await serve(t);
      discord.fault({ closeAfterIdentify: close } as Fault);
      const error = await failure(bot(t, { token: discord.token, restUrl }));
      expect(error).toMatchObject({ name: "GatewayClosedError", code: `GATEWAY_${close}`, closeCode: close });
      expect(error.cure).not.toBe("");
      expect(error.message).toContain(error.cure);
    },
  );

  it.for([4000, 4001, 4002, 4003, 4005, 4007, 4009])(
    "after close code %i the bot comes back by itself",
    { timeout: 15_000 },
    async (close, t) => {
      const { discord, restUrl } = await serve(t);
      const entries: LogEntry[] = [];
      const client = bot(t, {
        token: discord.token,
        restUrl,
        log: (entry) => entries.push(entry),
        runtime: { random: () => 0.05 },
      });
      await client.connect();
      const back = new Promise<string>((resolve) => {
        client.on("ready", () => resolve("identify"));
        client.on("resumed", () => resolve("resume"));
      });
      discord.fault({ close });
      expect(await back).toBe([4003, 4007, 4009].includes(close) ? "identify" : "resume");
      expect(entries.some(({ message }) => message.includes(String(close)))).toBe(true);
    },
  );

  it("close() settles within its deadline when the peer never answers, and says so", { timeout: 10_000 }, async (t) => {
    const { discord, restUrl } = await serve(t);
    const entries: LogEntry[] = [];
    const client = bot(t, { token: discord.token, restUrl, log: (entry) => entries.push(entry) });
    await client.connect();
    discord.fault("deaf");
    const startedAt = performance.now();
    const { unanswered } = await client.close({ resumable: true });
    expect(unanswered).toEqual([0]);
    expect(performance.now() - startedAt).toBeLessThan(6000);
    expect(entries.map(({ message }) => message).join()).toMatch(/did not answer the Close frame.*process\.exit/);
  });
});
