/**
 * The queue in which shards wait for their turn to identify: one for the process, or one of your own for several.
 *
 * It must never give a turn by itself; IdentifyTurns decides.
 */

import { type Clock, drive } from "../machine.ts";
import {
  assumedLimit,
  IdentifyTurns,
  type SessionStartLimit,
  type TurnEffect,
  type TurnInput,
} from "./identify-turns.ts";

/** A shard that wants to identify. */
export interface IdentifyRequest {
  readonly shard: number;
  /** Whether it had a session before; the last 5 % of the day's session starts is for such. */
  readonly lostSession: boolean;
}

/** Granted: identify now. Held: the session starts are used up for so many milliseconds; the grant comes then. */
export type IdentifyAnswer = { readonly type: "granted" } | { readonly type: "held"; readonly resetsInMs: number };

/** Gives turns to identify. Hand in another one to let several processes share the bot's buckets and budget. */
export interface IdentifyQueue {
  /** Calls `answer` with at most one "held" and then one "granted". The function that comes back withdraws. */
  ask(request: IdentifyRequest, answer: (answer: IdentifyAnswer) => void): () => void;
}

/** What a queue of one process is made of. */
export interface IdentifyQueueOptions {
  readonly clock: Clock;
  /** Default: 1,000 a day, one at a time. */
  readonly limit?: SessionStartLimit;
  /** Called once when 80 % of the session starts are used. */
  readonly onLow?: ((used: number, total: number) => void) | undefined;
  /** Called at each grant with what is left until the budget is renewed. */
  readonly onSpent?: ((remaining: number, resetsInMs: number) => void) | undefined;
}

/** A queue for the shards of this process. */
export function createIdentifyQueue(options: IdentifyQueueOptions): IdentifyQueue {
  const { clock, limit = assumedLimit, onLow, onSpent } = options;
  const asked = new Map<number, (answer: IdentifyAnswer) => void>();
  let lastId = 0;
  const machine = new IdentifyTurns(limit, clock.now());
  const turns = drive<TurnInput, TurnEffect>(machine, { clock, perform });

  function perform(effect: TurnEffect): void {
    if (effect.type === "warn") return onLow?.(effect.used, effect.total);
    const { id, ...answer } = effect;
    const tell = asked.get(id);
    if (answer.type === "granted") {
      asked.delete(id);
      onSpent?.(machine.remaining, machine.resetAt - clock.now());
    }
    tell?.(answer);
  }
  return {
    ask({ shard, lostSession }, answer) {
      const id = ++lastId;
      asked.set(id, answer);
      turns.feed({ type: "ask", id, shard, lostSession });
      return () => {
        if (asked.delete(id)) turns.feed({ type: "withdraw", id });
      };
    },
  };
}
