/**
 * One WebSocket of whatever runtime, made equal to all others: it opens at most once, ends exactly once, and can be
 * abandoned without waiting for anybody.
 *
 * It must never know what the frames say.
 */

import type { WebSocketConstructor } from "../runtime.ts";
import { sentCode } from "./close-codes.ts";

/** Who is told what happens to a socket; all of it synchronously. */
export interface SocketListener {
  opened(): void;
  received(data: string | ArrayBuffer): void;
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
  socket.addEventListener("message", (event) => live && listener.received(event.data));
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

function dial(WebSocket: WebSocketConstructor, url: string, failed: (code: undefined, reason: string) => void) {
  try {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    return socket;
  } catch (error) {
    failed(undefined, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
