import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors.ts";
import { createMessages } from "../../src/rest/messages.ts";
import { authorizeUrl, createOAuth2 } from "../../src/rest/oauth2.ts";
import { paginate } from "../../src/rest/paginate.ts";
import { createWebhook } from "../../src/rest/webhook.ts";
import { type Sent, standIn } from "./stand-in.ts";

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of list) found.push(one);
  return found;
}
const queryOf = ({ url }: Sent): Record<string, string> => Object.fromEntries(new URL(url).searchParams);

describe("paginate [line 113]", () => {
  it("goes back through messages by the last id until a short page", async () => {
    const { rest, sent } = standIn((_, index) => ({ json: index === 0 ? [{ id: "9" }, { id: "8" }] : [{ id: "7" }] }));
    const ids = await all(
      paginate(rest, "GET /channels/{channel_id}/messages", { path: { channel_id: "1" }, query: { limit: 2 } }),
    );
    expect(ids.map(({ id }) => id)).toEqual(["9", "8", "7"]);
    expect(sent.map(queryOf)).toEqual([{ limit: "2" }, { limit: "2", before: "8" }]);
  });

  it("goes forward through messages in the order of time", async () => {
    const { rest, sent } = standIn((_, index) => ({ json: index === 0 ? [{ id: "12" }, { id: "9" }] : [] }));
    const query = { limit: 2, after: "5" };
    const ids = await all(paginate(rest, "GET /channels/{channel_id}/messages", { path: { channel_id: "1" }, query }));
    expect(ids.map(({ id }) => id)).toEqual(["9", "12"]);
    expect(sent.map(queryOf)[1]).toEqual({ limit: "2", after: "12" });
  });

  it("asks for whole pages of members, whose default would be one", async () => {
    const { rest, sent } = standIn(() => ({ json: [{ user: { id: "3" } }] }));
    await all(paginate(rest, "GET /guilds/{guild_id}/members", { path: { guild_id: "1" } }));
    expect(sent.map(queryOf)).toEqual([{ limit: "1000", after: "0" }]);
  });

  it("follows has_more and instants through pins", async () => {
    const { rest, sent } = standIn((_, index) => ({
      json: { items: [{ pinned_at: `2026-0${9 - index}` }], has_more: index === 0 },
    }));
    const pins = await all(paginate(rest, "GET /channels/{channel_id}/messages/pins", { path: { channel_id: "1" } }));
    expect(pins).toHaveLength(2);
    expect(queryOf(sent[1] as Sent)).toEqual({ limit: "50", before: "2026-09" });
  });

  it("goes on by offset through a search in spite of a short page, to its total", async () => {
    const { rest, sent } = standIn((_, index) => ({
      json: { total_results: 40, messages: index === 0 ? [[{ id: "1" }]] : [[{ id: "2" }]] },
    }));
    const groups = await all(paginate(rest, "GET /guilds/{guild_id}/messages/search", { path: { guild_id: "1" } }));
    expect(groups).toEqual([[{ id: "1" }], [{ id: "2" }]]);
    expect(sent.map(queryOf)).toEqual([{ limit: "25" }, { limit: "25", offset: "25" }]);
  });

  it("says when to come again if a search is not ready, and refuses routes without pages [line 112]", async () => {
    const { rest } = standIn(() => ({ status: 202, json: { code: 110000, retry_after: 3 } }));
    const search = all(paginate(rest, "GET /guilds/{guild_id}/messages/search", { path: { guild_id: "1" } }));
    await expect(search).rejects.toMatchObject({ code: "INDEX_NOT_READY", retryAfterMs: 3000 });
    await expect(all(paginate(rest, "GET /gateway" as never, {} as never))).rejects.toBeInstanceOf(UsageError);
  });
});

describe("messages", () => {
  const place = { id: "2", channel_id: "1" };
  const bodyOf = ({ init }: Sent) => JSON.parse(init.body);

  it("are sent, answered, edited and reacted to in one line", async () => {
    const { rest, sent } = standIn(() => ({ json: place }));
    const messages = createMessages(rest);
    await messages.send("1", "hi");
    await messages.reply(place, { content: "yes" });
    await messages.edit(place, "better");
    await messages.react(place, "<:cat:42>");
    expect(bodyOf(sent[0] as Sent)).toMatchObject({ content: "hi" });
    expect(bodyOf(sent[1] as Sent)).toMatchObject({ content: "yes", message_reference: { message_id: "2" } });
    expect([sent[2]?.init.method, bodyOf(sent[2] as Sent)]).toEqual(["PATCH", { content: "better" }]);
    expect(sent[3]?.url).toMatch(/\/channels\/1\/messages\/2\/reactions\/cat%3A42\/@me$/);
  });

  it("open a direct channel once for those who ask at the same time, and again after a failure", async () => {
    const { rest, sent } = standIn((_, index) =>
      index === 0 ? { status: 403, json: { code: 50007, message: "no" } } : { json: { id: "77", channel_id: "77" } },
    );
    const { sendDirectMessage } = createMessages(rest);
    await expect(sendDirectMessage("5", "a")).rejects.toMatchObject({ discordCode: 50007 });
    await Promise.all([sendDirectMessage("5", "b"), sendDirectMessage("5", "c")]);
    await sendDirectMessage("5", "d");
    const openings = sent.filter(({ url }) => url.endsWith("/users/@me/channels"));
    expect(openings).toHaveLength(2);
    expect(sent.filter(({ url }) => url.endsWith("/channels/77/messages"))).toHaveLength(3);
  });
});

describe("a webhook by its url", () => {
  it("sends without a bot, waits for the message, and shows its token nowhere", async () => {
    const { rest, sent } = standIn(() => ({ json: { id: "3" } }), { token: undefined });
    const hook = createWebhook(rest, "https://discord.com/api/v10/webhooks/12/to-ken_1");
    expect(await hook.send("hi", { threadId: "4" })).toEqual({ id: "3" });
    await hook.edit("3", { content: "x" });
    await hook.delete("3");
    expect(sent.map(({ init, url }) => `${init.method} ${url.split("/v10")[1]}`)).toEqual([
      "POST /webhooks/12/to-ken_1?wait=true&thread_id=4",
      "PATCH /webhooks/12/to-ken_1/messages/3",
      "DELETE /webhooks/12/to-ken_1/messages/3",
    ]);
    expect(sent.every(({ init }) => init.headers.authorization === undefined)).toBe(true);
    expect(JSON.stringify(hook)).toBe("{}");
    expect(() => createWebhook(rest, "https://example.com/x")).toThrow(UsageError);
  });
});

describe("OAuth2", () => {
  it("asks with %20 between scopes, the bot's permissions in decimal", () => {
    const url = authorizeUrl({
      clientId: "1",
      scopes: ["identify", "bot"],
      redirectUri: "https://a.b/c?d",
      state: "s&t",
      permissions: 1n << 53n,
    });
    expect(url).toBe(
      "https://discord.com/oauth2/authorize?client_id=1&response_type=code&scope=identify%20bot&redirect_uri=https%3A%2F%2Fa.b%2Fc%3Fd&state=s%26t&permissions=9007199254740992",
    );
  });

  it("exchanges in a form, with the secret in it and no header, and refuses without it in the error", async () => {
    const { rest, sent } = standIn((_, index) =>
      index < 4
        ? { json: { access_token: "t" } }
        : { status: 400, json: { error: "invalid_grant", error_description: "Bad code" } },
    );
    const oauth2 = createOAuth2(rest, { id: "1", secret: "client.secret" });
    expect(await oauth2.exchange("c", "https://a.b")).toEqual({ access_token: "t" });
    await oauth2.refresh("r");
    await oauth2.clientCredentials(["identify", "guilds"]);
    expect(await oauth2.revoke("t")).toBeUndefined();
    const form = (index: number) => Object.fromEntries(sent[index]?.init.body as URLSearchParams);
    expect(form(0)).toEqual({
      client_id: "1",
      client_secret: "client.secret",
      grant_type: "authorization_code",
      code: "c",
      redirect_uri: "https://a.b",
    });
    expect(form(2)).toMatchObject({ grant_type: "client_credentials", scope: "identify guilds" });
    expect(sent.every(({ init }) => init.headers.authorization === undefined)).toBe(true);
    const error = await oauth2.exchange("x", "y").catch((reason) => reason);
    expect(error.message).toMatch(/400: invalid_grant: Bad code|400: Bad code/);
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain("client.secret");
  });
});
