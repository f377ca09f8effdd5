/**
 * Channels: made, read, changed, deleted, and who may do what in them.
 * https://docs.discord.com/developers/resources/channel
 */

import { Form } from "../form.ts";
import { type Answer, Made, type RestCall, type RouteTable } from "../operation.ts";
import type { Channel } from "../things.ts";
import { channelOf, guildOf } from "./found.ts";

const GUILD_TEXT = 0;
const TYPES = [0, 2, 4, 5, 13, 14, 15, 16];
const FIELDS = ["name", "topic", "nsfw", "rate_limit_per_user", "position", "parent_id", "permission_overwrites"];
const OVERWRITE = "/channels/{channel_id}/permissions/{overwrite_id}";

/** The operations on channels. */
export const channelRoutes: RouteTable = {
  "GET /channels/{channel_id}": (call) => channelOf(call),
  "PATCH /channels/{channel_id}": { run: change, needs: "MANAGE_CHANNELS", logs: [11, "channel_id"] },
  "DELETE /channels/{channel_id}": { run: remove, needs: "MANAGE_CHANNELS", logs: [12, "channel_id"] },
  "POST /guilds/{guild_id}/channels": { run: create, needs: "MANAGE_CHANNELS", logs: [10] },
  [`PUT ${OVERWRITE}`]: { run: permit, needs: "MANAGE_ROLES", logs: [13, "channel_id"] },
  [`DELETE ${OVERWRITE}`]: { run: unpermit, needs: "MANAGE_ROLES", logs: [15, "channel_id"] },
};

function create(call: RestCall): Answer {
  const { world, body, publish } = call;
  const guild = guildOf(call);
  const form = new Form(body);
  if (form.required("name")) checkFields(form);
  form.choice("type", TYPES);
  form.check();
  const channel: Channel = {
    ...{ id: world.ids(), guild_id: guild.id, type: Number(body.type ?? GUILD_TEXT), position: guild.channels.length },
    ...{ topic: null, nsfw: false, rate_limit_per_user: 0, parent_id: null, permission_overwrites: [], flags: 0 },
    ...{ last_message_id: null, ...chosen(body) },
  };
  guild.channels.push(channel);
  world.addChannel(channel);
  publish({ name: "CHANNEL_CREATE", guildId: guild.id, data: { ...channel } });
  return new Made(channel);
}

function change(call: RestCall): Answer {
  const { body, publish } = call;
  const channel = channelOf(call);
  const form = new Form(body);
  checkFields(form);
  form.check();
  Object.assign(channel, chosen(body));
  if (channel.guild_id !== undefined) publish(changed(channel));
  return channel;
}

function remove(call: RestCall): Answer {
  const { world, publish } = call;
  const channel = channelOf(call);
  const guild = world.guilds.get(channel.guild_id ?? "");
  // A direct channel is only closed: it is there again when it is opened again.
  if (guild === undefined) return channel;
  guild.channels.splice(guild.channels.indexOf(channel), 1);
  world.channels.delete(channel.id);
  world.messages.delete(channel.id);
  publish({ name: "CHANNEL_DELETE", guildId: guild.id, data: { ...channel } });
  return channel;
}

function permit(call: RestCall): Answer {
  const { body, params, publish } = call;
  const channel = channelOf(call);
  const form = new Form(body);
  if (form.required("type")) form.choice("type", [0, 1]);
  form.check();
  const overwrite = { id: params.overwrite_id, type: body.type, allow: body.allow ?? "0", deny: body.deny ?? "0" };
  channel.permission_overwrites = [...others(channel, params.overwrite_id), overwrite];
  publish(changed(channel));
  return undefined;
}

function unpermit(call: RestCall): Answer {
  const { params, publish } = call;
  const channel = channelOf(call);
  channel.permission_overwrites = others(channel, params.overwrite_id);
  publish(changed(channel));
  return undefined;
}

function others(channel: Channel, id: string | undefined): readonly { readonly id: string }[] {
  return ((channel.permission_overwrites ?? []) as readonly { readonly id: string }[]).filter((it) => it.id !== id);
}

function changed(channel: Channel) {
  return { name: "CHANNEL_UPDATE", guildId: channel.guild_id, data: { ...channel } };
}

function checkFields(form: Form): void {
  form.text("name", 100, 1);
  form.text("topic", 1024);
  form.integer("rate_limit_per_user", 0, 21_600);
  form.snowflake("parent_id");
}

function chosen(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(FIELDS.filter((key) => body[key] !== undefined).map((key) => [key, body[key]]));
}
