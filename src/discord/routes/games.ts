/**
 * Payloads of Discord's Social SDK, which discord-api-types has no name for: lobbies, and accounts of players without a
 * Discord account, as Discord's own HTTP description tells them.
 *
 * Types only. What discord-api-types names one day goes from here.
 */

import type * as Api from "discord-api-types/v10";

/** What a game keeps about something, as text by name. */
export interface Metadata {
  readonly [name: string]: string;
}

// Lobbies (https://docs.discord.com/developers/resources/lobby)

/** A lobby of a game. */
export interface Lobby {
  id: string;
  application_id: string;
  metadata: Metadata | null;
  members: LobbyMember[];
  linked_channel?: Api.APIChannel;
  flags: number;
  override_event_webhooks_url?: string | null;
}

/** What a lobby is made of, or is to become. */
export interface LobbyBody {
  metadata?: Metadata | null | undefined;
  /** At most 25. */
  members?: readonly (LobbyMemberBody & { id: string })[] | null | undefined;
  /** Seconds without anyone connected until it ends. */
  idle_timeout_seconds?: number | null | undefined;
  /** 1: messages need moderation metadata to be shown. */
  flags?: 1 | null | undefined;
  override_event_webhooks_url?: string | null | undefined;
}

/** The lobby of a secret: joined, or made. */
export interface LobbyJoinBody {
  secret: string;
  lobby_metadata?: Metadata | null | undefined;
  member_metadata?: Metadata | null | undefined;
  idle_timeout_seconds?: number | null | undefined;
  flags?: 1 | null | undefined;
}

/** A member of a lobby. */
export interface LobbyMember {
  id: string;
  metadata: Metadata | null;
  flags: number;
  additional_name?: string;
}

/** What a member is to become. */
export interface LobbyMemberBody {
  metadata?: Metadata | null | undefined;
  /** 1: may link the lobby to a channel. */
  flags?: 1 | null | undefined;
  additional_name?: string | null | undefined;
}

/** A member that is added, changed or removed. */
export interface LobbyMemberChange extends LobbyMemberBody {
  id: string;
  remove_member?: boolean | null | undefined;
}

/** An invite to the channel that a lobby is linked to. */
export interface LobbyInvite {
  code: string;
}

/** A message in a lobby. */
export interface LobbyMessage {
  id: string;
  type: Api.MessageType;
  content: string;
  lobby_id: string;
  channel_id: string;
  author: Api.APIUser;
  lobby_member?: { additional_name: string };
  metadata?: Metadata;
  moderation_metadata?: Metadata;
  flags: number;
  application_id?: string;
}

// Accounts

/** Who vouches for a player without a Discord account. */
export type ExternalAuthType =
  | "OIDC"
  | "EPIC_ONLINE_SERVICES_ACCESS_TOKEN"
  | "EPIC_ONLINE_SERVICES_ID_TOKEN"
  | "STEAM_SESSION_TICKET"
  | "UNITY_SERVICES_ID_TOKEN"
  | "DISCORD_BOT_ISSUED_ACCESS_TOKEN"
  | "APPLE_ID_TOKEN"
  | "PLAYSTATION_NETWORK_ID_TOKEN";

/** A player without a Discord account, by another service's token. */
export interface ProvisionalAccountBody {
  client_id: string;
  client_secret?: string | null | undefined;
  external_auth_token: string;
  external_auth_type: ExternalAuthType;
}

/** A player without a Discord account, by the game's own id. */
export interface ProvisionalBotBody {
  external_user_id: string;
  provisional_user_id?: string | null | undefined;
  preferred_global_name?: string | null | undefined;
}

/** A token for a player without a Discord account. */
export interface ProvisionalToken {
  token_type: string;
  access_token: string;
  /** Seconds. */
  expires_in: number;
  scope: string;
  id_token: string;
  refresh_token?: string | null;
  scopes?: string[] | null;
  /** Seconds since 1970. */
  expires_at_s?: number | null;
}
