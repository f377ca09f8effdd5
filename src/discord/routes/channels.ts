/**
 * Channels and threads: what each operation takes and gives.
 *
 * A table of types, to be read as `../routes.ts` tells.
 */

import type * as Api from "discord-api-types/v10";
import type { FileInput, Files, Input, Nothing } from "../input.ts";
import type * as Extra from "./extra.ts";

/** Channels and threads. */
export interface ChannelRoutes {
  /**
   * Get channel. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#get-channel
   */
  "GET /channels/{channel_id}": {
    init: Nothing;
    result: Api.RESTGetAPIChannelResult;
  };
  /**
   * Modify channel. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/channel#modify-channel
   */
  "PATCH /channels/{channel_id}": {
    init: { body: Api.RESTPatchAPIChannelJSONBody };
    result: Api.RESTPatchAPIChannelResult;
  };
  /**
   * Delete or close channel. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/channel#deleteclose-channel
   */
  "DELETE /channels/{channel_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIChannelResult;
  };
  /**
   * Follow announcement channel. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/channel#follow-announcement-channel
   */
  "POST /channels/{channel_id}/followers": {
    init: { body: Api.RESTPostAPIChannelFollowersJSONBody };
    result: Api.RESTPostAPIChannelFollowersResult;
  };
  /**
   * Get channel invites. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#get-channel-invites
   */
  "GET /channels/{channel_id}/invites": {
    init: Nothing;
    result: Api.RESTGetAPIChannelInvitesResult;
  };
  /**
   * Create channel invite. Bot token; not from a page. Takes a reason. Discord wants a body, if only `{}`.
   * https://docs.discord.com/developers/resources/channel#create-channel-invite
   */
  "POST /channels/{channel_id}/invites": {
    init: { body: Api.RESTPostAPIChannelInviteJSONBody; form?: { target_users_file: FileInput } };
    result: Api.RESTPostAPIChannelInviteResult;
  };
  /**
   * Start thread from message. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/channel#start-thread-from-message
   */
  "POST /channels/{channel_id}/messages/{message_id}/threads": {
    init: { body: Api.RESTPostAPIChannelMessagesThreadsJSONBody };
    result: Api.RESTPostAPIChannelMessagesThreadsResult;
  };
  /**
   * Edit channel permissions. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/channel#edit-channel-permissions
   */
  "PUT /channels/{channel_id}/permissions/{overwrite_id}": {
    init: { body: Api.RESTPutAPIChannelPermissionJSONBody };
    result: Api.RESTPutAPIChannelPermissionResult;
  };
  /**
   * Delete channel permission. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/channel#delete-channel-permission
   */
  "DELETE /channels/{channel_id}/permissions/{overwrite_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIChannelPermissionResult;
  };
  /**
   * Group DM add recipient. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#group-dm-add-recipient
   */
  "PUT /channels/{channel_id}/recipients/{user_id}": {
    init: { body: Api.RESTPutAPIChannelRecipientJSONBody };
    result: Api.RESTPostAPICurrentUserCreateDMChannelResult | undefined;
  };
  /**
   * Group DM remove recipient. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#group-dm-remove-recipient
   */
  "DELETE /channels/{channel_id}/recipients/{user_id}": {
    init: Nothing;
    result: undefined;
  };
  /**
   * Send soundboard sound. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/soundboard#send-soundboard-sound
   */
  "POST /channels/{channel_id}/send-soundboard-sound": {
    init: { body: Api.RESTPostAPISoundboardSendSoundJSONBody };
    result: Api.RESTPostAPISendSoundboardSoundResult;
  };
  /**
   * List thread members. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#list-thread-members
   */
  "GET /channels/{channel_id}/thread-members": {
    init: { query?: Api.RESTGetAPIChannelThreadMembersQuery };
    result: Api.RESTGetAPIChannelThreadMembersResult;
  };
  /**
   * Join thread. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#join-thread
   */
  "PUT /channels/{channel_id}/thread-members/@me": {
    init: Nothing;
    result: Api.RESTPutAPIChannelThreadMembersResult;
  };
  /**
   * Leave thread. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#leave-thread
   */
  "DELETE /channels/{channel_id}/thread-members/@me": {
    init: Nothing;
    result: Api.RESTDeleteAPIChannelThreadMembersResult;
  };
  /**
   * Get thread member. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#get-thread-member
   */
  "GET /channels/{channel_id}/thread-members/{user_id}": {
    init: { query?: Api.RESTGetAPIChannelThreadMemberQuery };
    result: Api.RESTGetAPIChannelThreadMemberResult;
  };
  /**
   * Add thread member. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#add-thread-member
   */
  "PUT /channels/{channel_id}/thread-members/{user_id}": {
    init: Nothing;
    result: Api.RESTPutAPIChannelThreadMembersResult;
  };
  /**
   * Remove thread member. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#remove-thread-member
   */
  "DELETE /channels/{channel_id}/thread-members/{user_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIChannelThreadMembersResult;
  };
  /**
   * Start thread without message, or in a forum. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/channel#start-thread-without-message
   */
  "POST /channels/{channel_id}/threads": {
    init: {
      body: Input<Api.RESTPostAPIChannelThreadsJSONBody | Api.RESTPostAPIGuildForumThreadsJSONBody>;
      files?: Files;
    };
    result: Api.RESTPostAPIChannelThreadsResult;
  };
  /**
   * List private archived threads. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#list-private-archived-threads
   */
  "GET /channels/{channel_id}/threads/archived/private": {
    init: { query?: Api.RESTGetAPIChannelThreadsArchivedQuery };
    result: Api.RESTGetAPIChannelThreadsArchivedPrivateResult;
  };
  /**
   * List public archived threads. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#list-public-archived-threads
   */
  "GET /channels/{channel_id}/threads/archived/public": {
    init: { query?: Api.RESTGetAPIChannelThreadsArchivedQuery };
    result: Api.RESTGetAPIChannelThreadsArchivedPublicResult;
  };
  /**
   * Search threads. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "GET /channels/{channel_id}/threads/search": {
    init: { query?: Extra.ThreadSearchQuery };
    result: Extra.ThreadSearchResult;
  };
  /**
   * Trigger typing indicator. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#trigger-typing-indicator
   */
  "POST /channels/{channel_id}/typing": {
    init: Nothing;
    result: Api.RESTPostAPIChannelTypingResult;
  };
  /**
   * List joined private archived threads. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/channel#list-joined-private-archived-threads
   */
  "GET /channels/{channel_id}/users/@me/threads/archived/private": {
    init: { query?: Api.RESTGetAPIChannelThreadsArchivedQuery };
    result: Api.RESTGetAPIChannelUsersThreadsArchivedResult;
  };
  /**
   * Set voice channel status. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/channel#set-voice-channel-status
   */
  "PUT /channels/{channel_id}/voice-status": {
    init: { body: Api.RESTPutAPIChannelVoiceStatusJSONBody };
    result: Api.RESTPutAPIChannelVoiceStatusResult;
  };
  /**
   * Get channel webhooks. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/webhook#get-channel-webhooks
   */
  "GET /channels/{channel_id}/webhooks": {
    init: Nothing;
    result: Api.RESTGetAPIChannelWebhooksResult;
  };
  /**
   * Create webhook. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/webhook#create-webhook
   */
  "POST /channels/{channel_id}/webhooks": {
    init: { body: Api.RESTPostAPIChannelWebhookJSONBody };
    result: Api.RESTPostAPIChannelWebhookResult;
  };
}
