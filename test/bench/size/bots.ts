/**
 * The same minimal bot for each library, word by word as a person would write it: it answers "!ping". Each is a module that starts
 * only when START is set, so that nothing of the way to Discord can be left out of a bundle, and loading it dials nothing.
 */

/** A library, and the bot. */
export interface Subject {
  /** As npm knows it. */
  readonly name: string;
  /** Pinned. anycord's own is that of this work tree. */
  readonly version: string | undefined;
  readonly bot: string;
}

const TOKEN = 'const token = process.env.DISCORD_TOKEN ?? "MTEwMDAwMDAwMDAwMDAwMDAwMQ.bench.bench-bench-bench-bench";';

/** In the order of the table. */
export const SUBJECTS: readonly Subject[] = [
  {
    name: "anycord",
    version: undefined,
    bot: `import { createClient } from "anycord";
${TOKEN}
const client = createClient({ token });
client.on("MESSAGE_CREATE", { content: true }, (message, { reply }) => {
  if (message.content === "!ping") return reply(message, "Pong!");
});
if (process.env.START) client.connect();`,
  },
  {
    name: "discord.js",
    version: "14.28.1",
    bot: `import { Client, GatewayIntentBits } from "discord.js";
${TOKEN}
const { Guilds, GuildMessages, MessageContent } = GatewayIntentBits;
const client = new Client({ intents: [Guilds, GuildMessages, MessageContent] });
client.on("messageCreate", (message) => {
  if (message.content === "!ping") return message.reply("Pong!");
});
if (process.env.START) client.login(token);`,
  },
  {
    name: "@discordeno/bot",
    version: "21.0.0",
    bot: `import { createBot, Intents } from "@discordeno/bot";
${TOKEN}
const bot = createBot({
  token,
  intents: Intents.GuildMessages | Intents.MessageContent,
  desiredProperties: { message: { id: true, content: true, channelId: true } },
  events: {
    messageCreate(message) {
      if (message.content === "!ping") return bot.helpers.sendMessage(message.channelId, { content: "Pong!" });
    },
  },
});
if (process.env.START) bot.start();`,
  },
  {
    name: "seyfert",
    version: "5.1.0",
    bot: `import { Client, createEvent } from "seyfert";
${TOKEN}
const client = new Client({
  getRC: () => ({ token, intents: ["GuildMessages", "MessageContent"], locations: { base: "" } }),
});
client.events.set([
  createEvent({
    data: { name: "messageCreate" },
    run: (message) => {
      if (message.content === "!ping") return message.reply({ content: "Pong!" });
    },
  }),
]);
if (process.env.START) client.start();`,
  },
  {
    name: "oceanic.js",
    version: "1.15.0",
    bot: `import { Client } from "oceanic.js";
${TOKEN}
const client = new Client({ auth: "Bot " + token, gateway: { intents: ["GUILD_MESSAGES", "MESSAGE_CONTENT"] } });
client.on("messageCreate", (message) => {
  if (message.content === "!ping") return client.rest.channels.createMessage(message.channelID, { content: "Pong!" });
});
if (process.env.START) client.connect();`,
  },
  {
    name: "eris",
    version: "0.18.0",
    bot: `import { Client } from "eris";
${TOKEN}
const client = new Client("Bot " + token, { intents: ["guildMessages", "messageContent"] });
client.on("messageCreate", (message) => {
  if (message.content === "!ping") return client.createMessage(message.channel.id, "Pong!");
});
if (process.env.START) client.connect();`,
  },
];
