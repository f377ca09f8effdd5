/** A user's file: type-checked against the packed package as many kinds of users would, and never run. */
import { createClient, UsageError } from "anycord";
import * as commands from "anycord/commands";
import type { APIMessage } from "anycord/discord";
import { ButtonStyle, GatewayOpcode } from "anycord/discord";
import * as gateway from "anycord/gateway";
import * as interactions from "anycord/interactions";
import { type Metrics, measure } from "anycord/metrics";
import { createRest } from "anycord/rest";
import { createSimulator } from "anycord/testing";

const client = createClient({ token: "token" });

const off = client.on("MESSAGE_CREATE", async (message, ctx) => {
  const content: string = message.content;
  await ctx.reply(message, { content, allowed_mentions: { parse: ["users"] } });
  // @ts-expect-error: a message has no such field, so it is not `any`
  message.contents;
});
off();

// @ts-expect-error: there is no such event
client.on("MESSAGE_MADE", () => {});

/** Sends one message, by a route that is known. */
export async function send(channelId: string): Promise<string> {
  const rest = createRest({ token: "token" });
  const message: APIMessage = await rest.request("POST /channels/{channel_id}/messages", {
    path: { channel_id: channelId },
    body: { content: "hi" },
  });
  // @ts-expect-error: there is no such route
  await rest.request("GET /channel/{channel_id}", { path: { channel_id: channelId } });
  const path = { channel_id: channelId };
  // @ts-expect-error: a message's body has no such field
  await rest.request("POST /channels/{channel_id}/messages", { path, body: { contents: "hi" } });
  return message.id;
}

/** A simulated Discord, and a client that lives in it. */
export async function simulated(): Promise<void> {
  const discord = createSimulator({ seed: 1 });
  const guest = createClient({ token: discord.token, runtime: discord.runtime });
  await guest.connect();
  await guest.close();
}

/** A client in numbers. */
export function inNumbers(): number {
  const { events, shards }: Metrics = measure(client).snapshot();
  // @ts-expect-error: there is no such field
  measure(client).snapshot().event;
  return (events.MESSAGE_CREATE ?? 0) + shards.length;
}

/** Values of every subpath. */
export const values: readonly unknown[] = [
  UsageError,
  commands,
  ButtonStyle.Primary,
  GatewayOpcode,
  gateway,
  interactions,
];
