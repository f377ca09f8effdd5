/**
 * Keeps sessions and the budget of session starts in a store, so that the next process resumes where this one's handlers left off,
 * and a program that crashes at each start cannot forget how often it has identified.
 *
 * It must never let a store that fails stop the bot.
 */

import type { SessionKeeper } from "../gateway/gateway-options.ts";
import { assumedLimit, type SessionStartLimit } from "../gateway/identify-turns.ts";
import { isSession, type Session } from "../gateway/session.ts";
import { type Driver, drive } from "../machine.ts";
import type { Runtime } from "../runtime.ts";
import { Checkpoint, type CheckpointEffect, type CheckpointInput } from "./checkpoint.ts";
import type { Store } from "./store.ts";

const BUDGET_KEY = "anycord:session-starts";
const sessionKey = (id: number, total: number): string => `anycord:session:${id}/${total}`;

/** Who is told what a keeper meets. */
export interface KeeperListener {
  /** The session as of now; the keeper puts the number of the checkpoint into it. */
  readonly session: (shard: number) => Session | undefined;
  /** A handler has not settled for 30 s. */
  readonly slow: (shard: number, seq: number) => void;
  readonly failed: (error: unknown) => void;
}

interface Budget {
  readonly total: number;
  readonly remaining: number;
  readonly max_concurrency: number;
  /** Milliseconds since 1970. */
  readonly resetsAt: number;
}

/** See the top of this file. */
export class Keeper implements SessionKeeper {
  readonly #store: Store;
  readonly #runtime: Runtime;
  readonly #listener: KeeperListener;
  readonly #checkpoints = new Map<
    number,
    { readonly driver: Driver<CheckpointInput>; epoch: number; readonly machine: Checkpoint }
  >();

  constructor(store: Store, runtime: Runtime, listener: KeeperListener) {
    this.#store = store;
    this.#runtime = runtime;
    this.#listener = listener;
  }

  // Sessions

  async former(id: number, total: number, given: Session | undefined): Promise<Session | undefined> {
    const kept = given ?? (await this.#read(sessionKey(id, total)));
    const session = isSession(kept) ? kept : undefined;
    const machine = new Checkpoint();
    const driver = drive(machine, { clock: this.#runtime, perform: (effect) => this.#perform(id, effect) });
    this.#checkpoints.set(id, { driver, machine, epoch: 0 });
    if (session !== undefined) driver.feed({ type: "session", seq: session.seq });
    return session;
  }

  /** A session began anew. */
  renewed(shard: number): void {
    const entry = this.#checkpoints.get(shard);
    if (entry === undefined) return;
    entry.epoch++;
    entry.driver.feed({ type: "session", seq: 0 });
  }

  /** An event was handed to handlers; `done` settles when they have, undefined if they have already. */
  handed(shard: number, seq: number, done: PromiseLike<unknown> | undefined): void {
    const entry = this.#checkpoints.get(shard);
    if (entry === undefined) return;
    const { epoch, driver } = entry;
    driver.feed({ type: "handed", seq, settled: done === undefined });
    if (done === undefined) return;
    const settled = (): void => {
      // The numbers of a session that is gone mean nothing in the next.
      if (entry.epoch === epoch) driver.feed({ type: "settled", seq });
    };
    done.then(settled, settled);
  }

  async left(sessions: readonly Session[], ids: readonly number[], total: number): Promise<readonly Session[]> {
    const handled = sessions.map((session) => this.#checkpointed(session));
    for (const { driver } of this.#checkpoints.values()) driver.stop();
    this.#checkpoints.clear();
    const byShard = new Map(handled.map((session) => [session.shard[0], session]));
    await Promise.all(ids.map((id) => this.#write(sessionKey(id, total), byShard.get(id) ?? null)));
    return handled;
  }

  /** The session with the number up to which everything was handled. */
  #checkpointed(session: Session): Session {
    const machine = this.#checkpoints.get(session.shard[0])?.machine;
    return machine === undefined ? session : { ...session, seq: Math.min(session.seq, machine.seq) };
  }

  #perform(shard: number, effect: CheckpointEffect): void {
    if (effect.type === "slow") return this.#listener.slow(shard, effect.seq);
    const session = this.#listener.session(shard);
    if (session === undefined) return;
    const [id, total] = session.shard;
    void this.#write(sessionKey(id, total), { ...session, seq: Math.min(session.seq, effect.seq) });
  }

  // The budget

  async budget(told: SessionStartLimit | undefined): Promise<SessionStartLimit> {
    if (told !== undefined) return told;
    const kept = (await this.#read(BUDGET_KEY)) as Partial<Budget> | undefined;
    const leftMs = typeof kept?.resetsAt === "number" ? kept.resetsAt - this.#runtime.date() : 0;
    if (leftMs <= 0) return assumedLimit;
    const { total = assumedLimit.total, remaining = total, max_concurrency = 1 } = kept ?? {};
    return { total, remaining, max_concurrency, reset_after: leftMs };
  }

  spent(remaining: number, limit: SessionStartLimit, resetsInMs: number): void {
    const { total, max_concurrency } = limit;
    const budget: Budget = { total, remaining, max_concurrency, resetsAt: this.#runtime.date() + resetsInMs };
    void this.#write(BUDGET_KEY, budget);
  }

  async #read(key: string): Promise<unknown> {
    try {
      return JSON.parse((await this.#store.get(key)) ?? "null") ?? undefined;
    } catch (error) {
      this.#listener.failed(error);
      return undefined;
    }
  }

  async #write(key: string, value: unknown): Promise<void> {
    try {
      await this.#store.set(key, JSON.stringify(value));
    } catch (error) {
      this.#listener.failed(error);
    }
  }
}
