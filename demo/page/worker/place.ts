/**
 * Where a bot can live, and what a client needs for it: the simulator in this worker, Discord straight from the page, or
 * Discord through the server that serves the page.
 */

import type { ClientOptions } from "anycord";
import { createSimulator, type Simulator } from "anycord/testing";
import { bot } from "../bot.ts";
import type { Start } from "../wire.ts";

/** Discord's gateway asks for 41.25 s; this one beats often enough to be watched. */
const HEARTBEAT_MS = 10_000;
const LATENCY_MS = [15, 45] as const;
const DISCORD_REST = "https://discord.com/api/v10";
/** Where the server that serves the page hands requests on to Discord, relative to the page; a GET there tells that it does. */
const RELAY_PATH = "relay/api/v10";
const NO_RELAY =
  "This page's server has no relay to Discord. Open the page from the server that npm start runs, or use My bot, which needs none.";

/** A place, and the way to break its line. */
export interface Place {
  readonly options: ClientOptions;
  /** Undefined on Discord itself. */
  readonly discord: Simulator | undefined;
  /** Rejects with what a visitor should know, if the bot cannot live here at all. */
  check(): Promise<void>;
  /** Cuts the connection without a Close frame, as far as that can be done from here. */
  drop(): void;
}

/** Makes a place ready. */
export function openPlace(start: Start): Place {
  return start.mode === "simulator" ? simulated(start) : real(start);
}

function addresses(base: string, local: boolean): { readonly restUrl: string; readonly gatewayUrl?: string } {
  if (!local) return { restUrl: new URL(RELAY_PATH, base).href };
  const gateway = new URL("/gateway", base);
  gateway.protocol = gateway.protocol === "https:" ? "wss:" : "ws:";
  return { restUrl: new URL("/api/v10", base).href, gatewayUrl: gateway.href };
}

function simulated({ intents = "auto" }: { readonly intents?: Start["intents"] | "auto" }): Place {
  const discord = createSimulator({
    ...{ seed: 1, heartbeatIntervalMs: HEARTBEAT_MS, latencyMs: LATENCY_MS, platform: "page" },
    // Nobody reads the ledger here.
    ledgerEntries: 0,
  });
  // A page may not call Discord's REST API with a bot's token; the simulator is not Discord's, so that is said by naming it.
  const options: ClientOptions = {
    ...bot,
    sync: "global",
    intents,
    token: discord.token,
    runtime: discord.runtime,
    restUrl: DISCORD_REST,
  };
  return { options, discord, check: async () => {}, drop: () => discord.fault("drop") };
}

/** A close code by which Discord keeps the session. */
const KEEP = 4900;

function real({ mode, token = "", intents, base, local = false }: Start): Place {
  const open = new Set<WebSocket>();
  const Socket = class extends WebSocket {
    constructor(url: string) {
      super(url);
      open.add(this);
      this.addEventListener("close", () => open.delete(this));
    }
  };
  const relayed = mode === "server" ? addresses(base, local) : {};
  // Straight from a page the bot can only listen, and answer interactions: all else of REST needs its token.
  const { events, ...rest } = bot;
  const program: Partial<ClientOptions> = mode === "server" ? { events, ...rest, sync: "global" } : rest;
  return {
    options: { ...program, ...relayed, token, intents: intents ?? "auto", runtime: { WebSocket: Socket } },
    discord: undefined,
    check: async () => {
      if (mode !== "server" || local) return;
      const { ok } = await fetch(new URL(RELAY_PATH, base)).catch(() => ({ ok: false }));
      if (!ok) throw new Error(NO_RELAY);
    },
    drop: () => {
      for (const socket of open) socket.close(KEEP);
    },
  };
}
