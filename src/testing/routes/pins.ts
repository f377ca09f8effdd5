/**
 * Pinned messages.
 * https://docs.discord.com/developers/resources/message#get-channel-pins
 */

import { guildOf } from "../gestures.ts";
import type { Answer, RestCall, RouteTable } from "../operation.ts";
import { Refusal } from "../refusal.ts";
import type { Channel, Message } from "../things.ts";
import { wireMessage } from "../wire.ts";
import { channelOf, limitOf, messageOf } from "./found.ts";

const PINS = 250;
const PAGE = 50;

/** The operations on pins. */
export const pinRoutes: RouteTable = {
  "GET /channels/{channel_id}/messages/pins": list,
  "PUT /channels/{channel_id}/messages/pins/{message_id}": {
    run: (call) => mark(call, true),
    needs: "PIN_MESSAGES",
    logs: [74, "channel_id"],
  },
  "DELETE /channels/{channel_id}/messages/pins/{message_id}": {
    run: (call) => mark(call, false),
    needs: "PIN_MESSAGES",
    logs: [75, "channel_id"],
  },
};

function list(call: RestCall): Answer {
  const { world, query } = call;
  const before = query.get("before");
  const older = (message: Message): boolean => before === null || Date.parse(pinnedAt(message)) < Date.parse(before);
  const all = pinned(call, channelOf(call)).filter(older);
  const limit = limitOf(call, PAGE, PAGE);
  const page = all.slice(0, limit);
  const items = page.map((message) => ({ pinned_at: pinnedAt(message), message: wireMessage(world, message) }));
  return { items, has_more: all.length > limit };
}

function mark(call: RestCall, pin: boolean): Answer {
  const { publish, at } = call;
  const channel = channelOf(call);
  const message = messageOf(call);
  if (message.pinned === pin) return undefined;
  if (pin && pinned(call, channel).length >= PINS) {
    throw new Refusal(400, 30003, `Maximum number of pins reached for the channel (${PINS})`);
  }
  Object.assign(message, { pinned: pin, pinned_at: at });
  const newest = pinned(call, channel)[0];
  const last_pin_timestamp = newest === undefined ? null : pinnedAt(newest);
  const data = { ...guildOf(channel), channel_id: channel.id, last_pin_timestamp };
  publish({ name: "CHANNEL_PINS_UPDATE", guildId: channel.guild_id, data });
  return undefined;
}

/** Newest pin first. */
function pinned({ world }: RestCall, channel: Channel): readonly Message[] {
  const messages = [...(world.messages.get(channel.id)?.values() ?? [])].filter((message) => message.pinned === true);
  return messages.sort((a, b) => pinnedAt(b).localeCompare(pinnedAt(a)));
}

function pinnedAt(message: Message): string {
  return String(message.pinned_at);
}
