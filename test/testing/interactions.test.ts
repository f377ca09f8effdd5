import { describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "../../src/testing/mod.ts";
import { connected, type MinimalClient } from "./minimal.ts";
import { ask } from "./requests.ts";

function simulate(): { discord: Simulator; client: MinimalClient } {
  const discord = createSimulator({ seed: 7, clock: "manual" });
  return { discord, client: connected(discord) };
}

/** The newest interaction that the client was told of. */
function latest({ discord, client }: { discord: Simulator; client: MinimalClient }) {
  discord.clock.advance(50);
  const interaction = client.data("INTERACTION_CREATE").at(-1);
  const respond = (body: unknown, query = "") =>
    ask(discord, `POST /interactions/${interaction.id}/${interaction.token}/callback${query}`, body);
  const webhook = `/webhooks/${interaction.application_id}/${interaction.token}`;
  return { interaction, respond, webhook };
}

describe("Interactions", () => {
  it("are told with their options, and resolve with the message that answers", async () => {
    const scene = simulate();
    const asked = scene.discord.slash("tag admin set", { key: "a", count: 2, who: scene.discord.users[1] ?? "" });
    const { interaction, respond } = latest(scene);
    expect(interaction).toMatchObject({ type: 2, guild_id: scene.discord.guilds[0]?.id, data: { name: "tag" } });
    expect(interaction.data.options).toMatchObject([
      { name: "admin", type: 2, options: [{ name: "set", type: 1, options: [{ type: 3 }, { type: 4 }, { type: 6 }] }] },
    ]);
    expect(interaction.data.resolved.users).toHaveProperty(scene.discord.users[1]?.id ?? "");
    expect((await respond({ type: 4, data: { content: "done" } })).status).toBe(204);
    expect(await asked).toMatchObject({ type: 4, ephemeral: false, message: { content: "done", type: 20 } });
    expect((await respond({ type: 4, data: { content: "again" } })).body.code).toBe(40060);
  });

  it("take the types of options from the registered command, and know when there is none", async () => {
    const scene = simulate();
    const options = [{ name: "sides", description: "How many", type: 10 }];
    const at = `PUT /applications/${scene.discord.application.id}/commands`;
    const { body } = await ask(scene.discord, at, [{ name: "roll", description: "Dice", options }]);
    const asked = scene.discord.slash("roll", { sides: 6 });
    const { interaction, respond } = latest(scene);
    expect(interaction.data).toMatchObject({ id: body[0].id, options: [{ name: "sides", type: 10, value: 6 }] });
    await respond({ type: 4, data: { content: "4" } });
    await asked;
    await expect(async () => scene.discord.slash("roll", { side: 6 })).rejects.toMatchObject({
      code: "SIMULATOR_NO_SUCH_OPTION",
    });
  });

  it("end in a TimeoutError after 3 s without a callback, which then comes too late", async () => {
    const scene = simulate();
    const asked = scene.discord.slash("slow");
    const { respond } = latest(scene);
    scene.discord.clock.advance(3_000);
    await expect(asked).rejects.toMatchObject({ name: "TimeoutError", timeoutMs: 3_000 });
    expect(await respond({ type: 4, data: { content: "late" } })).toMatchObject({ status: 404, body: { code: 10062 } });
  });

  it("may be deferred, and resolve when the answer is filled in", async () => {
    const scene = simulate();
    const asked = scene.discord.slash("slow");
    const { respond, webhook } = latest(scene);
    await respond({ type: 5, data: { flags: 64 } });
    scene.discord.clock.advance(600_000);
    await ask(scene.discord, `PATCH ${webhook}/messages/@original`, { content: "at last" });
    expect(await asked).toMatchObject({ ephemeral: true, message: { content: "at last", flags: 64 } });
  });

  it("lose their token after 15 min", async () => {
    const scene = simulate();
    const asked = scene.discord.slash("slow");
    const { respond, webhook } = latest(scene);
    await respond({ type: 4, data: { content: "now" } });
    await asked;
    expect((await ask(scene.discord, `POST ${webhook}`, { content: "more" })).status).toBe(200);
    scene.discord.clock.advance(900_000);
    expect(await ask(scene.discord, `POST ${webhook}`, { content: "too late" })).toMatchObject({
      ...{ status: 401, body: { code: 50027 } },
    });
  });

  it("whisper: an ephemeral answer is told without a guild and kept in no channel", async () => {
    const scene = simulate();
    const asked = scene.discord.slash("secret");
    const { respond, webhook, interaction } = latest(scene);
    const { body } = await respond({ type: 4, data: { content: "psst", flags: 64 } }, "?with_response=true");
    expect(body).toMatchObject({ interaction: { response_message_ephemeral: true }, resource: { type: 4 } });
    await asked;
    scene.discord.clock.advance(50);
    expect(scene.client.data("MESSAGE_CREATE").at(-1)).not.toHaveProperty("guild_id");
    expect((await ask(scene.discord, `GET /channels/${interaction.channel_id}/messages`)).body).toEqual([]);
    expect((await ask(scene.discord, `GET ${webhook}/messages/@original`)).body.content).toBe("psst");
  });

  it("come from buttons, and change the message that they are on", async () => {
    const scene = simulate();
    const first = scene.discord.slash("page");
    await latest(scene).respond({ type: 4, data: { content: "page 1" } });
    const { message } = await first;
    if (message === undefined) throw new Error("no message");
    const pressed = scene.discord.press(message, "page:2");
    const { interaction, respond } = latest(scene);
    expect(interaction).toMatchObject({ type: 3, message: { id: message.id }, data: { custom_id: "page:2" } });
    await respond({ type: 7, data: { content: "page 2" } });
    expect(await pressed).toMatchObject({ type: 7, message: { id: message.id, content: "page 2" } });
  });

  it("come from typing and from forms, each with the answers that it may have", async () => {
    const scene = simulate();
    const typed = scene.discord.autocomplete("tag get", "key", "ab");
    const typing = latest(scene);
    expect(typing.interaction.data.options[0].options).toEqual([{ name: "key", type: 3, value: "ab", focused: true }]);
    expect((await typing.respond({ type: 4, data: { content: "no" } })).body.errors.type).toBeDefined();
    await typing.respond({ type: 8, data: { choices: [{ name: "abc", value: "abc" }] } });
    expect((await typed).data.choices).toHaveLength(1);

    const sent = scene.discord.submit("form", { name: "Ada" });
    const form = latest(scene);
    expect(form.interaction.data).toMatchObject({ custom_id: "form", components: [{ component: { value: "Ada" } }] });
    await form.respond({ type: 4, data: { content: "hello Ada" } });
    expect((await sent).message?.content).toBe("hello Ada");
  });
});
