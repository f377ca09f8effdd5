/**
 * What is left of a session when its connection is gone: enough to take it up again, here or in another process.
 *
 * Plain data; it must never hold a token.
 */

/** All that RESUME needs (https://docs.discord.com/developers/events/gateway#resuming). Serialisable. */
export interface Session {
  readonly id: string;
  /** READY's `resume_gateway_url`; undefined once it proved dead: then the gateway's own url serves. */
  readonly resumeUrl: string | undefined;
  /** The last sequence number that arrived. */
  readonly seq: number;
  /** The shard's number and the number of shards. */
  readonly shard: readonly [id: number, total: number];
}

/** Whether a value from outside (a store, another process) is a session. */
export function isSession(value: unknown): value is Session {
  if (typeof value !== "object" || value === null) return false;
  const { id, resumeUrl, seq, shard } = value as Partial<Session>;
  return (
    typeof id === "string" &&
    (resumeUrl === undefined || typeof resumeUrl === "string") &&
    typeof seq === "number" &&
    Array.isArray(shard) &&
    shard.length === 2 &&
    shard.every(Number.isInteger)
  );
}
