/**
 * Messages of channels, their reactions, pins and polls: what each operation takes and gives.
 *
 * A table of types, to be read as `../routes.ts` tells.
 */

import type * as Api from "discord-api-types/v10";
import type { Files, Input, Nothing } from "../input.ts";

/** Messages of channels, their reactions, pins and polls. */
export interface MessageRoutes {
  /**
   * Get channel messages. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#get-channel-messages
   */
  "GET /channels/{channel_id}/messages": {
    init: { query?: Api.RESTGetAPIChannelMessagesQuery };
    result: Api.RESTGetAPIChannelMessagesResult;
  };
  /**
   * Create message. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#create-message
   */
  "POST /channels/{channel_id}/messages": {
    init: { body: Input<Api.RESTPostAPIChannelMessageJSONBody>; files?: Files };
    result: Api.RESTPostAPIChannelMessageResult;
  };
  /**
   * Bulk delete messages. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/message#bulk-delete-messages
   */
  "POST /channels/{channel_id}/messages/bulk-delete": {
    init: { body: Api.RESTPostAPIChannelMessagesBulkDeleteJSONBody };
    result: Api.RESTPostAPIChannelMessagesBulkDeleteResult;
  };
  /**
   * Get channel pins. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#get-channel-pins
   */
  "GET /channels/{channel_id}/messages/pins": {
    init: { query?: Api.RESTGetAPIChannelMessagesPinsQuery };
    result: Api.RESTGetAPIChannelMessagesPinsResult;
  };
  /**
   * Pin message. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/message#pin-message
   */
  "PUT /channels/{channel_id}/messages/pins/{message_id}": {
    init: Nothing;
    result: Api.RESTPutAPIChannelMessagesPinResult;
  };
  /**
   * Unpin message. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/message#unpin-message
   */
  "DELETE /channels/{channel_id}/messages/pins/{message_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIChannelMessagesPinResult;
  };
  /**
   * Get channel message. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#get-channel-message
   */
  "GET /channels/{channel_id}/messages/{message_id}": {
    init: Nothing;
    result: Api.RESTGetAPIChannelMessageResult;
  };
  /**
   * Edit message. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#edit-message
   */
  "PATCH /channels/{channel_id}/messages/{message_id}": {
    init: { body: Input<Api.RESTPatchAPIChannelMessageJSONBody>; files?: Files };
    result: Api.RESTPatchAPIChannelMessageResult;
  };
  /**
   * Delete message. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/message#delete-message
   */
  "DELETE /channels/{channel_id}/messages/{message_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIChannelMessageResult;
  };
  /**
   * Crosspost message. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#crosspost-message
   */
  "POST /channels/{channel_id}/messages/{message_id}/crosspost": {
    init: Nothing;
    result: Api.RESTPostAPIChannelMessageCrosspostResult;
  };
  /**
   * Delete all reactions. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#delete-all-reactions
   */
  "DELETE /channels/{channel_id}/messages/{message_id}/reactions": {
    init: Nothing;
    result: Api.RESTDeleteAPIChannelAllMessageReactionsResult;
  };
  /**
   * Get reactions. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#get-reactions
   */
  "GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}": {
    init: { query?: Api.RESTGetAPIChannelMessageReactionUsersQuery };
    result: Api.RESTGetAPIChannelMessageReactionUsersResult;
  };
  /**
   * Delete all reactions for emoji. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#delete-all-reactions-for-emoji
   */
  "DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}": {
    init: Nothing;
    result: Api.RESTDeleteAPIChannelMessageReactionResult;
  };
  /**
   * Create reaction. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#create-reaction
   */
  "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": {
    init: Nothing;
    result: Api.RESTPutAPIChannelMessageReactionResult;
  };
  /**
   * Delete own reaction. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#delete-own-reaction
   */
  "DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": {
    init: Nothing;
    result: Api.RESTDeleteAPIChannelMessageOwnReactionResult;
  };
  /**
   * Delete user reaction. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#delete-user-reaction
   */
  "DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIChannelMessageUserReactionResult;
  };
  /**
   * Get channel pins (deprecated). Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#get-channel-pins-deprecated
   */
  "GET /channels/{channel_id}/pins": {
    init: Nothing;
    result: Api.RESTGetAPIChannelPinsResult;
  };
  /**
   * Pin message (deprecated). Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#pin-message-deprecated
   */
  "PUT /channels/{channel_id}/pins/{message_id}": {
    init: Nothing;
    result: Api.RESTPutAPIChannelPinResult;
  };
  /**
   * Unpin message (deprecated). Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#unpin-message-deprecated
   */
  "DELETE /channels/{channel_id}/pins/{message_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIChannelPinResult;
  };
  /**
   * Get answer voters. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/poll#get-answer-voters
   */
  "GET /channels/{channel_id}/polls/{message_id}/answers/{answer_id}": {
    init: { query?: Api.RESTGetAPIPollAnswerVotersQuery };
    result: Api.RESTGetAPIPollAnswerVotersResult;
  };
  /**
   * End poll. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/poll#end-poll
   */
  "POST /channels/{channel_id}/polls/{message_id}/expire": {
    init: Nothing;
    result: Api.RESTPostAPIPollExpireResult;
  };
}
