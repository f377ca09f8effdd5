/**
 * Refuses signed requests that are old, or that were seen before.
 *
 * It must never remember a request whose signature was not checked: strangers could fill the memory.
 */

/** Tells the first sight of a fresh request from all others. */
export interface ReplayGuard {
  /** Whether a timestamp, in seconds since 1970, is near enough to now, in milliseconds since 1970. */
  isFresh(timestamp: string, now: number): boolean;
  /** Whether a checked signature is seen for the first time; remembers it until it is too old to be fresh. */
  isFirst(signature: string, now: number): boolean;
}

/** Makes a guard that has seen nothing. @param maxAgeMs How far the clocks of both sides may be apart, both ways. */
export function createReplayGuard(maxAgeMs: number): ReplayGuard {
  const seen = new Map<string, number>();
  return {
    isFresh: (timestamp, now) => /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1000) <= maxAgeMs,
    isFirst(signature, now) {
      // A timestamp may be ahead by maxAgeMs, and stays fresh until it is as much behind.
      for (const [old, at] of seen) {
        if (now - at <= 2 * maxAgeMs) break;
        seen.delete(old);
      }
      const key = signature.toLowerCase();
      if (seen.has(key)) return false;
      seen.set(key, now);
      return true;
    },
  };
}
