/**
 * Sends the answers of an HTTP endpoint that was given no rest client: JSON only, without waiting for rate limits.
 *
 * It must never put a url into an error: the url holds the interaction's token.
 */

import { ApiError, NetworkError, TimeoutError, UsageError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import type { Send } from "./send.ts";

const API_URL = "https://discord.com/api/v10";
const TIMEOUT_MS = 10_000;

/** Sends with the runtime's fetch. Rejects with an ApiError, a NetworkError, a TimeoutError, or a UsageError for files. */
export function createPlainSend({ fetch, schedule }: Pick<Runtime, "fetch" | "schedule">, url: string = API_URL): Send {
  return async (route, { path, body, files }) => {
    if (files !== undefined && files.length > 0) throw needsRest("Files");
    const [method = "", template = ""] = route.split(" ");
    const target = url + template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ""));
    const abort = new AbortController();
    const cancel = schedule(() => abort.abort(), TIMEOUT_MS);
    try {
      const headers = { "content-type": "application/json" };
      const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
      const response = await fetch(target, { method, headers: {}, signal: abort.signal, ...sent });
      const text = await response.text();
      if (!response.ok) throw apiError(route, response.status, parsed(text));
      return parsed(text);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw abort.signal.aborted ? timedOut(route) : unreachable(route, error);
    } finally {
      cancel();
    }
  };
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function apiError(route: string, status: number, answer: unknown): ApiError {
  const { code = 0, message = "no reason given" } = (answer ?? {}) as { code?: number; message?: string };
  const facts = { route, status, discordCode: code, fields: [] };
  return new ApiError(code === 0 ? `HTTP_${status}` : `API_${code}`, facts, {
    what: `Discord refused ${route} with ${status}: ${message} (code ${code}).`,
    cure: "Look the code up: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json.",
  });
}

/** What an endpoint says that was asked for more than plain answers. */
export function needsRest(what: string): UsageError {
  return new UsageError("ENDPOINT_NEEDS_REST", {
    what: `${what} cannot be sent: the endpoint has no rest client.`,
    cure: "Hand it one: createInteractionsEndpoint({ rest: createRest({ token }), ... }).",
  });
}

function timedOut(route: string): TimeoutError {
  return new TimeoutError("REQUEST_TIMEOUT", TIMEOUT_MS, {
    what: `Discord did not answer ${route} within ${TIMEOUT_MS} ms.`,
    cure: "Try again later.",
  });
}

function unreachable(route: string, cause: unknown): NetworkError {
  return new NetworkError("NETWORK", {
    what: `${route} did not reach Discord.`,
    cure: "Check network, DNS and proxy.",
    cause,
  });
}
