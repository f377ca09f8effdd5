import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSimulator, MODELLED_ROUTES } from "../../src/testing/mod.ts";
import { connected, GATEWAY, MinimalClient } from "./minimal.ts";
import { ask, place } from "./requests.ts";

const FIELDS =
  "content embeds components attachments allowed_mentions message_reference nonce flags type data name description options " +
  "roles messages recipient_id image max_age nick color permissions topic user_ids query limit guild_id shard intents token";

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>([null], [{}], [[]], { id: null }, "9".repeat(30), -1, 1e300, "\u0000"),
);
const body = fc.dictionary(fc.constantFrom(...FIELDS.split(" ")), junk, { maxKeys: 6 });

describe("Junk", () => {
  it("sent to any operation is answered like a mistake, never with a crash", async () => {
    const discord = createSimulator({ seed: 7, clock: "manual", rateLimits: false });
    const { channel, user, guild } = place(discord);
    const message = discord.say(channel, user, "a message");
    const app = discord.application.id;
    const ids: Record<string, string> = { channel_id: channel.id, guild_id: guild.id, user_id: user.id };
    const known: Record<string, string> = { ...ids, message_id: message.id, application_id: app, webhook_id: app };
    const route = fc.constantFrom(...MODELLED_ROUTES.filter((it) => !/^DELETE/.test(it)));
    await fc.assert(
      fc.asyncProperty(route, body, fc.string(), fc.boolean(), async (template, json, text, right) => {
        const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
          right && known[name] !== undefined ? known[name] : encodeURIComponent(text || "x"),
        );
        const query = template.startsWith("GET") ? `?after=${encodeURIComponent(text)}&limit=${json.limit}` : "";
        const { status } = await ask(discord, path + query, template.startsWith("GET") ? undefined : json);
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it("sent over the gateway ends in a close code, and disturbs nobody else", () => {
    const discord = createSimulator({ seed: 7, clock: "manual", sessionStarts: 1e9 });
    const other = connected(discord);
    const payload = fc.record({
      op: fc.oneof(fc.constantFrom(1, 2, 3, 4, 6, 8, 31, 43), junk),
      d: fc.oneof(junk, body),
    });
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 5 }), fc.string(), (payloads, text) => {
        const client = new MinimalClient(discord, GATEWAY);
        discord.clock.advance(50);
        for (const it of payloads) client.socket.send(JSON.stringify(it));
        client.socket.send(text);
        discord.clock.advance(50);
        expect(client.steps.at(-1)).toMatch(/^close 4\d{3}$/);
        other.send(1, other.seq);
        discord.clock.advance(5_000);
      }),
      { numRuns: 100, seed: 7 },
    );
    expect(other.steps).toEqual(["open"]);
  });
});
