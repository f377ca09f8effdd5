/**
 * Webhooks: made, read, deleted, and written with.
 * https://docs.discord.com/developers/resources/webhook
 */

import { checkDraft, checkNotEmpty } from "../draft.ts";
import { Form } from "../form.ts";
import { writeMessage } from "../messages.ts";
import type { Answer, RestCall, RouteTable } from "../operation.ts";
import { known, Refusal } from "../refusal.ts";
import type { Channel, User, Webhook } from "../things.ts";
import { user } from "../world.ts";
import { channelOf, guildOf } from "./found.ts";

const MOST = 15;

/**
 * The operations on webhooks. Those with a token in the path are among the interactions' where the token may be an
 * interaction's.
 */
export const webhookRoutes: RouteTable = {
  "POST /channels/{channel_id}/webhooks": { run: create, needs: "MANAGE_WEBHOOKS", logs: [50] },
  "GET /channels/{channel_id}/webhooks": {
    run: (call) => inChannel(call, channelOf(call)),
    needs: "MANAGE_WEBHOOKS",
  },
  "GET /guilds/{guild_id}/webhooks": {
    run: (call) => [...call.world.webhooks.values()].filter((webhook) => webhook.guild_id === guildOf(call).id),
    needs: "MANAGE_WEBHOOKS",
  },
  "GET /webhooks/{webhook_id}": (call) => webhookOf(call),
  "DELETE /webhooks/{webhook_id}": remove,
};

function create(call: RestCall): Answer {
  const { world, body, random } = call;
  const channel = channelOf(call);
  const form = new Form(body);
  if (form.required("name")) form.text("name", 80, 1);
  form.check();
  if (inChannel(call, channel).length >= MOST)
    throw new Refusal(400, 30007, `Maximum number of webhooks reached (${MOST})`);
  const webhook: Webhook = {
    ...{
      id: world.ids(),
      type: 1,
      channel_id: channel.id,
      guild_id: channel.guild_id ?? null,
      name: String(body.name),
    },
    ...{ avatar: null, application_id: world.application.id, user: world.bot, token: random.hex(68) },
  };
  world.webhooks.set(webhook.id, webhook);
  tell(call, webhook);
  return webhook;
}

function remove(call: RestCall): Answer {
  const webhook = webhookOf(call);
  call.world.webhooks.delete(webhook.id);
  tell(call, webhook);
  return undefined;
}

/** Writes with a webhook; the caller has found that the token is not an interaction's. */
export function execute(call: RestCall): Answer {
  const { world, body, files, publish, at, params, query } = call;
  const webhook = known(world.webhooks.get(params.webhook_id ?? ""), "Webhook");
  if (webhook.token !== params.webhook_token) throw new Refusal(401, 50027, "Invalid Webhook Token");
  const channel = known(world.channels.get(webhook.channel_id), "Channel");
  checkDraft(body, files.length);
  checkNotEmpty(body, files.length);
  const username = String(body.username ?? webhook.name);
  const author: User = { ...user(webhook.id, username), discriminator: "0000", bot: true };
  const { message, happening } = writeMessage(world, channel, author, { ...body, files }, at);
  message.webhook_id = webhook.id;
  publish({ ...happening, data: { ...happening.data, webhook_id: webhook.id } });
  return query.get("wait") === "true" ? message : undefined;
}

function inChannel({ world }: RestCall, channel: Channel): readonly Webhook[] {
  return [...world.webhooks.values()].filter((webhook) => webhook.channel_id === channel.id);
}

function webhookOf({ world, params }: RestCall): Webhook {
  return known(world.webhooks.get(params.webhook_id ?? ""), "Webhook");
}

function tell({ publish }: RestCall, { guild_id, channel_id }: Webhook): void {
  if (guild_id !== null) publish({ name: "WEBHOOKS_UPDATE", guildId: guild_id, data: { guild_id, channel_id } });
}
