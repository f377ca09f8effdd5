/** Every kind of token is sent through every way to fail, and looked for in all that can be seen of it. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createOAuth2 } from "../../src/rest/oauth2.ts";
import { createRest, type Rest } from "../../src/rest/rest.ts";
import { createWebhook } from "../../src/rest/webhook.ts";
import { type Reply, type Sent, standIn } from "./stand-in.ts";

const BOT = "bot.canary-AAAA";
const BEARER = "bearer.canary-BBBB";
const HOOK = "hook-canary_CCCC";
const ODD_HOOK = "hook canary/DDDD";
const INTERACTION = `interaction.canary-EEEE${"x".repeat(200)}`;
const CLIENT_SECRET = "client.canary-FFFF";
const REFRESH = "refresh.canary-GGGG";
const CODE = "code.canary-HHHH";
const CANARY = /canary|Ym90LmNhbmFyeQ/;

/** One request for each kind of token. */
const REQUESTS: Readonly<Record<string, (rest: Rest) => Promise<unknown>>> = {
  bot: (rest) => rest.request("POST /guilds/{guild_id}/roles", { path: { guild_id: "1" }, body: { name: "x" } }),
  bearer: (rest) => rest.request("GET /users/@me/guilds", { auth: { bearer: BEARER } }),
  webhook: (rest) => createWebhook(rest, `https://discord.com/api/webhooks/1/${HOOK}`).send({ content: "x" }),
  "webhook, raw": (rest) => rest.raw("POST", `/webhooks/1/${HOOK}`, { body: { content: "x" }, reason: "why" }),
  "webhook whose token is encoded": (rest) =>
    rest.request("GET /webhooks/{webhook_id}/{webhook_token}", {
      path: { webhook_id: "1", webhook_token: ODD_HOOK },
    }),
  interaction: (rest) =>
    rest.request("POST /interactions/{interaction_id}/{interaction_token}/callback", {
      path: { interaction_id: "1", interaction_token: INTERACTION },
      body: { type: 5 },
    }),
  "interaction's follow-up": (rest) =>
    rest.request("PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original", {
      path: { webhook_id: "1", webhook_token: INTERACTION },
      body: { content: "x" },
    }),
  "client secret and code": (rest) =>
    createOAuth2(rest, { id: "1", secret: CLIENT_SECRET }).exchange(CODE, "https://a.b"),
  "client secret and refresh token": (rest) => createOAuth2(rest, { id: "1", secret: CLIENT_SECRET }).refresh(REFRESH),
};

/** Everything that a request holds, as a careless network layer, proxy or server would repeat it. */
const all = ({ url, init }: Sent): string =>
  `${init.method} ${url} ${JSON.stringify(init.headers)} ${init.body instanceof URLSearchParams ? [...init.body].join(" ") : init.body}`;

class CarelessError extends Error {
  readonly config: unknown;
  constructor(sent: Sent) {
    super(`could not send ${all(sent)}`, {
      cause: Object.assign(new Error(all(sent)), { url: sent.url, code: "ECONNRESET" }),
    });
    this.name = "CarelessError";
    this.config = sent;
  }
}

/** Every way to fail. */
const FAILURES: Readonly<Record<string, (sent: Sent) => Reply>> = {
  "a network that repeats the request": (sent) => new CarelessError(sent),
  "a network that throws texts": (sent) => Object.assign(new Error("x"), { message: all(sent) }),
  "a refusal that repeats the request": (sent) => ({ status: 400, json: { code: 1, message: all(sent) } }),
  "a form that is refused": () => ({
    status: 400,
    json: {
      code: 50035,
      message: "Invalid",
      errors: { _errors: [{ code: "X", message: "no" }], code: { _errors: [{ code: "Y", message: "no" }] } },
    },
  }),
  "a page that repeats the request": (sent) => ({ status: 403, text: `<title>${all(sent)}</title>` }),
  "a text that repeats the request": (sent) => ({ status: 418, text: all(sent) }),
  "JSON that is none": (sent) => ({ text: all(sent), headers: { "content-type": "application/json" } }),
  unauthorized: () => ({ status: 401, json: { code: 0, message: "401: Unauthorized" } }),
  "an unknown webhook": () => ({ status: 404, json: { code: 10015, message: "Unknown Webhook" } }),
  "rate limits": () => ({ status: 429, json: { retry_after: 0.01 } }),
  "Cloudflare's ban": () => ({ status: 429, text: "<html>", headers: { "retry-after": "10" } }),
  "server errors": () => ({ status: 500, json: { message: "500" } }),
  silence: () => "hang",
};

describe("tokens", () => {
  it.each(Object.entries(FAILURES))(
    "stand in no error, cause, stack, log, report, bucket or print after %s [line 111]",
    async (_, reply) => {
      for (const [kind, request] of Object.entries(REQUESTS)) {
        const { rest, logged, pass } = standIn(reply, { token: `Bot ${BOT}` });
        const reports: unknown[] = [];
        rest.onRequest((report) => reports.push(report));
        const outcomes = Promise.allSettled([request(rest), request(rest)]);
        await pass(120_000);
        const errors = (await outcomes).map((outcome) => outcome.status === "rejected" && outcome.reason);
        expect(errors[0], kind).toBeInstanceOf(Error);
        // Those that are remembered as dead fail by another way.
        errors.push(await Promise.race([request(rest).catch((error) => error), pass(1)]));
        expect(shown(rest, errors, logged, reports, rest.buckets()), kind).not.toMatch(CANARY);
      }
    },
  );

  it("stand in no error of a misuse", async () => {
    const { rest } = standIn(() => ({}), { token: undefined });
    const errors = await Promise.all(
      [
        () => rest.raw("POST", `/webhooks/1/${HOOK}?x`),
        () => rest.raw("POST", `webhooks/1/${HOOK}`),
        () => rest.raw("GET", "/users/@me"),
        () => rest.request("GET /users/@me", { auth: { bearer: `${BEARER}\n` } }),
        () => rest.request("GET /users/@me", { auth: { bearer: `${BEARER}\u0000` } }),
        () => rest.raw("POST", `/webhooks/1/${HOOK}`, { reason: "" }),
        async () => createWebhook(rest, `https://example.com/${HOOK}`),
        async () => createRest({ token: `${BOT} x` }),
      ].map((misuse) => misuse().catch((error: unknown) => error)),
    );
    expect(shown(...errors, rest)).not.toMatch(CANARY);
    expect(errors.filter((error) => error instanceof Error).length).toBeGreaterThan(5);
  });
});

/** All that a person or a program could see of these. */
function shown(...things: unknown[]): string {
  const stacks = things
    .flat()
    .map((thing) => (thing instanceof Error ? `${thing.stack} ${String(thing)} ${JSON.stringify(thing)}` : ""));
  return inspect(things, { depth: 20, showHidden: true, getters: true }) + JSON.stringify(things) + stacks.join();
}
