import { describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { connected } from "./minimal.ts";
import { ask, place, type Reply } from "./requests.ts";

const MEMBER = ["VIEW_CHANNEL", "SEND_MESSAGES", "READ_MESSAGE_HISTORY"] as const;

function simulate(): Simulator {
  return createSimulator({ seed: 7, clock: "manual", rateLimits: false, world: { permissions: MEMBER } });
}

/** What the guild's people may do no longer, in its first channel. */
function deny(discord: Simulator, bits: string): void {
  const { channel, guild } = place(discord);
  channel.permission_overwrites = [{ id: guild.id, type: 0, allow: "0", deny: bits }];
  for (const role of guild.roles) role.permissions = String(BigInt(role.permissions) & 0xffff_ffffn);
}

const refused: [string, (it: ReturnType<typeof place>) => [string, unknown?]][] = [
  ["MANAGE_CHANNELS", ({ channel }) => [`PATCH /channels/${channel.id}`, { name: "x" }]],
  ["MANAGE_MESSAGES", ({ channel }) => [`DELETE /channels/${channel.id}/messages/{message}`]],
  ["MANAGE_GUILD", ({ guild }) => [`PATCH /guilds/${guild.id}`, { name: "New" }]],
  ["KICK_MEMBERS", ({ guild, user }) => [`DELETE /guilds/${guild.id}/members/${user.id}`]],
  ["BAN_MEMBERS", ({ guild, user }) => [`PUT /guilds/${guild.id}/bans/${user.id}`]],
  [
    "MODERATE_MEMBERS",
    ({ guild, user }) => [`PATCH /guilds/${guild.id}/members/${user.id}`, { communication_disabled_until: null }],
  ],
  ["MANAGE_WEBHOOKS", ({ channel }) => [`POST /channels/${channel.id}/webhooks`, { name: "hook" }]],
];

describe("Permits", () => {
  it.each(refused)("refuse with 50013 without %s", async (_name, request) => {
    const discord = simulate();
    const it = place(discord);
    const everyone = it.guild.roles[0];
    if (everyone !== undefined) everyone.permissions = "0";
    const message = discord.say(it.channel, it.user, "somebody's");
    const [what, body] = request(it);
    const reply = await ask(discord, what.replace("{message}", message.id), body);
    expect(reply).toMatchObject({ status: 403, body: { code: 50013, message: "Missing Permissions" } });
  });

  it("refuse with 50001 what the bot cannot see, and tell it nothing of it", async () => {
    const discord = simulate();
    const client = connected(discord);
    const { channel, user } = place(discord);
    deny(discord, String(1 << 10));
    discord.say(channel, user, "hidden");
    discord.say(discord.channels[1] ?? "", user, "open");
    discord.clock.advance(50);
    expect(client.data("MESSAGE_CREATE").map((it) => it.content)).toEqual(["open"]);
    const reply: Reply = await ask(discord, `POST /channels/${channel.id}/messages`, { content: "hi" });
    expect(reply).toMatchObject({ status: 403, body: { code: 50001, message: "Missing Access" } });
  });

  it("let the bot write where it may, and delete what is its own", async () => {
    const discord = simulate();
    const { channel } = place(discord);
    const { status, body } = await ask(discord, `POST /channels/${channel.id}/messages`, { content: "hi" });
    expect(status).toBe(200);
    expect((await ask(discord, `DELETE /channels/${channel.id}/messages/${body.id}`)).status).toBe(204);
  });

  it("are told with interactions, for the bot and for the user", () => {
    const discord = simulate();
    const client = connected(discord);
    deny(discord, String(1 << 11));
    discord.slash("ping").catch(() => {});
    discord.clock.advance(50);
    const [told] = client.data("INTERACTION_CREATE");
    expect(BigInt(told.app_permissions) & 0xc00n).toBe(0x400n);
    expect(BigInt(told.member.permissions) & 0xc00n).toBe(0x400n);
  });
});
