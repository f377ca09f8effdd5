/** oceanic.js. Redirected by an option: `rest.baseURL`, with its version. */
import { Client } from "oceanic.js";
import { COMMAND, FILE, INTENTS, PONG, type Start } from "../stage.ts";

export const start: Start = async ({ token, apiUrl }, report) => {
  const client = new Client({
    auth: `Bot ${token}`,
    rest: { baseURL: `${apiUrl}/v10` },
    gateway: { intents: INTENTS },
  });
  client.on("ready", async () => {
    report({ did: "ready", user: client.user.username });
    report({ did: "guilds", names: client.guilds.map((guild) => guild.name) });
    await client.application.createGlobalCommand(COMMAND);
    report({ did: "registered", command: COMMAND.name });
  });
  client.on("messageCreate", async ({ id, content, channelID }) => {
    const messageReference = { messageID: id };
    if (content === "!ping") await client.rest.channels.createMessage(channelID, { content: PONG, messageReference });
    if (content === "!file")
      await client.rest.channels.createMessage(channelID, {
        files: [{ name: FILE.name, contents: Buffer.from(FILE.text) }],
      });
  });
  client.on("interactionCreate", (interaction) => interaction.createMessage({ content: PONG }));
  client.on("shardResume", () => report({ did: "resumed" }));
  client.on("error", (error) => report({ did: "noted", what: String(error) }));
  await client.connect();
};
