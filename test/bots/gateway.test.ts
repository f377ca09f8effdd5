/** The example bots, used as their users would. */

import { describe, expect, it } from "vitest";
import { bot as confirm } from "../../demo/bots/confirm.ts";
import { bot as dice } from "../../demo/bots/dice.ts";
import { events } from "../../demo/bots/first.ts";
import { bot as form } from "../../demo/bots/form.ts";
import { bot as roles } from "../../demo/bots/roles.ts";
import { bot as slash } from "../../demo/bots/slash.ts";
import { bot as tags } from "../../demo/bots/tags.ts";
import { connectSignals, declared, signals } from "../../demo/bots/tree.ts";
import type { Message, Simulator } from "../../src/testing/mod.ts";
import { onStage, type Stage } from "./stage.ts";

const names = (answer: { readonly data: Readonly<Record<string, unknown>> }) =>
  (answer.data.choices as readonly { readonly name: string }[]).map(({ name }) => name);

/** Somebody writes in the first channel. */
function say(discord: Simulator, text: string): Message {
  const [channel, user] = [discord.channels[0], discord.users[0]];
  if (channel === undefined || user === undefined) throw new Error("The simulator is empty.");
  return discord.say(channel, user, text);
}

/** The next request of a method whose path fits. */
async function requested(discord: Simulator, method: string, path: RegExp): Promise<void> {
  await expect
    .poll(() => discord.ledger.requests.some((it) => it.method === method && path.test(it.path)), { timeout: 4000 })
    .toBe(true);
}

describe("The first bot", () => {
  it("answers what is written", () =>
    onStage({ events, sync: false }, async ({ discord }) => {
      const answer = discord.nextMessage();
      const message = say(discord, "!ping");
      expect(await answer).toMatchObject({ content: "Pong!", message_reference: { message_id: message.id } });
      say(discord, "hello");
      await requested(discord, "PUT", /reactions/);
    }));
});

describe("The first slash command", () => {
  it("says that it is there, and needs no intent", () =>
    onStage(slash, async ({ discord, client }) => {
      expect((await discord.slash("ping")).message?.content).toBe("Pong!");
      expect(client.intents.value).toBe(0);
    }));
});

describe("The tree", () => {
  async function play({ discord, client }: Stage): Promise<void> {
    expect((await discord.slash("foo")).message?.content).toBe("foo!");
    expect((await discord.slash("bar", { baz: "here" })).message?.content).toBe("bar here");
    expect((await discord.slash("both foo")).message?.content).toBe("both, foo!");
    expect((await discord.slash("both bar", { baz: "there" })).message?.content).toBe("both, bar there");
    expect(client.intents.names).toEqual(["GUILD_MESSAGES", "DIRECT_MESSAGES", "MESSAGE_CONTENT"]);
    say(discord, "is Foo there?");
    await requested(discord, "PUT", /reactions/);
  }

  it("does by its declaration what was declared", () => onStage(declared, play));
  it("does the same by signals", () => onStage(signals, play, connectSignals));
});

describe("Dice", () => {
  it("rolls what was asked for, for whom it was asked", () =>
    onStage(dice, async ({ discord }) => {
      const many = await discord.slash("roll", { dice: 3, sides: 20 });
      const [, a, b, c, sum] = /3d20: (\d+) \+ (\d+) \+ (\d+) = \*\*(\d+)\*\*/.exec(many.message?.content ?? "") ?? [];
      expect(Number(a) + Number(b) + Number(c)).toBe(Number(sum));
      const secret = await discord.slash("roll", { secret: true });
      expect(secret.ephemeral).toBe(true);
      expect(secret.message?.content).toMatch(/1d6: \*\*[1-6]\*\*$/);
    }));

  it("asks for patience after three rolls in a second", () =>
    onStage(dice, async ({ discord }) => {
      const answers = [];
      for (let n = 0; n < 4; n++) answers.push(await discord.slash("roll"));
      expect(answers.map(({ message }) => /🎲/.test(message?.content ?? ""))).toEqual([true, true, true, false]);
      expect(answers[3]).toMatchObject({ ephemeral: true, message: { content: expect.stringMatching(/wait/i) } });
    }));
});

describe("Tags", () => {
  it("keeps, shows and forgets snippets, and completes their names", () =>
    onStage(tags, async ({ discord }) => {
      await discord.slash("tag set", { name: "Rules", text: "Be kind." });
      await discord.slash("tag set", { name: "rust", text: "A language." });
      expect(names(await discord.autocomplete("tag get", "name", "RU"))).toEqual(["rules", "rust"]);
      expect(names(await discord.autocomplete("tag get", "name", "rul"))).toEqual(["rules"]);
      expect((await discord.slash("tag get", { name: "rules" })).message?.content).toBe("Be kind.");
      expect((await discord.slash("tag delete", { name: "rules" })).message?.content).toBe("Forgotten.");
      expect(await discord.slash("tag get", { name: "rules" })).toMatchObject({
        ...{ ephemeral: true, message: { content: "There is no such tag." } },
      });
    }));
});

describe("The confirm dialog", () => {
  it("does it after a yes, and not after a no", () =>
    onStage(confirm, async ({ discord }) => {
      for (const text of ["one", "two", "three"]) say(discord, text);
      const [channel = { id: "" }] = discord.channels;
      const asked = (await discord.slash("clean", { count: 2 })).message as Message;
      expect(asked.content).toBe("Delete 2 messages?");
      expect((await discord.press(asked, "no")).message?.content).toBe("They stay.");
      expect(discord.messages(channel).map(({ content }) => content)).toContain("three");

      const again = (await discord.slash("clean", { count: 2 })).message as Message;
      const done = await discord.press(again, "yes");
      expect(done.message?.content).toBe("2 messages deleted.");
      expect(done.message?.components).toEqual([]);
      const left = discord.messages(channel).map(({ content }) => content);
      expect(left).toContain("two");
      expect(left).not.toContain("three");
    }));
});

describe("The form", () => {
  it("opens for whom it is about, and takes what was filled in", () =>
    onStage(form, async ({ discord }) => {
      const [, who = { id: "", username: "" }] = discord.users;
      const opened = await discord.slash("report", { who });
      expect(opened).toMatchObject({
        type: 9,
        data: { custom_id: `report:${who.id}`, title: `About ${who.username}` },
      });
      expect(opened.data.components).toMatchObject([
        ...[{ component: { type: 4 } }, { component: { type: 21 } }, { component: { type: 19, required: false } }],
      ]);
      // A field of files that was left empty is sent as an empty list.
      const fields = { what: "Shouted.", grade: "annoying", pictures: [] as never };
      const sent = await discord.submit(`report:${who.id}`, fields);
      expect(sent.ephemeral).toBe(true);
      expect(sent.message?.content).toBe(`<@${who.id}>: Shouted.\nGrade: annoying\nPictures: none`);
    }));
});

describe("Reaction roles", () => {
  it("gives a role for a reaction, and takes it back with it", () =>
    onStage(roles, async ({ discord, client }) => {
      const [guild] = discord.guilds;
      const [user = { id: "" }] = discord.users;
      const [role] = (guild?.roles ?? []).filter(({ name }) => name !== "@everyone").slice(-1);
      if (guild === undefined || role === undefined) throw new Error("The simulator has no role.");
      const { message } = await discord.slash("reaction-role", { role, emoji: "🔥" });
      expect(message?.content).toBe(`React with 🔥 for <@&${role.id}>.`);
      await requested(discord, "PUT", /reactions/);
      expect(client.intents.names).toEqual(["GUILD_MESSAGE_REACTIONS"]);

      const reaction = {
        ...{ guild_id: guild.id, channel_id: message?.channel_id, message_id: message?.id, user_id: user.id },
        emoji: { id: null, name: "🔥" },
      };
      const path = new RegExp(`/members/${user.id}/roles/${role.id}$`);
      discord.emit("MESSAGE_REACTION_ADD", reaction);
      await requested(discord, "PUT", path);
      await expect.poll(() => rolesOf(discord, user.id)).toContain(role.id);
      discord.emit("MESSAGE_REACTION_REMOVE", reaction);
      await requested(discord, "DELETE", path);
      await expect.poll(() => rolesOf(discord, user.id)).not.toContain(role.id);
    }));
});

function rolesOf(discord: Simulator, userId: string): readonly string[] {
  return discord.guilds[0]?.members.find(({ user }) => user.id === userId)?.roles ?? [];
}
