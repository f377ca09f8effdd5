/**
 * Loaded before a program, by --import or --preload: leads what the program sends to Discord to a simulated one at
 * LOOPBACK_ORIGIN, so that a program can be run word by word as a person would write it.
 *
 * It must never let anything through to another machine, and changes nothing but addresses. It names nothing that only some
 * runtimes have.
 */

import process from "node:process";

const origin = process.env.LOOPBACK_ORIGIN ?? "http://127.0.0.1:9";
const { fetch: realFetch, WebSocket: RealWebSocket } = globalThis;

/** Where a request to `url` goes; throws for one that is not for Discord. */
function led(url: string | URL, base: string): string {
  const { protocol, hostname, pathname, search, href } = new URL(url);
  if (hostname === "127.0.0.1") return href;
  if (hostname === "discord.com") return `${base}${pathname}${search}`;
  if (hostname === "gateway.discord.gg") return `${base}/gateway${search}`;
  throw new TypeError(`${protocol}//${hostname} is neither Discord nor this machine`);
}

globalThis.fetch = ((url: string, init?: RequestInit) => realFetch(led(url, origin), init)) as typeof fetch;

globalThis.WebSocket = class extends RealWebSocket {
  constructor(url: string | URL) {
    super(led(url, origin.replace("http", "ws")));
  }
} as typeof WebSocket;
