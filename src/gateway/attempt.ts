/**
 * One attempt to connect: the promise that `connect()` gives, its deadline and its signal. It settles exactly once.
 *
 * It must never open or close anything; whoever made it does, when told that it failed.
 */

import { type AnycordError, TimeoutError } from "../errors.ts";
import type { AbortSignalLike, Runtime } from "../runtime.ts";
import type { ShardPhase } from "./shard-events.ts";

/** How long to try, and what ends it early. */
export interface ConnectOptions {
  /** Milliseconds until the attempt is given up. Default: 60,000. */
  readonly timeoutMs?: number;
  /** Gives it up with the signal's reason. */
  readonly signal?: AbortSignalLike | undefined;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/** What was awaited when time ran out, by the phase of the slowest shard. */
const AWAITED: Readonly<Partial<Record<ShardPhase, string>>> = {
  dialling: "The socket did not open. Check the network, a proxy or a firewall, and `gatewayUrl` if it was given.",
  greeting:
    "The socket opened, but Hello never came. Check `gatewayUrl`: what listens there may not be Discord's gateway.",
  queued: "Shards start one after another; give `connect` a longer `timeoutMs`.",
  identifying: "Discord took the token but handed out no session: it may have an outage (https://discordstatus.com).",
  resuming: "Discord did not finish resuming the session: it may have an outage (https://discordstatus.com).",
};

/** See the top of this file. */
export class Attempt {
  readonly promise: Promise<void>;
  readonly #pending: Set<number>;
  readonly #runtime: Runtime;
  readonly #options: ConnectOptions;
  #resolve!: () => void;
  #reject!: (reason: unknown) => void;
  #cancelTimer: () => void;
  #lastFailure: unknown;
  #settled = false;
  readonly #failed: () => void;

  /** @param failed Called once if the attempt fails, before the promise rejects. */
  constructor(runtime: Runtime, options: ConnectOptions, failed: () => void) {
    this.#runtime = runtime;
    this.#options = options;
    this.#failed = failed;
    this.#pending = new Set();
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#cancelTimer = runtime.schedule(() => this.#expire(), options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    options.signal?.addEventListener("abort", this.#aborted);
    if (options.signal?.aborted) this.#aborted();
  }

  get settled(): boolean {
    return this.#settled;
  }

  /** Names the shards that must be ready. */
  expect(shards: readonly number[]): void {
    for (const shard of shards) this.#pending.add(shard);
  }

  /** A shard is ready. */
  ready(shard: number): void {
    this.#pending.delete(shard);
    if (this.#pending.size > 0 || !this.#settle()) return;
    this.#resolve();
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

  /** The phase of the slowest shard, for the error's text. */
  phase: () => ShardPhase | undefined = () => undefined;

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
    if (this.#settled) return false;
    this.#settled = true;
    this.#cancelTimer();
    this.#options.signal?.removeEventListener("abort", this.#aborted);
    return true;
  }

  readonly #aborted = (): void => this.fail(this.#options.signal?.reason);

  #expire(): void {
    const timeoutMs = this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const phase = this.phase();
    const last = this.#lastFailure as AnycordError | undefined;
    const cure = last?.message ?? (phase && AWAITED[phase]) ?? "Give `connect` a longer `timeoutMs`.";
    const what = `Not connected within ${timeoutMs / 1000} s.`;
    this.fail(new TimeoutError("CONNECT_TIMEOUT", timeoutMs, { what, cure, cause: last }));
  }
}
