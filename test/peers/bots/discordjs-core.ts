/** @discordjs/core with @discordjs/rest and @discordjs/ws. Redirected by an option: `api` of REST. */
import { Client, GatewayDispatchEvents } from "@discordjs/core";
import { REST } from "@discordjs/rest";
import { WebSocketManager, WebSocketShardEvents } from "@discordjs/ws";
import { COMMAND, FILE, INTENTS, PONG, type Start } from "../stage.ts";

export const start: Start = async ({ token, apiUrl, applicationId }, report) => {
  const rest = new REST({ version: "10", api: apiUrl }).setToken(token);
  const gateway = new WebSocketManager({ token, intents: INTENTS, rest });
  const client = new Client({ rest, gateway });
  const names: string[] = [];
  client.on(GatewayDispatchEvents.Ready, async ({ data, api }) => {
    report({ did: "ready", user: data.user.username });
    await api.applicationCommands.createGlobalCommand(applicationId, COMMAND);
    report({ did: "registered", command: COMMAND.name });
  });
  client.on(GatewayDispatchEvents.GuildCreate, ({ data }) => {
    names.push(data.name);
    report({ did: "guilds", names });
  });
  client.on(GatewayDispatchEvents.MessageCreate, async ({ data, api }) => {
    const message_reference = { message_id: data.id };
    if (data.content === "!ping")
      await api.channels.createMessage(data.channel_id, { content: PONG, message_reference });
    if (data.content === "!file")
      await api.channels.createMessage(data.channel_id, { files: [{ name: FILE.name, data: Buffer.from(FILE.text) }] });
  });
  client.on(GatewayDispatchEvents.InteractionCreate, ({ data, api }) =>
    api.interactions.reply(data.id, data.token, { content: PONG }),
  );
  gateway.on(WebSocketShardEvents.Resumed, () => report({ did: "resumed" }));
  gateway.on(WebSocketShardEvents.Error, (error) => report({ did: "noted", what: String(error) }));
  await gateway.connect();
};
