/**
 * Reaction roles: whoever reacts to a message gets a role, and gives it back by taking the reaction away.
 * The bot needs Manage Roles, and a role of its own above those that it gives.
 */

import { command, defineBot, option } from "anycord";
import { run } from "../run.ts";

const MANAGE_ROLES = 1n << 28n;
const MEMBER_ROLE = "/guilds/{guild_id}/members/{user_id}/roles/{role_id}";

/** Roles by message and emoji. They are forgotten with the process; a database would stand here. */
const roles = new Map<string, string>();
const keyOf = (messageId: string, emoji: string | null): string => `${messageId} ${emoji}`;

export const bot = defineBot({
  commands: {
    "reaction-role": command({
      description: "Lets people take a role by reacting",
      memberPermissions: MANAGE_ROLES,
      botPermissions: MANAGE_ROLES,
      contexts: [0],
      options: {
        role: option.role("The role", { required: true }),
        emoji: option.string("The emoji to react with", { required: true }),
      },
      run: async (i) => {
        const { role, emoji } = i.options;
        const content = `React with ${emoji} for <@&${role.id}>.`;
        const answer = await i.reply({ content, allowed_mentions: { parse: [] } });
        const { id, channel_id } = await answer.fetch();
        roles.set(keyOf(id, emoji), role.id);
        const path = { channel_id, message_id: id, emoji_name: emoji };
        await i.rest.request("PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", { path });
      },
    }),
  },
  events: {
    MESSAGE_REACTION_ADD: {
      scope: "guild",
      run: async ({ user_id, message_id, guild_id = "", emoji, member }, { rest }) => {
        const role_id = roles.get(keyOf(message_id, emoji.name));
        if (role_id === undefined || member?.user?.bot) return;
        await rest.request(`PUT ${MEMBER_ROLE}`, { path: { guild_id, user_id, role_id }, reason: "reaction" });
      },
    },
    MESSAGE_REACTION_REMOVE: {
      scope: "guild",
      run: async ({ user_id, message_id, guild_id = "", emoji }, { rest }) => {
        const role_id = roles.get(keyOf(message_id, emoji.name));
        if (role_id === undefined) return;
        await rest.request(`DELETE ${MEMBER_ROLE}`, { path: { guild_id, user_id, role_id }, reason: "reaction" });
      },
    },
  },
});

if (import.meta.main) await run({ ...bot, sync: "global" });
