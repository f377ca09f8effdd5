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
  let socket: WebSocketLike | undefined;
  function end(why: Why | undefined, code?: number): void {
    if (!live) return;
    live = false;
    // Runtimes have no text in common: some send a message, some a reason, Bun nothing at all.
    listener.ended(code, String(why?.message ?? why?.reason ?? ""));
  }
  function attempt(action: (socket: WebSocketLike | undefined) => void): void {
    try {
      action(socket);
    } catch {
      // Not open, or no longer: its end is told by its own event.
    }
  }
  try {
    socket = new WebSocket(url);
    socket.binaryType = socket.on === undefined ? "arraybuffer" : "nodebuffer";
    socket.addEventListener("error", (event) => end(event));
    socket.addEventListener("close", (event) => end(event, sentCode(event.code)));
    socket.addEventListener("open", () => live && listener.opened());
    hear(socket, (data, packed) => live && listener.received(data, packed));
  } catch (error) {
    end(error as Why);
  }
  return {
    send: (text) => live && attempt((open) => open?.send(text)),
    close: (code) => attempt((open) => open?.close(code)),
    abandon(code) {
      live = false;
      attempt((open) => open?.close(code));
    },
  };
}

/** What is read of an event or an error that ends a socket. */
type Why = { readonly message?: unknown; readonly reason?: unknown };

/** Sockets of the `ws` package give bytes to those who listen in its own way, and texts decoded already to all others. */
function hear(socket: WebSocketLike, received: SocketListener["received"]): void {
  if (socket.on !== undefined) socket.on("message", received);
  else socket.addEventListener("message", ({ data }) => received(data, typeof data !== "string"));
}
