/**
 * The bot that runs in this page: it answers a few words and a few slash commands, and listens to the rest.
 */

import { defineBot } from "anycord";
import { button, command, group, modal, option } from "anycord/commands";

const snippets = new Map([["rules", "Be kind. No spoilers."]]);

export const bot = defineBot({
  events: {
    MESSAGE_CREATE: {
      content: true,
      run: async (message, { reply, react }) => {
        if (message.author.bot) return;
        if (message.content === "!ping") await reply(message, "Pong!");
        if (message.content === "!roll") await reply(message, `You rolled ${roll(6)}.`);
        if (/^hello\b/i.test(message.content)) await react(message, "👋");
      },
    },
    MESSAGE_REACTION_ADD: () => {},
    TYPING_START: { scope: "guild", run: () => {} },
    GUILD_CREATE: () => {},
  },

  commands: {
    ping: command({ description: "Says that it is there", run: (i) => i.reply("Pong!") }),
    roll: command({
      description: "Rolls a die",
      options: { sides: option.integer("How many sides", { choices: [6, 20] }) },
      run: (i) => i.reply(`You rolled ${roll(i.options.sides ?? 6)}.`),
    }),
    vote: command({
      description: "Asks with two buttons",
      options: { question: option.string("What to ask", { required: true, maxLength: 100 }) },
      run: (i) =>
        i.reply({
          content: i.options.question,
          components: [
            {
              type: 1,
              components: [
                { type: 2, style: 3, label: "Yes", custom_id: "vote:yes" },
                { type: 2, style: 4, label: "No", custom_id: "vote:no" },
              ],
            },
          ],
        }),
    }),
    feedback: command({
      description: "Opens a form",
      run: (i) =>
        i.showModal({
          custom_id: "feedback",
          title: "Feedback",
          components: [{ type: 18, label: "What do you think?", component: { type: 4, custom_id: "text", style: 2 } }],
        }),
    }),
    tag: group("Text snippets", {
      get: command({
        description: "Shows a snippet",
        options: { name: option.string("Its name", { required: true }) },
        run: (i) => i.reply({ content: snippets.get(i.options.name) ?? "There is no such snippet.", ephemeral: true }),
      }),
      set: command({
        description: "Writes a snippet",
        options: {
          name: option.string("Its name", { required: true }),
          text: option.string("Its text", { required: true }),
        },
        run: (i) => {
          snippets.set(i.options.name, i.options.text);
          return i.reply(`Noted under ${i.options.name}.`);
        },
      }),
    }),
  },

  components: {
    "vote:{answer}": button((i) =>
      i.update({ content: `${i.user.username} says ${i.params.answer}.`, components: [] }),
    ),
    feedback: modal((i) => i.reply({ content: `Thank you for: ${i.fields.text("text")}`, ephemeral: true })),
  },
});

function roll(sides: number): number {
  return 1 + Math.floor(Math.random() * sides);
}
