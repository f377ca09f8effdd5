/**
 * What is measured over REST: each library's own request, sent to the loopback by its options, or by a shim where it has none.
 */

import http from "node:http";
import https from "node:https";
import { createRequire } from "node:module";
import { createTransport } from "../../../demo/bots/transport.ts";

// biome-ignore lint/suspicious/noExplicitAny: eight libraries, each with types of its own, some with none
type Any = any;

/** Edits a message, or posts one where there is none yet, as users of the library write it; settles with what was answered. */
export type Send = (channelId: string, messageId: string | undefined, body: object) => Promise<unknown>;

/** Where to send, and whether the library's own 50 a second are to be kept. */
export interface Place {
  readonly port: number;
  readonly limited: boolean;
}

const TOKEN = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.bench.bench-bench-bench-bench";
const USER_AGENT = "DiscordBot (https://www.npmjs.com/package/anycord, 0.1.0)";
const MANY = 1_000_000;
const methodOf = (messageId: string | undefined): "POST" | "PATCH" => (messageId === undefined ? "POST" : "PATCH");
const pathOf = (channelId: string, messageId: string | undefined): string =>
  messageId === undefined ? `/channels/${channelId}/messages` : `/channels/${channelId}/messages/${messageId}`;
const origin = ({ port }: Place): string => `http://127.0.0.1:${port}`;

/** The least that sends and reads JSON. */
async function raw(place: Place): Promise<Send> {
  const headers = { authorization: `Bot ${TOKEN}`, "content-type": "application/json", "user-agent": USER_AGENT };
  return async (channel, message, body) => {
    const init = { method: methodOf(message), headers, body: JSON.stringify(body) };
    const response = await fetch(`${origin(place)}/api/v10${pathOf(channel, message)}`, init);
    return response.json();
  };
}

const anycord =
  (load: () => Promise<Any>, transport?: () => Any) =>
  async (place: Place): Promise<Send> => {
    const { createRest } = await load();
    const rest = createRest({
      token: TOKEN,
      restUrl: `${origin(place)}/api/v10`,
      ...(!place.limited && { globalPerSecond: MANY }),
      ...(transport !== undefined && { runtime: { fetch: transport() } }),
    });
    return (channel_id, message_id, body) =>
      message_id === undefined
        ? rest.request("POST /channels/{channel_id}/messages", { path: { channel_id }, body })
        : rest.request("PATCH /channels/{channel_id}/messages/{message_id}", {
            path: { channel_id, message_id },
            body,
          });
  };

const discordjs =
  (entry: "node" | "web") =>
  async (place: Place): Promise<Send> => {
    const path = createRequire(import.meta.url).resolve("@discordjs/rest");
    const { REST } = (await import(entry === "node" ? "@discordjs/rest" : path.replace("index.js", "web.mjs"))) as Any;
    const rest = new REST({
      api: `${origin(place)}/api`,
      ...(!place.limited && { globalRequestsPerSecond: MANY }),
    }).setToken(TOKEN);
    return (channel, message, body) =>
      rest.request({ method: methodOf(message), fullRoute: pathOf(channel, message), body });
  };

async function discordeno(place: Place): Promise<Send> {
  const { createRestManager } = (await import("@discordeno/rest")) as Any;
  const quiet = () => {};
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet, fatal: quiet };
  const rest = createRestManager({ token: TOKEN, proxy: { baseUrl: `${origin(place)}/api` }, logger });
  // A proxy would keep the limits; this one is none.
  rest.isProxied = false;
  return (channel, message, body) => rest.makeRequest(methodOf(message), pathOf(channel, message), { body });
}

async function seyfert(place: Place): Promise<Send> {
  const { ApiHandler } = (await import("seyfert")) as Any;
  const api = new ApiHandler({ token: TOKEN, domain: origin(place) });
  return (channel, message, body) => api.request(methodOf(message), pathOf(channel, message), { body });
}

async function oceanic(place: Place): Promise<Send> {
  const { Client } = (await import("oceanic.js")) as Any;
  const { rest } = new Client({ auth: `Bot ${TOKEN}`, rest: { baseURL: `${origin(place)}/api/v10` } });
  return (channel, message, json) =>
    rest.request({ method: methodOf(message), path: pathOf(channel, message), json, auth: true });
}

async function snowtransfer(place: Place): Promise<Send> {
  const { SnowTransfer } = (await import("snowtransfer")) as Any;
  const client = new SnowTransfer(TOKEN, { baseHost: origin(place) });
  const [counter] = client.ratelimiter.globalBucket.counters;
  if (!place.limited) Object.assign(counter, { limit: MANY, remaining: MANY });
  return (channel, message, body) =>
    client.requestHandler.request(pathOf(channel, message), {}, methodOf(message).toLowerCase(), "json", body);
}

/** eris knows no other scheme than https. */
async function eris(place: Place): Promise<Send> {
  const agent = new http.Agent({ keepAlive: true });
  const redirected = (options: Any, ...rest: Any[]): unknown =>
    http.request({ ...options, host: "127.0.0.1", port: place.port, agent }, ...rest);
  createRequire(import.meta.url)("node:https").request = redirected;
  Object.assign(https, { request: redirected });
  const { Client } = (await import("eris")) as Any;
  const { requestHandler } = new Client(`Bot ${TOKEN}`, { intents: 0 });
  return (channel, message, body) => requestHandler.request(methodOf(message), pathOf(channel, message), true, body);
}

const present = (): Promise<Any> => import("anycord/rest" as Any);
const earlier = (): Promise<Any> => import("anycord-before/rest" as Any);

/** Everything that is measured, by the name in the table. */
export const REST_SUBJECTS: Readonly<Record<string, (place: Place) => Promise<Send>>> = {
  "raw fetch": raw,
  anycord: anycord(present),
  "anycord + node:http": anycord(present, createTransport),
  before: anycord(earlier),
  "@discordjs/rest": discordjs("node"),
  "@discordjs/rest, web": discordjs("web"),
  "@discordeno/rest": discordeno,
  seyfert,
  "oceanic.js": oceanic,
  snowtransfer,
  eris,
};
