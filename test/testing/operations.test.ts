import { describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { MODELLED_ROUTES } from "../../src/testing/router.ts";
import { connected, type MinimalClient } from "./minimal.ts";
import { ask, place, type Reply } from "./requests.ts";

interface Scene {
  readonly discord: Simulator;
  readonly client: MinimalClient;
  readonly channel: string;
  readonly guild: string;
  readonly user: string;
  readonly message: string;
  readonly ask: (what: string, body?: unknown) => Promise<Reply>;
}

function scene(): Scene {
  const discord = createSimulator({ seed: 7, clock: "manual", rateLimits: false });
  const client = connected(discord);
  const { channel, user, guild } = place(discord);
  const message = discord.say(channel, user, "the first").id;
  discord.clock.advance(50);
  const about = { channel: channel.id, guild: guild.id, user: user.id, message };
  return { discord, client, ...about, ask: (what, body) => ask(discord, what, body) };
}

/** What the client was told since, by name. */
function told({ discord, client }: Scene, before: number): (string | null)[] {
  discord.clock.advance(50);
  return client.events.slice(before).filter((name) => name !== "GUILD_AUDIT_LOG_ENTRY_CREATE");
}

/** The operations that change something: how, what is answered, and what is told. */
const changes: [string, (it: Scene) => Promise<Reply>, object, string[]][] = [
  [
    "PATCH guild",
    (it) => it.ask(`PATCH /guilds/${it.guild}`, { name: "New" }),
    { body: { name: "New" } },
    ["GUILD_UPDATE"],
  ],
  ["DELETE my guild", (it) => it.ask(`DELETE /users/@me/guilds/${it.guild}`), { status: 204 }, ["GUILD_DELETE"]],
  [
    "POST channel",
    (it) => it.ask(`POST /guilds/${it.guild}/channels`, { name: "new", type: 2 }),
    { status: 201, body: { name: "new", type: 2 } },
    ["CHANNEL_CREATE"],
  ],
  [
    "PATCH channel",
    (it) => it.ask(`PATCH /channels/${it.channel}`, { topic: "t" }),
    { body: { topic: "t" } },
    ["CHANNEL_UPDATE"],
  ],
  ["DELETE channel", (it) => it.ask(`DELETE /channels/${it.channel}`), { status: 200 }, ["CHANNEL_DELETE"]],
  [
    "PUT permission",
    (it) => it.ask(`PUT /channels/${it.channel}/permissions/${it.user}`, { type: 1, deny: "1024" }),
    { status: 204 },
    ["CHANNEL_UPDATE"],
  ],
  [
    "DELETE permission",
    (it) => it.ask(`DELETE /channels/${it.channel}/permissions/${it.user}`),
    { status: 204 },
    ["CHANNEL_UPDATE"],
  ],
  ["POST typing", (it) => it.ask(`POST /channels/${it.channel}/typing`), { status: 204 }, ["TYPING_START"]],
  [
    "PUT pin",
    (it) => it.ask(`PUT /channels/${it.channel}/messages/pins/${it.message}`),
    { status: 204 },
    ["CHANNEL_PINS_UPDATE"],
  ],
  [
    "POST thread",
    (it) => it.ask(`POST /channels/${it.channel}/messages/${it.message}/threads`, { name: "t" }),
    { status: 201, body: { type: 11, name: "t" } },
    ["THREAD_CREATE"],
  ],
  [
    "PATCH member",
    (it) => it.ask(`PATCH /guilds/${it.guild}/members/${it.user}`, { nick: "N" }),
    { body: { nick: "N" } },
    ["GUILD_MEMBER_UPDATE"],
  ],
  [
    "DELETE member",
    (it) => it.ask(`DELETE /guilds/${it.guild}/members/${it.user}`),
    { status: 204 },
    ["GUILD_MEMBER_REMOVE"],
  ],
  [
    "PUT ban",
    (it) => it.ask(`PUT /guilds/${it.guild}/bans/${it.user}`),
    { status: 204 },
    ["GUILD_BAN_ADD", "GUILD_MEMBER_REMOVE"],
  ],
  [
    "POST role",
    (it) => it.ask(`POST /guilds/${it.guild}/roles`, { name: "mods" }),
    { status: 200, body: { name: "mods" } },
    ["GUILD_ROLE_CREATE"],
  ],
  ["PATCH me", (it) => it.ask("PATCH /users/@me", { username: "Neo" }), { body: { username: "Neo" } }, ["USER_UPDATE"]],
  [
    "POST webhook",
    (it) => it.ask(`POST /channels/${it.channel}/webhooks`, { name: "hook" }),
    { status: 200, body: { name: "hook" } },
    ["WEBHOOKS_UPDATE"],
  ],
  [
    "POST invite",
    (it) => it.ask(`POST /channels/${it.channel}/invites`, {}),
    { status: 200, body: { max_age: 86_400, uses: 0 } },
    ["INVITE_CREATE"],
  ],
  [
    "POST emoji",
    (it) =>
      it.ask(`POST /guilds/${it.guild}/emojis`, { name: "wave", image: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }),
    { status: 201, body: { name: "wave", animated: true } },
    ["GUILD_EMOJIS_UPDATE"],
  ],
];

/** What is refused: with which status and Discord's code. */
const refusals: [number, number, (it: Scene) => Promise<Reply>][] = [
  [404, 10004, (it) => it.ask("GET /guilds/1")],
  [400, 50035, (it) => it.ask(`PATCH /guilds/${it.guild}`, { name: "x" })],
  [400, 50035, (it) => it.ask(`POST /guilds/${it.guild}/channels`, {})],
  [404, 10003, (it) => it.ask("DELETE /channels/1")],
  [400, 50035, (it) => it.ask(`PUT /channels/${it.channel}/permissions/1`, {})],
  [404, 10008, (it) => it.ask(`PUT /channels/${it.channel}/messages/pins/1`)],
  [400, 50035, (it) => it.ask(`POST /channels/${it.channel}/threads`, {})],
  [400, 50024, (it) => it.ask(`PUT /channels/${it.channel}/thread-members/@me`)],
  [404, 10013, (it) => it.ask(`GET /guilds/${it.guild}/members/1`)],
  [400, 50035, (it) => it.ask(`GET /guilds/${it.guild}/members/search`)],
  [404, 10011, (it) => it.ask(`PUT /guilds/${it.guild}/members/${it.user}/roles/1`)],
  [404, 10026, (it) => it.ask(`DELETE /guilds/${it.guild}/bans/${it.user}`)],
  [403, 50013, (it) => it.ask(`PUT /guilds/${it.guild}/bans/${it.discord.bot.id}`)],
  [400, 50028, (it) => it.ask(`DELETE /guilds/${it.guild}/roles/${it.guild}`)],
  [400, 50035, (it) => it.ask(`POST /channels/${it.channel}/webhooks`, {})],
  [404, 10015, (it) => it.ask("POST /webhooks/1/token", { content: "x" })],
  [404, 10013, (it) => it.ask("GET /users/1")],
  [400, 50035, (it) => it.ask(`GET /guilds/${it.guild}/members?after=x`)],
  [400, 50035, (it) => it.ask(`GET /channels/${it.channel}/messages?before=-1`)],
  [400, 50035, (it) => it.ask(`POST /channels/${it.channel}/messages/bulk-delete`, { messages: ["a", "b"] })],
  [404, 10006, (it) => it.ask("GET /invites/nothing")],
  [400, 50035, (it) => it.ask(`POST /channels/${it.channel}/invites`, { max_age: -1 })],
  [404, 10014, (it) => it.ask(`DELETE /guilds/${it.guild}/emojis/1`)],
  [400, 50035, (it) => it.ask(`POST /guilds/${it.guild}/emojis`, { name: "wave", image: "no image" })],
  [400, 50016, (it) => it.ask(`POST /channels/${it.channel}/messages/bulk-delete`, { messages: ["1"] })],
  [400, 50034, (it) => it.ask(`POST /channels/${it.channel}/messages/bulk-delete`, { messages: ["1", "2"] })],
];

describe("Operations", () => {
  it.each(changes)("%s answers and tells", async (_name, act, answer, events) => {
    const it = scene();
    const before = it.client.events.length;
    expect(await act(it)).toMatchObject(answer);
    expect(told(it, before)).toEqual(events);
  });

  it.each(refusals)("refuse with %i and %i", async (status, code, act) => {
    expect(await act(scene())).toMatchObject({ status, body: { code } });
  });

  it("read what others have changed", async () => {
    const it = scene();
    await it.ask(`PUT /channels/${it.channel}/messages/pins/${it.message}`);
    const role = (await it.ask(`POST /guilds/${it.guild}/roles`, { name: "mods", color: 1 })).body;
    await it.ask(`PUT /guilds/${it.guild}/members/${it.user}/roles/${role.id}`);
    expect((await it.ask(`GET /guilds/${it.guild}/members/${it.user}`)).body.roles).toEqual([role.id]);
    await it.ask(`PUT /guilds/${it.guild}/bans/${it.user}`);
    const [pins, bans, roles, members, found] = [
      await it.ask(`GET /channels/${it.channel}/messages/pins`),
      await it.ask(`GET /guilds/${it.guild}/bans`),
      await it.ask(`GET /guilds/${it.guild}/roles`),
      await it.ask(`GET /guilds/${it.guild}/members?limit=1000`),
      await it.ask(`GET /guilds/${it.guild}/members/search?query=SIM`),
    ];
    expect(pins.body).toMatchObject({ has_more: false, items: [{ message: { id: it.message } }] });
    expect(bans.body).toMatchObject([{ user: { id: it.user }, reason: null }]);
    expect(roles.body.map((each: { name: string }) => each.name)).toEqual(["@everyone", "simbot", "mods"]);
    expect(members.body).toHaveLength(5);
    expect(found.body).toMatchObject([{ user: { id: it.discord.bot.id } }]);
  });

  it("are written down in the audit log, with the reason, and told", async () => {
    const it = scene();
    const reason = { "x-audit-log-reason": encodeURIComponent("spam, größtenteils") };
    await ask(it.discord, `PUT /guilds/${it.guild}/bans/${it.user}`, {}, reason);
    const made = (await it.ask(`POST /guilds/${it.guild}/roles`, { name: "mods" })).body;
    it.discord.clock.advance(50);
    const ban = { action_type: 22, user_id: it.discord.bot.id, target_id: it.user, reason: "spam, größtenteils" };
    const role = { action_type: 30, target_id: made.id };
    expect(it.client.data("GUILD_AUDIT_LOG_ENTRY_CREATE")).toMatchObject([{ ...ban, guild_id: it.guild }, role]);
    const log = (await it.ask(`GET /guilds/${it.guild}/audit-logs`)).body;
    expect(log.audit_log_entries).toMatchObject([role, ban]);
    expect(log.users.map((user: { id: string }) => user.id).sort()).toEqual([it.discord.bot.id, it.user].sort());
    const bans = (await it.ask(`GET /guilds/${it.guild}/audit-logs?action_type=22`)).body;
    expect(bans.audit_log_entries).toHaveLength(1);
  });

  it("write with a webhook, as whom it says, and only with its token", async () => {
    const it = scene();
    const hook = (await it.ask(`POST /channels/${it.channel}/webhooks`, { name: "hook" })).body;
    const path = `POST /webhooks/${hook.id}/${hook.token}`;
    expect((await it.ask(path, { content: "silent" })).status).toBe(204);
    const sent = await it.ask(`${path}?wait=true`, { content: "hi", username: "Somebody" });
    expect(sent.body).toMatchObject({ content: "hi", author: { username: "Somebody" }, webhook_id: hook.id });
    expect((await it.ask(`POST /webhooks/${hook.id}/wrong`, { content: "x" })).body.code).toBe(50027);
    it.discord.clock.advance(50);
    expect(it.client.data("MESSAGE_CREATE").at(-1)).toMatchObject({ webhook_id: hook.id, content: "hi" });
    expect(it.discord.ledger.toNdjson()).not.toContain(hook.token);
  });

  it("are listed, and everything that is not listed is 501", () => {
    expect(MODELLED_ROUTES.length).toBeGreaterThanOrEqual(90);
    expect(new Set(MODELLED_ROUTES).size).toBe(MODELLED_ROUTES.length);
  });
});
