/**
 * eris. It hard-codes https, and no option changes that: here `https.request` of this process, which is eris' alone, is made to
 * speak http to the simulator's port. The rest are options: `rest.domain` and `rest.baseURL`.
 */
import http from "node:http";
import https from "node:https";
import { Client, type CommandInteraction } from "eris";
import { COMMAND, FILE, INTENTS, PONG, type Start } from "../stage.ts";

export const start: Start = async ({ token, apiUrl }, report) => {
  const { hostname, port } = new URL(apiUrl);
  https.request = ((options: http.RequestOptions, heard?: (response: http.IncomingMessage) => void) =>
    http.request({ ...options, host: hostname, port, agent: undefined }, heard)) as typeof https.request;
  const client = new Client(`Bot ${token}`, { intents: INTENTS, rest: { domain: hostname, baseURL: "/api/v10" } });
  client.on("ready", async () => {
    report({ did: "ready", user: client.user.username });
    report({ did: "guilds", names: client.guilds.map((guild) => guild.name) });
    await client.createCommand(COMMAND);
    report({ did: "registered", command: COMMAND.name });
  });
  client.on("messageCreate", async ({ id, content, channel }) => {
    if (content === "!ping")
      await client.createMessage(channel.id, { content: PONG, messageReference: { messageID: id } });
    if (content === "!file")
      await client.createMessage(channel.id, {}, { name: FILE.name, file: Buffer.from(FILE.text) });
  });
  client.on("interactionCreate", (interaction) => (interaction as CommandInteraction).createMessage(PONG));
  client.on("shardResume", () => report({ did: "resumed" }));
  client.on("error", (error) => report({ did: "noted", what: String(error) }));
  await client.connect();
};
