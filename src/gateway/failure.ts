/**
 * Puts the end of a connection into words: the error that a program gets, or that a log shows.
 *
 * It must never decide what happens next, and never hold a token or a session id.
 */

import { type AnycordError, GatewayClosedError, NetworkError, TimeoutError, UsageError } from "../errors.ts";
import { closeCode } from "./close-codes.ts";
import { Deadline, type End, type EndCause } from "./transcript.ts";

const CHECK_NETWORK =
  "Check the network, a proxy or a firewall between here and the gateway, and `gatewayUrl` if it was given.";
const RETRIED = "anycord tries again by itself.";

/** The error of an end. `advice` is put in front of the cure of a close code: which intents were asked for, and where. */
export function endError(end: End, advice = ""): AnycordError {
  const { cause } = end;
  if (cause.type === "closed") return closedError(end, cause.code, cause.reason, advice);
  return ERRORS[cause.type]();
}

const ERRORS: Readonly<Record<Exclude<EndCause["type"], "closed">, () => AnycordError>> = {
  "dial-timeout": () =>
    timeout("GATEWAY_DIAL_TIMEOUT", Deadline.Dial, "The gateway's socket did not open", CHECK_NETWORK),
  "hello-timeout": () =>
    timeout(
      "GATEWAY_HELLO_TIMEOUT",
      Deadline.Hello,
      "The gateway's socket opened, but Hello never came",
      `${CHECK_NETWORK} Whatever listens there does not speak Discord's gateway protocol.`,
    ),
  "ready-timeout": () =>
    timeout(
      "GATEWAY_READY_TIMEOUT",
      Deadline.Ready,
      "Discord answered neither READY nor RESUMED, nor a heartbeat",
      RETRIED,
    ),
  zombie: () => network("GATEWAY_ZOMBIE", "A heartbeat went unanswered: the connection is dead."),
  corrupt: () => network("GATEWAY_CORRUPT", "The compressed stream could not be read any longer."),
  reconnect: () => network("GATEWAY_RECONNECT", "Discord asked for a new connection."),
  "invalid-session": () => network("GATEWAY_INVALID_SESSION", "Discord did not accept the session."),
  left: () => network("GATEWAY_LEFT", "The connection was closed by this program.", "Call connect() to start again."),
};

function network(code: string, what: string, cure = RETRIED): NetworkError {
  return new NetworkError(code, { what, cure });
}

function timeout(code: string, timeoutMs: number, what: string, cure: string): TimeoutError {
  return new TimeoutError(code, timeoutMs, { what: `${what} within ${timeoutMs / 1000} s.`, cure });
}

function closedError(end: End, code: number | undefined, reason: string, advice: string): AnycordError {
  const { verdict, meaning, cure } = closeCode(code);
  if (!end.greeted && (code === undefined || code < 4000)) {
    const detail = reason === "" ? "" : ` (${reason})`;
    return new NetworkError("GATEWAY_UNREACHABLE", {
      what: `The gateway could not be reached${detail}.`,
      cure: CHECK_NETWORK,
    });
  }
  const number = code === undefined ? "" : ` ${code}`;
  const said = reason === "" ? "" : ` ("${reason}")`;
  return new GatewayClosedError(
    code === undefined ? "GATEWAY_DROPPED" : `GATEWAY_${code}`,
    code === undefined ? {} : { closeCode: code },
    {
      what: `Discord closed the gateway${number}${said}: ${meaning}.`,
      cure: [advice, cure || (verdict === "fatal" ? "" : RETRIED)].filter(Boolean).join(" "),
    },
  );
}

/** The error of a bot whose session starts are used up. `resetsAt` in milliseconds since 1970. */
export function budgetError(resetsAt: number): GatewayClosedError {
  return new GatewayClosedError(
    "IDENTIFY_BUDGET",
    { resetsAt },
    {
      what: `The bot's session starts for today are used up, or down to the last 5 % that are kept for lost sessions; more are to be had at ${new Date(resetsAt).toISOString()}.`,
      cure: "Wait until then, and find out what starts the bot so often: Discord resets the token of a bot that goes on.",
    },
  );
}

/** The bot was closed while something was under way. */
export const closedMeanwhile = (): UsageError =>
  new UsageError("GATEWAY_CLOSED", { what: "The bot was closed meanwhile.", cure: "Call connect() again." });

/** The runtime has no WebSocket. */
export const noWebSocket = (): UsageError =>
  new UsageError("NO_WEBSOCKET", {
    what: "This runtime has no WebSocket.",
    cure: "Use Node 22 or newer, or hand one in: `runtime: { WebSocket }` (the class of the `ws` package will do).",
  });

/** What is to be dialled is no url. */
export const badAddress = (url: string): UsageError =>
  new UsageError("GATEWAY_URL", {
    what: `"${url}" is not the url of a gateway.`,
    cure: 'Give `gatewayUrl` as "wss://host/", or leave it out.',
  });

/** connect() was called twice. */
export const alreadyConnected = (): UsageError =>
  new UsageError("ALREADY_CONNECTED", {
    what: "connect() was called while connected.",
    cure: "Call close() first, or connect() only once.",
  });

/** The shard of a guild does not run here. */
export const notHere = (shard: number, connected: boolean): UsageError =>
  connected
    ? new UsageError("SHARD_ELSEWHERE", {
        what: `Shard ${shard}, which owns the guild, does not run in this process.`,
        cure: "Ask in the process that runs it.",
      })
    : new UsageError("NOT_CONNECTED", { what: "The bot is not connected.", cure: "Call connect() first." });
