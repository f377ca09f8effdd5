/** A server with true limits on its own clock, for `pacing.ts`: 5 a second for each channel, 50 a second for all. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { TrueWindow, type WindowKind } from "./true-discord.ts";

const WINDOW_MS = 1000;

/** Serves on a free port of the loopback, and tells the parent process which. */
export async function serveLimits(kind: WindowKind, latencyMs: number): Promise<void> {
  const all = new TrueWindow({ kind, limit: 50, windowMs: WINDOW_MS });
  const channels = new Map<string, TrueWindow>();
  const later = (run: () => void) => (latencyMs > 0 ? setTimeout(run, latencyMs / 2) : run());
  const server = createServer((request, response) => {
    later(() => {
      const { status, headers, body } = judge(request.url ?? "", performance.now());
      later(() => response.writeHead(status, headers).end(JSON.stringify(body)));
    });
  });

  function judge(url: string, now: number) {
    const channel = channels.get(url) ?? new TrueWindow({ kind, limit: 5, windowMs: WINDOW_MS });
    channels.set(url, channel);
    const anywhere = all.arrive(now);
    if (!anywhere.allowed) return refusal(anywhere.retryAfterMs, { "x-ratelimit-scope": "global" });
    const here = channel.arrive(now);
    const headers = {
      ...{ "x-ratelimit-bucket": "messages", "x-ratelimit-limit": "5", "x-ratelimit-remaining": `${here.remaining}` },
      "x-ratelimit-reset-after": (Math.ceil(here.resetAfterMs) / 1000).toFixed(3),
    };
    if (!here.allowed) return refusal(here.retryAfterMs, { ...headers, "x-ratelimit-scope": "user" });
    return { status: 200, headers: { ...headers, "content-type": "application/json" }, body: { id: "1" } };
  }

  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  process.send?.((server.address() as AddressInfo).port);
  process.on("disconnect", () => process.exit());
}

function refusal(waitMs: number, scope: Record<string, string>) {
  const headers = { ...scope, "content-type": "application/json" };
  const isGlobal = scope["x-ratelimit-scope"] === "global";
  return { status: 429, headers, body: { retry_after: waitMs / 1000, global: isGlobal } };
}
