import { describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { connected } from "./minimal.ts";
import { ask, place } from "./requests.ts";

function simulate(): Simulator {
  return createSimulator({ seed: 7, clock: "manual" });
}

describe("REST", () => {
  it("answers 401 to a wrong token, and to none where one is needed", async () => {
    const discord = simulate();
    const wrong = await ask(discord, "GET /users/@me", undefined, { authorization: "Bot wrong" });
    expect(wrong).toMatchObject({ status: 401, body: { code: 0, message: "401: Unauthorized" } });
    expect((await ask(discord, "GET /gateway", undefined, { authorization: "Bot wrong" })).status).toBe(200);
  });

  it("never writes a token into the ledger", async () => {
    const discord = simulate();
    await ask(discord, "GET /users/@me");
    connected(discord);
    await ask(discord, "POST /interactions/1/secret-token/callback", { type: 4 });
    expect(discord.ledger.toNdjson()).not.toContain(discord.token);
    expect(discord.ledger.toNdjson()).not.toContain("secret-token");
  });

  it("tells unknown paths, unmodelled operations and wrong versions apart", async () => {
    const discord = simulate();
    expect((await ask(discord, "GET /nonsense")).status).toBe(404);
    const unmodelled = await ask(discord, "POST /guilds/123/soundboard-sounds");
    expect(unmodelled.status).toBe(501);
    expect(unmodelled.body.message).toContain("POST /guilds/{id}/soundboard-sounds");
    const old = await discord.handle({ method: "GET", url: "https://discord.com/api/v3/gateway", headers: {} });
    expect([old.status, JSON.parse(old.body).code]).toEqual([400, 50041]);
    expect(discord.ledger.requests.map((entry) => entry.status)).toEqual([404, 501, 400]);
  });

  it("keeps parameters where they are, whatever they hold", async () => {
    const discord = simulate();
    const reply = await ask(discord, "GET /channels/..%2F..%2Fusers%2F@me");
    expect(reply).toMatchObject({ status: 404, body: { code: 10003 } });
    expect((await ask(discord, "GET /channels/%E0%A4%A")).status).toBe(404);
  });

  it("counts session starts down in GET /gateway/bot", async () => {
    const discord = simulate();
    connected(discord);
    const { body } = await ask(discord, "GET /gateway/bot");
    expect(body).toMatchObject({ url: "wss://gateway.discord.gg", shards: 1 });
    expect(body.session_start_limit).toMatchObject({ total: 1000, remaining: 999, max_concurrency: 1 });
  });

  it("refuses bodies that are no JSON, or of no known type", async () => {
    const discord = simulate();
    const { channel } = place(discord);
    const send = (type: string, body: string) =>
      discord.handle({
        ...{ method: "POST", url: `https://discord.com/api/v10/channels/${channel.id}/messages`, body },
        headers: { authorization: `Bot ${discord.token}`, "content-type": type },
      });
    expect(JSON.parse((await send("application/json", "{")).body).code).toBe(50109);
    expect(JSON.parse((await send("text/plain", "hello")).body).errors._errors[0].code).toBe("CONTENT_TYPE_INVALID");
  });
});

describe("Messages", () => {
  it("are written and told to the gateway, with guild and member", async () => {
    const discord = simulate();
    const client = connected(discord);
    const { channel, guild } = place(discord);
    const { status, body } = await ask(discord, `POST /channels/${channel.id}/messages`, { content: "hi", nonce: "1" });
    discord.clock.advance(50);
    expect(status).toBe(200);
    expect(body).toMatchObject({ content: "hi", nonce: "1", channel_id: channel.id, author: { id: discord.bot.id } });
    const [told] = client.data("MESSAGE_CREATE");
    expect(told).toMatchObject({ id: body.id, guild_id: guild.id, nonce: "1", member: { nick: null } });
    expect((await ask(discord, `GET /channels/${channel.id}/messages/${body.id}`)).body.content).toBe("hi");
  });

  it("are refused with 50006 when they are empty, and with 50035 and the place when they are wrong", async () => {
    const discord = simulate();
    const at = `POST /channels/${place(discord).channel.id}/messages`;
    expect(await ask(discord, at, { content: "  " })).toMatchObject({ status: 400, body: { code: 50006 } });
    const wrong = { content: "x".repeat(2001), embeds: [{ title: "ok" }, { fields: [{ name: "no value" }] }] };
    const { body } = await ask(discord, at, wrong);
    expect(body).toEqual({
      message: "Invalid Form Body",
      code: 50035,
      errors: {
        content: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message: "Must be 2000 or fewer in length." }] },
        embeds: {
          1: {
            fields: { 0: { value: { _errors: [{ code: "BASE_TYPE_REQUIRED", message: "This field is required" }] } } },
          },
        },
      },
    });
  });

  it("carry files: those that came keep their names, those that are kept are named", async () => {
    const discord = simulate();
    const { channel } = place(discord);
    const { fetch } = discord.runtime;
    const form = new FormData();
    const about = [{ id: 1, filename: "renamed.txt", description: "two" }];
    form.append("payload_json", JSON.stringify({ content: "files", attachments: about }));
    form.append("files[0]", new Blob(["one"]), 'a "quoted" name.txt');
    form.append("files[1]", new Blob([Uint8Array.of(13, 10, 45, 45, 13, 10)]), "b.bin");
    const url = `https://discord.com/api/v10/channels/${channel.id}/messages`;
    const sent = fetch?.(url, { method: "POST", headers: { Authorization: `Bot ${discord.token}` }, body: form });
    const answer = JSON.parse(await (await discord.clock.run(sent as Promise<Response>)).text());
    expect(answer.attachments).toMatchObject([
      { filename: 'a "quoted" name.txt', size: 3 },
      { filename: "renamed.txt", size: 6, description: "two" },
    ]);
    const kept = { attachments: [{ id: answer.attachments[1].id }] };
    const edited = await ask(discord, `PATCH /channels/${channel.id}/messages/${answer.id}`, kept);
    expect(edited.body.attachments).toHaveLength(1);
    expect(edited.body.attachments[0].filename).toBe("renamed.txt");
  });

  it("refuse a file over 10 MiB with 40005", async () => {
    const discord = simulate();
    const { channel } = place(discord);
    const form = new FormData();
    form.append("files[0]", new Blob([new Uint8Array(10 * 2 ** 20 + 1)]), "large.bin");
    const headers = { Authorization: `Bot ${discord.token}` };
    const url = `https://discord.com/api/v10/channels/${channel.id}/messages`;
    const sent = discord.runtime.fetch?.(url, { method: "POST", headers, body: form });
    const answer = await discord.clock.run(sent as Promise<Response>);
    expect([answer.status, JSON.parse(await answer.text()).code]).toEqual([413, 40005]);
  });

  it("are written once when the nonce is enforced", async () => {
    const discord = simulate();
    const at = `POST /channels/${place(discord).channel.id}/messages`;
    const draft = { content: "once", nonce: "7", enforce_nonce: true };
    const [first, second] = [await ask(discord, at, draft), await ask(discord, at, draft)];
    expect(second.body.id).toBe(first.body.id);
  });

  it("are changed and deleted by their author, told each time", async () => {
    const discord = simulate();
    const client = connected(discord);
    const { channel, user } = place(discord);
    const theirs = discord.say(channel, user, "mine");
    const { body } = await ask(discord, `POST /channels/${channel.id}/messages`, { content: "a" });
    const path = `/channels/${channel.id}/messages`;
    expect(await ask(discord, `PATCH ${path}/${theirs.id}`, { content: "b" })).toMatchObject({ body: { code: 50005 } });
    expect((await ask(discord, `PATCH ${path}/${body.id}`, { content: "b" })).body.content).toBe("b");
    expect((await ask(discord, `DELETE ${path}/${body.id}`)).status).toBe(204);
    expect((await ask(discord, `DELETE ${path}/${body.id}`)).body.code).toBe(10008);
    discord.clock.advance(50);
    expect(client.events.slice(-4)).toEqual(["MESSAGE_CREATE", "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"]);
  });

  it("answer another by a reference, which mentions its author", async () => {
    const discord = simulate();
    const { channel, user } = place(discord);
    const asked = discord.say(channel, user, "well?");
    const reply = { content: "yes", message_reference: { message_id: asked.id } };
    const { body } = await ask(discord, `POST /channels/${channel.id}/messages`, reply);
    expect(body).toMatchObject({ type: 19, mentions: [{ id: user.id }], referenced_message: { id: asked.id } });
    const lost = { content: "yes", message_reference: { message_id: "1" } };
    expect((await ask(discord, `POST /channels/${channel.id}/messages`, lost)).body.code).toBe(50035);
  });

  it("are listed newest first, before, after and around others", async () => {
    const discord = simulate();
    const { channel, user } = place(discord);
    const ids = Array.from({ length: 9 }, (_, n) => discord.say(channel, user, String(n)).id);
    const list = async (query: string): Promise<string> =>
      (await ask(discord, `GET /channels/${channel.id}/messages?${query}`)).body
        .map((message: { content: string }) => message.content)
        .join("");
    expect(await list("limit=3")).toBe("876");
    expect(await list(`limit=3&before=${ids[4]}`)).toBe("321");
    expect(await list(`limit=3&after=${ids[4]}`)).toBe("765");
    expect(await list(`limit=3&around=${ids[4]}`)).toBe("543");
  });

  it("of a direct channel come without a guild, on the channel that is opened once", async () => {
    const discord = simulate();
    const client = connected(discord);
    const { user } = place(discord);
    const first = await ask(discord, "POST /users/@me/channels", { recipient_id: user.id });
    const again = await ask(discord, "POST /users/@me/channels", { recipient_id: user.id });
    expect(again.body.id).toBe(first.body.id);
    discord.say(first.body, user, "psst");
    discord.clock.advance(50);
    expect(client.data("MESSAGE_CREATE")).toMatchObject([{ content: "psst", channel_type: 1 }]);
    expect(client.data("MESSAGE_CREATE")[0]).not.toHaveProperty("guild_id");
    expect((await ask(discord, "POST /users/@me/channels", {})).body.errors.recipient_id).toBeDefined();
  });
});

describe("Reactions", () => {
  it("are counted on the message, told, and taken back", async () => {
    const discord = simulate();
    const client = connected(discord);
    const { channel, user } = place(discord);
    const message = discord.say(channel, user, "nice");
    const at = `/channels/${channel.id}/messages/${message.id}`;
    const fire = `${at}/reactions/${encodeURIComponent("🔥")}/@me`;
    expect((await ask(discord, `PUT ${fire}`)).status).toBe(204);
    expect((await ask(discord, `GET ${at}`)).body.reactions).toMatchObject([
      { count: 1, me: true, emoji: { name: "🔥" } },
    ]);
    discord.clock.advance(300);
    expect((await ask(discord, `DELETE ${fire}`)).status).toBe(204);
    discord.clock.advance(300);
    expect((await ask(discord, `PUT ${at}/reactions/fire/@me`)).body.code).toBe(10014);
    expect(client.events.slice(-2)).toEqual(["MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE"]);
  });
});

describe("Rate limits", () => {
  it("tell the bucket, and answer 429 when it is empty, for one channel alone", async () => {
    const discord = simulate();
    const [one, two] = discord.channels;
    const send = (id: string | undefined) => ask(discord, `POST /channels/${id}/messages`, { content: "x" });
    const replies = [];
    for (let n = 0; n < 6; n++) replies.push(await send(one?.id));
    expect(replies.map((it) => it.status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(replies.map((it) => it.headers["x-ratelimit-remaining"])).toEqual(["4", "3", "2", "1", "0", "0"]);
    expect(replies[5]).toMatchObject({ body: { global: false, retry_after: 5 } });
    expect(replies[5]?.headers).toMatchObject({ "retry-after": "5", "x-ratelimit-scope": "user" });
    const other = await send(two?.id);
    expect(other.status).toBe(200);
    expect(other.headers["x-ratelimit-bucket"]).toBe(replies[0]?.headers["x-ratelimit-bucket"]);
    discord.clock.advance(5_000);
    expect((await send(one?.id)).status).toBe(200);
  });

  it("stop the bot at 50 a second, but not what needs no token", async () => {
    const discord = simulate();
    const statuses = [];
    for (let n = 0; n < 51; n++) statuses.push((await ask(discord, `GET /channels/${n}`)).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    const refused = await ask(discord, "GET /channels/51");
    expect(refused).toMatchObject({ status: 429, body: { global: true } });
    expect(refused.headers).toMatchObject({ "x-ratelimit-global": "true", "x-ratelimit-scope": "global" });
    expect((await ask(discord, "GET /gateway")).status).toBe(200);
    discord.clock.advance(1_000);
    expect((await ask(discord, "GET /channels/51")).status).toBe(404);
  });

  it("can be made up: of each scope, and Cloudflare's", async () => {
    const discord = simulate();
    discord.fault({ rateLimit: "shared", retryAfterMs: 2_500 });
    expect(await ask(discord, "GET /users/@me")).toMatchObject({
      ...{ status: 429, body: { retry_after: 2.5 } },
      headers: { "x-ratelimit-scope": "shared", "retry-after": "3" },
    });
    discord.fault({ rateLimit: "cloudflare" });
    const page = await ask(discord, "GET /users/@me");
    expect([page.status, page.headers["content-type"]]).toEqual([429, "text/html"]);
    discord.fault({ status: 502 }, { times: 2 });
    expect((await ask(discord, "GET /users/@me")).status).toBe(502);
    discord.heal();
    expect((await ask(discord, "GET /users/@me")).status).toBe(200);
  });
});

describe("Commands", () => {
  it("are registered, overwritten and refused by name", async () => {
    const discord = simulate();
    const at = `/applications/${discord.application.id}/commands`;
    const ping = { name: "ping", description: "Pong" };
    const first = await ask(discord, `POST ${at}`, ping);
    const second = await ask(discord, `POST ${at}`, { ...ping, description: "Pong!" });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.id).toBe(first.body.id);
    const list = await ask(discord, `PUT ${at}`, [{ ...ping }, { name: "roll", description: "Dice" }]);
    expect(list.body.map((it: { name: string }) => it.name)).toEqual(["ping", "roll"]);
    expect(list.body[0].id).toBe(first.body.id);
    const bad = await ask(discord, `PUT ${at}`, [{ name: "Not Good", description: "" }]);
    expect(Object.keys(bad.body.errors[0])).toEqual(["name", "description"]);
  });
});

describe("Front door", () => {
  it("bans after 10,000 invalid requests in 10 minutes, with a page that is no JSON, whoever asks", async () => {
    const discord = createSimulator({ seed: 7, clock: "manual", rateLimits: false });
    const wrong = { authorization: "Bot wrong" };
    for (let n = 0; n < 10_000; n++) await ask(discord, "GET /users/@me", undefined, wrong);
    const refused = await ask(discord, "GET /gateway");
    expect(refused).toMatchObject({ status: 429, headers: { "content-type": "text/html", "retry-after": "3600" } });
    expect(refused.headers).not.toHaveProperty("x-ratelimit-scope");
    discord.clock.advance(3_600_000);
    expect((await ask(discord, "GET /gateway")).status).toBe(200);
  });

  it("does not count what was long ago, nor what others have used up", async () => {
    const discord = createSimulator({ seed: 7, clock: "manual", rateLimits: false });
    const wrong = { authorization: "Bot wrong" };
    for (let n = 0; n < 5_000; n++) await ask(discord, "GET /users/@me", undefined, wrong);
    discord.clock.advance(600_000);
    for (let n = 0; n < 4_999; n++) await ask(discord, "GET /users/@me", undefined, wrong);
    discord.fault({ rateLimit: "shared" }, { times: 5_000 });
    for (let n = 0; n < 5_000; n++) await ask(discord, "GET /users/@me");
    expect((await ask(discord, "GET /users/@me")).status).toBe(200);
  });

  it("refuses browsers with the token of a bot with 40333, and lets them in without", async () => {
    const discord = createSimulator({ seed: 7, clock: "manual" });
    const browser = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" };
    expect(await ask(discord, "GET /users/@me", undefined, browser)).toMatchObject({
      ...{ status: 403, body: { code: 40333 } },
    });
    const url = "https://discord.com/api/v10/gateway";
    expect((await discord.handle({ method: "GET", url, headers: browser })).status).toBe(200);
  });
});

describe("Deleting messages", () => {
  it("has buckets by age: new, older than 10 s, older than 14 days", async () => {
    const discord = createSimulator({ seed: 7, clock: "manual" });
    const { channel, user } = place(discord);
    const messages = Array.from({ length: 3 }, () => discord.say(channel, user, "x").id);
    const limits: (string | undefined)[] = [];
    const buckets = new Set<string | undefined>();
    for (const ms of [0, 10_001, 14 * 86_400_000]) {
      discord.clock.advance(ms);
      const { headers } = await ask(discord, `DELETE /channels/${channel.id}/messages/${messages.pop()}`);
      limits.push(`${headers["x-ratelimit-limit"]} in ${headers["x-ratelimit-reset-after"]}`);
      buckets.add(headers["x-ratelimit-bucket"]);
    }
    expect(limits).toEqual(["5 in 1.000", "3 in 0.333", "30 in 4.000"]);
    expect(buckets.size).toBe(3);
  });
});

describe("Message content", () => {
  it("is blank over REST too without the application's switch, but for what the bot wrote", async () => {
    const discord = createSimulator({ seed: 7, clock: "manual" });
    const { channel, user } = place(discord);
    discord.application.flags = 0;
    const secret = discord.say(channel, user, "secret");
    await ask(discord, `POST /channels/${channel.id}/messages`, { content: "mine" });
    const { body } = await ask(discord, `GET /channels/${channel.id}/messages`);
    expect(body.map((it: { content: string }) => it.content)).toEqual(["mine", ""]);
    expect(secret.content).toBe("secret");
  });
});
