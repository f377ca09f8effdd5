/**
 * A Discord that only plays: says Hello, answers IDENTIFY with READY, and streams what was recorded when told to. It runs
 * in a process of its own, on a core of its own, and listens on the loopback alone.
 */

import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import { frame, type Packing, type Slice, Tape } from "./tape.ts";

/** What the bench tells the server. */
export type ServerOrder =
  | { readonly type: "open"; readonly seed: number }
  /** Whoever has connected last is known by that name from now on. */
  | { readonly type: "name"; readonly name: string }
  /** Forget the slices there are, and record as many as there are sizes. */
  | { readonly type: "record"; readonly sizes: readonly number[] }
  | { readonly type: "play"; readonly name: string; readonly slice: number }
  | { readonly type: "shards"; readonly shards: number };

const ACK = frame(1, Buffer.from('{"t":null,"s":null,"op":11,"d":null}'));

const HELLO_AFTER_MS = 20;

let tape: Tape;
let slices: readonly Slice[] = [];
let url = "";
let shards = 1;

type Player = (slice: Slice) => void;
let latest: Player = () => {};
const players = new Map<string, Player>();

const http = createServer((request, response) => {
  const limit = { total: 1000, remaining: 1000, reset_after: 1, max_concurrency: 250 };
  const body = request.url?.includes("/gateway") ? { url, shards, session_start_limit: limit } : {};
  response.setHeader("content-type", "application/json").end(JSON.stringify(body));
});
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

http.on("upgrade", (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (webSocket) => serve(webSocket, request, socket));
});

function serve(webSocket: WebSocket, request: IncomingMessage, socket: Duplex): void {
  const packing: Packing = request.url?.includes("compress=zlib-stream") ? "zlib-stream" : "plain";
  // Not in the same packet as the handshake: some peers lose what comes with it, and Discord is never that quick.
  const greeted = pause(HELLO_AFTER_MS).then(() => socket.write(tape.hello[packing]));
  webSocket.on("message", async (data) => {
    const { op } = JSON.parse(String(data));
    // A packed stream is the same for everybody; the beats that fall outside the measurement go unanswered there.
    if (op === 1 && packing === "plain") socket.write(ACK);
    if (op !== 2) return;
    await greeted;
    socket.write(tape.ready[packing]);
    latest = ({ blocks }) => play(socket, blocks[packing]);
  });
  webSocket.on("error", () => {});
}

/** Streams as fast as the client reads. */
function play(socket: Duplex, blocks: readonly Buffer[]): void {
  let at = 0;
  const more = (): void => {
    while (at < blocks.length) if (!socket.write(blocks[at++] as Buffer)) return void socket.once("drain", more);
  };
  more();
}

function open(seed: number): void {
  http.listen(0, "127.0.0.1", async () => {
    const { port } = http.address() as { port: number };
    url = `ws://127.0.0.1:${port}`;
    tape = new Tape(seed);
    await tape.begin(url);
    process.send?.({ type: "opened", port });
  });
}

async function record(sizes: readonly number[]): Promise<void> {
  slices = [];
  slices = await tape.record(sizes);
  process.send?.({ type: "recorded", expected: slices.map(({ all, messages }) => ({ all, messages })) });
}

process.on("message", (order: ServerOrder) => {
  switch (order.type) {
    case "open":
      return open(order.seed);
    case "name":
      return void players.set(order.name, latest);
    case "record":
      return void record(order.sizes);
    case "play":
      return players.get(order.name)?.(slices[order.slice] as Slice);
    case "shards":
      shards = order.shards;
      return void process.send?.({ type: "shards" });
  }
});
process.on("disconnect", () => process.exit());
