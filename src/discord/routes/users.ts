/**
 * The rest: users, OAuth2, invites, stages, voice regions and the gateway: what each operation takes and gives.
 *
 * A table of types, to be read as `../routes.ts` tells.
 */

import type * as Api from "discord-api-types/v10";
import type { FileInput, Nothing } from "../input.ts";
import type * as Extra from "./extra.ts";

/** The rest: users, OAuth2, invites, stages, voice regions and the gateway. */
export interface UserRoutes {
  /**
   * Get gateway. No token; from a page too.
   * https://docs.discord.com/developers/events/gateway#get-gateway
   */
  "GET /gateway": {
    init: Nothing;
    result: Api.RESTGetAPIGatewayResult;
  };
  /**
   * Get gateway bot. Bot token; not from a page.
   * https://docs.discord.com/developers/events/gateway#get-gateway-bot
   */
  "GET /gateway/bot": {
    init: Nothing;
    result: Api.RESTGetAPIGatewayBotResult;
  };
  /**
   * Get invite. No token; from a page too.
   * https://docs.discord.com/developers/resources/invite#get-invite
   */
  "GET /invites/{code}": {
    init: { query?: Api.RESTGetAPIInviteQuery };
    result: Api.RESTGetAPIInviteResult;
  };
  /**
   * Delete invite. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/invite#delete-invite
   */
  "DELETE /invites/{code}": {
    init: Nothing;
    result: Api.RESTDeleteAPIInviteResult;
  };
  /**
   * Get target users. Bot token; not from a page. A CSV file of one column: ids of users.
   * https://docs.discord.com/developers/resources/invite#get-target-users
   */
  "GET /invites/{code}/target-users": {
    init: Nothing;
    result: string;
  };
  /**
   * Update target users. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/invite#update-target-users
   */
  "PUT /invites/{code}/target-users": {
    init: { form: { target_users_file: FileInput } };
    result: Api.RESTPutAPIInviteTargetUsersResult;
  };
  /**
   * Get target users job status. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/invite#get-target-users-job-status
   */
  "GET /invites/{code}/target-users/job-status": {
    init: Nothing;
    result: Api.RESTGetAPIInviteTargetUsersJobStatusResult;
  };
  /**
   * Get current authorization information. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/topics/oauth2#get-current-authorization-information
   */
  "GET /oauth2/@me": {
    init: Nothing;
    result: Api.RESTGetAPIOAuth2CurrentAuthorizationResult;
  };
  /**
   * Get current bot application information. Bot token; not from a page.
   * https://docs.discord.com/developers/topics/oauth2#get-current-bot-application-information
   */
  "GET /oauth2/applications/@me": {
    init: Nothing;
    result: Api.RESTGetAPIOAuth2CurrentApplicationResult;
  };
  /**
   * Get keys of OpenID Connect. No token; from a page too.
   * Not in Discord's documentation.
   */
  "GET /oauth2/keys": {
    init: Nothing;
    result: { keys: Extra.OpenIdKey[] };
  };
  /**
   * Get user of OpenID Connect. Bot token (not from a page) or OAuth2 token.
   * Not in Discord's documentation.
   */
  "GET /oauth2/userinfo": {
    init: Nothing;
    result: Extra.OpenIdUser;
  };
  /**
   * Create stage instance. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/stage-instance#create-stage-instance
   */
  "POST /stage-instances": {
    init: { body: Api.RESTPostAPIStageInstanceJSONBody };
    result: Api.RESTPostAPIStageInstanceResult;
  };
  /**
   * Get stage instance. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/stage-instance#get-stage-instance
   */
  "GET /stage-instances/{channel_id}": {
    init: Nothing;
    result: Api.RESTGetAPIStageInstanceResult;
  };
  /**
   * Modify stage instance. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/stage-instance#modify-stage-instance
   */
  "PATCH /stage-instances/{channel_id}": {
    init: { body: Api.RESTPatchAPIStageInstanceJSONBody };
    result: Api.RESTPatchAPIStageInstanceResult;
  };
  /**
   * Delete stage instance. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/stage-instance#delete-stage-instance
   */
  "DELETE /stage-instances/{channel_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIStageInstanceResult;
  };
  /**
   * Get current user. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/user#get-current-user
   */
  "GET /users/@me": {
    init: Nothing;
    result: Api.RESTGetAPICurrentUserResult;
  };
  /**
   * Modify current user. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/user#modify-current-user
   */
  "PATCH /users/@me": {
    init: { body: Api.RESTPatchAPICurrentUserJSONBody };
    result: Api.RESTPatchAPICurrentUserResult;
  };
  /**
   * List current user's entitlements. OAuth2 token.
   * Not in Discord's documentation.
   */
  "GET /users/@me/applications/{application_id}/entitlements": {
    init: { query?: { sku_ids?: string | readonly string[] | undefined; exclude_consumed?: boolean | undefined } };
    result: Api.RESTGetAPIEntitlementsResult;
  };
  /**
   * Get current user application role connection. OAuth2 token.
   * https://docs.discord.com/developers/resources/user#get-current-user-application-role-connection
   */
  "GET /users/@me/applications/{application_id}/role-connection": {
    init: Nothing;
    result: Api.RESTGetAPICurrentUserApplicationRoleConnectionResult;
  };
  /**
   * Update current user application role connection. OAuth2 token.
   * https://docs.discord.com/developers/resources/user#update-current-user-application-role-connection
   */
  "PUT /users/@me/applications/{application_id}/role-connection": {
    init: { body: Api.RESTPutAPICurrentUserApplicationRoleConnectionJSONBody };
    result: Api.RESTPutAPICurrentUserApplicationRoleConnectionResult;
  };
  /**
   * Delete current user application role connection. OAuth2 token.
   * https://docs.discord.com/developers/resources/user#delete-current-user-application-role-connection
   */
  "DELETE /users/@me/applications/{application_id}/role-connection": {
    init: Nothing;
    result: Api.RESTDeleteAPICurrentUserApplicationRoleConnectionResult;
  };
  /**
   * Create DM. Bot token; not from a page. Opening one anew gives the same channel.
   * https://docs.discord.com/developers/resources/user#create-dm
   */
  "POST /users/@me/channels": {
    init: { body: Api.RESTPostAPICurrentUserCreateDMChannelJSONBody };
    result: Api.RESTPostAPICurrentUserCreateDMChannelResult;
  };
  /**
   * Get current user connections. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/user#get-current-user-connections
   */
  "GET /users/@me/connections": {
    init: Nothing;
    result: Api.RESTGetAPICurrentUserConnectionsResult;
  };
  /**
   * Get current user guilds. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/user#get-current-user-guilds
   */
  "GET /users/@me/guilds": {
    init: { query?: Api.RESTGetAPICurrentUserGuildsQuery };
    result: Api.RESTGetAPICurrentUserGuildsResult;
  };
  /**
   * Leave guild. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/user#leave-guild
   */
  "DELETE /users/@me/guilds/{guild_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPICurrentUserGuildResult;
  };
  /**
   * Get current user guild member. OAuth2 token.
   * https://docs.discord.com/developers/resources/user#get-current-user-guild-member
   */
  "GET /users/@me/guilds/{guild_id}/member": {
    init: Nothing;
    result: Api.RESTGetCurrentUserGuildMemberResult;
  };
  /**
   * Get user. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/user#get-user
   */
  "GET /users/{user_id}": {
    init: Nothing;
    result: Api.RESTGetAPIUserResult;
  };
  /**
   * List voice regions. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/voice#list-voice-regions
   */
  "GET /voice/regions": {
    init: Nothing;
    result: Api.RESTGetAPIVoiceRegionsResult;
  };
}
