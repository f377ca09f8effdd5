/**
 * A webhook by its url alone: no bot, no token but its own (https://docs.discord.com/developers/resources/webhook).
 *
 * The url holds the webhook's token, and so must never stand in an error or a property.
 */

import type { Files } from "../discord/input.ts";
import type { Routes } from "../discord/routes.ts";
import type { APIMessage } from "../discord/types.ts";
import { UsageError } from "../errors.ts";
import type { RequestOptions } from "./init.ts";
import { contentOf } from "./messages.ts";
import type { Rest } from "./rest.ts";

const HOOK = "POST /webhooks/{webhook_id}/{webhook_token}";
const MESSAGE = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}";

/** What a webhook says: a text, or JSON with `files` beside it. */
export type WebhookBody = string | (Routes[typeof HOOK]["init"]["body"] & { readonly files?: Files });
/** What to change in a message of a webhook's. */
export type WebhookEdit = string | (Routes[`PATCH ${typeof MESSAGE}`]["init"]["body"] & { readonly files?: Files });

/** How a message is sent. */
export interface WebhookOptions extends RequestOptions {
  /** The thread of the webhook's channel that it goes to. */
  readonly threadId?: string | undefined;
}

/** See `createWebhook`. */
export interface Webhook {
  /** Sends a message, and gives it as Discord made it. */
  send(message: WebhookBody, options?: WebhookOptions): Promise<APIMessage>;
  /** Changes a message that this webhook sent. */
  edit(messageId: string, change: WebhookEdit, options?: WebhookOptions): Promise<APIMessage>;
  /** Deletes a message that this webhook sent. */
  delete(messageId: string, options?: WebhookOptions): Promise<void>;
}

/**
 * A webhook from its url, as Discord shows it.
 * @throws UsageError if the url is none of a webhook.
 */
export function createWebhook(rest: Rest, url: string): Webhook {
  const [, webhook_id, webhook_token] = /\/webhooks\/(\d+)\/([\w-]+)\/?(?:\?.*)?$/.exec(url) ?? [];
  if (webhook_id === undefined || webhook_token === undefined) {
    throw new UsageError("WEBHOOK_URL_INVALID", {
      what: "This is no url of a webhook.",
      cure: "Copy it from the channel's settings, under Integrations: https://discord.com/api/webhooks/ID/TOKEN.",
    });
  }
  const path = { webhook_id, webhook_token };
  return {
    send: async (message, { threadId, ...options } = {}) => {
      const query = { wait: true, ...(threadId !== undefined && { thread_id: threadId }) };
      return (await rest.request(HOOK, { ...options, path, query, ...contentOf(message) })) as APIMessage;
    },
    edit: (messageId, change, { threadId, ...options } = {}) => {
      const init = { ...options, path: { ...path, message_id: messageId }, query: inThread(threadId) };
      return rest.request(`PATCH ${MESSAGE}`, { ...init, ...contentOf(change) });
    },
    delete: async (messageId, { threadId, ...options } = {}) => {
      const init = { ...options, path: { ...path, message_id: messageId }, query: inThread(threadId) };
      await rest.request(`DELETE ${MESSAGE}`, init);
    },
  };
}

const inThread = (threadId: string | undefined) => (threadId === undefined ? {} : { thread_id: threadId });
