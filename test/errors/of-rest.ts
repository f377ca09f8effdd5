/** Everything that goes wrong with requests, provoked: a network that answers as it is told, time that moves when told. */

import { paginate } from "../../src/mod.ts";
import { createRest, createWebhook } from "../../src/rest/mod.ts";
import { type Reply, standIn } from "../rest/stand-in.ts";
import { caught, type Provocation } from "./provoke.ts";

type Call = (rest: ReturnType<typeof createRest>) => Promise<unknown>;

const send: Call = (rest) =>
  rest.request("POST /channels/{channel_id}/messages", { path: { channel_id: "1" }, body: { content: "x" } });
const hook: Call = (rest) => createWebhook(rest, "https://discord.com/api/webhooks/1/abc").send({ content: "x" });

/** What the last of the calls rejects with, after as much time as it wants. */
async function after(
  reply: Reply,
  options: Parameters<typeof standIn>[1],
  ...calls: readonly Call[]
): Promise<unknown> {
  const { rest, pass } = standIn(() => reply, options);
  let error: unknown;
  for (const call of calls) {
    const outcome = caught(() => call(rest));
    await pass(2_000_000);
    error = await outcome;
  }
  return error;
}

const refused = { status: 401, json: { code: 0, message: "401: Unauthorized" } };
const gone = { status: 404, json: { code: 10015, message: "Unknown Webhook" } };
const limited = (seconds: number, text?: string): Reply => ({
  ...{ status: 429, headers: { "retry-after": String(seconds) } },
  ...(text === undefined ? { json: { message: "You are being rate limited.", retry_after: seconds } } : { text }),
});

/** By code. */
export const OF_REST: Readonly<Record<string, Provocation>> = {
  TOKEN_REJECTED: () => after(refused, {}, send, send),
  HTTP_401: () => after(refused, {}, send),
  HTTP_503: () => after({ status: 503, text: "<title>Service Unavailable</title>" }, {}, send),
  API_50013: () => after({ status: 403, json: { code: 50013, message: "Missing Permissions" } }, {}, send),
  API_50035: () => {
    const _errors = [{ code: "BASE_TYPE_BAD_LENGTH", message: "Must be 2000 or fewer in length." }];
    const json = { code: 50035, message: "Invalid Form Body", errors: { content: { _errors } } };
    return after({ status: 400, json }, {}, send);
  },
  REQUEST_FAILED: () => after(new TypeError("fetch failed"), {}, send),
  REQUEST_TIMEOUT: () => after("hang", {}, send),
  RATE_LIMIT_WAIT: () => after(limited(60), { maxWaitMs: 1000 }, send),
  RATE_LIMIT_AGAIN: () => after(limited(1), {}, send),
  CLOUDFLARE_BAN: () => after(limited(3600, "<html>"), {}, send),
  INVALID_REQUEST_LIMIT: async () => {
    const { rest, pass } = standIn(() => ({ status: 403, json: { code: 50013, message: "Missing Permissions" } }));
    for (let second = 0; second < 200; second++) {
      for (let n = 0; n < 50; n++) send(rest).catch(() => {});
      await pass(1100);
    }
    return caught(() => send(rest));
  },
  WEBHOOK_GONE: () => after(gone, {}, hook, hook),
  INDEX_NOT_READY: () =>
    after({ status: 202, json: { code: 110000, retry_after: 3 } }, {}, (rest) =>
      paginate(rest, "GET /guilds/{guild_id}/messages/search", { path: { guild_id: "1" } }).next(),
    ),
  ROUTE_NOT_PAGED: () => after({}, {}, (rest) => paginate(rest, "GET /users/@me" as "GET /users/@me/guilds").next()),
  BEARER_MISSING: () =>
    after({}, {}, (rest) => rest.request("GET /users/@me/guilds/{guild_id}/member", { path: { guild_id: "1" } })),
  PATH_INVALID: () => after({}, {}, (rest) => rest.raw("GET", "/users/../gateway")),
  PATH_VALUE_INVALID: () =>
    after({}, {}, (rest) => rest.request("GET /channels/{channel_id}", { path: { channel_id: "" } })),
  ROUTE_INVALID: () => after({}, {}, (rest) => rest.request("/channels/1" as "GET /users/@me")),
  REASON_LENGTH: () => after({}, {}, (rest) => rest.raw("DELETE", "/channels/1", { reason: "" })),
  WEBHOOK_URL_INVALID: () => caught(() => createWebhook(createRest(), "https://example.com/webhooks/1")),
  BROWSER_REST: () => after({}, { runtime: { name: "page" } }, send),
};
