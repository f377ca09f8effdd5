/**
 * What can be made to go wrong, by name. Only words: the gateway, the sockets and the REST side act on them.
 */

/** Things that go wrong on the connections that live now. */
export type LiveFault =
  /** The TCP connection is gone, without a Close frame; the session stays. */
  | "drop"
  /** Op 7. */
  | "reconnect"
  /** Op 9 with `d: false`: the session is gone. */
  | "invalid-session"
  /** Op 9 with `d: true`: the session may be resumed. */
  | "invalid-session-resumable"
  /** Heartbeats are no longer answered; events go on. */
  | "zombie"
  /** Nothing passes either way any more, and nobody is told: a cable was cut. */
  | "blackhole"
  /** Frames that are no payloads. */
  | "garbage"
  /** Bytes that no inflater reads. */
  | "corrupt"
  /** A Close frame is never answered. */
  | "deaf"
  /** A heartbeat is asked for, op 1. */
  | "ask-heartbeat"
  /** The latest events are sent once more, under their old numbers. */
  | "duplicate"
  /** An event is lost inside Discord: its number is used up, and nothing will ever come under it. */
  | "lost-event"
  /** After the client has closed, its socket goes on telling what comes, as that of the `ws` package does. */
  | "late-frames"
  /** What Discord sends comes so much later, all at once and in order. */
  | { readonly stallMs: number }
  /** Discord closes with this code. */
  | { readonly close: number; readonly reason?: string };

/** Things that go wrong with the next connections, one each. */
export type DialFault =
  /** Nobody listens: the dial fails. */
  | "refused"
  /** The socket opens, and Hello never comes. */
  | "silent"
  /** Hello comes without the interval that it should tell. */
  | "invalid-hello"
  /** The dial is never answered. */
  | "hanging"
  /** Op 7 comes in place of Hello. */
  | { readonly reconnectBeforeHello: true }
  /** Identify and Resume are heard, heartbeats are answered, and the answer comes so much later. */
  | { readonly readyAfterMs: number }
  /** Discord closes with this code as soon as Identify or Resume has come. */
  | { readonly closeAfterIdentify: number };

/** Things that stay wrong until `heal()`. */
export type LastingFault =
  /** The address that READY gave for resuming refuses every dial. */
  | "dead-resume-url"
  /** The bot's token is no longer right: close 4004 now, and 401 and 4004 from now on. */
  | "token-revoked";

/** Things that go wrong with the next REST requests, one each. */
export type RestFault =
  /** A 429 of this kind: the bucket's, everybody's together on a resource, the bot's global one, or Cloudflare's page. */
  | "rate-limit"
  | { readonly rateLimit: "user" | "shared" | "global" | "cloudflare"; readonly retryAfterMs?: number }
  /** The request does not arrive. */
  | "network"
  /** The request is carried out, and the answer does not arrive. */
  | "lost-answer"
  /** Another status, with a body that is not JSON: 502, 503 ... */
  | { readonly status: number };

/** Everything that can be made to go wrong. */
export type Fault = LiveFault | DialFault | LastingFault | RestFault;

/** Whom a fault meets, and how often. */
export interface FaultOptions {
  /** Only connections of this shard. Default: all. */
  readonly shard?: number | undefined;
  /** For faults of the next connections or requests: of how many. Default: 1. */
  readonly times?: number | undefined;
}

/** Which part of the simulator a fault is for. */
export type FaultPlace = "live" | "dial" | "lasting" | "rest";

/** Those that have a name; what is named nowhere here is live. */
const PLACES: { readonly [F in Exclude<Extract<Fault, string>, LiveFault>]: FaultPlace } = {
  refused: "dial",
  silent: "dial",
  "invalid-hello": "dial",
  hanging: "dial",
  "dead-resume-url": "lasting",
  "token-revoked": "lasting",
  "rate-limit": "rest",
  network: "rest",
  "lost-answer": "rest",
};

/** A fault and the part of the simulator that acts on it. */
export type PlacedFault =
  | { readonly place: "live"; readonly fault: LiveFault }
  | { readonly place: "dial"; readonly fault: DialFault }
  | { readonly place: "lasting"; readonly fault: LastingFault }
  | { readonly place: "rest"; readonly fault: RestFault };

/** Tells which part of the simulator a fault is for. */
export function place(fault: Fault): PlacedFault {
  return { place: placeOf(fault), fault } as PlacedFault;
}

function placeOf(fault: Fault): FaultPlace {
  if (typeof fault === "string") return (PLACES as Partial<Record<string, FaultPlace>>)[fault] ?? "live";
  if ("close" in fault || "stallMs" in fault) return "live";
  return "rateLimit" in fault || "status" in fault ? "rest" : "dial";
}

/** What no inflater reads, with the end that a message of a zlib stream has. */
export const CORRUPT: Uint8Array = Uint8Array.of(0x07, 0xde, 0xad, 0xbe, 0xef, 0x00, 0x00, 0xff, 0xff);

/** Frames that a client must survive: none of them is a payload, though some nearly are. */
export const GARBAGE: readonly string[] = [
  "",
  "not json",
  "{",
  '{"op":0,"t":"MESSAGE_CREATE","s":',
  "null",
  "[]",
  "42",
  '"op"',
  "{}",
  '{"op":"0"}',
];
