/** Signed requests in, responses out; the clock is moved by hand. */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Tree } from "../../src/commands/define.ts";
import { button, command } from "../../src/interactions/declare.ts";
import { createInteractionsEndpoint, type EndpointInit } from "../../src/interactions/endpoint.ts";
import { createSigner, type Signer } from "./signer.ts";
import { createStageClock, createStageDiscord, payload, press, settle, slash } from "./stage.ts";

/** Collects garbage now: Bun has a function for it, V8 a flag. */
const collect = createCollector((globalThis as { readonly Bun?: { gc(force: boolean): void } }).Bun);
function createCollector(bun: { gc(force: boolean): void } | undefined): () => void {
  if (bun) return () => bun.gc(true);
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

const NOW = 1_700_000_000_000;
let discord: Signer;
beforeAll(async () => {
  discord = await createSigner();
});

/** Waits for WebCrypto, which answers from another thread: then a handler runs, and its deadline is armed. */
async function started(clock: { readonly pending: number }): Promise<void> {
  while (clock.pending === 0) await new Promise((resume) => setImmediate(resume));
}

function stage(commands: Tree, init: Partial<EndpointInit<string>> = {}) {
  const clock = createStageClock();
  const api = createStageDiscord();
  const errors: string[] = [];
  const endpoint = createInteractionsEndpoint({
    publicKey: discord.publicKey,
    commands,
    rest: { request: api.send },
    onError: (error, { label }) => errors.push(`${label}: ${(error as { code?: string }).code ?? error}`),
    runtime: { now: clock.now, schedule: clock.schedule, date: () => NOW + clock.now() },
    ...init,
  });
  const signed = async (body: unknown, timestamp = String(((NOW + clock.now()) / 1000) | 0)) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "x-signature-ed25519": await discord.sign(timestamp, text), "x-signature-timestamp": timestamp };
    return new Request("https://bot.example", { method: "POST", headers, body: text });
  };
  const post = async (body: unknown, timestamp?: string) => endpoint(await signed(body, timestamp));
  return { clock, api, errors, endpoint, signed, post };
}

const ping = command({ description: "d", run: (i) => i.reply("Pong!") });

describe("Endpoint", () => {
  it("answers PING 1 with type 1 as JSON, and the PING 0 of webhook events with 204 [line 116]", async () => {
    const { post } = stage({ ping });
    const interactions = await post({ type: 1, id: "1", token: "t", application_id: "2", version: 1 });
    expect([interactions.status, interactions.headers.get("content-type"), await interactions.json()]).toEqual([
      200,
      "application/json",
      { type: 1 },
    ]);
    const events = await post({ type: 0, version: 1, application_id: "2" });
    expect([events.status, await events.text()]).toEqual([204, ""]);
  });

  it("answers a command inside the response, and sends no request [line 117]", async () => {
    const { post, api, clock } = stage({ ping });
    const response = await post(slash("ping"));
    expect([response.status, await response.json()]).toEqual([200, { type: 4, data: { content: "Pong!" } }]);
    await clock.advance(5000);
    expect(api.sent).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it("answers 202 with an empty body where the answer goes by the callback route, as with files [line 117]", async () => {
    const files = [{ name: "a.txt", data: "x" }];
    const { post, api } = stage({ file: command({ description: "d", run: (i) => i.reply({ content: "f", files }) }) });
    const response = await post(slash("file"));
    expect([response.status, await response.text()]).toEqual([202, ""]);
    await settle();
    expect(api.story).toEqual(["4 f"]);
    expect(api.sent[0]?.init.files).toEqual(files);
  });

  it("serves components, and the requests that follow the first answer", async () => {
    const { post, api } = stage(
      {},
      {
        components: {
          "page:{n:integer}": button(async (i) => {
            await i.update(`p${i.params.n}`);
            await i.followUp("more");
          }),
        },
      },
    );
    const response = await post(press("page:4"));
    expect(await response.json()).toEqual({ type: 7, data: { content: "p4" } });
    await settle();
    expect(api.story).toEqual(["POST more"]);
  });

  it("defers inside the response when the handler is slow", async () => {
    const { signed, endpoint, clock, api } = stage({
      slow: command({
        description: "d",
        run: async (i) => {
          await new Promise<void>((go) => clock.schedule(go, 2600));
          await i.reply("done");
        },
      }),
    });
    const work = endpoint(await signed(slash("slow")));
    await started(clock);
    await clock.advance(2700);
    expect(await (await work).json()).toEqual({ type: 5 });
    expect(api.story).toEqual(["PATCH @original done"]);
  });

  it("answers 500 when there is no answer in time, and 400 to what it cannot read", async () => {
    const { signed, endpoint, clock, post, errors } = stage({
      stuck: command({ description: "d", deferAfterMs: false, run: () => new Promise(() => undefined) }),
    });
    const work = endpoint(await signed(slash("stuck")));
    await started(clock);
    await clock.advance(3000);
    expect((await work).status).toBe(500);
    expect((await post("[1")).status).toBe(400);
    expect((await post(payload(9, {}))).status).toBe(400);
    expect(errors).toEqual(["/stuck: INTERACTION_UNANSWERED", "interaction: INTERACTION_MALFORMED"]);
  });

  it("hands webhook events to their handler, and answers 204 at once", async () => {
    const seen: unknown[] = [];
    const { post, errors } = stage(
      { ping },
      {
        onWebhookEvent: async (event) => {
          seen.push(event.type);
          throw new Error("late");
        },
      },
    );
    const response = await post({
      version: 1,
      application_id: "2",
      type: 1,
      event: { type: "APPLICATION_AUTHORIZED", timestamp: "x", data: {} },
    });
    expect(response.status).toBe(204);
    await settle();
    expect([seen, errors]).toEqual([["APPLICATION_AUTHORIZED"], ["webhook event APPLICATION_AUTHORIZED: Error: late"]]);
  });

  it("keeps an edge worker alive until the handler has ended", async () => {
    const kept: Promise<unknown>[] = [];
    const { endpoint, signed } = stage({ ping });
    await endpoint(await signed(slash("ping")), { waitUntil: (work: Promise<unknown>) => void kept.push(work) });
    expect(kept).toHaveLength(1);
    await Promise.all(kept);
    expect((await endpoint(await signed(slash("ping", [], {}, { id: "7" })), { remoteAddr: {} })).status).toBe(200);
  });

  it("refuses a forged, altered, stale, future, replayed or malformed request with 401, before any handler [line 116]", async () => {
    let calls = 0;
    const { endpoint, signed, post, clock } = stage({
      ping: command({
        description: "d",
        run: (i) => {
          calls++;
          return i.reply("x");
        },
      }),
    });
    const stranger = await createSigner();
    const body = JSON.stringify(slash("ping"));
    const at = String(NOW / 1000);
    const send = (headers: Record<string, string>, text = body) =>
      endpoint(new Request("https://bot.example", { method: "POST", headers, body: text }));
    const good = await discord.sign(at, body);
    const statuses = [
      await send({}),
      await send({ "x-signature-ed25519": good }),
      await send({ "x-signature-timestamp": at }),
      await send({ "x-signature-ed25519": await stranger.sign(at, body), "x-signature-timestamp": at }),
      await send({ "x-signature-ed25519": good, "x-signature-timestamp": at }, `${body} `),
      await send({ "x-signature-ed25519": "zz", "x-signature-timestamp": at }),
      await send({ "x-signature-ed25519": good, "x-signature-timestamp": "soon" }),
      await post(slash("ping"), String(NOW / 1000 - 61)),
      await post(slash("ping"), String(NOW / 1000 + 61)),
    ].map(({ status }) => status);
    expect(statuses).toEqual(Array.from({ length: 9 }, () => 401));
    expect(calls).toBe(0);
    const request = await signed(slash("ping"));
    expect((await endpoint(request.clone())).status).toBe(200);
    expect((await endpoint(request.clone())).status).toBe(401);
    await clock.advance(61_000);
    expect((await endpoint(request.clone())).status).toBe(401);
    expect(calls).toBe(1);
    expect((await endpoint(new Request("https://bot.example"))).status).toBe(405);
  });

  it("keeps nothing of 10,000 forged requests", async () => {
    const { endpoint } = stage({ ping });
    const at = String(NOW / 1000);
    const forged = (n: number) => ({
      method: "POST",
      headers: new Map([
        ["x-signature-ed25519", n % 2 === 0 ? n.toString(16).padStart(128, "0") : `short${n}`],
        ["x-signature-timestamp", n % 2 === 0 ? at : String(n)],
      ]) as unknown as { get(name: string): string | null },
      arrayBuffer: async () => new ArrayBuffer(4096),
    });
    const statuses = new Set<number>();
    const send = async (count: number) => {
      for (let n = 0; n < count; n++) statuses.add((await endpoint(forged(n))).status);
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = await send(1000);
    const after = await send(10_000);
    expect([...statuses]).toEqual([401]);
    expect(after - before).toBeLessThan(500_000);
  });

  it("refuses to be made with a command that nobody handles, or a key that is none", () => {
    expect(() => stage({ ping: command({ description: "d" }) })).toThrow(/Nobody handles "ping"/);
    expect(() => createInteractionsEndpoint({ publicKey: "x" })).toThrow(/public key/);
  });

  it("sends what follows without a rest client too, and never puts the token into an error", async () => {
    const calls: string[] = [];
    const answers = [
      { ok: true, status: 200, text: '{"id":"5"}' },
      { ok: false, status: 400, text: '{"code":50035,"message":"Bad"}' },
    ];
    const fetch = async (url: string) => {
      calls.push(url);
      const { text, ...rest } = answers.shift() ?? { ok: true, status: 204, text: "" };
      return {
        ...rest,
        headers: { get: () => null },
        text: async () => text,
        arrayBuffer: async () => new ArrayBuffer(0),
      };
    };
    const clock = createStageClock();
    const faults: unknown[] = [];
    const run = command({
      description: "d",
      run: async (i) => {
        await i.reply("a");
        await i.followUp("b");
        await i.followUp("c");
      },
    });
    const endpoint = createInteractionsEndpoint({
      publicKey: discord.publicKey,
      commands: { ping: run },
      fallback: () => undefined,
      onError: (error) => faults.push(error),
      runtime: { now: clock.now, schedule: clock.schedule, date: () => NOW, fetch },
    });
    const text = JSON.stringify(slash("ping"));
    const headers = {
      "x-signature-ed25519": await discord.sign(String(NOW / 1000), text),
      "x-signature-timestamp": String(NOW / 1000),
    };
    await endpoint(new Request("https://bot.example", { method: "POST", headers, body: text }));
    await settle();
    expect(calls).toEqual(Array.from({ length: 2 }, () => "https://discord.com/api/v10/webhooks/2/secret-token"));
    expect(String(faults[0])).toMatch(/Discord refused POST \/webhooks\/\{webhook_id\}/);
    expect(JSON.stringify(faults) + String(faults[0])).not.toContain("secret-token");
    expect(clock.pending).toBe(0);
  });
});
