/**
 * Frames as a file and back: one JSON line each. What people wrote and who they are is left out unless it is asked for; token
 * values never got this far.
 */

import type { Frame } from "./wire.ts";

const PRIVATE = new Set([
  "content",
  "username",
  "global_name",
  "nick",
  "email",
  "session_id",
  "avatar",
  "discriminator",
]);
const KEPT = { name: "anycord frames", version: 1 };

/** The frames as NDJSON; `whole` leaves in what people wrote and their names. */
export function toNdjson(frames: readonly Frame[], whole: boolean): string {
  const lines = frames.map(({ text, ...rest }) => ({ ...rest, text: whole ? text : redacted(text) }));
  return [KEPT, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** The frames of a file; throws an Error that says what is wrong. */
export function fromNdjson(file: string): Frame[] {
  const [head, ...lines] = file.split("\n").filter((line) => line.trim() !== "");
  if (head === undefined || !head.includes(KEPT.name))
    throw new Error("This is no file of frames that the page has exported.");
  return lines.map((line, n) => {
    const frame: unknown = JSON.parse(line);
    if (!isFrame(frame)) throw new Error(`Line ${n + 2} is no frame.`);
    return { ...frame, id: n + 1 };
  });
}

function redacted(text: string): string {
  try {
    return JSON.stringify(
      JSON.parse(text, (key, value) =>
        PRIVATE.has(key) && typeof value === "string" && value !== "" ? "[left out]" : value,
      ),
    );
  } catch {
    return "[not readable]";
  }
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
