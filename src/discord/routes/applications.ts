/**
 * Applications, their commands, emojis and sales: what each operation takes and gives.
 *
 * A table of types, to be read as `../routes.ts` tells.
 */

import type * as Api from "discord-api-types/v10";
import type { FileInput, Input, Nothing } from "../input.ts";

/** Applications, their commands, emojis and sales. */
export interface ApplicationRoutes {
  /**
   * Get current application. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/application#get-current-application
   */
  "GET /applications/@me": {
    init: Nothing;
    result: Api.RESTGetCurrentApplicationResult;
  };
  /**
   * Edit current application. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/application#edit-current-application
   */
  "PATCH /applications/@me": {
    init: { body: Input<Api.RESTPatchCurrentApplicationJSONBody> };
    result: Api.RESTPatchCurrentApplicationResult;
  };
  /**
   * Get application. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "GET /applications/{application_id}": {
    init: Nothing;
    result: Api.APIApplication;
  };
  /**
   * Edit application. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "PATCH /applications/{application_id}": {
    init: { body: Input<Api.RESTPatchCurrentApplicationJSONBody> };
    result: Api.APIApplication;
  };
  /**
   * Get application activity instance. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/application#get-application-activity-instance
   */
  "GET /applications/{application_id}/activity-instances/{instance_id}": {
    init: Nothing;
    result: Api.RESTGetAPIApplicationActivityInstanceResult;
  };
  /**
   * Upload an attachment for an activity. Bot token (not from a page) or OAuth2 token.
   * Not in Discord's documentation.
   */
  "POST /applications/{application_id}/attachment": {
    init: { form: { file: FileInput } };
    result: { attachment: Api.APIAttachment };
  };
  /**
   * Get global application commands. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#get-global-application-commands
   */
  "GET /applications/{application_id}/commands": {
    init: { query?: Api.RESTGetAPIApplicationCommandsQuery };
    result: Api.RESTGetAPIApplicationCommandsResult;
  };
  /**
   * Create global application command. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#create-global-application-command
   */
  "POST /applications/{application_id}/commands": {
    init: { body: Api.RESTPostAPIApplicationCommandsJSONBody };
    result: Api.RESTPostAPIApplicationCommandsResult;
  };
  /**
   * Bulk overwrite global application commands. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands
   */
  "PUT /applications/{application_id}/commands": {
    init: { body: Api.RESTPutAPIApplicationCommandsJSONBody };
    result: Api.RESTPutAPIApplicationCommandsResult;
  };
  /**
   * Get global application command. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#get-global-application-command
   */
  "GET /applications/{application_id}/commands/{command_id}": {
    init: Nothing;
    result: Api.RESTGetAPIApplicationCommandResult;
  };
  /**
   * Edit global application command. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#edit-global-application-command
   */
  "PATCH /applications/{application_id}/commands/{command_id}": {
    init: { body: Api.RESTPatchAPIApplicationCommandJSONBody };
    result: Api.RESTPatchAPIApplicationCommandResult;
  };
  /**
   * Delete global application command. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#delete-global-application-command
   */
  "DELETE /applications/{application_id}/commands/{command_id}": {
    init: Nothing;
    result: undefined;
  };
  /**
   * List application emojis. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/emoji#list-application-emojis
   */
  "GET /applications/{application_id}/emojis": {
    init: Nothing;
    result: Api.RESTGetAPIApplicationEmojisResult;
  };
  /**
   * Create application emoji. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/emoji#create-application-emoji
   */
  "POST /applications/{application_id}/emojis": {
    init: { body: Api.RESTPostAPIApplicationEmojiJSONBody };
    result: Api.RESTPostAPIApplicationEmojiResult;
  };
  /**
   * Get application emoji. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/emoji#get-application-emoji
   */
  "GET /applications/{application_id}/emojis/{emoji_id}": {
    init: Nothing;
    result: Api.RESTGetAPIApplicationEmojiResult;
  };
  /**
   * Modify application emoji. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/emoji#modify-application-emoji
   */
  "PATCH /applications/{application_id}/emojis/{emoji_id}": {
    init: { body: Api.RESTPatchAPIApplicationEmojiJSONBody };
    result: Api.RESTPatchAPIApplicationEmojiResult;
  };
  /**
   * Delete application emoji. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/emoji#delete-application-emoji
   */
  "DELETE /applications/{application_id}/emojis/{emoji_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIApplicationEmojiResult;
  };
  /**
   * List entitlements. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/entitlement#list-entitlements
   */
  "GET /applications/{application_id}/entitlements": {
    init: { query?: Api.RESTGetAPIEntitlementsQuery };
    result: Api.RESTGetAPIEntitlementsResult;
  };
  /**
   * Create test entitlement. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/entitlement#create-test-entitlement
   */
  "POST /applications/{application_id}/entitlements": {
    init: { body: Api.RESTPostAPIEntitlementJSONBody };
    result: Api.RESTPostAPIEntitlementResult;
  };
  /**
   * Get entitlement. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/entitlement#get-entitlement
   */
  "GET /applications/{application_id}/entitlements/{entitlement_id}": {
    init: Nothing;
    result: Api.RESTGetAPIEntitlementResult;
  };
  /**
   * Delete test entitlement. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/entitlement#delete-test-entitlement
   */
  "DELETE /applications/{application_id}/entitlements/{entitlement_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIEntitlementResult;
  };
  /**
   * Consume an entitlement. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/entitlement#consume-an-entitlement
   */
  "POST /applications/{application_id}/entitlements/{entitlement_id}/consume": {
    init: Nothing;
    result: Api.RESTPostAPIEntitlementConsumeResult;
  };
  /**
   * Get guild application commands. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#get-guild-application-commands
   */
  "GET /applications/{application_id}/guilds/{guild_id}/commands": {
    init: { query?: Api.RESTGetAPIApplicationGuildCommandsQuery };
    result: Api.RESTGetAPIApplicationGuildCommandsResult;
  };
  /**
   * Create guild application command. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#create-guild-application-command
   */
  "POST /applications/{application_id}/guilds/{guild_id}/commands": {
    init: { body: Api.RESTPostAPIApplicationGuildCommandsJSONBody };
    result: Api.RESTPostAPIApplicationGuildCommandsResult;
  };
  /**
   * Bulk overwrite guild application commands. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-guild-application-commands
   */
  "PUT /applications/{application_id}/guilds/{guild_id}/commands": {
    init: { body: Api.RESTPutAPIApplicationGuildCommandsJSONBody };
    result: Api.RESTPutAPIApplicationGuildCommandsResult;
  };
  /**
   * Get guild application command permissions. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#get-guild-application-command-permissions
   */
  "GET /applications/{application_id}/guilds/{guild_id}/commands/permissions": {
    init: Nothing;
    result: Api.RESTGetAPIGuildApplicationCommandsPermissionsResult;
  };
  /**
   * Get guild application command. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#get-guild-application-command
   */
  "GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}": {
    init: Nothing;
    result: Api.RESTGetAPIApplicationGuildCommandResult;
  };
  /**
   * Edit guild application command. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#edit-guild-application-command
   */
  "PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}": {
    init: { body: Api.RESTPatchAPIApplicationGuildCommandJSONBody };
    result: Api.RESTPatchAPIApplicationGuildCommandResult;
  };
  /**
   * Delete guild application command. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#delete-guild-application-command
   */
  "DELETE /applications/{application_id}/guilds/{guild_id}/commands/{command_id}": {
    init: Nothing;
    result: undefined;
  };
  /**
   * Get application command permissions. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/interactions/application-commands#get-application-command-permissions
   */
  "GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions": {
    init: Nothing;
    result: Api.RESTGetAPIApplicationCommandPermissionsResult;
  };
  /**
   * Edit application command permissions. Bot token (not from a page) or OAuth2 token. Discord refuses bot tokens here.
   * https://docs.discord.com/developers/interactions/application-commands#edit-application-command-permissions
   */
  "PUT /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions": {
    init: { body: Api.RESTPutAPIApplicationCommandPermissionsJSONBody };
    result: Api.RESTPutAPIApplicationCommandPermissionsResult;
  };
  /**
   * Get application role connection metadata records. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/application-role-connection-metadata#get-application-role-connection-metadata-records
   */
  "GET /applications/{application_id}/role-connections/metadata": {
    init: Nothing;
    result: Api.RESTGetAPIApplicationRoleConnectionMetadataResult;
  };
  /**
   * Update application role connection metadata records. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/application-role-connection-metadata#update-application-role-connection-metadata-records
   */
  "PUT /applications/{application_id}/role-connections/metadata": {
    init: { body: Api.RESTPutAPIApplicationRoleConnectionMetadataJSONBody };
    result: Api.RESTPutAPIApplicationRoleConnectionMetadataResult;
  };
  /**
   * List SKUs. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/sku#list-skus
   */
  "GET /applications/{application_id}/skus": {
    init: Nothing;
    result: Api.RESTGetAPISKUsResult;
  };
  /**
   * List SKU subscriptions. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/subscription#list-sku-subscriptions
   */
  "GET /skus/{sku_id}/subscriptions": {
    init: { query?: Api.RESTGetAPISKUSubscriptionsQuery };
    result: Api.RESTGetAPISKUSubscriptionsResult;
  };
  /**
   * Get SKU subscription. Bot token (not from a page) or OAuth2 token.
   * https://docs.discord.com/developers/resources/subscription#get-sku-subscription
   */
  "GET /skus/{sku_id}/subscriptions/{subscription_id}": {
    init: { query?: { user_id?: string | undefined } };
    result: Api.RESTGetAPISKUSubscriptionResult;
  };
}
