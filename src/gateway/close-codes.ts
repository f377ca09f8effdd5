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

const resume = (meaning: string, cure = "", pauseMs = 0): CloseCode => ({ verdict: "resume", meaning, cure, pauseMs });
const identify = (meaning: string): CloseCode => ({ verdict: "identify", meaning, cure: "" });
const fatal = (meaning: string, cure: string): CloseCode => ({ verdict: "fatal", meaning, cure });

const REPORT = "This is a bug in anycord or in a payload that was handed to it: please report it with the log.";

const GATEWAY_CODES: Readonly<Record<number, CloseCode>> = {
  4000: resume("Discord had an unknown error"),
  4001: resume("Discord did not know an opcode or its payload", REPORT),
  4002: resume("Discord could not decode a payload", REPORT),
  4003: identify("a payload was sent before identifying, or the session was invalidated"),
  4004: fatal(
    "Discord does not know the token",
    "Copy the bot's token again from the developer portal (Bot, Reset Token) and see that no blank or quote came along.",
  ),
  4005: resume("the connection identified twice", REPORT),
  4007: identify("the session could not be resumed from that sequence number"),
  4008: resume("too much was sent too fast", "", 5000),
  4009: identify("the session timed out"),
  4010: fatal(
    "the shard is not valid",
    "Check `shards`: each id must be below the total, and the total one that Discord accepts.",
  ),
  4011: fatal("the bot is in too many guilds for so few shards", 'Use `shards: "auto"`, or a greater total.'),
  4012: fatal("the gateway's version is not valid", "Upgrade anycord."),
  4013: fatal("the intents are not valid", 'Use names from `Intents`, or `intents: "auto"`.'),
  4014: fatal(
    "an intent was asked for that the bot may not have",
    "Switch it on in the developer portal (Bot, Privileged Gateway Intents), or stop asking for it.",
  ),
};

const DROPPED = resume("the connection was dropped without a close code");

/** What a close code means and asks for. 0, 1005, 1006 and undefined all mean that there was none. */
export function closeCode(code: number | undefined): CloseCode {
  if (code === undefined || code === 0 || code === 1005 || code === 1006) return DROPPED;
  return (
    GATEWAY_CODES[code] ??
    resume(code < 4000 ? "the connection was closed" : "Discord closed with a code of no known meaning")
  );
}

/** The codes that the table knows. */
export const knownCloseCodes: readonly number[] = Object.keys(GATEWAY_CODES).map(Number);

/** Codes that anycord closes with; any but 1000 and 1001 keeps the session for a few minutes. */
export const OwnCloseCode = {
  /** Ends the session; the bot goes offline. */
  Leave: 1000,
  /** Keeps the session, to be taken up by the next connection or process. */
  Keep: 4900,
} as const;
