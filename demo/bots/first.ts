/**
 * The first bot: answers "!ping" and "!roll", and greets whoever says hello.
 *
 *     DISCORD_TOKEN=... node demo/bots/first.ts      (or: deno run -A, or: bun)
 */

import type { EventHandlers } from "anycord";
import { run } from "../run.ts";

export const events: EventHandlers = {
  MESSAGE_CREATE: {
    content: true,
    run: async (message, { reply, react, send }) => {
      if (message.author.bot) return;
      if (message.content === "!ping") await reply(message, "Pong!");
      if (message.content === "!roll") await send(message.channel_id, `You rolled ${1 + (Number(message.id) % 6)}.`);
      if (/^hello\b/i.test(message.content)) await react(message, "👋");
    },
  },
};

if (import.meta.main) await run({ events });
