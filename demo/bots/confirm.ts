/**
 * Asks before it acts: two buttons, for whoever asked, for a minute. The handler waits where it stands.
 */

import { command, defineBot, option } from "anycord";
import { ui } from "anycord/commands";
import { run } from "../run.ts";

const buttons = ui.row(
  ui.button({ custom_id: "yes", label: "Delete them", style: 4 }),
  ui.button({ custom_id: "no", label: "Keep them" }),
);

export const bot = defineBot({
  commands: {
    clean: command({
      description: "Deletes the newest messages of this channel",
      memberPermissions: 1n << 13n, // MANAGE_MESSAGES
      contexts: [0],
      options: { count: option.integer("How many", { required: true, min: 2, max: 100 }) },
      run: async (i) => {
        const path = { channel_id: i.channelId ?? "" };
        const query = { limit: i.options.count };
        const messages = await i.rest.request("GET /channels/{channel_id}/messages", { path, query });
        const question = await i.reply({ content: `Delete ${messages.length} messages?`, components: [buttons] });
        const pressed = await i
          .waitForComponent(question, { filter: (press) => press.user.id === i.user.id, timeoutMs: 60_000 })
          .catch(() => undefined);
        if (pressed === undefined) return i.edit({ content: "Nobody answered; they stay.", components: [] });
        if (pressed.customId === "no") return pressed.update({ content: "They stay.", components: [] });
        const body = { messages: messages.map(({ id }) => id) };
        await i.rest.request("POST /channels/{channel_id}/messages/bulk-delete", { path, body });
        return pressed.update({ content: `${messages.length} messages deleted.`, components: [] });
      },
    }),
  },
});

if (import.meta.main) await run({ ...bot, sync: "global" });
