/**
 * Frames as a file and back: one JSON line each, or the HAR that browsers' own tools read. What people wrote and who they are is
 * left out unless it is asked for; token values never got this far.
 */

import type { Frame, Note } from "./wire.ts";
import { frameName } from "./words.ts";

/** How a file is written. */
export type Format = "ndjson" | "har";

/** Fields that tell who people are, what they wrote, or how their places are called. */
const PRIVATE =
  /^(content|.*name|nick|email|phone|session_id|avatar|banner|icon|discriminator|bio|topic|description|title|text|value|reason|state|details|label|placeholder|(proxy_)?url)$/;
const LEFT_OUT = "[left out]";
const KEPT = { name: "anycord frames", version: 1 };
const GATEWAY = "wss://gateway.discord.gg/";
const REST = "https://discord.com/api/v10";

/** The frames as NDJSON; `whole` leaves in what people wrote and their names. */
export function toNdjson(frames: readonly Frame[], whole: boolean): string {
  const lines = frames.map((frame) => ({ ...frame, text: told(frame, whole) }));
  return [KEPT, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** The frames and requests as a HAR 1.2; the frames as browsers write those of a WebSocket. */
export function toHar(frames: readonly Frame[], notes: readonly Note[], whole: boolean): string {
  const messages = frames.map((frame) => ({
    type: frame.direction === "in" ? "receive" : "send",
    ...{ time: frame.at / 1000, opcode: 1, data: told(frame, whole) },
  }));
  const socket = {
    ...entry("GET", GATEWAY, frames[0]?.at ?? 0, 101, 0),
    ...{ _resourceType: "websocket", _webSocketMessages: messages },
  };
  const requests = notes.flatMap((note) => {
    if (note.kind !== "request") return [];
    const [method = "", path = ""] = note.route.split(" ");
    return [entry(method, REST + path, note.at - note.tookMs, note.status ?? 0, note.tookMs)];
  });
  const { name, version } = KEPT;
  const log = { version: "1.2", creator: { name, version: String(version) }, entries: [socket, ...requests] };
  return JSON.stringify({ log });
}

function entry(method: string, url: string, at: number, status: number, tookMs: number): object {
  const sides = { httpVersion: "HTTP/1.1", cookies: [], headers: [], headersSize: -1, bodySize: -1 };
  const content = { size: 0, mimeType: "" };
  return {
    ...{ startedDateTime: new Date(at).toISOString(), time: tookMs, cache: {} },
    request: { method, url, ...sides, queryString: [] },
    response: { status, statusText: "", ...sides, content, redirectURL: "" },
    timings: { send: 0, wait: tookMs, receive: 0 },
  };
}

/** The frames of a file of either kind; throws an Error that says what is wrong. */
export function fromFile(file: string): Frame[] {
  if (/^\s*\{\s*"log"/.test(file)) return fromHar(file);
  const [head, ...lines] = file.split("\n").filter((line) => line.trim() !== "");
  if (head === undefined || !head.includes(KEPT.name))
    throw new Error("This is no file of frames that the page has exported.");
  return lines.map((line, n) => {
    const frame: unknown = JSON.parse(line);
    if (!isFrame(frame)) throw new Error(`Line ${n + 2} is no frame.`);
    return { ...frame, id: n + 1 };
  });
}

interface HarMessage {
  readonly type: "send" | "receive";
  readonly time: number;
  readonly data: string;
}

function fromHar(file: string): Frame[] {
  const { log } = JSON.parse(file) as { log: { entries?: { _webSocketMessages?: HarMessage[] }[] } };
  const messages = (log.entries ?? []).flatMap(({ _webSocketMessages: them = [] }) => them);
  const frames = messages.flatMap(({ type, time, data }, n) => {
    const { op, t = null, s = null } = payload(data);
    const direction = type === "send" ? "out" : "in";
    const frame = { id: n + 1, at: time * 1000, direction, op, t, s, bytes: data.length, text: data };
    return isFrame(frame) ? [frame] : [];
  });
  if (frames.length === 0) throw new Error("There is no frame of Discord's gateway in this HAR.");
  return frames;
}

function payload(data: string): { readonly op?: unknown; readonly t?: unknown; readonly s?: unknown } {
  try {
    return JSON.parse(data);
  } catch {
    return {};
  }
}

function told(frame: Frame, whole: boolean): string {
  if (whole) return frame.text;
  try {
    return JSON.stringify(JSON.parse(frame.text, leftOut));
  } catch {
    return `{"op":${frame.op},"t":${JSON.stringify(frame.t)},"d":"${LEFT_OUT}: ${frameName(frame)} was not readable"}`;
  }
}

function leftOut(key: string, value: unknown): unknown {
  return typeof value === "string" && value !== "" && PRIVATE.test(key) ? LEFT_OUT : value;
}

function isFrame(value: unknown): value is Frame {
  if (typeof value !== "object" || value === null) return false;
  const { at, op, text, bytes, direction, t, s } = value as Record<string, unknown>;
  const named = t === null || typeof t === "string";
  const counted = s === null || typeof s === "number";
  return (
    [at, op, bytes].every(Number.isFinite) &&
    typeof text === "string" &&
    named &&
    counted &&
    (direction === "in" || direction === "out")
  );
}
