/**
 * Webhooks, and the answers to interactions: what each operation takes and gives.
 *
 * A table of types, to be read as `../routes.ts` tells.
 */

import type * as Api from "discord-api-types/v10";
import type { Files, Input, Nothing } from "../input.ts";

/** Webhooks, and the answers to interactions. */
export interface WebhookRoutes {
  /**
   * Create interaction response. No token; from a page too.
   * https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response
   */
  "POST /interactions/{interaction_id}/{interaction_token}/callback": {
    init: {
      body: Input<Api.RESTPostAPIInteractionCallbackJSONBody>;
      files?: Files;
      query?: Api.RESTPostAPIInteractionCallbackQuery;
    };
    result: Api.RESTPostAPIInteractionCallbackWithResponseResult | undefined;
  };
  /**
   * Get webhook. Bot token; not from a page.
   * https://docs.discord.com/developers/resources/webhook#get-webhook
   */
  "GET /webhooks/{webhook_id}": {
    init: Nothing;
    result: Api.RESTGetAPIWebhookResult;
  };
  /**
   * Modify webhook. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/webhook#modify-webhook
   */
  "PATCH /webhooks/{webhook_id}": {
    init: { body: Api.RESTPatchAPIWebhookJSONBody };
    result: Api.RESTPatchAPIWebhookResult;
  };
  /**
   * Delete webhook. Bot token; not from a page. Takes a reason.
   * https://docs.discord.com/developers/resources/webhook#delete-webhook
   */
  "DELETE /webhooks/{webhook_id}": {
    init: Nothing;
    result: Api.RESTDeleteAPIWebhookResult;
  };
  /**
   * Get webhook with token. No token; from a page too.
   * https://docs.discord.com/developers/resources/webhook#get-webhook-with-token
   */
  "GET /webhooks/{webhook_id}/{webhook_token}": {
    init: Nothing;
    result: Api.RESTGetAPIWebhookWithTokenResult;
  };
  /**
   * Execute webhook, or create followup message. No token; from a page too.
   * https://docs.discord.com/developers/resources/webhook#execute-webhook
   */
  "POST /webhooks/{webhook_id}/{webhook_token}": {
    init: {
      body: Input<Api.RESTPostAPIWebhookWithTokenJSONBody>;
      files?: Files;
      query?: Api.RESTPostAPIWebhookWithTokenQuery;
    };
    result: Api.RESTPostAPIWebhookWithTokenWaitResult | undefined;
  };
  /**
   * Modify webhook with token. No token; from a page too.
   * https://docs.discord.com/developers/resources/webhook#modify-webhook-with-token
   */
  "PATCH /webhooks/{webhook_id}/{webhook_token}": {
    init: { body: Api.RESTPatchAPIWebhookWithTokenJSONBody };
    result: Api.RESTPatchAPIWebhookWithTokenResult;
  };
  /**
   * Delete webhook with token. No token; from a page too.
   * https://docs.discord.com/developers/resources/webhook#delete-webhook-with-token
   */
  "DELETE /webhooks/{webhook_id}/{webhook_token}": {
    init: Nothing;
    result: Api.RESTDeleteAPIWebhookWithTokenResult;
  };
  /**
   * Execute GitHub-compatible webhook. No token; from a page too.
   * https://docs.discord.com/developers/resources/webhook#execute-github-compatible-webhook
   */
  "POST /webhooks/{webhook_id}/{webhook_token}/github": {
    init: { body: unknown; query?: Api.RESTPostAPIWebhookWithTokenGitHubQuery };
    result: Api.RESTPostAPIWebhookWithTokenGitHubWaitResult | undefined;
  };
  /**
   * Get original interaction response. No token; from a page too.
   * https://docs.discord.com/developers/interactions/receiving-and-responding#get-original-interaction-response
   */
  "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original": {
    init: { query?: Api.RESTGetAPIWebhookWithTokenMessageQuery };
    result: Api.RESTGetAPIInteractionOriginalResponseResult;
  };
  /**
   * Edit original interaction response. No token; from a page too.
   * https://docs.discord.com/developers/interactions/receiving-and-responding#edit-original-interaction-response
   */
  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original": {
    init: {
      body: Input<Api.RESTPatchAPIInteractionOriginalResponseJSONBody>;
      files?: Files;
      query?: Api.RESTPatchAPIWebhookWithTokenMessageQuery;
    };
    result: Api.RESTPatchAPIInteractionOriginalResponseResult;
  };
  /**
   * Delete original interaction response. No token; from a page too.
   * https://docs.discord.com/developers/interactions/receiving-and-responding#delete-original-interaction-response
   */
  "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original": {
    init: { query?: Api.RESTDeleteAPIWebhookWithTokenMessageQuery };
    result: Api.RESTDeleteAPIInteractionOriginalResponseResult;
  };
  /**
   * Get webhook message. No token; from a page too.
   * https://docs.discord.com/developers/resources/webhook#get-webhook-message
   */
  "GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": {
    init: { query?: Api.RESTGetAPIWebhookWithTokenMessageQuery };
    result: Api.RESTGetAPIWebhookWithTokenMessageResult;
  };
  /**
   * Edit webhook message. No token; from a page too.
   * https://docs.discord.com/developers/resources/webhook#edit-webhook-message
   */
  "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": {
    init: {
      body: Input<Api.RESTPatchAPIWebhookWithTokenMessageJSONBody>;
      files?: Files;
      query?: Api.RESTPatchAPIWebhookWithTokenMessageQuery;
    };
    result: Api.RESTPatchAPIWebhookWithTokenMessageResult;
  };
  /**
   * Delete webhook message. No token; from a page too.
   * https://docs.discord.com/developers/resources/webhook#delete-webhook-message
   */
  "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": {
    init: { query?: Api.RESTDeleteAPIWebhookWithTokenMessageQuery };
    result: Api.RESTDeleteAPIWebhookWithTokenMessageResult;
  };
  /**
   * Execute Slack-compatible webhook. No token; from a page too.
   * https://docs.discord.com/developers/resources/webhook#execute-slack-compatible-webhook
   */
  "POST /webhooks/{webhook_id}/{webhook_token}/slack": {
    init: { body: unknown; query?: Api.RESTPostAPIWebhookWithTokenSlackQuery };
    result: Api.RESTPostAPIWebhookWithTokenSlackWaitResult | undefined;
  };
}
