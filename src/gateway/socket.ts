/**
 * One WebSocket of whatever runtime, made equal to all others: it opens at most once, ends exactly once, and can be
 * abandoned without waiting for anybody.
 *
 * It must never know what the frames say.
 */

import type { WebSocketConstructor, WebSocketLike } from "../runtime.ts";
import { sentCode } from "./close-codes.ts";
import type { Received } from "./compression.ts";

/** Who is told what happens to a socket; all of it synchronously. */
export interface SocketListener {
  opened(): void;
  /** @param packed Whether it came as binary. A text may come as its UTF-8 bytes, which nobody has decoded yet. */
  received(data: Received, packed: boolean): void;
  /** @param code Undefined where the runtime tells none: a connection that failed. */
  ended(code: number | undefined, reason: string): void;
}

/** A socket that is being opened or is open. */
export interface Socket {
  /** Sends, or does nothing if the socket is not open. */
  send(text: string): void;
  /** Sends a Close frame. The end is told when the peer has answered; it may never. */
  close(code: number): void;
  /** Closes with the code if that still can be, and tells nothing any more. */
  abandon(code: number): void;
}

/**
 * Dials. Runtimes differ in how a socket ends: Node 22 reports a failed dial by `error` alone, Deno closes with code 0,
 * browsers send `error` before `close`; here each is one end.
 */
export function openSocket(WebSocket: WebSocketConstructor, url: string, listener: SocketListener): Socket {
  let live = true;
  function end(code: number | undefined, reason: string): void {
    if (!live) return;
    live = false;
    listener.ended(code, reason);
  }
  const socket = dial(WebSocket, url, end);
  if (socket === undefined) return { send() {}, close() {}, abandon() {} };

  // `error` events have no text in common: some runtimes send a message, some an error, Bun nothing at all.
  socket.addEventListener("error", (event) => end(undefined, String(event?.message ?? "")));
  socket.addEventListener("close", (event) => end(sentCode(event.code), String(event.reason ?? "")));
  socket.addEventListener("open", () => live && listener.opened());
  listen(socket, (data, packed) => live && listener.received(data, packed));
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch {
      // Not open, or no longer: its end is told by its own event.
    }
  };
  return {
    send: (text) => live && attempt(() => socket.send(text)),
    close: (code) => attempt(() => socket.close(code)),
    abandon(code) {
      live = false;
      attempt(() => socket.close(code));
    },
  };
}

type Hear = SocketListener["received"];

/** Sockets of the `ws` package give bytes to those who listen in its own way, and texts decoded already to all others. */
function listen(socket: WebSocketLike, hear: Hear): void {
  if (socket.on !== undefined) socket.on("message", hear);
  else socket.addEventListener("message", ({ data }) => hear(data, typeof data !== "string"));
}

function dial(WebSocket: WebSocketConstructor, url: string, failed: (code: undefined, reason: string) => void) {
  try {
    const socket = new WebSocket(url);
    socket.binaryType = socket.on === undefined ? "arraybuffer" : "nodebuffer";
    return socket;
  } catch (error) {
    failed(undefined, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
