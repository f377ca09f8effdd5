/**
 * Guilds and their channels, integrations, invites and widgets: what each operation takes and gives.
 *
 * A table of types, to be read as `../routes.ts` tells.
 */

import type * as Api from "discord-api-types/v10";
import type { Input, Nothing } from "../input.ts";

/** Guilds and their channels, integrations, invites and widgets. */
export interface GuildRoutes {
  /**
   * Get guild. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild
   */
  "GET /guilds/{guild_id}": {
    init: { query?: Api.RESTGetAPIGuildQuery };
    result: Api.RESTGetAPIGuildResult;
  };
  /**
   * Modify guild. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#modify-guild
   */
  "PATCH /guilds/{guild_id}": {
    init: { body: Input<Api.RESTPatchAPIGuildJSONBody> };
    result: Api.RESTPatchAPIGuildResult;
  };
  /**
   * Get guild audit log. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/audit-log#get-guild-audit-log
   */
  "GET /guilds/{guild_id}/audit-logs": {
    init: { query?: Api.RESTGetAPIAuditLogQuery };
    result: Api.RESTGetAPIAuditLogResult;
  };
  /**
   * Get guild channels. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/guild#get-guild-channels
   */
  "GET /guilds/{guild_id}/channels": {
    init: Nothing;
    result: Api.RESTGetAPIGuildChannelsResult;
  };
  /**
   * Create guild channel. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#create-guild-channel
   */
  "POST /guilds/{guild_id}/channels": {
    init: { body: Api.RESTPostAPIGuildChannelJSONBody };
    result: Api.RESTPostAPIGuildChannelResult;
  };
  /**
   * Modify guild channel positions. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#modify-guild-channel-positions
   */
  "PATCH /guilds/{guild_id}/channels": {
    init: { body: Api.RESTPatchAPIGuildChannelPositionsJSONBody };
    result: Api.RESTPatchAPIGuildChannelPositionsResult;
  };
  /**
   * Modify guild incident actions. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#modify-guild-incident-actions
   */
  "PUT /guilds/{guild_id}/incident-actions": {
    init: { body: Api.RESTPutAPIGuildIncidentActionsJSONBody };
    result: Api.RESTPutAPIGuildIncidentActionsResult;
  };
  /**
   * Get guild integrations. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-integrations
   */
  "GET /guilds/{guild_id}/integrations": {
    init: Nothing;
    result: Api.RESTGetAPIGuildIntegrationsResult;
  };
  /**
   * Delete guild integration. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#delete-guild-integration
   */
  "DELETE /guilds/{guild_id}/integrations/{integration_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIGuildIntegrationResult;
  };
  /**
   * Get guild invites. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-invites
   */
  "GET /guilds/{guild_id}/invites": {
    init: Nothing;
    result: Api.RESTGetAPIGuildInvitesResult;
  };
  /**
   * Search guild messages. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/message#search-guild-messages
   */
  "GET /guilds/{guild_id}/messages/search": {
    init: { query?: Input<Api.RESTGetAPIGuildMessagesSearchQuery> };
    result: Api.RESTGetAPIGuildMessagesSearchResult;
  };
  /**
   * Get guild preview. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-preview
   */
  "GET /guilds/{guild_id}/preview": {
    init: Nothing;
    result: Api.RESTGetAPIGuildPreviewResult;
  };
  /**
   * Get guild voice regions. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-voice-regions
   */
  "GET /guilds/{guild_id}/regions": {
    init: Nothing;
    result: Api.RESTGetAPIGuildVoiceRegionsResult;
  };
  /**
   * List active guild threads. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#list-active-guild-threads
   */
  "GET /guilds/{guild_id}/threads/active": {
    init: Nothing;
    result: Api.RESTGetAPIGuildThreadsResult;
  };
  /**
   * Get guild vanity url. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-vanity-url
   */
  "GET /guilds/{guild_id}/vanity-url": {
    init: Nothing;
    result: Api.RESTGetAPIGuildVanityUrlResult;
  };
  /**
   * Get guild webhooks. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/webhook#get-guild-webhooks
   */
  "GET /guilds/{guild_id}/webhooks": {
    init: Nothing;
    result: Api.RESTGetAPIGuildWebhooksResult;
  };
  /**
   * Get guild widget settings. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild#get-guild-widget-settings
   */
  "GET /guilds/{guild_id}/widget": {
    init: Nothing;
    result: Api.RESTGetAPIGuildWidgetSettingsResult;
  };
  /**
   * Modify guild widget. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild#modify-guild-widget
   */
  "PATCH /guilds/{guild_id}/widget": {
    init: { body: Api.RESTPatchAPIGuildWidgetSettingsJSONBody };
    result: Api.RESTPatchAPIGuildWidgetSettingsResult;
  };
  /**
   * Get guild widget. No token; from a page too.
   * https://docs.discord.com/developers/resources/guild#get-guild-widget
   */
  "GET /guilds/{guild_id}/widget.json": {
    init: Nothing;
    result: Api.RESTGetAPIGuildWidgetJSONResult;
  };
  /**
   * Get guild widget image. No token; from a page too.
   * https://docs.discord.com/developers/resources/guild#get-guild-widget-image
   */
  "GET /guilds/{guild_id}/widget.png": {
    init: { query?: Input<Api.RESTGetAPIGuildWidgetImageQuery> };
    result: Api.RESTGetAPIGuildWidgetImageResult;
  };
}
