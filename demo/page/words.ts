/**
 * Discord's numbers in words for the page: opcodes, phases, and what a frame is about in one line. Pure.
 */

import type { Frame } from "./wire.ts";

const OPCODES: Readonly<Record<number, string>> = {
  1: "Heartbeat",
  2: "Identify",
  3: "Presence Update",
  4: "Voice State Update",
  6: "Resume",
  7: "Reconnect",
  8: "Request Members",
  9: "Invalid Session",
  10: "Hello",
  11: "Heartbeat ACK",
};

/** What a frame is called: its event, or its opcode's name. */
export function frameName({ t, op }: Pick<Frame, "t" | "op">): string {
  return t ?? OPCODES[op] ?? `op ${op}`;
}

/** The families by which frames are coloured and counted; the first that fits. */
export const FAMILIES: readonly { readonly name: string; readonly of: RegExp }[] = [
  { name: "messages", of: /^MESSAGE_(?!REACTION)/ },
  { name: "reactions", of: /REACTION/ },
  { name: "presence", of: /^(TYPING|PRESENCE|VOICE)/ },
  { name: "interactions", of: /^INTERACTION/ },
  { name: "guilds", of: /^(GUILD|CHANNEL|THREAD|ROLE)/ },
  { name: "other", of: /^[A-Z0-9_]+$/ },
  { name: "protocol", of: /./ },
];

const known = new Map<string, number>();

/** The place of a frame's family in FAMILIES. */
export function familyOf(frame: Pick<Frame, "t" | "op">): number {
  const name = frame.t === "READY" || frame.t === "RESUMED" ? "Ready" : frameName(frame);
  let family = known.get(name);
  if (family === undefined) {
    family = FAMILIES.findIndex(({ of }) => of.test(name));
    known.set(name, family);
  }
  return family;
}

/** What stands in a frame, in one line; empty where nothing is worth telling. */
export function gist(frame: Frame): string {
  try {
    const { d } = JSON.parse(frame.text) as { d: unknown };
    return frame.t === null ? protocolGist(frame.op, d) : eventGist(frame.t, d as Fields);
  } catch {
    return "not readable";
  }
}

// biome-ignore lint/suspicious/noExplicitAny: whatever came over the wire
type Fields = Record<string, any>;

function eventGist(type: string, d: Fields): string {
  switch (type) {
    case "READY":
      return `${d.user?.username} in ${d.guilds?.length} guilds, session ${String(d.session_id).slice(0, 8)}…`;
    case "RESUMED":
      return "all that was missed has come";
    case "MESSAGE_CREATE":
    case "MESSAGE_UPDATE":
      return `${d.author?.username ?? "?"}: ${d.content || "(no content)"}`;
    case "MESSAGE_REACTION_ADD":
      return `${d.emoji?.name ?? ""} by ${d.member?.user?.username ?? d.user_id}`;
    case "TYPING_START":
      return `${d.member?.user?.username ?? `user ${d.user_id}`} types`;
    case "INTERACTION_CREATE":
      return `${interactionName(d.data ?? {})} by ${d.member?.user?.username ?? d.user?.username ?? "?"}`;
    case "GUILD_CREATE":
      return `${d.name ?? "unavailable"}, ${d.member_count ?? "?"} members`;
    default:
      return String(d?.name ?? d?.id ?? "");
  }
}

function interactionName({ name, custom_id, options }: Fields): string {
  if (name === undefined) return String(custom_id ?? "");
  const path = [name];
  // 1 and 2 are subcommands and their groups; anything else is a value.
  for (let [inner] = options ?? []; inner?.type <= 2; [inner] = inner.options ?? []) path.push(inner.name);
  return `/${path.join(" ")}`;
}

function protocolGist(op: number, d: unknown): string {
  const fields = (typeof d === "object" && d !== null ? d : {}) as Fields;
  switch (op) {
    case 1:
      return `last event seen: ${d ?? "none"}`;
    case 2:
      return `intents ${fields.intents}, token hidden`;
    case 6:
      return `session ${String(fields.session_id).slice(0, 8)}… from event ${fields.seq}, token hidden`;
    case 7:
      return "connect anew, please";
    case 9:
      return d === true ? "the session may be resumed" : "the session is gone";
    case 10:
      return `a heartbeat every ${Number(fields.heartbeat_interval) / 1000} s, please`;
    default:
      return "";
  }
}

/** A time of day with milliseconds. */
export function clockTime(at: number): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, "0");
  const ms = String(date.getMilliseconds()).padStart(3, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`;
}

/** A duration as people say it: "840 ms", "3.2 s", "4 min 10 s". */
export function span(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${minutes} min ${Math.floor((ms % 60_000) / 1000)} s`;
}

/** Bytes as people say them. */
export function weight(bytes: number): string {
  return bytes < 1000
    ? `${bytes} B`
    : bytes < 1e6
      ? `${(bytes / 1000).toFixed(1)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`;
}
