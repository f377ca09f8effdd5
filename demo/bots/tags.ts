/**
 * Text snippets that a guild keeps: a group of commands that share middleware, and names that are completed while one types.
 * It keeps them in memory; a database would stand where the Map does.
 */

import { command, defineBot, group, middleware, option } from "anycord";
import { run } from "../run.ts";

const guilds = new Map<string, Map<string, string>>();

/** The snippets of a guild, or of a conversation. */
function tagsOf(place: string | undefined): Map<string, string> {
  const tags = guilds.get(place ?? "") ?? new Map<string, string>();
  guilds.set(place ?? "", tags);
  return tags;
}

const name = option.string("Its name", {
  required: true,
  maxLength: 50,
  autocomplete: (typed, i) =>
    [...tagsOf(i.guildId ?? i.channelId).keys()].filter((tag) => tag.startsWith(typed.toLowerCase())).slice(0, 25),
});
const text = option.string("Its text", { required: true, maxLength: 1500 });

export const bot = defineBot({
  commands: {
    tag: group(
      "Text snippets",
      { before: middleware((i) => ({ tags: tagsOf(i.guildId ?? i.channelId) })) },
      {
        get: command({
          description: "Shows a snippet",
          options: { name },
          run: (i) => {
            const found = i.tags.get(i.options.name.toLowerCase());
            return i.reply(found ?? { content: "There is no such tag.", ephemeral: true });
          },
        }),
        set: command({
          description: "Writes a snippet",
          options: { name, text },
          run: (i) => {
            i.tags.set(i.options.name.toLowerCase(), i.options.text);
            return i.reply({ content: `Noted under **${i.options.name}**.`, ephemeral: true });
          },
        }),
        delete: command({
          description: "Forgets a snippet",
          options: { name },
          run: (i) => {
            const gone = i.tags.delete(i.options.name.toLowerCase());
            return i.reply({ content: gone ? "Forgotten." : "There is no such tag.", ephemeral: true });
          },
        }),
      },
    ),
  },
});

if (import.meta.main) await run({ ...bot, sync: "global" });
