import { describe, expect, it } from "vitest";
import { queryString, rawTarget, targetOf } from "../../src/rest/route.ts";

const NOW = 1_700_000_000_000;
const CALENDAR = { date: () => NOW };
const idAt = (ms: number): string => String(BigInt(ms - 1_420_070_400_000) << 22n);
const REACT = "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me";

describe("a route", () => {
  it("encodes an emoji once, a custom one as name:id, and leaves @me raw [line 82]", () => {
    const path = (emoji_name: string) =>
      targetOf(REACT, { channel_id: "1", message_id: "2", emoji_name }, CALENDAR).path;
    expect(path("🔥")).toBe("/channels/1/messages/2/reactions/%F0%9F%94%A5/@me");
    expect(path("cat:42")).toBe("/channels/1/messages/2/reactions/cat%3A42/@me");
    expect(
      targetOf("DELETE /guilds/{guild_id}/members/{user_id}", { guild_id: "1", user_id: "@me" }, CALENDAR).path,
    ).toBe("/guilds/1/members/@me");
  });

  it.each(["a/b", "x?y", "x#y", "%2e%2e", "a\\b", "1;2", "é"])("keeps %s inside its place [line 83]", (value) => {
    const { path } = targetOf("GET /channels/{channel_id}/messages", { channel_id: value }, CALENDAR);
    const parts = new URL(`https://discord.com/api/v10${path}`).pathname.split("/");
    expect(parts.slice(0, 4)).toEqual(["", "api", "v10", "channels"]);
    expect(parts).toHaveLength(6);
    expect(decodeURIComponent(parts[4] ?? "")).toBe(value);
  });

  it.each([".", "..", "", undefined, null])("refuses %s as a value, which would lead elsewhere [line 83]", (value) => {
    expect(() => targetOf("GET /channels/{channel_id}", { channel_id: value }, CALENDAR)).toThrow(/channel_id/);
  });

  it("serialises booleans, repeats lists, joins those that Discord reads with commas, drops undefined [line 80]", () => {
    expect(queryString({ wait: true, with_counts: false, limit: 3 })).toBe("?wait=true&with_counts=false&limit=3");
    expect(queryString({ id: ["1", "2"], none: undefined, empty: [] })).toBe("?id=1&id=2");
    expect(queryString({ include_roles: ["1", "2"], sku_ids: ["3", "4"] })).toBe("?include_roles=1%2C2&sku_ids=3%2C4");
    expect(queryString(undefined)).toBe("");
  });

  it("takes a webhook's or an interaction's token into the major parameter [line 95]", () => {
    const webhook = "POST /webhooks/{webhook_id}/{webhook_token}";
    const a = targetOf(webhook, { webhook_id: "1", webhook_token: "aa" }, CALENDAR);
    const b = targetOf(webhook, { webhook_id: "1", webhook_token: "bb" }, CALENDAR);
    expect([a.major, b.major]).toEqual(["1/aa", "1/bb"]);
    expect([a.credential, a.secret]).toEqual(["none", "aa"]);
    const answer = "POST /interactions/{interaction_id}/{interaction_token}/callback";
    expect(targetOf(answer, { interaction_id: "1", interaction_token: "t" }, CALENDAR).major).toBe("1/t");
    expect(targetOf("PATCH /webhooks/{webhook_id}", { webhook_id: "1" }, CALENDAR)).toMatchObject({
      major: "1",
      credential: "bot",
    });
  });

  it("knows whose token goes along by the route alone [line 78]", () => {
    const of = (route: string) =>
      targetOf(route, { code: "c", guild_id: "1", application_id: "1" }, CALENDAR).credential;
    expect(of("GET /gateway")).toBe("optional");
    expect(of("GET /gateway/bot")).toBe("bot");
    expect(of("GET /invites/{code}")).toBe("optional");
    expect(of("DELETE /invites/{code}")).toBe("bot");
    expect(of("GET /users/@me/guilds/{guild_id}/member")).toBe("bearer");
    expect(of("GET /users/@me/guilds")).toBe("bot");
    expect(of("POST /oauth2/token")).toBe("none");
  });

  it("keeps the deletion of fresh, middle-aged and old messages apart", () => {
    const keyOf = (age: number) =>
      targetOf(
        "DELETE /channels/{channel_id}/messages/{message_id}",
        { channel_id: "1", message_id: idAt(NOW - age) },
        CALENDAR,
      ).key;
    expect(new Set([keyOf(1_000), keyOf(60_000), keyOf(15 * 86_400_000)]).size).toBe(3);
  });

  it("reads a filled path as the route it is, so that both fall under one limit", () => {
    const typed = targetOf("POST /channels/{channel_id}/messages", { channel_id: "123" }, CALENDAR);
    expect(rawTarget("POST", "/channels/123/messages", CALENDAR)).toMatchObject({
      key: typed.key,
      major: "123",
      path: typed.path,
    });
    const webhook = rawTarget("POST", "/webhooks/1/tok-en", CALENDAR);
    expect(webhook).toMatchObject({
      credential: "none",
      secret: "tok-en",
      route: "POST /webhooks/{id}/{webhook_token}",
    });
  });

  it.each(["channels/1", "/channels/../x", "/a//b", "/x?y=1", "/%2E%2e/x", "/a/"])(
    "refuses the raw path %s",
    (path) => {
      expect(() => rawTarget("GET", path, CALENDAR)).toThrow(/PATH|path/);
    },
  );
});
