/** REST requests to a simulator, as short as tests like them. */

import type { SimulatedResponse, Simulator } from "../../src/testing/mod.ts";

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies are read freely in tests
  readonly body: any;
  readonly headers: SimulatedResponse["headers"];
}

/** Sends "POST /channels/1/messages" with the bot's token and a JSON body. */
export async function ask(
  discord: Simulator,
  what: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const [method = "", path = ""] = what.split(" ");
  const json = body === undefined ? {} : { "content-type": "application/json" };
  const answer = await discord.handle({
    ...{ method, url: `https://discord.com/api/v10${path}` },
    headers: { authorization: `Bot ${discord.token}`, ...json, ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const isJson = answer.headers["content-type"] === "application/json";
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(answer.body) : answer.body };
}

/** The first text channel, somebody, and the first guild. */
export function place(discord: Simulator) {
  const [channel, user, guild] = [discord.channels[0], discord.users[0], discord.guilds[0]];
  if (channel === undefined || user === undefined || guild === undefined) throw new Error("an empty world");
  return { channel, user, guild };
}
