/**
 * The link that adds a bot to a guild, or to a user's account.
 * https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow
 *
 * This file must never ask anyone anything: a link is reckoned from what is given.
 */

import { type PermissionsInput, resolvePermissions } from "./permissions.ts";

/** What an invite link asks for. */
export interface InviteUrlOptions {
  readonly clientId: string;
  /** What the bot's role may do. Default: what the application's install settings say. */
  readonly permissions?: PermissionsInput | undefined;
  /** Default: what the install settings say. "bot" brings "applications.commands" with it. */
  readonly scopes?: readonly string[] | undefined;
  /** The guild that is chosen beforehand. */
  readonly guildId?: string | undefined;
  /** Whether no other guild can be chosen. Default: false. */
  readonly disableGuildSelect?: boolean | undefined;
  /** 0: into a guild, 1: into a user's account. Default: what the install settings say. */
  readonly integrationType?: 0 | 1 | undefined;
}

/** The scopes that Discord takes without a code grant. */
const PLAIN_SCOPES: readonly string[] = ["bot", "applications.commands"];

/**
 * The link that adds a bot. With scopes beyond "bot" and "applications.commands" it asks for a code, as Discord wants
 * it, and the application needs a redirect url.
 * @throws UsageError PERMISSIONS_UNKNOWN on a permission that Discord does not have.
 */
export function inviteUrl(options: InviteUrlOptions): string {
  const { clientId, permissions, scopes, guildId, disableGuildSelect, integrationType } = options;
  const query = {
    client_id: clientId,
    scope: scopes?.join(" "),
    permissions: permissions === undefined ? undefined : resolvePermissions(permissions),
    guild_id: guildId,
    disable_guild_select: disableGuildSelect === true ? true : undefined,
    integration_type: integrationType,
    response_type: scopes?.some((scope) => !PLAIN_SCOPES.includes(scope)) ? "code" : undefined,
  };
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  // Not URLSearchParams: it writes a space as "+", and Discord wants %20 between scopes.
  const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&");
  return `https://discord.com/oauth2/authorize?${text}`;
}
