/** @discordeno/bot. Redirected by an option: `rest.proxy`, which is meant for a proxy and serves as well. */
import { createBot } from "@discordeno/bot";
import { COMMAND, FILE, INTENTS, PONG, type Start } from "../stage.ts";

export const start: Start = async ({ token, apiUrl }, report) => {
  const names: string[] = [];
  const bot = createBot({
    token,
    intents: INTENTS,
    rest: { token, proxy: { baseUrl: apiUrl, authorization: `Bot ${token}` } },
    desiredProperties: {
      guild: { id: true, name: true },
      user: { id: true, username: true },
      message: { id: true, content: true, channelId: true, guildId: true },
      interaction: { id: true, token: true, type: true, data: true },
    },
    events: {
      async ready({ user }) {
        report({ did: "ready", user: user.username });
        await bot.helpers.createGlobalApplicationCommand(COMMAND);
        report({ did: "registered", command: COMMAND.name });
      },
      guildCreate(guild) {
        names.push(guild.name);
        report({ did: "guilds", names });
      },
      async messageCreate({ id, content, channelId, guildId }) {
        const messageReference = { messageId: id, channelId, guildId, failIfNotExists: false };
        if (content === "!ping") await bot.helpers.sendMessage(channelId, { content: PONG, messageReference });
        if (content === "!file")
          await bot.helpers.sendMessage(channelId, { files: [{ name: FILE.name, blob: new Blob([FILE.text]) }] });
      },
      interactionCreate: (interaction) =>
        bot.helpers.sendInteractionResponse(interaction.id, interaction.token, { type: 4, data: { content: PONG } }),
      raw(packet) {
        if (packet.t === "RESUMED") report({ did: "resumed" });
      },
    },
  });
  await bot.start();
};
