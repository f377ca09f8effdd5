/**
 * The few requests that answer an interaction. None takes a token but the interaction's own, so that they work in a
 * page too.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object
 *
 * It must never know when a request may be sent.
 */

import type { Files } from "../discord/input.ts";
import type { APIInteractionResponse, APIMessage } from "../discord/types.ts";

/** The routes that answer interactions. */
export type InteractionRoute =
  | "POST /interactions/{interaction_id}/{interaction_token}/callback"
  | "POST /webhooks/{webhook_id}/{webhook_token}"
  | `${"GET" | "PATCH" | "DELETE"} /webhooks/{webhook_id}/{webhook_token}/messages/${"@original" | "{message_id}"}`;

/** What such a request is made of; a part of what `rest.request` takes. */
export interface SendInit {
  readonly path: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly files?: Files;
  /** Milliseconds it may wait for a rate limit. */
  readonly maxWaitMs?: number;
}

/** Sends one of these requests: `rest.request` is such a function. */
export type Send = (route: InteractionRoute, init: SendInit) => Promise<unknown>;

/** Of an interaction, what answering it takes. */
export interface Credentials {
  readonly id: string;
  readonly application_id: string;
  readonly token: string;
}

/** A body with its uploads. */
export interface Parcel {
  readonly body: object;
  readonly files: Files | undefined;
}

/** The requests that belong to one interaction. */
export interface Requests {
  /** @param leftMs Milliseconds until it is too late to be sent; Discord judges whether it arrived in time. */
  callback(response: APIInteractionResponse, files: Files | undefined, leftMs: number): Promise<void>;
  /** `where` is a message's id, or "@original". */
  get(where: string): Promise<APIMessage>;
  edit(where: string, parcel: Parcel): Promise<APIMessage>;
  delete(where: string): Promise<void>;
  followUp(parcel: Parcel): Promise<APIMessage>;
}

/** The requests of one interaction, sent with `send`. */
export function createRequests({ id, application_id, token }: Credentials, send: Send): Requests {
  const webhook = { webhook_id: application_id, webhook_token: token };
  const message = (method: "GET" | "PATCH" | "DELETE", where: string, rest: Partial<SendInit> = {}) =>
    where === "@original"
      ? send(`${method} /webhooks/{webhook_id}/{webhook_token}/messages/@original`, { path: webhook, ...rest })
      : send(`${method} /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}`, {
          path: { ...webhook, message_id: where },
          ...rest,
        });
  return {
    callback: async (body, files, maxWaitMs) => {
      const path = { interaction_id: id, interaction_token: token };
      const init = { path, body, maxWaitMs, ...uploads(files) };
      await send("POST /interactions/{interaction_id}/{interaction_token}/callback", init);
    },
    get: (where) => message("GET", where) as Promise<APIMessage>,
    edit: (where, { body, files }) => message("PATCH", where, { body, ...uploads(files) }) as Promise<APIMessage>,
    delete: async (where) => void (await message("DELETE", where)),
    followUp: ({ body, files }) =>
      send("POST /webhooks/{webhook_id}/{webhook_token}", {
        path: webhook,
        body,
        ...uploads(files),
      }) as Promise<APIMessage>,
  };
}

const uploads = (files: Files | undefined): { files?: Files } => (files === undefined ? {} : { files });
