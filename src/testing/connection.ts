/**
 * One gateway socket as Discord's side sees it, a machine: Hello, heartbeats, limits, and what may be said when.
 * https://docs.discord.com/developers/events/gateway#connections
 *
 * It knows nothing of sessions: it asks for one and is told.
 */

import { GatewayOpcode } from "../discord/opcodes.ts";
import type { Machine, Tick } from "../machine.ts";

/** What goes over the wire, dispatches aside. */
export interface Payload {
  readonly op: number;
  readonly d: unknown;
}

/** A frame that was heard, read but not judged. */
export interface Frame {
  /** Undefined when it is no JSON object. */
  readonly payload: Record<string, unknown> | undefined;
  readonly bytes: number;
}

/** What happens to a connection. */
export type ConnectionInput =
  | { readonly type: "opened" }
  | { readonly type: "heard"; readonly frame: Frame }
  /** Identify or Resume was taken: the connection carries a session from now on. */
  | { readonly type: "accepted" }
  /** Identify or Resume was not taken. */
  | { readonly type: "refused" }
  /** Heartbeats go unanswered from now on. */
  | { readonly type: "numbed" };

/** What a connection wants done. */
export type ConnectionEffect =
  | { readonly type: "send"; readonly payload: Payload }
  | { readonly type: "close"; readonly code: number; readonly reason: string }
  | { readonly type: "identify"; readonly data: Record<string, unknown> }
  | { readonly type: "resume"; readonly data: Record<string, unknown> }
  | { readonly type: "command"; readonly op: number; readonly data: Record<string, unknown> };

/** How a connection behaves. */
export interface ConnectionOptions {
  /** What is said first. */
  readonly greeting: "hello" | "invalid-hello" | "reconnect" | "nothing";
  readonly heartbeatIntervalMs: number;
}

/** The largest frame that may be sent to Discord. */
const LARGEST_FRAME_BYTES = 4096;
const FRAMES_PER_WINDOW = 120;
const WINDOW_MS = 60_000;
const LEAST_PATIENCE_MS = 5_000;

const COMMANDS: ReadonlySet<number> = new Set([
  GatewayOpcode.PresenceUpdate,
  GatewayOpcode.VoiceStateUpdate,
  GatewayOpcode.RequestGuildMembers,
  GatewayOpcode.RequestSoundboardSounds,
  GatewayOpcode.RequestChannelInfo,
]);

/** Discord's end of one socket. */
export class Connection implements Machine<ConnectionInput, ConnectionEffect> {
  readonly #options: ConnectionOptions;
  readonly #heardAt: number[] = [];
  #phase: "new" | "asked" | "live" | "closed" = "new";
  #acks = true;
  alarm: number | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  feed(input: ConnectionInput | Tick, now: number): readonly ConnectionEffect[] {
    if (this.#phase === "closed") return [];
    switch (input.type) {
      case "opened":
        return this.#greet(now);
      case "heard":
        return this.#hear(input.frame, now);
      case "accepted":
        this.#phase = "live";
        return [];
      case "refused":
        this.#phase = "new";
        return [];
      case "numbed":
        this.#acks = false;
        return [];
      case "tick":
        return this.alarm !== undefined && now >= this.alarm ? this.#close(4000, "No heartbeat was heard.") : [];
    }
  }

  #greet(now: number): readonly ConnectionEffect[] {
    switch (this.#options.greeting) {
      case "nothing":
        return [];
      case "reconnect":
        return [send(GatewayOpcode.Reconnect, null)];
      case "invalid-hello":
        this.#expectHeartbeat(now);
        return [send(GatewayOpcode.Hello, { heartbeat_interval: null })];
      case "hello":
        this.#expectHeartbeat(now);
        return [send(GatewayOpcode.Hello, { heartbeat_interval: this.#options.heartbeatIntervalMs })];
    }
  }

  #hear(frame: Frame, now: number): readonly ConnectionEffect[] {
    if (frame.bytes > LARGEST_FRAME_BYTES) return this.#close(4002, "Payload too large.");
    if (this.#isFlooding(now)) return this.#close(4008, "You are being rate limited.");
    if (frame.payload === undefined) return this.#close(4002, "Error while decoding payload.");
    const { op, d } = frame.payload;
    if (op === GatewayOpcode.Heartbeat) return this.#beat(d, now);
    if (op === GatewayOpcode.Identify || op === GatewayOpcode.Resume) return this.#ask(op, d);
    if (typeof op !== "number" || !COMMANDS.has(op)) return this.#close(4001, "Unknown opcode.");
    if (this.#phase !== "live") return this.#close(4003, "Not authenticated.");
    if (!isObject(d)) return this.#close(4001, "Invalid payload.");
    return [{ type: "command", op, data: d }];
  }

  #beat(seq: unknown, now: number): readonly ConnectionEffect[] {
    if (seq !== null && !Number.isSafeInteger(seq)) return this.#close(4001, "Invalid payload.");
    this.#expectHeartbeat(now);
    return this.#acks ? [send(GatewayOpcode.HeartbeatAck, null)] : [];
  }

  #ask(op: number, data: unknown): readonly ConnectionEffect[] {
    if (this.#phase !== "new") return this.#close(4005, "Already authenticated.");
    if (!isObject(data)) return this.#close(4001, "Invalid payload.");
    this.#phase = "asked";
    return [{ type: op === GatewayOpcode.Identify ? "identify" : "resume", data }];
  }

  #isFlooding(now: number): boolean {
    this.#heardAt.push(now);
    while ((this.#heardAt[0] as number) <= now - WINDOW_MS) this.#heardAt.shift();
    return this.#heardAt.length > FRAMES_PER_WINDOW;
  }

  #expectHeartbeat(now: number): void {
    const interval = this.#options.heartbeatIntervalMs;
    this.alarm = now + interval + Math.max(interval / 2, LEAST_PATIENCE_MS);
  }

  #close(code: number, reason: string): readonly ConnectionEffect[] {
    this.#phase = "closed";
    this.alarm = undefined;
    return [{ type: "close", code, reason }];
  }
}

const utf8 = new TextEncoder();
const decoder = new TextDecoder();

/** Reads a frame, without judging it. */
export function readFrame(data: string | Uint8Array): Frame {
  const text = typeof data === "string" ? data : decoder.decode(data);
  const bytes = typeof data === "string" ? utf8.encode(text).length : data.length;
  try {
    const value: unknown = JSON.parse(text);
    return { payload: isObject(value) ? value : undefined, bytes };
  } catch {
    return { payload: undefined, bytes };
  }
}

function send(op: number, d: unknown): ConnectionEffect {
  return { type: "send", payload: { op, d } };
}

/** Whether a value is an object of names and values. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
