/** A client that uses every kind of token there is; each has "canary" in it, but for the bot's own. */

import type { Client } from "../../src/mod.ts";
import { createOAuth2 } from "../../src/rest/oauth2.ts";
import { createWebhook } from "../../src/rest/webhook.ts";
import type { Simulator } from "../../src/testing/mod.ts";

/** Uses them all; what is refused for it does not matter. */
export async function useEveryToken({ rest }: Client, discord: Simulator): Promise<void> {
  const interaction = `canary.interaction${"x".repeat(200)}`;
  discord.emit("INTERACTION_CREATE", { id: "1", token: interaction, message: { token: interaction } });
  const oauth = createOAuth2(rest, { id: "1", secret: "canary.client-secret" });
  await Promise.allSettled([
    rest.raw("POST", "/webhooks/1/canary.webhook", { body: {} }),
    createWebhook(rest, "https://discord.com/api/webhooks/1/canary_webhook").send({ content: "x" }),
    rest.request("POST /interactions/{interaction_id}/{interaction_token}/callback", {
      path: { interaction_id: "1", interaction_token: interaction },
      body: { type: 5 },
    }),
    rest.request("GET /users/@me/guilds", { auth: { bearer: "canary.bearer" } }),
    oauth.exchange("canary.code", "https://a.b"),
    oauth.refresh("canary.refresh"),
  ]);
}

/** The parts of a bot's token that may be seen nowhere. */
export function secretsOf({ token }: Simulator): readonly string[] {
  const [, , secret = token] = token.split(".");
  return ["canary", "Y2FuYXJ5", token, secret];
}
