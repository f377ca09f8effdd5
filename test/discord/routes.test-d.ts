/** Holds our table of routes against Discord's own list, both ways, and shows that what is written to it is checked. */

import type { Input } from "../../src/discord/input.ts";
import type { Route, Routes } from "../../src/discord/routes.ts";
import type {
  APIEmbed,
  APIMessage,
  RESTPostAPIChannelMessageJSONBody,
  RESTPostAPIInteractionCallbackJSONBody,
} from "../../src/discord/types.ts";
import type { OPERATIONS } from "./operations.ts";

type Operation = (typeof OPERATIONS)[number];
type Never<T extends never> = T;
type IsAny<T> = 0 extends 1 & T ? true : false;

/** Discord documents this one, and its description leaves it out. */
type Documented = "GET /applications/{application_id}/skus";
export type NoneIsMissing = Never<Exclude<Operation["route"], Route>>;
export type NoneIsMadeUp = Never<Exclude<Route, Operation["route"] | Documented>>;

export type NoResultIsAny = Never<{ [R in Route]: IsAny<Routes[R]["result"]> extends true ? R : never }[Route]>;
export type NoInitIsAny = Never<{ [R in Route]: IsAny<Routes[R]["init"]> extends true ? R : never }[Route]>;

/** Operations that Discord describes as multipart although no file goes with them. */
type WithoutFiles =
  | "PUT /lobbies/{lobby_id}/messages/{message_id}/moderation-metadata"
  | "PUT /partner-sdk/dms/{user_id_1}/{user_id_2}/messages/{message_id}/moderation-metadata"
  | "POST /webhooks/{webhook_id}/{webhook_token}/slack";
type Multipart = Exclude<Extract<Operation, { multipart: true }>["route"], WithoutFiles>;
type FileKeys<R extends Route> = Extract<keyof Routes[R]["init"], "files" | "form">;
type TakesFiles = { [R in Route]: [FileKeys<R>] extends [never] ? never : R }[Route];
export type FilesWhereDiscordTakesThem = Never<Exclude<Multipart, TakesFiles>>;
export type FilesNowhereElse = Never<Exclude<TakesFiles, Multipart>>;

export const message: Routes["POST /channels/{channel_id}/messages"]["init"] = {
  body: { content: "hi", allowed_mentions: { parse: ["users"] }, flags: 64 | 4 },
  files: [
    { name: "cat.txt", data: "meow" },
    { name: "cat.bin", data: new Uint8Array(3), description: "A cat", spoiler: true },
    { name: "cat.png", data: new Blob(["meow"]), type: "image/png" },
    { name: "cat.log", data: new ReadableStream<Uint8Array>() },
  ],
};

// @ts-expect-error a misspelt field
export const field: Input<RESTPostAPIChannelMessageJSONBody> = { contents: "hi" };
// @ts-expect-error not one of users, roles and everyone
export const mention: Input<RESTPostAPIChannelMessageJSONBody> = { allowed_mentions: { parse: ["user"] } };
// @ts-expect-error a file needs a name
export const file: Routes["POST /channels/{channel_id}/messages"]["init"] = { body: {}, files: [{ data: "meow" }] };
// @ts-expect-error a body is needed
export const bodyless: Routes["POST /channels/{channel_id}/messages"]["init"] = {};

export const locale: Routes["PATCH /guilds/{guild_id}"]["init"] = { body: { preferred_locale: "ja" } };
// @ts-expect-error no locale of Discord's
export const noLocale: Routes["PATCH /guilds/{guild_id}"]["init"] = { body: { preferred_locale: "xx" } };
export const style: Routes["GET /guilds/{guild_id}/widget.png"]["init"] = { query: { style: "banner1" } };
export const scopes: Routes["PATCH /applications/@me"]["init"] = {
  body: { install_params: { scopes: ["bot"], permissions: "0" } },
};
export const answer: Input<RESTPostAPIInteractionCallbackJSONBody> = {
  type: 4,
  data: { content: "hi", allowed_mentions: { parse: [] }, embeds: [{ title: "hi", type: "rich" }] },
};

/** What Discord's types take, `Input` takes as well, and what is no enum stays as it is. */
export function widened(body: RESTPostAPIChannelMessageJSONBody, embed: APIEmbed, given: unknown): void {
  const asBody: Input<RESTPostAPIChannelMessageJSONBody> = body;
  const asEmbed: Input<APIEmbed> = embed;
  const kept: Input<{ given: unknown; count: number; list: readonly string[] }> = { given, count: 1, list: ["a"] };
  const list: readonly string[] = kept.list;
  void [asBody, asEmbed, list];
}

export function result(sent: Routes["POST /channels/{channel_id}/messages"]["result"]): APIMessage {
  // @ts-expect-error results are not any
  const content: number = sent.content;
  void content;
  return sent;
}
