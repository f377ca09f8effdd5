/** Everything that goes wrong with a client and its connections, provoked. */

import { createGateway } from "../../src/gateway/mod.ts";
import { createClient } from "../../src/mod.ts";
import { createSimulator, type Fault } from "../../src/testing/mod.ts";
import { caught, onBot, onConnect, onRetry, type Provocation, stage } from "./provoke.ts";

/** By code. */
export const OF_GATEWAY: Readonly<Record<string, Provocation>> = {
  TOKEN_MISSING: () => caught(() => createClient({ token: "" })),
  TOKEN_MALFORMED: () => caught(() => createClient({ token: "a token" })),
  NO_WEBSOCKET: () => caught(() => withoutWebSocket()),
  CONNECT_TIMEOUT: () => onConnect({}, ({ discord }) => discord.fault("silent"), {}, 5000),
  ALREADY_CONNECTED: () => onBot({}, ({ client }) => client.connect()),
  NOT_CONNECTED: () => caught(() => stage().client.setVoiceState({ guild_id: "1", channel_id: null })),
  GATEWAY_CLOSED: () =>
    caught(async () => {
      const { client } = stage();
      const connecting = client.connect();
      await client.close();
      await connecting;
    }),
  CLIENT_CLOSED: () =>
    onBot({ intents: ["GUILDS"] }, async ({ client }) => {
      const wait = client.waitFor("GUILD_DELETE");
      wait.catch(() => {});
      await client.close();
      await wait;
    }),
  GATEWAY_URL: () => onConnect({ gatewayUrl: "gateway.discord.gg" }),
  SHARDS_INVALID: () => caught(() => stage({ shards: 0 })),
  SHARD_ELSEWHERE: () =>
    onBot(
      { shards: { ids: [0], total: 5 }, intents: ["GUILDS"] },
      ({ client, discord }) =>
        Promise.all(discord.guilds.map(({ id }) => client.setVoiceState({ guild_id: id, channel_id: null }))),
      { world: { guilds: 12 } },
    ),
  IDENTIFY_BUDGET: () => onConnect({}, () => {}, { sessionStarts: 0 }),
  GATEWAY_4004: () => onConnect({ token: "no.such.token", gatewayUrl: "wss://gateway.discord.gg/" }),
  GATEWAY_4010: () => closedWith(4010),
  GATEWAY_4011: () => closedWith(4011),
  GATEWAY_4012: () => closedWith(4012),
  GATEWAY_4013: () => closedWith(4013),
  GATEWAY_4014: () => closedWith(4014),
  GATEWAY_4000: () => onRetry({ close: 4000, reason: "Unknown error." }),
  GATEWAY_4009: () => onRetry({ close: 4009 }),
  GATEWAY_DROPPED: () => onRetry("drop"),
  GATEWAY_ZOMBIE: () => onDial({ readyAfterMs: 100_000 }, "zombie", 2000),
  GATEWAY_RECONNECT: () => onDial({ reconnectBeforeHello: true }),
  GATEWAY_CORRUPT: () => onRetry("corrupt"),
  GATEWAY_INVALID_SESSION: () => onRetry("invalid-session"),
  GATEWAY_UNREACHABLE: () => onDial("refused"),
  GATEWAY_DIAL_TIMEOUT: () => onDial("hanging"),
  GATEWAY_HELLO_TIMEOUT: () => onDial("silent"),
  GATEWAY_READY_TIMEOUT: () => onDial({ readyAfterMs: 100_000 }, "blackhole", 100_000),
  EVENT_UNKNOWN: () => caught(() => stage().client.on("messageCreate" as never, () => {})),
  INTENTS_UNKNOWN: () => caught(() => stage({ intents: ["GUILD_BANS" as never] })),
  INTENT_MISSING: () => onBot({ intents: ["GUILDS"] }, ({ client }) => client.on("TYPING_START", () => {})),
  WAIT_TIMEOUT: () =>
    onBot({ intents: ["GUILDS"] }, ({ client }) => client.waitFor("GUILD_DELETE", { timeoutMs: 30_000 })),
  STREAM_OVERFLOW: () =>
    onBot({ intents: ["GUILDS", "GUILD_MESSAGES"] }, async ({ client, discord }) => {
      const events = client.events("MESSAGE_CREATE", { buffer: 1, overflow: "throw" });
      const seen = client.waitFor("MESSAGE_CREATE", { filter: ({ content }) => content !== "1" });
      const [channel, user] = [discord.channels[0] ?? "", discord.users[0] ?? ""];
      for (const text of ["1", "2", "3"]) discord.say(channel, user, text);
      await seen;
      for await (const _ of events);
    }),
  PAYLOAD_TOO_LARGE: () =>
    onBot({}, ({ client }) => client.setPresence({ activities: [{ name: "x".repeat(5000), type: 0 }] })),
  SEND_TIMEOUT: () =>
    onBot({}, async ({ client, discord }) => {
      discord.fault("hanging");
      discord.fault("drop");
      await new Promise((resolve) => client.on("retry", resolve));
      const guild_id = discord.guilds[0]?.id ?? "";
      await client.setVoiceState({ guild_id, channel_id: null }, { timeoutMs: 2000 });
    }),
  MEMBERS_TIMEOUT: () =>
    onBot({ intents: ["GUILDS", "GUILD_MEMBERS"] }, async ({ client, discord }) => {
      discord.application.flags = -1;
      discord.fault("blackhole");
      for await (const _ of client.requestMembers({ guildId: discord.guilds[0]?.id ?? "", timeoutMs: 5000 }));
    }),
};

function closedWith(code: number): Promise<unknown> {
  const listening = {
    events: { MESSAGE_CREATE: { content: true, run: () => {} } },
    gatewayUrl: "wss://gateway.discord.gg/",
  };
  return onConnect(listening, ({ discord }) => discord.fault({ closeAfterIdentify: code }));
}

/** What `retry` tells of the first connection that a fault met. */
async function onDial(fault: Fault, then?: Fault, heartbeatIntervalMs?: number): Promise<unknown> {
  const { client, discord } = stage({}, { heartbeatIntervalMs });
  discord.fault(fault);
  client.on("state", ({ phase }) => {
    if (phase === "identifying" && then !== undefined) discord.fault(then);
  });
  const told = new Promise((resolve) => client.on("retry", ({ error }) => resolve(error)));
  const connecting = caught(() => client.connect());
  const error = await told;
  await client.close();
  await connecting;
  discord.close();
  return error;
}

/** As on Node before 22: runtimes are made with what there is. */
function withoutWebSocket(): Promise<void> {
  const { WebSocket, ...runtime } = createSimulator().runtime;
  const own = globalThis.WebSocket;
  Reflect.deleteProperty(globalThis, "WebSocket");
  try {
    return createGateway({ token: "a.b.c", intents: 0, runtime, emit: () => {} }).connect();
  } finally {
    globalThis.WebSocket = own;
  }
}
