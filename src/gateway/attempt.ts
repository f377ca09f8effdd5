/**
 * One attempt to connect: the promise that `connect()` gives, its deadline and its signal. It settles exactly once.
 *
 * It must never open or close anything; whoever made it does, when told that it failed.
 */

import { type AnycordError, TimeoutError } from "../errors.ts";
import type { AbortSignalLike, Runtime } from "../runtime.ts";
import { awaited } from "./failure.ts";
import type { ShardPhase } from "./shard-events.ts";

/** How long to try, and what ends it early. */
export interface ConnectOptions {
  /** Milliseconds until the attempt is given up. Default: 60,000. */
  readonly timeoutMs?: number;
  /** Gives it up with the signal's reason. */
  readonly signal?: AbortSignalLike | undefined;
}

/** See the top of this file. */
export class Attempt {
  readonly promise: Promise<void>;
  settled = false;
  /** The phase of the slowest shard, for the error's text. */
  phase: () => ShardPhase | undefined = () => undefined;
  readonly #runtime: Runtime;
  readonly #failed: () => void;
  readonly #release: () => void;
  #resolve!: () => void;
  #reject!: (reason: unknown) => void;
  #pending = new Set<number>();
  #lastFailure: unknown;

  /** @param failed Called once if the attempt fails, before the promise rejects. */
  constructor(runtime: Runtime, { timeoutMs = 60_000, signal }: ConnectOptions, failed: () => void) {
    this.#runtime = runtime;
    this.#failed = failed;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const abort = (): void => this.fail(signal?.reason);
    const cancel = runtime.schedule(() => this.#expire(timeoutMs), timeoutMs);
    this.#release = () => {
      cancel();
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
  }

  /** Names the shards that must be ready. */
  expect(shards: readonly number[]): void {
    this.#pending = new Set(shards);
  }

  /** A shard is ready. */
  ready(shard: number): void {
    this.#pending.delete(shard);
    if (this.#pending.size === 0 && this.#settle()) this.#resolve();
  }

  /** Something failed that is tried again; it is the cause if time runs out. */
  note(failure: unknown): void {
    this.#lastFailure = failure;
  }

  /** Something failed for good. */
  fail(reason: unknown): void {
    if (!this.#settle()) return;
    this.#failed();
    this.#reject(reason);
  }

  /** Waits between two tries; settles early when the attempt ends. */
  pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#runtime.schedule(resolve, delayMs);
      this.promise.catch(() => {
        cancel();
        resolve();
      });
    });
  }

  #settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.#release();
    return true;
  }

  #expire(timeoutMs: number): void {
    const what = `Not connected within ${timeoutMs / 1000} s.`;
    const cause = this.#lastFailure as AnycordError | undefined;
    const cure = cause?.message ?? awaited(this.phase());
    this.fail(new TimeoutError("CONNECT_TIMEOUT", timeoutMs, { what, cure, cause }));
  }
}
