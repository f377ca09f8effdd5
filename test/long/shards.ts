/** Two hundred shards over real sockets: how long they take to start, and how far apart those of a bucket do; judged at the server. */
import assert from "node:assert/strict";
import { startServer } from "../../demo/server.ts";
import { createClient } from "../../src/client.ts";
import type { FetchLike } from "../../src/runtime.ts";
import { createSimulator } from "../../src/testing/mod.ts";
import type { Check } from "../tools/checks.ts";

const SHARDS = 200;
const BUCKETS = 16;
const SPACING_MS = 5000;

/** Lets Discord advise as many shards as are wanted. */
const fetch: FetchLike = async (url, init) => {
  const response = await globalThis.fetch(url, init);
  if (!url.endsWith("/gateway/bot")) return response;
  return Response.json({ ...((await response.json()) as object), shards: SHARDS });
};

/** See the top of this file. */
export const shards: Check = {
  name: `${SHARDS} shards in ${BUCKETS} buckets start in the least time, none too early`,
  run: async () => {
    const discord = createSimulator({ maxConcurrency: BUCKETS });
    const server = await startServer({ simulator: discord });
    const client = createClient({ token: discord.token, restUrl: server.restUrl, intents: 0, runtime: { fetch } });
    client.on("retry", ({ shard, error }) => console.log(`     shard ${shard}: ${error.message}`));
    await client.connect({ timeoutMs: 120_000 });
    const starts = discord.ledger.frames
      .filter(({ direction, op }) => direction === "in" && op === 2)
      .map(({ at, data }) => ({ at, id: (data as { shard: [number, number] }).shard[0] }));
    const closest = closestOfBucket(starts);
    const tookMs = Math.max(...starts.map(({ at }) => at)) - Math.min(...starts.map(({ at }) => at));
    const leastMs = (Math.ceil(SHARDS / BUCKETS) - 1) * SPACING_MS;
    console.log(
      `     ${starts.length} IDENTIFYs in ${(tookMs / 1000).toFixed(1)} s of ${leastMs / 1000} s at least; the closest of a bucket ${Math.round(closest)} ms apart`,
    );
    await client.close();
    await server.close();
    assert.equal(starts.length, SHARDS);
    assert.equal(new Set(starts.map(({ id }) => id)).size, SHARDS);
    assert.ok(closest >= SPACING_MS, "two of a bucket came within 5 s");
    assert.ok(tookMs <= leastMs * 1.05, "it took more than 5 % over the least time");
    assert.deepEqual(discord.ledger.offences, []);
  },
};

/** The least milliseconds between two IDENTIFYs of one bucket. */
function closestOfBucket(starts: readonly { readonly at: number; readonly id: number }[]): number {
  let closest = Infinity;
  const lastAt = new Map<number, number>();
  for (const { at, id } of starts) {
    const bucket = id % BUCKETS;
    closest = Math.min(closest, at - (lastAt.get(bucket) ?? -Infinity));
    lastAt.set(bucket, at);
  }
  return closest;
}
