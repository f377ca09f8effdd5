/**
 * A simulated Discord behind real sockets: REST under /api/v10, the gateway at /gateway, and, if there is one, a built page.
 * For the demo, for tests over real sockets, and for bots of any library. Only Node runs it.
 *
 * It must never know what the requests and frames mean: it carries them.
 */

import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { type WebSocket, WebSocketServer } from "ws";
import { createSimulator, type ServerSocket, type Simulator } from "../src/testing/mod.ts";
import { createRelay, type Relay } from "./relay.ts";

/** How a server is started. */
export interface ServerOptions {
  /** Default: a new one. */
  readonly simulator?: Simulator | undefined;
  /** 0: any free port, the default. */
  readonly port?: number | undefined;
  /** Default: "127.0.0.1", this machine only. */
  readonly host?: string | undefined;
  /** Where a built page lies. Default: none is served. */
  readonly staticDir?: string | URL | undefined;
}

/** A server that runs. */
export interface SimulatorServer {
  readonly discord: Simulator;
  readonly port: number;
  /** "http://127.0.0.1:8787", for a browser. */
  readonly url: string;
  /** "http://127.0.0.1:8787/api/v10", for a client. */
  readonly restUrl: string;
  /** "ws://127.0.0.1:8787/gateway", for a client. */
  readonly gatewayUrl: string;
  /** Cuts all connections and stops. */
  close(): Promise<void>;
}

/** The largest frame that is read at all; what is too large for Discord is refused by the simulator. */
const LARGEST_FRAME_BYTES = 2 ** 20;
/** The largest body that is read at all; Discord's own limit is lower, and the simulator keeps it. */
const LARGEST_BODY_BYTES = 2 ** 26;
const RELAY = "DiscordBot (https://127.0.0.1, 1.0) relay";
/** Where the relay to Discord is mounted. */
const RELAY_PATH = "/relay";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".map": "application/json",
};
/**
 * The page's policy once more, as a header: for its scripts too, and with what a page cannot say of itself. Its own words are in
 * demo/page/index.html, for servers that send none.
 */
const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "worker-src blob:"],
  "connect-src 'self' wss://gateway.discord.gg wss://*.discord.gg https://discord.com",
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"],
  "trusted-types anycord",
].join("; ");
const GUARDED = {
  "content-security-policy": POLICY,
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "authorization, content-type, x-audit-log-reason",
  "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
  "access-control-expose-headers": "retry-after, x-ratelimit-global",
  "access-control-max-age": "600",
};

/** Starts a server; rejects when the port is taken. */
export async function startServer(options: ServerOptions = {}): Promise<SimulatorServer> {
  const { simulator = createSimulator(), port = 0, host = "127.0.0.1", staticDir } = options;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!request.url?.startsWith(RELAY_PATH)) return serve(request, response, simulator, staticDir);
    const { port: own } = server.address() as AddressInfo;
    const origin = ["127.0.0.1", "localhost"].map((name) => `http://${name}:${own}`);
    await relayed(request, response, createRelay({ origin }));
  }
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  carrySockets(server, simulator);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const bound = (server.address() as AddressInfo).port;
  const at = `${host}:${bound}`;
  return {
    ...{ discord: simulator, port: bound, url: `http://${at}` },
    ...{ restUrl: `http://${at}/api/v10`, gatewayUrl: `ws://${at}/gateway` },
    close: () => {
      simulator.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

/** A page's way to Discord itself. A page asks first whether there is one. */
async function relayed(request: IncomingMessage, response: ServerResponse, relay: Relay): Promise<void> {
  request.url = request.url?.slice(RELAY_PATH.length) ?? "";
  if (/^\/api\/v10\/?$/.test(request.url)) return void response.writeHead(204).end();
  if (!(await relay(request, response))) response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  simulator: Simulator,
  staticDir: string | URL | undefined,
): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
  if (!url.pathname.startsWith("/api/")) return serveFile(response, staticDir, url.pathname);
  if (request.method === "OPTIONS") return void response.writeHead(204, CORS).end();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY_BYTES) throw new RangeError("The body is larger than anybody needs.");
    chunks.push(chunk);
  }
  const headers = headersOf(request);
  const answer = await simulator.handle({
    ...{ method: request.method ?? "GET", url: url.href, headers },
    body: chunks.length === 0 ? undefined : Buffer.concat(chunks),
  });
  response.writeHead(answer.status, { ...CORS, ...answer.headers }).end(answer.body);
}

/**
 * What a page asks for is passed on as by a relay, under its own name: Discord refuses browsers with the token of a bot. A
 * browser is known by its user agent alone: some runtimes' fetch sends Sec-Fetch-Mode too.
 */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return plain["user-agent"]?.startsWith("Mozilla/") ? { ...plain, "user-agent": RELAY } : plain;
}

async function serveFile(response: ServerResponse, dir: string | URL | undefined, pathname: string): Promise<void> {
  const root = dir instanceof URL ? fileURLToPath(dir) : dir;
  const wanted = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  // Normalised as an absolute path, it cannot climb out of the folder.
  const bytes =
    root === undefined ? undefined : await readFile(join(root, normalize(safe(wanted)))).catch(() => undefined);
  if (bytes === undefined) return void response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
  const type = TYPES[extname(wanted)] ?? "application/octet-stream";
  response.writeHead(200, { ...GUARDED, "content-type": type }).end(bytes);
}

function safe(pathname: string): string {
  try {
    return `/${decodeURIComponent(pathname).replaceAll("\0", "")}`;
  } catch {
    return "/";
  }
}

/** Hands every WebSocket to the simulator. */
function carrySockets(server: Server, simulator: Simulator): void {
  const upgrader = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME_BYTES, perMessageDeflate: false });
  server.on("upgrade", (request, stream, head) => {
    const socket = stream as Socket;
    socket.on("error", () => {});
    const path = request.url ?? "/";
    if (!path.startsWith("/gateway")) return void socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    const url = `ws://${request.headers.host ?? "localhost"}${path}`;
    if (!URL.canParse(url)) return void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    const outcome = simulator.dial(url);
    if (outcome === "refused") return void socket.resetAndDestroy();
    if (outcome === "hanging") return;
    upgrader.handleUpgrade(request, socket, head, (ws) => carry(ws, socket, simulator, url));
  });
}

function carry(ws: WebSocket, socket: Socket, simulator: Simulator, url: string): void {
  ws.on("error", () => {});
  const peer = simulator.accept(serverSocket(ws, socket), { url });
  ws.on("message", (data, isBinary) => {
    const bytes = Buffer.isBuffer(data)
      ? data
      : Buffer.concat([data].flat().map((part) => Buffer.from(part as ArrayBuffer)));
    peer.message(isBinary ? bytes : bytes.toString());
  });
  ws.on("close", (code) => peer.closed(code));
}

function serverSocket(ws: WebSocket, socket: Socket): ServerSocket {
  const close = ws.close.bind(ws);
  return {
    send: (data) => {
      if (ws.readyState === ws.OPEN) ws.send(data);
    },
    close: (code, reason) => close(code, reason),
    terminate: () => void socket.resetAndDestroy(),
    deafen: () => {
      // `ws` answers a Close frame by its own `close`.
      ws.close = () => {};
    },
  };
}
