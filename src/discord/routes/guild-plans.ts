/**
 * Rules, scheduled events and templates of guilds: what each operation takes and gives.
 *
 * A table of types, to be read as `../routes.ts` tells.
 */

import type * as Api from "discord-api-types/v10";
import type { Nothing } from "../input.ts";
import type * as Extra from "./extra.ts";

/** Rules, scheduled events and templates of guilds. */
export interface GuildPlanRoutes {
  /**
   * Get guild template. No token; from a page too.
   * https://docs.discord.com/developers/resources/guild-template#get-guild-template
   */
  "GET /guilds/templates/{code}": {
    init: Nothing;
    result: Api.RESTGetAPITemplateResult;
  };
  /**
   * List auto moderation rules for guild. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/auto-moderation#list-auto-moderation-rules-for-guild
   */
  "GET /guilds/{guild_id}/auto-moderation/rules": {
    init: Nothing;
    result: Api.RESTGetAPIAutoModerationRulesResult;
  };
  /**
   * Create auto moderation rule. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/auto-moderation#create-auto-moderation-rule
   */
  "POST /guilds/{guild_id}/auto-moderation/rules": {
    init: { body: Api.RESTPostAPIAutoModerationRuleJSONBody };
    result: Api.RESTPostAPIAutoModerationRuleResult;
  };
  /**
   * Get auto moderation rule. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/auto-moderation#get-auto-moderation-rule
   */
  "GET /guilds/{guild_id}/auto-moderation/rules/{rule_id}": {
    init: Nothing;
    result: Api.RESTGetAPIAutoModerationRuleResult;
  };
  /**
   * Modify auto moderation rule. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/auto-moderation#modify-auto-moderation-rule
   */
  "PATCH /guilds/{guild_id}/auto-moderation/rules/{rule_id}": {
    init: { body: Api.RESTPatchAPIAutoModerationRuleJSONBody };
    result: Api.RESTPatchAPIAutoModerationRuleResult;
  };
  /**
   * Delete auto moderation rule. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/auto-moderation#delete-auto-moderation-rule
   */
  "DELETE /guilds/{guild_id}/auto-moderation/rules/{rule_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIAutoModerationRuleResult;
  };
  /**
   * List scheduled events for guild. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild-scheduled-event#list-scheduled-events-for-guild
   */
  "GET /guilds/{guild_id}/scheduled-events": {
    init: { query?: Api.RESTGetAPIGuildScheduledEventsQuery };
    result: Api.RESTGetAPIGuildScheduledEventsResult;
  };
  /**
   * Create guild scheduled event. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild-scheduled-event#create-guild-scheduled-event
   */
  "POST /guilds/{guild_id}/scheduled-events": {
    init: { body: Api.RESTPostAPIGuildScheduledEventJSONBody };
    result: Api.RESTPostAPIGuildScheduledEventResult;
  };
  /**
   * Get guild scheduled event. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild-scheduled-event#get-guild-scheduled-event
   */
  "GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}": {
    init: { query?: Api.RESTGetAPIGuildScheduledEventQuery };
    result: Api.RESTGetAPIGuildScheduledEventResult;
  };
  /**
   * Modify guild scheduled event. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/guild-scheduled-event#modify-guild-scheduled-event
   */
  "PATCH /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}": {
    init: { body: Api.RESTPatchAPIGuildScheduledEventJSONBody };
    result: Api.RESTPatchAPIGuildScheduledEventResult;
  };
  /**
   * Delete guild scheduled event. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild-scheduled-event#delete-guild-scheduled-event
   */
  "DELETE /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIGuildScheduledEventResult;
  };
  /**
   * Create exception of a recurring event. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "POST /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/exceptions": {
    init: { body: Extra.EventExceptionBody };
    result: Extra.EventException;
  };
  /**
   * Modify exception of a recurring event. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "PATCH /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/exceptions/{exception_id}": {
    init: { body: Extra.EventExceptionPatch };
    result: Extra.EventException;
  };
  /**
   * Delete exception of a recurring event. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "DELETE /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/exceptions/{exception_id}": {
    init: Nothing;
    result: undefined;
  };
  /**
   * Get guild scheduled event users. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild-scheduled-event#get-guild-scheduled-event-users
   */
  "GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/users": {
    init: { query?: Api.RESTGetAPIGuildScheduledEventUsersQuery };
    result: Api.RESTGetAPIGuildScheduledEventUsersResult;
  };
  /**
   * Count users of an event. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/users/counts": {
    init: { query?: { guild_scheduled_event_exception_ids?: readonly string[] | undefined } };
    result: Extra.EventUserCounts;
  };
  /**
   * Get users of an exception. Bot token; not from a page.
   * Not in Discord's documentation.
   */
  "GET /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/{guild_scheduled_event_exception_id}/users": {
    init: { query?: Api.RESTGetAPIGuildScheduledEventUsersQuery };
    result: Extra.EventExceptionUser[];
  };
  /**
   * Get guild templates. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild-template#get-guild-templates
   */
  "GET /guilds/{guild_id}/templates": {
    init: Nothing;
    result: Api.RESTGetAPIGuildTemplatesResult;
  };
  /**
   * Create guild template. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild-template#create-guild-template
   */
  "POST /guilds/{guild_id}/templates": {
    init: { body: Api.RESTPostAPIGuildTemplatesJSONBody };
    result: Api.RESTPostAPIGuildTemplatesResult;
  };
  /**
   * Sync guild template. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild-template#sync-guild-template
   */
  "PUT /guilds/{guild_id}/templates/{code}": {
    init: Nothing;
    result: Api.RESTPutAPIGuildTemplateSyncResult;
  };
  /**
   * Modify guild template. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild-template#modify-guild-template
   */
  "PATCH /guilds/{guild_id}/templates/{code}": {
    init: { body: Api.RESTPatchAPIGuildTemplateJSONBody };
    result: Api.RESTPatchAPIGuildTemplateResult;
  };
  /**
   * Delete guild template. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/guild-template#delete-guild-template
   */
  "DELETE /guilds/{guild_id}/templates/{code}": {
    init: Nothing;
    result: Api.RESTDeleteAPIGuildTemplateResult;
  };
}
