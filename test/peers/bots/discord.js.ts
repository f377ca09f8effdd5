/** discord.js. Redirected by an option of its own: `rest.api`; the gateway's address is what GET /gateway/bot says. */
import { Client, Events } from "discord.js";
import { COMMAND, FILE, INTENTS, PONG, type Start } from "../stage.ts";

export const start: Start = async ({ token, apiUrl }, report) => {
  const client = new Client({ intents: INTENTS, rest: { api: apiUrl } });
  client.on(Events.ClientReady, async (ready) => {
    report({ did: "ready", user: ready.user.username });
    report({ did: "guilds", names: client.guilds.cache.map((guild) => guild.name) });
    await client.application?.commands.create(COMMAND);
    report({ did: "registered", command: COMMAND.name });
  });
  client.on(Events.MessageCreate, async (message) => {
    if (message.content === "!ping") await message.reply(PONG);
    if (message.content === "!file")
      await message.channel.send({ files: [{ attachment: Buffer.from(FILE.text), name: FILE.name }] });
  });
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply(PONG);
  });
  client.on(Events.ShardResume, () => report({ did: "resumed" }));
  client.on(Events.Error, (error) => report({ did: "noted", what: String(error) }));
  await client.login(token);
};
