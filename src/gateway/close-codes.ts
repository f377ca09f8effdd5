/**
 * What each close code of the gateway means, and what is to be done about it: resume the session, identify anew, or stop.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 *
 * A table and a look-up; it must never close anything.
 */

/** "resume": the session lives on. "identify": it is lost, start another. "fatal": a new connection would end the same. */
export type Verdict = "resume" | "identify" | "fatal";

/** A close code in words. */
export interface CloseCode {
  readonly verdict: Verdict;
  /** What happened, without the code. */
  readonly meaning: string;
  /** What to do about it; empty where anycord does it by itself. */
  readonly cure: string;
  /** Milliseconds to wait at least before connecting again. Default: 0. */
  readonly pauseMs?: number;
}

type Row = readonly [verdict: Verdict, meaning: string, cure?: string, pauseMs?: number];

const UNKNOWN: Row = ["resume", "unknown error"];
const REPORT = "Please report it as a bug.";

const GATEWAY_CODES: Readonly<Record<number, Row>> = {
  4000: UNKNOWN,
  4001: ["resume", "unknown opcode", REPORT],
  4002: ["resume", "unreadable payload", REPORT],
  4003: ["identify", "not identified"],
  4004: ["fatal", "unknown token", "Copy the token anew from the developer portal (Bot, Reset Token)."],
  4005: ["resume", "identified twice", REPORT],
  4007: ["identify", "unknown sequence number"],
  4008: ["resume", "sent too fast", "", 5000],
  4009: ["identify", "session timed out"],
  4010: ["fatal", "unknown shard", "Check `shards`."],
  4011: ["fatal", "too many guilds for a shard", 'Use `shards: "auto"`, or more.'],
  4012: ["fatal", "unknown gateway version", "Upgrade anycord."],
  4013: ["fatal", "unknown intents", "Use names of `Intents`."],
  4014: [
    "fatal",
    "intents that the bot may not have",
    "Switch them on in the developer portal (Bot, Privileged Gateway Intents), or do not ask for them.",
  ],
};

const DROPPED: Row = ["resume", "The connection to the gateway was dropped"];

/** The code that was sent; undefined for 0, 1005 and 1006, by which runtimes tell that there was none. */
export function sentCode(code: number | undefined): number | undefined {
  return code === 0 || code === 1005 || code === 1006 ? undefined : code;
}

/** What a close code means and asks for. */
export function closeCode(code: number | undefined): CloseCode {
  const sent = sentCode(code);
  const row = sent === undefined ? DROPPED : (GATEWAY_CODES[sent] ?? UNKNOWN);
  const [verdict, meaning, cure = "", pauseMs = 0] = row;
  return { verdict, meaning, cure, pauseMs };
}

/** The codes that the table knows. */
export const knownCloseCodes = (): readonly number[] => Object.keys(GATEWAY_CODES).map(Number);

/** What anycord closes with to end the session; the bot goes offline. */
export const LEAVE_CODE = 1000;
/** What anycord closes with to keep the session for the next connection or process, as any but 1000 and 1001 does for minutes. */
export const KEEP_CODE = 4900;
