/**
 * What comes after a connection's end, as a pure machine: resume or identify, where, and after how long; or give up.
 * https://docs.discord.com/developers/events/gateway#resuming
 *
 * It lives as long as its shard. It must never touch a socket; it says when to dial and what with.
 */

import type { Machine, Tick } from "../machine.ts";
import { type CloseCode, closeCode, type Verdict } from "./close-codes.ts";
import type { Session } from "./session.ts";
import type { ShardEvent } from "./shard-events.ts";
import type { End } from "./transcript.ts";

const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 60_000;
/** After an invalidated session Discord asks for a random pause of 1 to 5 s before identifying. */
const LEAST_PAUSE_MS = 1000;
const PAUSE_RANGE_MS = 4000;
/** RESUMEs sent without a RESUMED before the session counts as lost. */
const MOST_RESUMES = 3;
/** The breaker: so many IDENTIFYs within the window, with no READY or RESUMED that lasted, and the next must wait. */
const MOST_IDENTIFIES = 5;
const BREAKER_WINDOW_MS = 600_000;
const HEALTHY_AFTER_MS = 60_000;

/** What happens to a shard's connections. */
export type RecoveryInput =
  | { readonly type: "start" }
  /** IDENTIFY was sent. */
  | { readonly type: "identified" }
  | { readonly type: "ready" | "resumed"; readonly session: Session }
  /** A connection ended. `chance` is random, at least 0 and below 1. */
  | { readonly type: "ended"; readonly end: End; readonly chance: number };

/** What to do next, or to tell. */
export type RecoveryEffect =
  /** Open a connection: with a session to resume it, without one to identify. `url` undefined: the gateway's own. */
  | { readonly type: "dial"; readonly url: string | undefined; readonly session: Session | undefined }
  /**
   * "retry": nothing until so many milliseconds have passed. "gap": a session is gone. "failed": a new connection would end the
   * same way. "left": the user left.
   */
  | Extract<ShardEvent, { type: "retry" | "gap" | "failed" | "left" }>;

/** Decides for one shard. */
export class Recovery implements Machine<RecoveryInput, RecoveryEffect> {
  #session: Session | undefined;
  #dialAt: number | undefined;
  /** Connections that ended since the last READY or RESUMED. */
  #failures = 0;
  #unansweredResumes = 0;
  /** When the shard identified, oldest first, since it was last well. */
  #identifiedAt: readonly number[] = [];
  #wellAt = Infinity;

  /** @param session One from an earlier process, to be resumed first. */
  constructor(session: Session | undefined) {
    this.#session = session;
  }

  /** The session that would be resumed if the connection ended now; undefined if it would identify. */
  get session(): Session | undefined {
    return this.#session;
  }

  get alarm(): number | undefined {
    return this.#dialAt;
  }

  feed(input: RecoveryInput | Tick, now: number): readonly RecoveryEffect[] {
    switch (input.type) {
      case "start":
        return [this.#dial()];
      case "tick":
        return now >= (this.#dialAt ?? Infinity) ? [this.#dial()] : [];
      case "identified":
        this.#identifiedAt = [...this.#identifiedAt, now].slice(-MOST_IDENTIFIES);
        return [];
      case "ready":
      case "resumed":
        this.#well(input.session, now);
        return [];
      case "ended":
        return this.#ended(input.end, input.chance, now);
    }
  }

  /** Counters start anew on READY and RESUMED, never when a socket merely opens: that is how endless loops are made. */
  #well(session: Session, now: number): void {
    this.#wellAt = now;
    this.#session = session;
    this.#failures = 0;
    this.#unansweredResumes = 0;
  }

  #dial(): RecoveryEffect {
    this.#dialAt = undefined;
    return { type: "dial", url: this.#session?.resumeUrl, session: this.#session };
  }

  #ended(end: End, chance: number, now: number): readonly RecoveryEffect[] {
    if (end.cause.type === "left") return [{ type: "left", end }];
    const { verdict, pauseMs = 0 } = judge(end);
    if (verdict === "fatal") return [{ type: "failed", end }];
    if (now - this.#wellAt >= HEALTHY_AFTER_MS) this.#identifiedAt = [];
    this.#wellAt = Infinity;
    const effects = this.#settleSession(end, verdict);
    const backoffMs = Math.max(this.#backoff(end, chance), pauseMs);
    this.#failures++;
    const heldMs = this.#session === undefined ? this.#breaker(now) : 0;
    const delayMs = Math.max(backoffMs, heldMs);
    if (delayMs === 0) return [...effects, this.#dial()];
    this.#dialAt = now + delayMs;
    return [...effects, { type: "retry", delayMs, reason: heldMs > backoffMs ? "breaker" : "back-off", end }];
  }

  /** Keeps, trims or drops the session. */
  #settleSession(end: End, verdict: Verdict): readonly RecoveryEffect[] {
    const session = end.session ?? this.#session;
    this.#session = session;
    if (session === undefined) return [];
    if (end.introduced === "resume" && !end.live) this.#unansweredResumes++;
    if (verdict === "identify" || this.#unansweredResumes >= MOST_RESUMES) {
      this.#session = undefined;
      this.#unansweredResumes = 0;
      return [{ type: "gap", after: session.seq, before: undefined, cause: "session-lost" }];
    }
    // A url that does not even greet costs the url, never the session.
    if (!end.greeted) this.#session = { ...session, resumeUrl: undefined };
    return [];
  }

  /** Full jitter under a ceiling that doubles; at once where a good connection was told, or found, to start anew. */
  #backoff(end: End, chance: number): number {
    const { type } = end.cause;
    const ceilingMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** this.#failures);
    if (this.#failures === 0 && end.live && (type === "reconnect" || type === "zombie")) return 0;
    const asked = type === "invalid-session" && this.#session === undefined;
    return Math.max(asked ? LEAST_PAUSE_MS + chance * PAUSE_RANGE_MS : 1, chance * ceilingMs);
  }

  /** How long identifying must wait, so that a fault that repeats cannot use up the day's session starts. */
  #breaker(now: number): number {
    return Math.max(0, (this.#identifiedAt.at(-MOST_IDENTIFIES) ?? -Infinity) + BREAKER_WINDOW_MS - now);
  }
}

function judge({ cause }: End): Pick<CloseCode, "verdict" | "pauseMs"> {
  if (cause.type === "closed") return closeCode(cause.code);
  return { verdict: cause.type === "invalid-session" && !cause.resumable ? "identify" : "resume" };
}
