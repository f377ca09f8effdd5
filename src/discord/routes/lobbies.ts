/**
 * Lobbies and accounts of games with the Social SDK: what each operation takes and gives.
 *
 * A table of types, to be read as `../routes.ts` tells.
 */

import type * as Api from "discord-api-types/v10";
import type { Files, Input, Nothing } from "../input.ts";
import type * as Games from "./games.ts";

/** Lobbies and accounts of games with the Social SDK. */
export interface LobbyRoutes {
  /**
   * Create lobby. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/lobby#create-lobby
   */
  "POST /lobbies": {
    init: { body: Games.LobbyBody };
    result: Games.Lobby;
  };
  /**
   * Create or join lobby. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/lobby#create-or-join-lobby
   */
  "PUT /lobbies": {
    init: { body: Games.LobbyJoinBody };
    result: Games.Lobby;
  };
  /**
   * Get lobby. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/lobby#get-lobby
   */
  "GET /lobbies/{lobby_id}": {
    init: Nothing;
    result: Games.Lobby;
  };
  /**
   * Modify lobby. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/lobby#modify-lobby
   */
  "PATCH /lobbies/{lobby_id}": {
    init: { body: Games.LobbyBody };
    result: Games.Lobby;
  };
  /**
   * Delete lobby. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/lobby#delete-lobby
   */
  "DELETE /lobbies/{lobby_id}": {
    init: Nothing;
    result: undefined;
  };
  /**
   * Link channel to lobby. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/lobby#link-channel-to-lobby
   */
  "PATCH /lobbies/{lobby_id}/channel-linking": {
    init: { body: { channel_id?: string | null | undefined } };
    result: Games.Lobby;
  };
  /**
   * Leave lobby. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/lobby#leave-lobby
   */
  "DELETE /lobbies/{lobby_id}/members/@me": {
    init: Nothing;
    result: undefined;
  };
  /**
   * Create lobby channel invite for self. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/lobby#create-lobby-channel-invite-for-self
   */
  "POST /lobbies/{lobby_id}/members/@me/invites": {
    init: Nothing;
    result: Games.LobbyInvite;
  };
  /**
   * Bulk update lobby members. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/lobby#bulk-update-lobby-members
   */
  "POST /lobbies/{lobby_id}/members/bulk": {
    init: { body: readonly Games.LobbyMemberChange[] };
    result: Games.LobbyMember[];
  };
  /**
   * Add a member to a lobby. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/lobby#add-a-member-to-a-lobby
   */
  "PUT /lobbies/{lobby_id}/members/{user_id}": {
    init: { body: Games.LobbyMemberBody };
    result: Games.LobbyMember;
  };
  /**
   * Remove a member from a lobby. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/lobby#remove-a-member-from-a-lobby
   */
  "DELETE /lobbies/{lobby_id}/members/{user_id}": {
    init: Nothing;
    result: undefined;
  };
  /**
   * Create lobby channel invite for user. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/lobby#create-lobby-channel-invite-for-user
   */
  "POST /lobbies/{lobby_id}/members/{user_id}/invites": {
    init: Nothing;
    result: Games.LobbyInvite;
  };
  /**
   * Get lobby messages. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/lobby#get-lobby-messages
   */
  "GET /lobbies/{lobby_id}/messages": {
    init: { query?: { limit?: number | undefined } };
    result: Games.LobbyMessage[];
  };
  /**
   * Send lobby message. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/lobby#send-lobby-message
   */
  "POST /lobbies/{lobby_id}/messages": {
    init: { body: Input<Api.RESTPostAPIChannelMessageJSONBody>; files?: Files };
    result: Games.LobbyMessage;
  };
  /**
   * Update lobby message moderation metadata. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/lobby#update-lobby-message-moderation-metadata
   */
  "PUT /lobbies/{lobby_id}/messages/{message_id}/moderation-metadata": {
    init: { body: Games.Metadata };
    result: undefined;
  };
  /**
   * Update moderation metadata of a direct message. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "PUT /partner-sdk/dms/{user_id_1}/{user_id_2}/messages/{message_id}/moderation-metadata": {
    init: { body: Games.Metadata };
    result: undefined;
  };
  /**
   * Unmerge provisional account. No token; from a page too.
   * Not in Discord's documentation.
   */
  "POST /partner-sdk/provisional-accounts/unmerge": {
    init: { body: Games.ProvisionalAccountBody };
    result: undefined;
  };
  /**
   * Unmerge provisional account as the bot. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "POST /partner-sdk/provisional-accounts/unmerge/bot": {
    init: { body: { external_user_id: string } };
    result: undefined;
  };
  /**
   * Get token of a provisional account. No token; from a page too.
   * Not in Discord's documentation.
   */
  "POST /partner-sdk/token": {
    init: { body: Games.ProvisionalAccountBody };
    result: Games.ProvisionalToken;
  };
  /**
   * Get token of a provisional account as the bot. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "POST /partner-sdk/token/bot": {
    init: { body: Games.ProvisionalBotBody };
    result: Games.ProvisionalToken;
  };
}
