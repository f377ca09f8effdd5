/**
 * Emojis of guilds.
 * https://docs.discord.com/developers/resources/emoji
 */

import { Form } from "../form.ts";
import { type Answer, Made, type RestCall, type RouteTable } from "../operation.ts";
import { known } from "../refusal.ts";
import type { Emoji } from "../things.ts";
import { guildOf } from "./found.ts";

const EMOJIS = "/guilds/{guild_id}/emojis";
const IMAGE = /^data:image\/(?:jpeg|png|gif|webp|avif);base64,/;

/** The operations on emojis. */
export const emojiRoutes: RouteTable = {
  [`GET ${EMOJIS}`]: (call) => guildOf(call).emojis,
  [`POST ${EMOJIS}`]: { run: create, needs: "CREATE_GUILD_EXPRESSIONS", logs: [60] },
  [`GET ${EMOJIS}/{emoji_id}`]: (call) => emojiOf(call),
  [`PATCH ${EMOJIS}/{emoji_id}`]: { run: change, needs: "MANAGE_GUILD_EXPRESSIONS", logs: [61, "emoji_id"] },
  [`DELETE ${EMOJIS}/{emoji_id}`]: { run: remove, needs: "MANAGE_GUILD_EXPRESSIONS", logs: [62, "emoji_id"] },
};

function create(call: RestCall): Answer {
  const { world, body } = call;
  const guild = guildOf(call);
  const form = new Form(body);
  if (form.required("name")) form.text("name", 32, 2);
  if (form.required("image") && !IMAGE.test(String(body.image))) {
    form.flaw("image", "IMAGE_INVALID", "Invalid image data");
  }
  form.check();
  const roles = Array.isArray(body.roles) ? body.roles.map(String) : [];
  const about = { require_colons: true, managed: false, animated: String(body.image).startsWith("data:image/gif") };
  const emoji: Emoji = { id: world.ids(), name: String(body.name), roles, user: world.bot, available: true, ...about };
  guild.emojis.push(emoji);
  tell(call);
  return new Made(emoji);
}

function change(call: RestCall): Answer {
  const { body } = call;
  const emoji = emojiOf(call);
  const form = new Form(body);
  form.text("name", 32, 2);
  form.check();
  if (typeof body.name === "string") emoji.name = body.name;
  tell(call);
  return emoji;
}

function remove(call: RestCall): Answer {
  const { emojis } = guildOf(call);
  emojis.splice(emojis.indexOf(emojiOf(call)), 1);
  tell(call);
  return undefined;
}

function tell(call: RestCall): void {
  const { id, emojis } = guildOf(call);
  call.publish({ name: "GUILD_EMOJIS_UPDATE", guildId: id, data: { guild_id: id, emojis } });
}

function emojiOf(call: RestCall): Emoji {
  return known(
    guildOf(call).emojis.find((emoji) => emoji.id === call.params.emoji_id),
    "Emoji",
  );
}
