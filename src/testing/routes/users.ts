/**
 * Users, the bot itself, its application, and direct messages.
 * https://docs.discord.com/developers/resources/user
 */

import { Form } from "../form.ts";
import type { Answer, RestCall, RouteTable } from "../operation.ts";
import { known, Refusal } from "../refusal.ts";
import { PUBLIC_KEY } from "../signature.ts";
import { user } from "../world.ts";
import { idOf, limitOf, userOf } from "./found.ts";

/** The operations on users. */
export const userRoutes: RouteTable = {
  "GET /users/@me": ({ world }) => selfOf(world),
  "PATCH /users/@me": rename,
  "GET /users/{user_id}": (call) => userOf(call),
  "GET /users/@me/guilds": myGuilds,
  "POST /users/@me/channels": openDirectChannel,
  "GET /applications/@me": ({ world }) => applicationOf(world),
  "GET /oauth2/applications/@me": ({ world }) => applicationOf(world),
};

/** Who made the application: nobody who is in any guild. */
const OWNER = user("1", "maker");

function applicationOf({ application, bot, guilds }: RestCall["world"]): Record<string, unknown> {
  return {
    ...{ description: "", icon: null, bot_public: true, bot_require_code_grant: false, summary: "", team: null },
    ...{ verify_key: PUBLIC_KEY, hook: true, interactions_endpoint_url: null, redirect_uris: [] },
    ...{ type: null, flags_new: String(application.flags), role_connections_verification_url: null, owner: OWNER },
    ...{ approximate_user_install_count: 0, approximate_user_authorization_count: 0, explicit_content_filter: 0 },
    ...{ eligible_oauth2_scopes: ["bot", "applications.commands"] },
    ...{ ...application, bot, approximate_guild_count: guilds.size },
  };
}

/** The bot, as only it is told of itself. */
function selfOf({ bot }: RestCall["world"]): Record<string, unknown> {
  return { ...bot, verified: true, mfa_enabled: false, locale: "en-US" };
}

function rename({ world, body, publish }: RestCall): Answer {
  const form = new Form(body);
  form.text("username", 32, 2);
  form.check();
  if (typeof body.username === "string") world.bot.username = body.username;
  if (body.avatar === null) world.bot.avatar = null;
  publish({ name: "USER_UPDATE", data: { ...world.bot } });
  return selfOf(world);
}

function myGuilds(call: RestCall): Answer {
  const { world } = call;
  const after = idOf(call, "after") ?? 0n;
  const guilds = [...world.guilds.values()]
    .filter((guild) => BigInt(guild.id) > after)
    .slice(0, limitOf(call, 200, 200));
  return guilds.map(({ id, name, icon, owner_id, features }) => ({
    ...{ id, name, icon, banner: null, features, owner: owner_id === world.bot.id, permissions: "8" },
  }));
}

function openDirectChannel({ world, body }: RestCall): Answer {
  const form = new Form(body);
  if (form.required("recipient_id")) form.snowflake("recipient_id");
  form.check();
  const recipient = known(world.users.get(String(body.recipient_id)), "User");
  if (recipient.bot) throw new Refusal(400, 50007, "Cannot send messages to this user");
  return world.directChannel(recipient);
}
