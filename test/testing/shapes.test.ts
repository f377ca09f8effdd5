import { describe, expect, it } from "vitest";
import { createSimulator, MODELLED_ROUTES, type Simulator } from "../../src/testing/mod.ts";
import { ask, place } from "./requests.ts";
import { flawsOf } from "./shape.ts";

const GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
const COMMAND = {
  name: "roll",
  description: "Roll dice",
  options: [{ type: 4, name: "sides", description: "How many" }],
};

interface Told {
  readonly id: string;
  readonly token: string;
}

/** Asks, and compares the answer with what Discord's description says of it. */
class Inspector {
  readonly discord: Simulator;
  readonly seen = new Set<string>();
  readonly flaws: string[] = [];
  #told: (interaction: Told) => void = () => {};

  constructor() {
    const interactions = async (request: Request): Promise<Response> => {
      this.#told((await request.json()) as Told);
      return new Response(null, { status: 202 });
    };
    this.discord = createSimulator({ seed: 7, clock: "manual", rateLimits: false, interactions });
  }

  /** Somebody uses a command: the interaction, as the bot is told of it. */
  slash(name: string): Promise<Told> {
    return new Promise((resolve, reject) => {
      this.#told = resolve;
      this.discord.slash(name).catch(reject);
    });
  }

  /** `params` fill in the route, in order. */
  // biome-ignore lint/suspicious/noExplicitAny: bodies are read freely in tests
  async ask(route: string, params: readonly string[], body?: unknown, query = ""): Promise<any> {
    const left = [...params];
    const path = route.replace(/\{\w+\}/g, () => encodeURIComponent(left.shift() ?? ""));
    const reply = await ask(this.discord, path + query, body);
    this.seen.add(route);
    this.flaws.push(...flawsOf(route, reply.status, reply.body));
    return reply.body;
  }
}

async function commands(it: Inspector): Promise<void> {
  const app = it.discord.application.id;
  const { guild } = place(it.discord);
  const scopes: [string, string[]][] = [
    ["/applications/{application_id}/commands", [app]],
    ["/applications/{application_id}/guilds/{guild_id}/commands", [app, guild.id]],
  ];
  for (const [path, params] of scopes) {
    const { id } = await it.ask(`POST ${path}`, params, COMMAND);
    await it.ask(`PUT ${path}`, params, [COMMAND]);
    await it.ask(`GET ${path}`, params);
    await it.ask(`GET ${path}/{command_id}`, [...params, id]);
    await it.ask(`PATCH ${path}/{command_id}`, [...params, id], { description: "Rolls dice" });
    await it.ask(`DELETE ${path}/{command_id}`, [...params, id]);
  }
}

async function messages(it: Inspector): Promise<void> {
  const { channel, user } = place(it.discord);
  const path = "/channels/{channel_id}/messages";
  const { id } = await it.ask(`POST ${path}`, [channel.id], { content: "hi", embeds: [{ title: "t" }] });
  const other = it.discord.say(channel, user, `hello <@${it.discord.bot.id}>`).id;
  const [mine, theirs, fire] = [[channel.id, id], [channel.id, other], "🔥"];
  const reply = { content: "yes", message_reference: { message_id: other } };
  const replied = await it.ask(`POST ${path}`, [channel.id], reply);
  const reactions = `${path}/{message_id}/reactions`;
  for (const user_id of ["@me", "{user_id}"]) {
    await it.ask(`PUT ${reactions}/{emoji_name}/@me`, [...theirs, fire]);
    await it.ask(`GET ${reactions}/{emoji_name}`, [...theirs, fire]);
    await it.ask(`GET ${path}`, [channel.id]);
    await it.ask(`DELETE ${reactions}/{emoji_name}/${user_id}`, [...theirs, fire, it.discord.bot.id]);
  }
  await it.ask(`PUT ${reactions}/{emoji_name}/@me`, [...theirs, fire]);
  await it.ask(`DELETE ${reactions}/{emoji_name}`, [...theirs, fire]);
  await it.ask(`DELETE ${reactions}`, theirs);
  await it.ask(`GET ${path}/{message_id}`, mine);
  await it.ask(`PATCH ${path}/{message_id}`, mine, { content: "edited" });
  await it.ask(`PUT ${path}/pins/{message_id}`, mine);
  await it.ask(`GET ${path}/pins`, [channel.id]);
  await it.ask(`DELETE ${path}/pins/{message_id}`, mine);
  await it.ask(`POST ${path}/{message_id}/threads`, mine, { name: "thread" });
  const thread = await it.ask("POST /channels/{channel_id}/threads", [channel.id], { name: "private", type: 12 });
  await it.ask("PUT /channels/{channel_id}/thread-members/@me", [thread.id]);
  await it.ask("GET /channels/{channel_id}", [thread.id]);
  await it.ask("DELETE /channels/{channel_id}/thread-members/@me", [thread.id]);
  await it.ask("GET /guilds/{guild_id}/threads/active", [channel.guild_id ?? ""]);
  await it.ask("POST /channels/{channel_id}/typing", [channel.id]);
  await it.ask(`DELETE ${path}/{message_id}`, mine);
  await it.ask(`POST ${path}/bulk-delete`, [channel.id], { messages: [other, replied.id] });
}

async function interactions(it: Inspector): Promise<void> {
  const { discord } = it;
  const { channel } = place(discord);
  const callback = "POST /interactions/{interaction_id}/{interaction_token}/callback";
  const [first, second] = [await it.slash("roll"), await it.slash("roll")];
  const say = { type: 4, data: { content: "4" } };
  await it.ask(callback, [first.id, first.token], say);
  await it.ask(callback, [second.id, second.token], say, "?with_response=true");
  const webhook = "/webhooks/{webhook_id}/{webhook_token}";
  const params = [discord.application.id, first.token];
  const more = await it.ask(`POST ${webhook}`, params, { content: "more" });
  for (const [id, filled] of [
    ["@original", params],
    ["{message_id}", [...params, more.id]],
  ] as const) {
    await it.ask(`GET ${webhook}/messages/${id}`, filled);
    await it.ask(`PATCH ${webhook}/messages/${id}`, filled, { content: "other" });
    await it.ask(`DELETE ${webhook}/messages/${id}`, filled);
  }
  const hook = await it.ask("POST /channels/{channel_id}/webhooks", [channel.id], { name: "hook" });
  await it.ask(`POST ${webhook}`, [hook.id, hook.token], { content: "hi" }, "?wait=true");
  await it.ask(`POST ${webhook}`, [hook.id, hook.token], { content: "hi" });
  await it.ask("GET /channels/{channel_id}/webhooks", [channel.id]);
  await it.ask("GET /guilds/{guild_id}/webhooks", [channel.guild_id ?? ""]);
  await it.ask("GET /webhooks/{webhook_id}", [hook.id]);
  await it.ask("DELETE /webhooks/{webhook_id}", [hook.id]);
}

async function people(it: Inspector): Promise<void> {
  const { guild, user } = place(it.discord);
  const [here, member] = [[guild.id], [guild.id, user.id]];
  const role = await it.ask("POST /guilds/{guild_id}/roles", here, { name: "mods", color: 255 });
  await it.ask("GET /guilds/{guild_id}/roles", here);
  await it.ask("GET /guilds/{guild_id}/roles/{role_id}", [guild.id, role.id]);
  await it.ask("PATCH /guilds/{guild_id}/roles/{role_id}", [guild.id, role.id], { name: "mod" });
  await it.ask("PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}", [...member, role.id]);
  await it.ask("DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}", [...member, role.id]);
  await it.ask("DELETE /guilds/{guild_id}/roles/{role_id}", [guild.id, role.id]);
  await it.ask("GET /guilds/{guild_id}/members", here, undefined, "?limit=1000");
  await it.ask("GET /guilds/{guild_id}/members/search", here, undefined, "?query=a");
  await it.ask("GET /guilds/{guild_id}/members/{user_id}", member);
  await it.ask("PATCH /guilds/{guild_id}/members/{user_id}", member, { nick: "N" });
  await it.ask("GET /users/{user_id}", [user.id]);
  await it.ask("POST /users/@me/channels", [], { recipient_id: user.id });
  await it.ask("PUT /guilds/{guild_id}/bans/{user_id}", member);
  await it.ask("GET /guilds/{guild_id}/bans", here);
  await it.ask("GET /guilds/{guild_id}/bans/{user_id}", member);
  await it.ask("DELETE /guilds/{guild_id}/bans/{user_id}", member);
  await it.ask("DELETE /guilds/{guild_id}/members/{user_id}", [guild.id, it.discord.users[1]?.id ?? ""]);
}

async function places(it: Inspector): Promise<void> {
  const { guild, channel, user } = place(it.discord);
  const here = [guild.id];
  await it.ask("GET /guilds/{guild_id}", here, undefined, "?with_counts=true");
  await it.ask("PATCH /guilds/{guild_id}", here, { name: "New" });
  await it.ask("GET /guilds/{guild_id}/channels", here);
  await it.ask("GET /guilds/{guild_id}/audit-logs", here);
  const voice = await it.ask("POST /guilds/{guild_id}/channels", here, { name: "voice", type: 2 });
  await it.ask("GET /channels/{channel_id}", [voice.id]);
  await it.ask("PATCH /channels/{channel_id}", [voice.id], { name: "voices" });
  await it.ask("PUT /channels/{channel_id}/permissions/{overwrite_id}", [voice.id, user.id], { type: 1, deny: "8" });
  await it.ask("GET /channels/{channel_id}", [voice.id]);
  await it.ask("DELETE /channels/{channel_id}/permissions/{overwrite_id}", [voice.id, user.id]);
  const { code } = await it.ask("POST /channels/{channel_id}/invites", [channel.id], {});
  await it.ask("GET /channels/{channel_id}/invites", [channel.id]);
  await it.ask("GET /guilds/{guild_id}/invites", here);
  await it.ask("GET /invites/{code}", [code]);
  await it.ask("DELETE /invites/{code}", [code]);
  const emoji = await it.ask("POST /guilds/{guild_id}/emojis", here, { name: "wave", image: GIF });
  await it.ask("GET /guilds/{guild_id}/emojis", here);
  await it.ask("GET /guilds/{guild_id}/emojis/{emoji_id}", [guild.id, emoji.id]);
  await it.ask("PATCH /guilds/{guild_id}/emojis/{emoji_id}", [guild.id, emoji.id], { name: "waves" });
  await it.ask("DELETE /guilds/{guild_id}/emojis/{emoji_id}", [guild.id, emoji.id]);
  await it.ask("DELETE /channels/{channel_id}", [voice.id]);
}

async function self(it: Inspector): Promise<void> {
  for (const route of ["/gateway", "/gateway/bot", "/users/@me", "/users/@me/guilds"]) await it.ask(`GET ${route}`, []);
  await it.ask("GET /applications/@me", []);
  await it.ask("GET /oauth2/applications/@me", []);
  await it.ask("PATCH /users/@me", [], { username: "newname" });
  await it.ask("DELETE /users/@me/guilds/{guild_id}", [place(it.discord).guild.id]);
}

describe("Shapes", () => {
  it("of every operation's answer are those that Discord describes", async () => {
    const inspector = new Inspector();
    for (const part of [commands, messages, interactions, people, places, self]) await part(inspector);
    expect(inspector.flaws).toEqual([]);
    expect([...inspector.seen].sort()).toEqual(MODELLED_ROUTES);
  });
});

/** What is answered where there is no such thing, by the first parameter of the path. */
const UNKNOWN: Readonly<Record<string, readonly [status: number, code: number]>> = {
  channel_id: [404, 10003],
  guild_id: [404, 10004],
  application_id: [403, 20012],
  webhook_id: [404, 10015],
  interaction_id: [404, 10062],
  user_id: [404, 10013],
  code: [404, 10006],
};

describe("Failures", () => {
  it.each(MODELLED_ROUTES.filter((route) => route.includes("{")))(
    "%s has Discord's code for what is not there",
    async (route) => {
      const discord = createSimulator({ seed: 7, clock: "manual" });
      const [status, code] = UNKNOWN[/\{(\w+)\}/.exec(route)?.[1] ?? ""] ?? [];
      const reply = await ask(discord, route.replace(/\{\w+\}/g, "1"), route.startsWith("GET") ? undefined : {});
      expect(reply).toMatchObject({ status, body: { code, message: expect.any(String) } });
    },
  );

  it.each(MODELLED_ROUTES.filter((route) => !route.includes("{") && route !== "GET /gateway"))(
    "%s is 401 without the right token",
    async (route) => {
      const discord = createSimulator({ seed: 7, clock: "manual" });
      const reply = await ask(discord, route, undefined, { authorization: "Bot wrong" });
      expect(reply).toMatchObject({ status: 401, body: { code: 0, message: "401: Unauthorized" } });
    },
  );
});
