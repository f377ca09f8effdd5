/**
 * What a bot is told of an interaction.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 */

import type { Interaction } from "./interactions.ts";
import { permissionsOf } from "./permits.ts";
import type { User } from "./things.ts";
import type { World } from "./world.ts";

/** What a bot may do where there is no guild. */
const IN_PRIVATE = 0x59_7c40n;

/** What INTERACTION_CREATE carries. */
export function interactionData(
  world: World,
  interaction: Interaction,
  data: Record<string, unknown>,
  date: number,
): Record<string, unknown> {
  const { id, token, kind, channel, user, source } = interaction;
  const guildId = channel.guild_id;
  const held = (who: User): string => String(permissionsOf(world, who, channel, date) ?? IN_PRIVATE);
  const member = guildId === undefined ? undefined : world.member(guildId, user.id);
  const place =
    guildId === undefined
      ? { user, context: 1, authorizing_integration_owners: { "0": "0" } }
      : {
          ...{ guild_id: guildId, guild: { id: guildId, features: [], locale: "en-US" }, guild_locale: "en-US" },
          ...{ member: { ...member, permissions: held(user) }, context: 0 },
          ...{ authorizing_integration_owners: { "0": guildId } },
        };
  return {
    ...{ id, application_id: world.application.id, type: kind, data, token, version: 1, locale: "en-US" },
    ...{
      channel_id: channel.id,
      channel,
      app_permissions: held(world.bot),
      entitlements: [],
      attachment_size_limit: 10_485_760,
    },
    ...(source === undefined ? {} : { message: source }),
    ...place,
  };
}
