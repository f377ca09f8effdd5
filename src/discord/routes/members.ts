/**
 * Members of guilds, their roles, bans and voice, and how they come in: what each operation takes and gives.
 *
 * A table of types, to be read as `../routes.ts` tells.
 */

import type * as Api from "discord-api-types/v10";
import type { Nothing } from "../input.ts";
import type * as Extra from "./extra.ts";

/** Members of guilds, their roles, bans and voice, and how they come in. */
export interface MemberRoutes {
  /**
   * Get guild bans. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-bans
   */
  "GET /guilds/{guild_id}/bans": {
    init: { query?: Api.RESTGetAPIGuildBansQuery };
    result: Api.RESTGetAPIGuildBansResult;
  };
  /**
   * Get guild ban. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-ban
   */
  "GET /guilds/{guild_id}/bans/{user_id}": {
    init: Nothing;
    result: Api.RESTGetAPIGuildBanResult;
  };
  /**
   * Create guild ban. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#create-guild-ban
   */
  "PUT /guilds/{guild_id}/bans/{user_id}": {
    init: { body: Api.RESTPutAPIGuildBanJSONBody };
    result: Api.RESTPutAPIGuildBanResult;
  };
  /**
   * Remove guild ban. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#remove-guild-ban
   */
  "DELETE /guilds/{guild_id}/bans/{user_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIGuildBanResult;
  };
  /**
   * Bulk guild ban. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#bulk-guild-ban
   */
  "POST /guilds/{guild_id}/bulk-ban": {
    init: { body: Api.RESTPostAPIGuildBulkBanJSONBody };
    result: Api.RESTPostAPIGuildBulkBanResult;
  };
  /**
   * List guild members. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#list-guild-members
   */
  "GET /guilds/{guild_id}/members": {
    init: { query?: Api.RESTGetAPIGuildMembersQuery };
    result: Api.RESTGetAPIGuildMembersResult;
  };
  /**
   * Modify current member. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#modify-current-member
   */
  "PATCH /guilds/{guild_id}/members/@me": {
    init: { body: Api.RESTPatchAPICurrentGuildMemberJSONBody };
    result: Api.RESTPatchAPICurrentGuildMemberResult;
  };
  /**
   * Search guild members. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#search-guild-members
   */
  "GET /guilds/{guild_id}/members/search": {
    init: { query: Api.RESTGetAPIGuildMembersSearchQuery };
    result: Api.RESTGetAPIGuildMembersSearchResult;
  };
  /**
   * Get guild member. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-member
   */
  "GET /guilds/{guild_id}/members/{user_id}": {
    init: Nothing;
    result: Api.RESTGetAPIGuildMemberResult;
  };
  /**
   * Add guild member. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#add-guild-member
   */
  "PUT /guilds/{guild_id}/members/{user_id}": {
    init: { body: Api.RESTPutAPIGuildMemberJSONBody };
    result: Api.RESTPutAPIGuildMemberResult;
  };
  /**
   * Modify guild member. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#modify-guild-member
   */
  "PATCH /guilds/{guild_id}/members/{user_id}": {
    init: { body: Api.RESTPatchAPIGuildMemberJSONBody };
    result: Api.RESTPatchAPIGuildMemberResult;
  };
  /**
   * Remove guild member. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#remove-guild-member
   */
  "DELETE /guilds/{guild_id}/members/{user_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIGuildMemberResult;
  };
  /**
   * Add guild member role. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#add-guild-member-role
   */
  "PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}": {
    init: Nothing;
    result: Api.RESTPutAPIGuildMemberRoleResult;
  };
  /**
   * Remove guild member role. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#remove-guild-member-role
   */
  "DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIGuildMemberRoleResult;
  };
  /**
   * Get welcome of new members. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "GET /guilds/{guild_id}/new-member-welcome": {
    init: Nothing;
    result: Extra.NewMemberWelcome | undefined;
  };
  /**
   * Get guild onboarding. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-onboarding
   */
  "GET /guilds/{guild_id}/onboarding": {
    init: Nothing;
    result: Api.RESTGetAPIGuildOnboardingResult;
  };
  /**
   * Modify guild onboarding. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#modify-guild-onboarding
   */
  "PUT /guilds/{guild_id}/onboarding": {
    init: { body: Api.RESTPutAPIGuildOnboardingJSONBody };
    result: Api.RESTPutAPIGuildOnboardingResult;
  };
  /**
   * Get guild prune count. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-prune-count
   */
  "GET /guilds/{guild_id}/prune": {
    init: { query?: Api.RESTGetAPIGuildPruneCountQuery };
    result: Api.RESTGetAPIGuildPruneCountResult;
  };
  /**
   * Begin guild prune. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#begin-guild-prune
   */
  "POST /guilds/{guild_id}/prune": {
    init: { body: Api.RESTPostAPIGuildPruneJSONBody };
    result: Api.RESTPostAPIGuildPruneResult;
  };
  /**
   * List join requests. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "GET /guilds/{guild_id}/requests": {
    init: { query?: Extra.JoinRequestsQuery };
    result: Extra.JoinRequests;
  };
  /**
   * Approve or reject join request. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "PATCH /guilds/{guild_id}/requests/{request_id}": {
    init: { body: Extra.JoinRequestPatch };
    result: Extra.JoinRequest;
  };
  /**
   * Get guild roles. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-roles
   */
  "GET /guilds/{guild_id}/roles": {
    init: Nothing;
    result: Api.RESTGetAPIGuildRolesResult;
  };
  /**
   * Create guild role. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#create-guild-role
   */
  "POST /guilds/{guild_id}/roles": {
    init: { body: Api.RESTPostAPIGuildRoleJSONBody };
    result: Api.RESTPostAPIGuildRoleResult;
  };
  /**
   * Modify guild role positions. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#modify-guild-role-positions
   */
  "PATCH /guilds/{guild_id}/roles": {
    init: { body: Api.RESTPatchAPIGuildRolePositionsJSONBody };
    result: Api.RESTPatchAPIGuildRolePositionsResult;
  };
  /**
   * Get guild role member counts. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-role-member-counts
   */
  "GET /guilds/{guild_id}/roles/member-counts": {
    init: Nothing;
    result: Api.RESTGetAPIGuildRoleMemberCountsResult;
  };
  /**
   * Get guild role. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-role
   */
  "GET /guilds/{guild_id}/roles/{role_id}": {
    init: Nothing;
    result: Api.RESTGetAPIGuildRoleResult;
  };
  /**
   * Modify guild role. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#modify-guild-role
   */
  "PATCH /guilds/{guild_id}/roles/{role_id}": {
    init: { body: Api.RESTPatchAPIGuildRoleJSONBody };
    result: Api.RESTPatchAPIGuildRoleResult;
  };
  /**
   * Delete guild role. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#delete-guild-role
   */
  "DELETE /guilds/{guild_id}/roles/{role_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIGuildRoleResult;
  };
  /**
   * Get current user voice state. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/voice#get-current-user-voice-state
   */
  "GET /guilds/{guild_id}/voice-states/@me": {
    init: Nothing;
    result: Api.RESTGetAPIGuildVoiceStateCurrentMemberResult;
  };
  /**
   * Modify current user voice state. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/voice#modify-current-user-voice-state
   */
  "PATCH /guilds/{guild_id}/voice-states/@me": {
    init: { body: Api.RESTPatchAPIGuildVoiceStateCurrentMemberJSONBody };
    result: Api.RESTPatchAPIGuildVoiceStateCurrentMemberResult;
  };
  /**
   * Get user voice state. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/voice#get-user-voice-state
   */
  "GET /guilds/{guild_id}/voice-states/{user_id}": {
    init: Nothing;
    result: Api.RESTGetAPIGuildVoiceStateUserResult;
  };
  /**
   * Modify user voice state. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/voice#modify-user-voice-state
   */
  "PATCH /guilds/{guild_id}/voice-states/{user_id}": {
    init: { body: Api.RESTPatchAPIGuildVoiceStateUserJSONBody };
    result: Api.RESTPatchAPIGuildVoiceStateUserResult;
  };
  /**
   * Get guild welcome screen. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-welcome-screen
   */
  "GET /guilds/{guild_id}/welcome-screen": {
    init: Nothing;
    result: Api.RESTGetAPIGuildWelcomeScreenResult;
  };
  /**
   * Modify guild welcome screen. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#modify-guild-welcome-screen
   */
  "PATCH /guilds/{guild_id}/welcome-screen": {
    init: { body: Api.RESTPatchAPIGuildWelcomeScreenJSONBody };
    result: Api.RESTPatchAPIGuildWelcomeScreenResult;
  };
}
