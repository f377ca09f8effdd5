import { expectTypeOf, test } from "vitest";
import type { APIMessage, APIUser } from "../../src/discord/types.ts";
import type { Messages } from "../../src/rest/messages.ts";
import { paginate } from "../../src/rest/paginate.ts";
import type { Rest } from "../../src/rest/rest.ts";

declare const rest: Rest;
declare const messages: Messages;
const path = { channel_id: "1" };

test("a route types what it takes and gives", () => {
  expectTypeOf(
    rest.request("POST /channels/{channel_id}/messages", { path, body: { content: "x" } }),
  ).resolves.toExtend<APIMessage>();
  expectTypeOf(rest.request("GET /users/@me")).resolves.toExtend<APIUser>();
  expectTypeOf(
    rest.request("POST /channels/{channel_id}/messages", {
      path,
      body: { allowed_mentions: { parse: ["users"] } },
      files: [{ name: "a", data: new Blob() }],
      reason: "r",
      signal: new AbortController().signal,
    }),
  ).toExtend<Promise<APIMessage>>();
  expectTypeOf(messages.send("1", { content: "x", files: [] })).resolves.toExtend<APIMessage>();
});

test("mistakes do not compile", () => {
  // @ts-expect-error a route that is none
  rest.request("GET /channel/{channel_id}");
  // @ts-expect-error a name of the path that is none
  rest.request("GET /channels/{channel_id}", { path: { chanel_id: "1" } });
  // @ts-expect-error a field of the body that is none
  rest.request("POST /channels/{channel_id}/messages", { path, body: { contents: "x" } });
  // @ts-expect-error the body is missing
  rest.request("POST /channels/{channel_id}/messages", { path });
  // @ts-expect-error the path is missing
  rest.request("GET /channels/{channel_id}");
  // @ts-expect-error a query that is none
  rest.request("GET /channels/{channel_id}/messages", { path, query: { limits: 1 } });
  // @ts-expect-error a route without pages
  paginate(rest, "GET /gateway", {});
});

test("a list types its entries", () => {
  expectTypeOf(paginate(rest, "GET /channels/{channel_id}/messages", { path })).toExtend<AsyncIterable<APIMessage>>();
});
