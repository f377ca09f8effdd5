/** Discord as an HTTP bot sees it: sends interactions, signed with a key of its own, and reads the answers. */

import { createSigner } from "../interactions/signer.ts";

/** What a bot answered. */
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever came, for comparing
  readonly body: any;
}

/** Sends to one bot. */
export interface Sender {
  readonly publicKey: string;
  /** Sends one interaction's type and data; `message`: the one that a component sits on. */
  send(to: Post, type: number, data?: object, message?: object): Promise<Answered>;
  /** The same with a signature of another request. */
  forge(to: Post, type: number, data?: object): Promise<Answered>;
}

/** Carries a request: `fetch` to an address, or an endpoint's own function. */
export type Post = (request: Request) => Promise<{ readonly status: number; text(): Promise<string> }>;

/** Makes a Discord with a new key. */
export async function createSender(): Promise<Sender> {
  const { publicKey, sign } = await createSigner();
  let count = 0;
  async function post(to: Post, signed: string, sent: string): Promise<Answered> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers = { "x-signature-ed25519": await sign(timestamp, signed), "x-signature-timestamp": timestamp };
    const response = await to(new Request("http://bot.example/", { method: "POST", headers, body: sent }));
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  }
  function interaction(type: number, data: object | undefined, message?: object): string {
    const user = { id: "30", username: "ada", discriminator: "0" };
    const place = { guild_id: "40", channel_id: "50", member: { user, permissions: "8" }, locale: "en-US" };
    const id = String(++count);
    return JSON.stringify({ id, application_id: "20", token: `t${id}`, version: 1, type, data, message, ...place });
  }
  return {
    publicKey,
    send: (to, type, data, message) => {
      const text = interaction(type, data, message);
      return post(to, text, text);
    },
    forge: (to, type, data) => post(to, interaction(type, data), interaction(type, data)),
  };
}
