/**
 * The few requests that answer an interaction. None takes a token but the interaction's own, so that they work in a
 * page too.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object
 *
 * It must never know when a request may be sent.
 */

import type { Files } from "../discord/input.ts";
import type { APIMessage } from "../discord/types.ts";

/** The routes that answer interactions. */
export type InteractionRoute =
  | "POST /interactions/{interaction_id}/{interaction_token}/callback"
  | "POST /webhooks/{webhook_id}/{webhook_token}"
  | `${"GET" | "PATCH" | "DELETE"} /webhooks/{webhook_id}/{webhook_token}/messages/${"@original" | "{message_id}"}`;

/** What such a request is made of; a part of what `rest.request` takes. */
export interface SendInit {
  readonly path: Readonly<Record<string, string>>;
  /** Sent as JSON. Default: no body. */
  readonly body?: object;
  /** Uploaded beside the body. Default: none. */
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
  readonly files?: Files;
}

/** The requests that belong to one interaction. */
export interface Requests {
  /** @param leftMs Milliseconds until it is too late to be sent; Discord judges whether it arrived in time. */
  callback(parcel: Parcel, leftMs: number): Promise<unknown>;
  /** `where` is a message's id, or "@original". */
  message(method: "GET" | "PATCH" | "DELETE", where: string, parcel?: Parcel): Promise<APIMessage>;
  followUp(parcel: Parcel): Promise<APIMessage>;
}

const WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}";

/** The requests of one interaction, sent with `send`. */
export function createRequests({ id, application_id, token }: Credentials, send: Send): Requests {
  const path = { webhook_id: application_id, webhook_token: token };
  return {
    callback: (parcel, maxWaitMs) =>
      send("POST /interactions/{interaction_id}/{interaction_token}/callback", {
        path: { interaction_id: id, interaction_token: token },
        maxWaitMs,
        ...parcel,
      }),
    message: (method, where, parcel) => {
      const original = where === "@original";
      const route = `${method} ${WEBHOOK}/messages/${original ? where : "{message_id}"}` as const;
      return send(route, {
        path: { ...path, ...(!original && { message_id: where }) },
        ...parcel,
      }) as Promise<APIMessage>;
    },
    followUp: (parcel) => send(`POST ${WEBHOOK}`, { path, ...parcel }) as Promise<APIMessage>,
  };
}
