/**
 * The beat of one connection: when to send a heartbeat, and when its silence means that the connection is dead.
 * https://docs.discord.com/developers/events/gateway#sending-heartbeats
 *
 * A part of the Connection; it must never send anything.
 */

/** A tick this late means that the process was busy or asleep, and answers may lie unread in the socket. */
const LATE_MS = 500;
/** How long unread answers get to be read after a late tick. */
const GRACE_MS = 1000;

/** What a due heartbeat asks for. "dead": the last one was never answered. "wait": look again when the grace is over. */
export type Pulse = "beat" | "dead" | "wait";

/** Counts the beats of one connection, from Hello to its end. */
export class Heartbeat {
  /** When something is due: the next beat, or the deadline of an answer. */
  dueAt: number;
  /** Round trip of the last answered heartbeat, in milliseconds; undefined before the first. */
  pingMs: number | undefined;
  readonly #intervalMs: number;
  #unanswered = false;
  #graceGiven = false;
  #sentAt: number | undefined;

  /** @param jitter At least 0, below 1: where in the first interval the first beat falls. */
  constructor(intervalMs: number, jitter: number, now: number) {
    this.#intervalMs = intervalMs;
    this.dueAt = now + intervalMs * jitter;
  }

  /** Milliseconds since the last beat was due, if one is late enough to be worth telling. */
  lateBy(now: number): number | undefined {
    const late = now - this.dueAt;
    return late >= LATE_MS ? late : undefined;
  }

  /** To be asked when `dueAt` has come. A "beat" counts as sent. */
  pulse(now: number): Pulse {
    if (this.#unanswered) {
      if (this.#graceGiven || this.lateBy(now) === undefined) return "dead";
      this.#graceGiven = true;
      this.dueAt = now + GRACE_MS;
      return "wait";
    }
    this.#graceGiven = false;
    this.#unanswered = true;
    this.sent(now);
    // Beats keep their rhythm from the first one on; those that a sleeping process missed are not made up for.
    const missed = Math.max(0, Math.floor((now - this.dueAt) / this.#intervalMs));
    this.dueAt += (missed + 1) * this.#intervalMs;
    return "beat";
  }

  /** A heartbeat went out that nobody awaits: one that was asked for, or a probe. The rhythm stays. */
  sent(now: number): void {
    this.#sentAt = now;
  }

  /** An answer came. */
  answered(now: number): void {
    this.#unanswered = false;
    if (this.#sentAt === undefined) return;
    this.pingMs = now - this.#sentAt;
    this.#sentAt = undefined;
  }
}
