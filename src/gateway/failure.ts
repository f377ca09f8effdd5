/**
 * Puts the end of a connection into words: the error that a program gets, or that a log shows.
 *
 * It must never decide what happens next, and never hold a token or a session id.
 */

import { type AnycordError, GatewayClosedError, NetworkError, TimeoutError, UsageError } from "../errors.ts";
import { closeCode } from "./close-codes.ts";
import type { ShardPhase } from "./shard-events.ts";
import { Deadline, type End, type EndCause, overdue } from "./transcript.ts";

const CHECK_NETWORK = "Check the network, proxies, firewalls and `gatewayUrl`.";
const RETRIED = "anycord tries again.";
const CLOSED = ["The bot was closed", "Call connect() again."] as const;

/** What happened, what to do, and the deadline that passed, in milliseconds. */
type Words = readonly [what: string, cure?: string, timeoutMs?: number];

const WORDS: Readonly<Record<Exclude<EndCause["type"], "closed">, Words>> = {
  "dial-timeout": ["The socket did not open", CHECK_NETWORK, Deadline.Dial],
  "hello-timeout": ["The socket opened, but Hello never came", CHECK_NETWORK, Deadline.Hello],
  "ready-timeout": ["Discord sent neither READY nor RESUMED", "See https://discordstatus.com.", Deadline.Ready],
  zombie: ["A heartbeat went unanswered"],
  corrupt: ["The compressed stream is broken"],
  reconnect: ["Discord asked for a new connection"],
  "invalid-session": ["Discord refused the session"],
  left: CLOSED,
};

/** Tells more about a close code, to stand in front of its cure: which intents were asked for, and where. */
export type Advice = (closeCode: number | undefined) => string;

/** The error of an end. */
export function endError(end: End, advice?: Advice): AnycordError {
  const { cause } = end;
  if (cause.type === "closed") return closedError(end, cause.code, cause.reason, advice);
  const [what, cure = RETRIED, timeoutMs] = WORDS[cause.type];
  const code = `GATEWAY_${cause.type.toUpperCase().replace("-", "_")}`;
  if (timeoutMs === undefined) return new NetworkError(code, { what: `${what}.`, cure });
  return new TimeoutError(code, timeoutMs, { what: `${what} within ${timeoutMs / 1000} s.`, cure });
}

/** What a shard in that phase waits for, and what may be wrong with it. */
export function awaited(phase: ShardPhase | undefined): string {
  const type = phase && overdue[phase];
  if (type === undefined) return "Shards start one after another: give `connect` a longer `timeoutMs`.";
  return WORDS[type].slice(0, 2).join(". ");
}

function closedError(end: End, code: number | undefined, reason: string, advice: Advice = () => ""): AnycordError {
  const said = reason && ` (${reason.replace(/\.$/, "")})`;
  if (!end.greeted && (code ?? 0) < 4000) {
    const what = `The gateway could not be reached${said}.`;
    return new NetworkError("GATEWAY_UNREACHABLE", { what, cure: CHECK_NETWORK });
  }
  const { meaning, cure } = closeCode(code);
  return new GatewayClosedError(
    `GATEWAY_${code ?? "DROPPED"}`,
    { closeCode: code },
    {
      what: code === undefined ? `${meaning}${said}.` : `Discord closed the gateway with ${code}${said}: ${meaning}.`,
      cure: `${advice(code)} ${cure || RETRIED}`.trimStart(),
    },
  );
}

/** The error of a bot whose session starts are used up. `resetsAt` in milliseconds since 1970. */
export function budgetError(resetsAt: number): GatewayClosedError {
  return new GatewayClosedError(
    "IDENTIFY_BUDGET",
    { resetsAt },
    {
      what: `The session starts are used up until ${new Date(resetsAt).toISOString()}; a few are kept for lost sessions.`,
      cure: "Find out what starts the bot so often, or Discord resets its token.",
    },
  );
}

const misuse = (code: string, what: string, cure: string): UsageError =>
  new UsageError(code, { what: `${what}.`, cure });

/** The bot was closed while something was under way. */
export const closedMeanwhile = (): UsageError => misuse("GATEWAY_CLOSED", ...CLOSED);

/** The runtime has no WebSocket. */
export const noWebSocket = (): UsageError =>
  misuse("NO_WEBSOCKET", "This runtime has no WebSocket", "Use Node 22, or hand one in: `runtime: { WebSocket }`.");

/** What is to be dialled is no url. */
export const badAddress = (url: string): UsageError =>
  misuse("GATEWAY_URL", `"${url}" is not the address of a gateway`, 'Give `gatewayUrl` as "wss://host/".');

/** connect() was called twice. */
export const alreadyConnected = (): UsageError =>
  misuse("ALREADY_CONNECTED", "The bot is connected already", "Call close() first.");

/** The shard of a guild does not run here. */
export const notHere = (shard: number, connected: boolean): UsageError =>
  connected
    ? misuse("SHARD_ELSEWHERE", `Shard ${shard} runs in another process`, "Ask there.")
    : misuse("NOT_CONNECTED", "The bot is not connected", "Call connect() first.");
