/**
 * Channels: read, changed.
 * https://docs.discord.com/developers/resources/channel
 */

import { Form } from "../form.ts";
import type { Answer, RestCall, RouteTable } from "../operation.ts";
import { channelOf } from "./found.ts";

/** The operations on channels. */
export const channelRoutes: RouteTable = {
  "GET /channels/{channel_id}": (call) => ({ status: 200, body: channelOf(call) }),
  "PATCH /channels/{channel_id}": change,
};

function change(call: RestCall): Answer {
  const { body, publish } = call;
  const channel = channelOf(call);
  const form = new Form();
  form.text(body.name, ["name"], { min: 1, max: 100 });
  form.text(body.topic, ["topic"], { max: 1024 });
  form.integer(body.rate_limit_per_user, ["rate_limit_per_user"], 0, 21_600);
  form.check();
  for (const key of ["name", "topic", "nsfw", "rate_limit_per_user", "position", "parent_id"]) {
    if (body[key] !== undefined) (channel as Record<string, unknown>)[key] = body[key];
  }
  publish({ name: "CHANNEL_UPDATE", guildId: channel.guild_id, data: { ...channel } });
  return { status: 200, body: channel };
}
