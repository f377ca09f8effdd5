/**
 * What is measured: each library as its users set it up, sent to the loopback by its own options, or by a shim where it has
 * none, and every event counted.
 */

import http from "node:http";
import https from "node:https";
import { createRequire } from "node:module";
import { createInflate, constants as zlib } from "node:zlib";
import { engineFor } from "../../../src/gateway/engine.ts";
import { createRuntime } from "../../../src/runtime.ts";
import { EVENT_NAMES } from "./events.ts";
import type { Tally } from "./tally.ts";

/** One library, set up in one way. */
export interface Subject {
  /** What its listeners see. */
  readonly sees: "all" | "messages";
  readonly packing: "plain" | "zlib-stream";
  /** Whose socket it reads from. */
  readonly socket: "global" | "ws" | "own";
  /** Connects; settles when READY has come. */
  readonly connect: (about: Setting) => Promise<void>;
}

/** Where to connect, and who counts. */
export interface Setting {
  readonly port: number;
  readonly shards: number;
  readonly tally: Tally;
}

// biome-ignore lint/suspicious/noExplicitAny: eight libraries, each with types of its own, some with none
type Any = any;

const INTENTS = 0b11_1111_1111_1111;
const TOKEN = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.bench.bench-bench-bench-bench";
const require = createRequire(import.meta.url);
const gatewayInfo = ({ port, shards }: Setting) => ({
  url: `ws://127.0.0.1:${port}`,
  shards,
  session_start_limit: { total: 1000, remaining: 1000, reset_after: 1, max_concurrency: 250 },
});

/** A packet as every library hands it on. */
interface Packet {
  readonly t?: string | null;
  readonly s?: number | null;
  readonly d?: unknown;
}

/** Counts packets; settles when READY has come on every shard. */
function counting({ tally, shards }: Setting, start: (see: (packet: Packet) => void) => unknown): Promise<void> {
  let ready = 0;
  return new Promise((resolve, reject) => {
    const see = ({ t, s, d }: Packet): void => {
      if (t === null || t === undefined || typeof s !== "number" || t === "GUILDS_READY") return;
      if (t !== "READY") return tally.seen(s, d);
      if (++ready === shards) resolve();
    };
    Promise.resolve(start(see)).catch(reject);
  });
}

const IDENTIFY = JSON.stringify({ op: 2, d: { token: TOKEN, intents: INTENTS, properties: { os: "linux" } } });
const address = ({ port }: Setting, packing: Subject["packing"]): string =>
  `ws://127.0.0.1:${port}/?v=10&encoding=json${packing === "plain" ? "" : "&compress=zlib-stream"}`;

/** The least that reads events from the runtime's socket. */
const bareGlobal = (setting: Setting): Promise<void> =>
  counting(setting, (see) => {
    for (let shard = 0; shard < setting.shards; shard++) {
      const socket = new WebSocket(address(setting, "plain"));
      socket.addEventListener("message", ({ data }) => {
        const packet = JSON.parse(data);
        if (packet.op === 10) socket.send(IDENTIFY);
        see(packet);
      });
    }
  });

/** The least that reads events from a socket of `ws`. */
const bareWs = (setting: Setting): Promise<void> =>
  counting(setting, async (see) => {
    const { WebSocket } = await import("ws");
    for (let shard = 0; shard < setting.shards; shard++) {
      const socket = new WebSocket(address(setting, "plain"));
      socket.on("message", (data) => {
        const packet = JSON.parse(String(data));
        if (packet.op === 10) socket.send(IDENTIFY);
        see(packet);
      });
    }
  });

/** The least that unpacks by Node's public stream. */
const bareInflate = (setting: Setting): Promise<void> =>
  counting(setting, (see) => {
    for (let shard = 0; shard < setting.shards; shard++) {
      const socket = new WebSocket(address(setting, "zlib-stream"));
      const inflate = createInflate({ flush: zlib.Z_SYNC_FLUSH, chunkSize: 65_536 });
      let parts: Buffer[] = [];
      inflate.on("data", (part) => parts.push(part));
      socket.binaryType = "arraybuffer";
      socket.addEventListener("message", ({ data }) => {
        inflate.write(new Uint8Array(data), () => {
          const packet = JSON.parse(Buffer.concat(parts).toString());
          parts = [];
          if (packet.op === 10) socket.send(IDENTIFY);
          see(packet);
        });
      });
    }
  });

const [U, R, M, C] = [..."uRMC"].map((letter) => letter.charCodeAt(0));

/** Whether a frame is one without a name, as Hello, or READY or MESSAGE_CREATE: by two letters that nothing else in the traffic has. */
const isWanted = (seventh: number | undefined, fifteenth: number | undefined): boolean =>
  seventh === U || seventh === R || (seventh === M && fifteenth === C);

/**
 * The least that we know a library could do on a socket: unpack by the fastest engine there is, look at two letters, and decode and
 * parse what somebody listens to. Where even this stays under a bound, no library that does more reaches it.
 */
const least =
  (sees: Subject["sees"], packing: Subject["packing"], socket: "global" | "ws"): Subject["connect"] =>
  (setting) =>
    counting(setting, async (see) => {
      const Socket = socket === "ws" ? (await import("ws")).WebSocket : WebSocket;
      const engine = packing === "plain" ? undefined : engineFor(createRuntime(), packing);
      const decoder = new TextDecoder();
      for (let shard = 0; shard < setting.shards; shard++) {
        const unpack = engine?.() ?? ((bytes: Uint8Array) => bytes);
        const open: Any = new Socket(address(setting, packing));
        open.binaryType = socket === "ws" ? "nodebuffer" : "arraybuffer";
        const parse = (text: string): void => {
          const packet = JSON.parse(text);
          if (packet.op === 10) open.send(IDENTIFY);
          see(packet);
        };
        const receive = (data: string | Uint8Array): void => {
          if (typeof data === "string") {
            if (sees === "all" || isWanted(data.charCodeAt(6), data.charCodeAt(14))) parse(data);
            return;
          }
          const bytes = unpack(data);
          if (sees === "all" || isWanted(bytes[6], bytes[14])) parse(decoder.decode(bytes));
        };
        if (socket === "ws") open.on("message", receive);
        else
          open.addEventListener("message", ({ data }: { readonly data: string | ArrayBuffer }) =>
            receive(typeof data === "string" ? data : new Uint8Array(data)),
          );
      }
    });

const present = (): Promise<Any> => import("anycord");
const earlier = (): Promise<Any> => import("anycord-before" as Any);

function anycord(sees: Subject["sees"], packing: Subject["packing"], socket: "global" | "ws", load = present): Subject {
  const connect = async ({ port, tally, shards }: Setting): Promise<void> => {
    const { createClient } = await load();
    const runtime = socket === "ws" ? { WebSocket: (await import("ws")).WebSocket } : {};
    const client = createClient({
      token: TOKEN,
      restUrl: `http://127.0.0.1:${port}/api/v10`,
      compress: packing === "plain" ? false : packing,
      shards: shards === 1 ? 1 : "auto",
      intents: INTENTS,
      log: false,
      runtime,
    });
    const names = sees === "all" ? EVENT_NAMES : (["MESSAGE_CREATE"] as const);
    for (const name of names) client.on(name, (data: unknown, { seq }: { seq: number }) => tally.seen(seq, data));
    await client.connect();
  };
  return { sees, packing, socket, connect };
}

const discordjsWs =
  (packing: Subject["packing"]): Subject["connect"] =>
  (setting) =>
    counting(setting, async (see) => {
      const { CompressionMethod, WebSocketManager } = (await import("@discordjs/ws")) as Any;
      const manager = new WebSocketManager({
        token: TOKEN,
        intents: INTENTS,
        shardCount: setting.shards,
        rest: { get: async () => gatewayInfo(setting) },
        fetchGatewayInformation: async () => gatewayInfo(setting),
        compression: packing === "plain" ? null : CompressionMethod.ZlibNative,
      });
      manager.on("dispatch", see);
      await manager.connect();
    });

const discordJs: Subject["connect"] = (setting) =>
  counting(setting, async (see) => {
    const { Client } = (await import("discord.js")) as Any;
    const client = new Client({
      intents: INTENTS,
      rest: { api: `http://127.0.0.1:${setting.port}/api` },
      shardCount: setting.shards,
    });
    client.on("raw", see);
    await client.login(TOKEN);
  });

const discordeno =
  (packing: Subject["packing"]): Subject["connect"] =>
  (setting) =>
    counting(setting, async (see) => {
      const { createGatewayManager } = (await import("@discordeno/gateway")) as Any;
      const quiet = () => {};
      const manager = createGatewayManager({
        token: TOKEN,
        intents: INTENTS,
        preferSnakeCase: true,
        totalShards: setting.shards,
        connection: {
          url: `ws://127.0.0.1:${setting.port}`,
          shards: setting.shards,
          sessionStartLimit: { total: 1000, remaining: 1000, resetAfter: 1, maxConcurrency: 250 },
        },
        resharding: { enabled: false },
        transportCompression: packing === "plain" ? null : packing,
        logger: { debug: quiet, info: quiet, warn: quiet, error: console.error, fatal: console.error },
        events: { message: (_shard: unknown, packet: Packet) => see(packet) },
      });
      await manager.spawnShards();
    });

/** seyfert and eris know no other scheme than https and no other port than its own. */
function redirectHttps(port: number): void {
  const redirected = (options: Any, ...rest: Any[]): unknown =>
    http.request({ ...options, host: "127.0.0.1", hostname: "127.0.0.1", port, agent: undefined }, ...rest);
  Object.assign(https, { request: redirected });
  require("node:https").request = redirected;
}

const seyfert: Subject["connect"] = (setting) =>
  counting(setting, async (see) => {
    redirectHttps(setting.port);
    const { ShardManager } = (await import("seyfert")) as Any;
    const manager = new ShardManager({
      token: TOKEN,
      intents: INTENTS,
      info: gatewayInfo(setting),
      resharding: { interval: 0, percentage: 80 },
      handlePayload: (_shard: unknown, packet: Packet) => see(packet),
    });
    await manager.spawnShards();
  });

const cloudstorm =
  (packing: Subject["packing"]): Subject["connect"] =>
  (setting) =>
    counting(setting, async (see) => {
      const { Client } = (await import("cloudstorm")) as Any;
      const snowtransferInstance = { bot: { getGatewayBot: async () => gatewayInfo(setting) } };
      const ws = { compress: packing !== "plain" };
      const client = new Client(TOKEN, { intents: INTENTS, snowtransferInstance, ws });
      client.on("error", console.error);
      client.on("dispatch", see);
      await client.connect();
    });

const eris: Subject["connect"] = (setting) =>
  counting(setting, async (see) => {
    redirectHttps(setting.port);
    const { Client } = (await import("eris")) as Any;
    const client = new Client(`Bot ${TOKEN}`, { intents: INTENTS, maxShards: setting.shards });
    client.on("error", console.error);
    client.on("rawWS", see);
    await client.connect();
  });

const oceanic: Subject["connect"] = (setting) =>
  counting(setting, async (see) => {
    const { Client } = (await import("oceanic.js")) as Any;
    const client = new Client({
      auth: `Bot ${TOKEN}`,
      rest: { baseURL: `http://127.0.0.1:${setting.port}/api/v10` },
      gateway: { intents: INTENTS, maxShards: setting.shards, compress: false },
    });
    client.on("error", console.error);
    client.on("packet", see);
    await client.connect();
  });

const all = (packing: Subject["packing"], socket: Subject["socket"], connect: Subject["connect"]): Subject => ({
  sees: "all",
  packing,
  socket,
  connect,
});

const ANYCORD: readonly (readonly [name: string, ...how: [Subject["sees"], Subject["packing"], "global" | "ws"]])[] = [
  ["anycord", "all", "plain", "global"],
  ["anycord, messages", "messages", "plain", "global"],
  ["anycord + ws", "all", "plain", "ws"],
  ["anycord + ws, messages", "messages", "plain", "ws"],
  ["anycord, zlib", "all", "zlib-stream", "global"],
  ["anycord, zlib, messages", "messages", "zlib-stream", "global"],
  ["anycord + ws, zlib", "all", "zlib-stream", "ws"],
  ["anycord + ws, zlib, messages", "messages", "zlib-stream", "ws"],
];

/** How little a library can cost, where anycord is held against its peers. */
const LEAST: Readonly<Record<string, Subject>> = Object.fromEntries(
  ANYCORD.slice(1).map(([name, sees, packing, socket]) => [
    name.replace("anycord", "least"),
    { sees, packing, socket, connect: least(sees, packing, socket) },
  ]),
);

/** An older state of anycord, by the names of the present one. */
export const EARLIER: Readonly<Record<string, Subject>> = Object.fromEntries(
  ANYCORD.map(([name, ...how]) => [name.replace("anycord", "before"), anycord(...how, earlier)]),
);

/** Everything that is measured, by the name in the table. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  "bare global": all("plain", "global", bareGlobal),
  "bare ws": all("plain", "ws", bareWs),
  ...LEAST,
  ...Object.fromEntries(ANYCORD.map(([name, ...how]) => [name, anycord(...how)])),
  "@discordjs/ws": all("plain", "ws", discordjsWs("plain")),
  "discord.js": all("plain", "ws", discordJs),
  "@discordeno/gateway": all("plain", "ws", discordeno("plain")),
  seyfert: all("plain", "own", seyfert),
  cloudstorm: all("plain", "own", cloudstorm("plain")),
  eris: all("plain", "ws", eris),
  "oceanic.js": all("plain", "ws", oceanic),
  "bare global, zlib": all("zlib-stream", "global", bareInflate),
  "@discordjs/ws, zlib": all("zlib-stream", "ws", discordjsWs("zlib-stream")),
  "@discordeno/gateway, zlib": all("zlib-stream", "ws", discordeno("zlib-stream")),
  "cloudstorm, zlib": all("zlib-stream", "own", cloudstorm("zlib-stream")),
};
