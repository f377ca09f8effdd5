/** A stand-in for the network and the clock: answers from a list, time that moves when told. */
import type { LogEntry } from "../../src/log.ts";
import type { RestOptions } from "../../src/rest/init.ts";
import { createRest, type Rest } from "../../src/rest/rest.ts";
import type { FetchInit, ResponseLike, Runtime } from "../../src/runtime.ts";

export interface Sent {
  readonly url: string;
  readonly init: FetchInit;
  readonly at: number;
}

/** What is answered: a status, headers, a body; "hang" for never, an Error for a network that fails. */
export type Reply =
  | Error
  | "hang"
  | { status?: number; headers?: Record<string, string>; json?: unknown; text?: string };

export interface StandIn {
  readonly rest: Rest;
  readonly sent: Sent[];
  readonly logged: LogEntry[];
  readonly timers: () => number;
  /** Lets everything that is due happen, up to so many milliseconds from now. */
  pass(ms?: number): Promise<void>;
}

/** A rest whose requests are answered by `reply`, one after another. */
export function standIn(reply: (sent: Sent, index: number) => Reply, options: RestOptions = {}): StandIn {
  const sent: Sent[] = [];
  const logged: LogEntry[] = [];
  const timers = new Set<{ at: number; run: () => void }>();
  let now = 1000;
  const runtime: Partial<Runtime> = {
    name: "node",
    now: () => now,
    date: () => 1_700_000_000_000 + now,
    random: () => 0.5,
    schedule: (run, delayMs) => {
      const timer = { at: now + Math.max(1, delayMs), run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    fetch: (url, init) => {
      sent.push({ url, init, at: now });
      const answer = reply({ url, init, at: now }, sent.length - 1);
      if (answer === "hang") return new Promise(() => {});
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve(response(answer));
    },
    ...options.runtime,
  };
  async function pass(ms = 0): Promise<void> {
    const until = now + ms;
    for (;;) {
      await settle();
      const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      timers.delete(next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = until;
  }
  const rest = createRest({ token: "bot.secret", log: (entry) => logged.push(entry), ...options, runtime });
  return { rest, sent, logged, timers: () => timers.size, pass };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function response({ status = 200, headers = {}, json, text }: Exclude<Reply, Error | "hang">): ResponseLike {
  const body = text ?? (json === undefined ? "" : JSON.stringify(json));
  const all: Record<string, string> = { ...(json !== undefined && { "content-type": "application/json" }), ...headers };
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name) => all[name.toLowerCase()] ?? null },
    text: async () => body,
    arrayBuffer: async () => new TextEncoder().encode(body).buffer as ArrayBuffer,
  };
}

/** The headers of a bucket. */
export const quota = (remaining: number, resetAfter: number, limit = 5, bucket = "b"): Record<string, string> => ({
  "x-ratelimit-limit": String(limit),
  "x-ratelimit-remaining": String(remaining),
  "x-ratelimit-reset-after": String(resetAfter),
  "x-ratelimit-bucket": bucket,
});
