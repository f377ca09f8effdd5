import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ApiError, BrowserRestError, RateLimitError, TimeoutError, UsageError } from "../../src/errors.ts";
import { quota, type StandIn, standIn } from "./stand-in.ts";

const MESSAGES = "POST /channels/{channel_id}/messages";
const HISTORY = "GET /channels/{channel_id}/messages";
const HOOK = "POST /webhooks/{webhook_id}/{webhook_token}";
const ok = { json: { id: "1" } };
/** As long as theirs are; a webhook's has 68 characters. */
const INTERACTION_TOKEN = `aW50ZXJhY3Rpb24${"x".repeat(200)}`;
const to = (channel_id: string) => ({ path: { channel_id } });
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error) => error,
  );

describe("a request", () => {
  it("goes to discord.com/api/v10 with Bot and a User-Agent of the form Discord wants [lines 77, 78, 79]", async () => {
    const { rest, sent } = standIn(() => ok, { token: "Bot bot.secret", userAgent: "MyBot/1.0" });
    await rest.request(HISTORY, { ...to("1"), query: { limit: 2 } });
    expect(sent[0]?.url).toBe("https://discord.com/api/v10/channels/1/messages?limit=2");
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(sent[0]?.init.headers).toEqual({
      authorization: "Bot bot.secret",
      "user-agent": `DiscordBot (https://www.npmjs.com/package/anycord, ${version}) MyBot/1.0`,
    });
  });

  it("carries a bearer token when told, and none where one is in the path [line 78]", async () => {
    const { rest, sent } = standIn(() => ok);
    await rest.request("GET /users/@me", { auth: { bearer: "user.secret" } });
    await rest.request(HOOK, { path: { webhook_id: "1", webhook_token: "w" }, body: { content: "x" } });
    await rest.request("GET /gateway", { auth: false });
    expect(sent.map(({ init }) => init.headers.authorization)).toEqual(["Bearer user.secret", undefined, undefined]);
  });

  it("sets no User-Agent in a page, and no bot token: it refuses before sending [line 79]", async () => {
    const page = standIn(() => ok, { runtime: { name: "page" } });
    expect(await failure(page.rest.request(HISTORY, to("1")))).toBeInstanceOf(BrowserRestError);
    await page.rest.request(HOOK, { path: { webhook_id: "1", webhook_token: "w" }, body: { content: "x" } });
    await page.rest.request("GET /invites/{code}", { path: { code: "c" } });
    expect(page.sent.map(({ init }) => init.headers)).toEqual([{ "content-type": "application/json" }, {}]);
    const relayed = standIn(() => ok, { runtime: { name: "page" }, restUrl: "https://relay.example/api/" });
    await relayed.rest.request(HISTORY, to("1"));
    expect(relayed.sent[0]?.url).toBe("https://relay.example/api/channels/1/messages");
  });

  it("percent-encodes the audit log's reason, and refuses one that is too long [line 84]", async () => {
    const { rest, sent } = standIn(() => ({ status: 204 }));
    const route = "DELETE /channels/{channel_id}";
    await rest.request(route, { ...to("1"), reason: "причина 理由" });
    expect(sent[0]?.init.headers["x-audit-log-reason"]).toBe(encodeURIComponent("причина 理由"));
    expect(await failure(rest.request(route, { ...to("1"), reason: "x".repeat(513) }))).toBeInstanceOf(UsageError);
  });

  it("sets no Content-Type for multipart, whose boundary is fetch's [line 85]", async () => {
    const { rest, sent } = standIn(() => ok);
    await rest.request(MESSAGES, { ...to("1"), body: {}, files: [{ name: "a", data: "b" }] });
    expect(Object.keys(sent[0]?.init.headers ?? {})).not.toContain("content-type");
    expect(sent[0]?.init.body).toBeInstanceOf(FormData);
  });

  it("sends {} for an invite without parameters [line 90]", async () => {
    const { rest, sent } = standIn(() => ok);
    await rest.raw("POST", "/channels/1/invites");
    expect(sent[0]?.init.body).toBe("{}");
  });

  it("gives undefined for 204, text for csv, bytes for an image [line 91]", async () => {
    const replies = [
      { status: 204 },
      { text: "a,b", headers: { "content-type": "text/csv" } },
      { text: "png", headers: { "content-type": "image/png" } },
    ];
    const { rest } = standIn((_, index) => replies[index] ?? ok);
    expect(await rest.raw("GET", "/a")).toBeUndefined();
    expect(await rest.raw("GET", "/b")).toBe("a,b");
    expect(await rest.raw("GET", "/c")).toBeInstanceOf(ArrayBuffer);
  });

  it("surfaces a search that is not ready as it came [line 112]", async () => {
    const { rest } = standIn(() => ({ status: 202, json: { code: 110000, retry_after: 2 } }));
    expect(await rest.raw("GET", "/guilds/1/messages/search")).toMatchObject({ retry_after: 2 });
  });

  it("ends by its signal in the queue and under way, and leaves no timer [line 92]", async () => {
    const { rest, sent, pass, timers } = standIn((_, index) =>
      index === 0 ? { ...ok, headers: quota(0, 60) } : "hang",
    );
    await rest.request(HISTORY, to("1"));
    const [queued, running] = [new AbortController(), new AbortController()];
    const waits = failure(rest.request(HISTORY, { ...to("1"), signal: queued.signal }));
    const runs = failure(rest.request(HISTORY, { ...to("2"), signal: running.signal }));
    await pass(10);
    queued.abort("no more");
    running.abort("no more");
    expect(await Promise.all([waits, runs])).toEqual(["no more", "no more"]);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.init.signal.aborted).toBe(true);
    expect(timers()).toBe(0);
  });

  it("times out while it waits for its limit, its headers or its body, and says which [line 92]", async () => {
    const { rest, pass } = standIn(() => "hang");
    const slow = failure(rest.request(HISTORY, { ...to("1"), timeoutMs: 500 }));
    const queued = failure(rest.request(HISTORY, { ...to("1"), timeoutMs: 400 }));
    const byDefault = failure(rest.request(HISTORY, to("2")));
    await pass(600);
    expect(await slow).toMatchObject({ name: "TimeoutError", timeoutMs: 500 });
    expect(String(await queued)).toMatch(/still waited for its turn after 400 ms/);
    await pass(15_000);
    expect(await byDefault).toBeInstanceOf(TimeoutError);
  });

  it("goes without a signal where nobody ends it, until an attempt was not answered in time [line 92]", async () => {
    const { rest, sent, pass, timers } = standIn((_, index) => (index === 1 ? "hang" : ok));
    await rest.request(HISTORY, to("1"));
    const slow = failure(rest.request(HISTORY, to("2")));
    await pass(15_000);
    expect(await slow).toMatchObject({ name: "TimeoutError", timeoutMs: 15_000 });
    await rest.request(HISTORY, to("1"));
    await rest.request(HISTORY, { ...to("1"), timeoutMs: 500 });
    expect(sent.map(({ init }) => init.signal instanceof AbortSignal)).toEqual([false, false, true, true]);
    expect(timers()).toBe(0);
  });

  it("repeats 5xx and broken networks with growing pauses where that does nothing twice [line 107]", async () => {
    const { rest, sent, pass } = standIn(
      (_, index) => [{ status: 502, text: "<html>" }, new TypeError("fetch failed"), ok][index] ?? ok,
    );
    const got = rest.request(HISTORY, to("1"));
    await pass(5_000);
    expect(await got).toEqual({ id: "1" });
    expect(sent.map(({ at }) => at - 1000)).toEqual([0, 500, 1500]);
  });

  it("repeats a message under the same enforced nonce, and no other POST [line 107]", async () => {
    const { rest, sent, pass } = standIn((_, index) => (index === 1 ? ok : { status: 503 }));
    const got = rest.request(MESSAGES, { ...to("1"), body: { content: "x" } });
    await pass(1_000);
    await got;
    const bodies = sent.map(({ init }) => JSON.parse(init.body));
    expect(bodies[0]).toMatchObject({ content: "x", enforce_nonce: true });
    expect(bodies[0].nonce.length).toBeGreaterThan(5);
    expect(bodies[1]).toEqual(bodies[0]);
    expect(
      await failure(rest.request("POST /guilds/{guild_id}/roles", { path: { guild_id: "1" }, body: {} })),
    ).toMatchObject({ status: 503 });
    expect(sent).toHaveLength(3);
  });

  it("takes a repeated deletion that finds nothing for done", async () => {
    const { rest, pass } = standIn((_, index) =>
      index === 0 ? new TypeError("reset") : { status: 404, json: { code: 10008, message: "Unknown Message" } },
    );
    const done = rest.request("DELETE /channels/{channel_id}/messages/{message_id}", {
      path: { channel_id: "1", message_id: "2" },
    });
    await pass(1_000);
    expect(await done).toBeUndefined();
  });

  it("reports every attempt to hooks, and survives one that throws", async () => {
    const { rest, logged } = standIn(() => ok);
    const reports: unknown[] = [];
    rest.onRequest(() => {
      throw new Error("broken hook");
    });
    const off = rest.onRequest((report) => reports.push(report));
    await rest.request(HISTORY, to("1"));
    off();
    await rest.request(HISTORY, to("1"));
    expect(reports).toEqual([{ route: HISTORY, attempt: 1, status: 200, waitedMs: 0, tookMs: 0, scope: undefined }]);
    expect(logged).toHaveLength(2);
  });
});

describe("rate limits", () => {
  it("hold a request for Reset-After when nothing remains, and not before [line 93]", async () => {
    const { rest, sent, pass } = standIn((_, index) => ({ ...ok, headers: quota(index === 0 ? 0 : 4, 2.5) }));
    await rest.request(HISTORY, to("1"));
    void rest.request(HISTORY, to("1"));
    void rest.request(HISTORY, to("2"));
    await pass(2_499);
    expect(sent.map(({ url }) => url.slice(-11, -9))).toEqual(["/1", "/1", "/2"].slice(0, 1).concat("/2"));
    await pass(1);
    expect(sent).toHaveLength(3);
  });

  it("wait for retry_after of a user's 429 and send the same request once [lines 98, 114]", async () => {
    const { rest, sent, pass } = standIn((_, index) =>
      index === 0
        ? {
            status: 429,
            json: { retry_after: 1.337, global: false },
            headers: { ...quota(0, 1.337), "x-ratelimit-scope": "user", "retry-after": "2", "x-ratelimit-reset": "1" },
          }
        : ok,
    );
    const got = rest.request(HISTORY, to("1"));
    await pass(1_336);
    expect(sent).toHaveLength(1);
    await pass(1);
    await got;
    expect(sent).toHaveLength(2);
  });

  it("stop every request of the bot at a global 429, but not answers to interactions [lines 100, 103]", async () => {
    const { rest, sent, pass } = standIn((_, index) =>
      index === 0 ? { status: 429, json: { retry_after: 1, global: true } } : ok,
    );
    void rest.request(HISTORY, to("1"));
    await pass();
    void rest.request(HISTORY, to("2"));
    await rest.request("POST /interactions/{interaction_id}/{interaction_token}/callback", {
      path: { interaction_id: "1", interaction_token: "t" },
      body: { type: 5 },
    });
    expect(sent.map(({ url }) => url.includes("interactions"))).toEqual([false, true]);
    await pass(1_000);
    expect(sent).toHaveLength(4);
  });

  it("name Cloudflare's ban and fail everything at once with the time it ends [line 101]", async () => {
    const { rest, sent } = standIn(() => ({
      status: 429,
      text: "<html>1015</html>",
      headers: { "retry-after": "3600" },
    }));
    const error = await failure(rest.request(HISTORY, to("1")));
    expect(error).toMatchObject({ name: "RateLimitError", code: "CLOUDFLARE_BAN", retryAfterMs: 3_600_000 });
    expect(await failure(rest.request("GET /gateway"))).toMatchObject({ code: "CLOUDFLARE_BAN" });
    expect(sent).toHaveLength(1);
  });

  it("refuse a wait longer than maxWaitMs at once", async () => {
    const { rest } = standIn(() => ({ ...ok, headers: quota(0, 60) }));
    await rest.request(HISTORY, to("1"));
    const error = await failure(rest.request(HISTORY, { ...to("1"), maxWaitMs: 1_000 }));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ code: "RATE_LIMIT_WAIT", route: HISTORY, retryAfterMs: 60_000 });
  });

  it("do not block where headers are missing [line 108]", async () => {
    const { rest, sent, pass } = standIn((_, index) => (index === 0 ? ok : "hang"));
    await rest.request(HISTORY, to("1"));
    for (let count = 0; count < 10; count += 1) void failure(rest.request(HISTORY, to("1")));
    await pass();
    expect(sent).toHaveLength(11);
  });
});

describe("refused credentials", () => {
  it("mark the token dead at a 401: later and waiting requests fail at once [line 105]", async () => {
    const { rest, sent, pass } = standIn((_, index) =>
      index === 0 ? { status: 401, json: { code: 0, message: "401: Unauthorized" } } : ok,
    );
    const [first, second] = [failure(rest.request(HISTORY, to("1"))), failure(rest.request(HISTORY, to("1")))];
    await pass();
    expect(await first).toMatchObject({ status: 401 });
    expect(await second).toMatchObject({ code: "TOKEN_REJECTED" });
    expect(await failure(rest.request("GET /users/@me"))).toMatchObject({ code: "TOKEN_REJECTED" });
    expect(sent).toHaveLength(1);
  });

  it("never touch the bot's token by a webhook's 401, nor by a bearer's", async () => {
    const { rest } = standIn(({ url, init }) =>
      url.includes("webhooks") || /Bearer/.test(init.headers.authorization ?? "")
        ? { status: 401, json: { code: 50027, message: "Invalid" } }
        : ok,
    );
    await failure(rest.request(HOOK, { path: { webhook_id: "1", webhook_token: "w" }, body: { content: "x" } }));
    await failure(rest.request("GET /users/@me", { auth: { bearer: "b" } }));
    expect(await rest.request("GET /users/@me")).toEqual({ id: "1" });
  });

  it("stop calls to a webhook that is gone, and only to that one; an unknown message is no unknown webhook [line 106]", async () => {
    const { rest, sent } = standIn(({ url }) => {
      if (url.includes("/messages/")) return { status: 404, json: { code: 10008, message: "Unknown Message" } };
      return url.includes("/1/gone") ? { status: 404, json: { code: 10015, message: "Unknown Webhook" } } : ok;
    });
    const post = (webhook_token: string) =>
      failure(rest.request(HOOK, { path: { webhook_id: "1", webhook_token }, body: { content: "x" } }));
    await failure(
      rest.request("DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", {
        path: { webhook_id: "1", webhook_token: "here", message_id: "2" },
      }),
    );
    expect(await post("gone")).toMatchObject({ status: 404, discordCode: 10015 });
    expect(await post("gone")).toMatchObject({ code: "WEBHOOK_GONE" });
    expect(await post("here")).toBeUndefined();
    expect(sent).toHaveLength(3);
  });

  it.each([
    ["404 Unknown Webhook", { status: 404, json: { code: 10015, message: "Unknown Webhook" } }],
    ["401 Invalid Webhook Token", { status: 401, json: { code: 50027, message: "Invalid Webhook Token" } }],
  ])("try an interaction's token once more after a passing %s, then say that it expired", async (_, refusal) => {
    const edit = (world: StandIn) =>
      failure(
        world.rest.request("PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original", {
          path: { webhook_id: "1", webhook_token: INTERACTION_TOKEN },
          body: { content: "x" },
        }),
      );
    const passing = standIn((_sent, index) => (index === 0 ? refusal : ok));
    const done = edit(passing);
    await passing.pass(1_000);
    expect([await done, passing.sent.length]).toEqual([undefined, 2]);
    const dead = standIn(() => refusal);
    const failed = edit(dead);
    await dead.pass(10_000);
    expect(await failed).toMatchObject({
      name: "ExpiredError",
      code: "INTERACTION_EXPIRED",
      cause: { discordCode: refusal.json.code },
    });
    expect(dead.sent).toHaveLength(2);
  });

  it("do not take an unknown message of an interaction's for one that expired", async () => {
    const { rest, sent } = standIn(() => ({ status: 404, json: { code: 10008, message: "Unknown Message" } }));
    const path = { webhook_id: "1", webhook_token: INTERACTION_TOKEN, message_id: "2" };
    const gone = failure(rest.request("DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", { path }));
    expect(await gone).toMatchObject({ name: "ApiError", discordCode: 10008 });
    expect(sent).toHaveLength(1);
  });

  it("are told apart from missing ones", async () => {
    const { rest } = standIn(() => ok, { token: undefined });
    expect(await failure(rest.request(HISTORY, to("1")))).toMatchObject({ code: "TOKEN_MISSING" });
    expect(
      await failure(rest.request("GET /users/@me/guilds/{guild_id}/member", { path: { guild_id: "1" } })),
    ).toMatchObject({ code: "BEARER_MISSING" });
    expect(() => standIn(() => ok, { token: "a\nb" })).toThrow(/characters/);
  });
});

describe("errors", () => {
  const refused = {
    code: 50035,
    message: "Invalid Form Body",
    errors: {
      embeds: { 0: { title: { _errors: [{ code: "BASE_TYPE_BAD_LENGTH", message: "Too long" }] } } },
      _errors: [{ code: "X", message: "whole" }],
    },
  };

  it("hold status, code, and each field with the value that was sent [line 109]", async () => {
    const { rest } = standIn(() => ({ status: 400, json: refused }));
    const error = (await failure(
      rest.request(MESSAGES, { ...to("1"), body: { embeds: [{ title: "long title" }] } }),
    )) as ApiError;
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: "API_50035", route: MESSAGES, status: 400, discordCode: 50035 });
    expect(error.fields[0]).toEqual({
      path: "embeds.0.title",
      code: "BASE_TYPE_BAD_LENGTH",
      message: "Too long",
      value: "long title",
    });
    expect(error.fields[1]).toMatchObject({ path: "", code: "X" });
    expect(error.message).toMatch(/embeds\.0\.title: Too long \(BASE_TYPE_BAD_LENGTH; sent: long title\)/);
  });

  it("are readable when Discord answers with a page [line 110]", async () => {
    const { rest } = standIn(() => ({
      status: 403,
      text: "<html><title>Access\n denied</title></html>",
      headers: { "content-type": "text/html" },
    }));
    expect(await failure(rest.request(HISTORY, to("1")))).toMatchObject({
      message: expect.stringMatching(/403: Access denied\./),
      discordCode: 0,
    });
  });

  it.each([40333, 50001, 50013, 10062])("say what to do about %d", async (code) => {
    const { rest } = standIn(() => ({ status: 403, json: { code, message: "no" } }));
    const error = (await failure(rest.request(HISTORY, to("1")))) as ApiError;
    expect(error.cure.length).toBeGreaterThan(30);
    expect(error.message).toContain(` ${error.cure} More: `);
  });

  describe("keep the stack of the caller", () => {
    const { rest, pass } = standIn(({ url }) => (url.includes("gateway") ? "hang" : { status: 400, json: refused }));
    const asked = () => rest.request(HISTORY, to("1"));
    async function stackOf(caller: () => Promise<unknown>): Promise<string> {
      const error = (await failure(caller())) as Error;
      return error.stack ?? "";
    }
    const refusedOnes: Readonly<Record<string, () => Promise<unknown>>> = {
      "that awaits": async function theCaller() {
        await rest.request(HISTORY, to("1"));
      },
      "that awaits a function which hands it on": async function theCaller() {
        await asked();
      },
      "that awaits it later": async function theCaller() {
        const asking = asked();
        await Promise.resolve();
        await asking;
      },
      "that awaits several": async function theCaller() {
        await Promise.all([asked(), asked()]);
      },
      "of a raw request": async function theCaller() {
        await rest.raw("GET", "/channels/1");
      },
      "who is mistaken": async function theCaller() {
        await rest.raw("GET", "no path");
      },
    };
    it.each(Object.entries(refusedOnes))("%s", async (_, theCaller) => {
      const stack = await stackOf(theCaller);
      expect(stack).toMatch(/theCaller .*rest\.test\.ts/);
      expect(stack).toMatch(/^(?:ApiError|UsageError): /);
    });

    it("that ran out of time", async () => {
      const stack = stackOf(async function theCaller() {
        await rest.request("GET /gateway");
      });
      await pass(20_000);
      expect(await stack).toMatch(/^TimeoutError: .*theCaller .*rest\.test\.ts/s);
    });
  });
});
