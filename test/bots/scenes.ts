/** What users do with each example bot that has a gateway, and what they must see. */

import type { Message, Simulator } from "../../src/testing/mod.ts";

/** A scene with one bot. */
export interface Scene {
  /** The file in `demo/bots`, and its arguments. */
  readonly bot: readonly [file: string, ...args: string[]];
  /** Uses the bot; what was to be seen. */
  readonly play: (discord: Simulator) => Promise<readonly unknown[]>;
  readonly seen: readonly unknown[];
}

const tree: Pick<Scene, "play" | "seen"> = {
  play: async (discord) => [
    await told(discord, "foo"),
    await told(discord, "bar", { baz: "here" }),
    await told(discord, "both foo"),
    await told(discord, "both bar", { baz: "there" }),
  ],
  seen: ["foo!", "bar here", "both, foo!", "both, bar there"],
};

/** Every scene. */
export const SCENES: readonly Scene[] = [
  {
    bot: ["first.ts"],
    play: async (discord) => {
      const answer = discord.nextMessage();
      say(discord, "!ping");
      return [(await answer).content];
    },
    seen: ["Pong!"],
  },
  { bot: ["slash.ts"], play: async (discord) => [await told(discord, "ping")], seen: ["Pong!"] },
  { bot: ["tree.ts"], ...tree },
  { bot: ["tree.ts", "--signals"], ...tree },
  {
    bot: ["dice.ts"],
    play: async (discord) => [(await told(discord, "roll", { dice: 3, sides: 20 }))?.replace(/\d+/g, "n")],
    seen: ["🎲 ndn: n + n + n = **n**"],
  },
  {
    bot: ["tags.ts"],
    play: async (discord) => [
      await told(discord, "tag set", { name: "Rules", text: "Be kind." }),
      (await discord.autocomplete("tag get", "name", "RU")).data.choices,
      await told(discord, "tag get", { name: "rules" }),
    ],
    seen: ["Noted under **Rules**.", [{ name: "rules", value: "rules" }], "Be kind."],
  },
  {
    bot: ["confirm.ts"],
    play: async (discord) => {
      for (const text of ["one", "two", "three"]) say(discord, text);
      const asked = (await discord.slash("clean", { count: 2 })).message as Message;
      return [asked.content, (await discord.press(asked, "yes")).message?.content];
    },
    seen: ["Delete 2 messages?", "2 messages deleted."],
  },
  {
    bot: ["form.ts"],
    play: async (discord) => {
      const opened = await discord.slash("report", { who: discord.users[1] ?? "" });
      // A field of files that was left empty is sent as an empty list.
      const fields = { what: "Shouted.", grade: "annoying", pictures: [] as never };
      const sent = await discord.submit(String(opened.data.custom_id), fields);
      return [opened.type, sent.message?.content?.split("\n").slice(1)];
    },
    seen: [9, ["Grade: annoying", "Pictures: none"]],
  },
  {
    bot: ["roles.ts"],
    play: async (discord) => {
      const [guild] = discord.guilds;
      const [user] = discord.users;
      const role = guild?.roles.findLast(({ name }) => name !== "@everyone");
      const { message } = await discord.slash("reaction-role", { role: role ?? "", emoji: "🔥" });
      // The bot's own reaction shows that it has written down the message.
      await until(() => discord.ledger.requests.some(({ method, path }) => method === "PUT" && /reactions/.test(path)));
      discord.emit("MESSAGE_REACTION_ADD", {
        ...{ guild_id: guild?.id, channel_id: message?.channel_id, message_id: message?.id, user_id: user?.id },
        emoji: { id: null, name: "🔥" },
      });
      const has = () => guild?.members.find((it) => it.user.id === user?.id)?.roles.includes(role?.id ?? "") === true;
      await until(has);
      return [has()];
    },
    seen: [true],
  },
];

/** What a slash command answers. */
async function told(
  discord: Simulator,
  name: string,
  options: Parameters<Simulator["slash"]>[1] = {},
): Promise<string | undefined> {
  return (await discord.slash(name, options)).message?.content;
}

function say(discord: Simulator, text: string): void {
  discord.say(discord.channels[0] ?? "", discord.users[0] ?? "", text);
}

/** Looks until something holds, for 4 s at most. */
async function until(holds: () => boolean): Promise<void> {
  const endAt = performance.now() + 4000;
  while (!holds() && performance.now() < endAt) await new Promise((resolve) => setTimeout(resolve, 20));
}
