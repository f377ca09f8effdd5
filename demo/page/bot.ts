/**
 * The bot that runs in this page. It answers "!ping" and "!roll", greets whoever says hello, and listens to the rest.
 */

import type { EventHandlers } from "anycord";

export const events: EventHandlers = {
  MESSAGE_CREATE: {
    content: true,
    run: async (message, { reply, react, send }) => {
      if (message.author.bot) return;
      if (message.content === "!ping") await reply(message, "Pong!");
      if (message.content === "!roll")
        await send(message.channel_id, `You rolled ${1 + Math.floor(Math.random() * 6)}.`);
      if (/^hello\b/i.test(message.content)) await react(message, "👋");
    },
  },
  MESSAGE_REACTION_ADD: () => {},
  TYPING_START: { scope: "guild", run: () => {} },
  GUILD_CREATE: () => {},
};
