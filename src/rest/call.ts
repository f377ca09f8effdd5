/**
 * One call, from asking the limiter to its end: waits, attempts, repeats, deadlines. Its promise settles exactly once,
 * and its permit always goes back.
 *
 * It repeats only what may be repeated without doing a thing twice. It must never put a token into an error or a report.
 */

import type { FetchInit, ResponseLike, Runtime } from "../runtime.ts";
import type { Encoded } from "./body.ts";
import { readContent } from "./content.ts";
import type { LimiterInput, RefuseReason } from "./dialogue.ts";
import { apiError, expiredError, networkError, rateLimitError, timeoutError } from "./failure.ts";
import { type LimitScope, readQuota, readRefusal } from "./headers.ts";
import type { RawInit, RestOptions } from "./init.ts";
import { type Credentials, isInteraction, isUnknownWebhook } from "./keyring.ts";
import { readBody } from "./response.ts";
import type { Target } from "./route.ts";

/** What one call is made of. */
export interface CallPlan {
  readonly target: Target;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly encoded: Encoded | Promise<Encoded>;
  readonly init: RawInit;
  readonly credentials: Credentials;
}

/** One attempt, for hooks: what metrics are made of. */
export interface RequestReport {
  /** The route's template. */
  readonly route: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  /** Milliseconds since the call began, or since the attempt before ended. */
  readonly waitedMs: number;
  /** Milliseconds from sending to the end of the body. */
  readonly tookMs: number;
  /** Whose limit a 429 was about. */
  readonly scope: LimitScope | undefined;
}

/** What calls have in common. */
export interface CallWorld {
  readonly runtime: Runtime;
  readonly options: RestOptions;
  readonly feed: (input: LimiterInput) => void;
  readonly report: (report: RequestReport) => void;
  /** Who listens to reports; a 429 is reported to nobody as well. */
  readonly hooks: { readonly size: number };
  /** An answer came, which may say something about the credential. */
  readonly judge: (call: Call, status: number, answer: unknown) => void;
  /** The promise is settled. */
  readonly finished: (call: Call) => void;
  /** Whether an attempt got no answer in time, and had to be left behind. */
  isTroubled: boolean;
}

/** Attempts that end in a 5xx or in nothing are repeated so often. */
const REPEATS = 3;
/** And those that end in a 429. */
const REPEATS_OF_429 = 5;
const BACK_OFF_MS = 500;
const ATTEMPT_MS = 15_000;
const MAX_WAIT_MS = 600_000;
/** The slowest upload that is waited for. */
const BYTES_PER_MS = 32;
/** A shorter text is no secret, and would be found everywhere. */
const SHORTEST_SECRET = 6;

/** See the top of this file. */
export class Call {
  readonly id: number;
  readonly plan: CallPlan;
  readonly promise: Promise<unknown>;
  readonly #world: CallWorld;
  #controller: AbortController | undefined;
  readonly #startedAt: number;
  #resolve!: (value: unknown) => void;
  #reject!: (reason: unknown) => void;
  #encoded: Encoded | undefined;
  #state: "waiting" | "sent" | "done" = "waiting";
  #attempt = 0;
  #failures = 0;
  #refusals = 0;
  #waitingSince: number;
  #cancelPause: (() => void) | undefined;
  #cancelDeadline: (() => void) | undefined;
  #aborted: (() => void) | undefined;

  constructor(id: number, world: CallWorld, plan: CallPlan) {
    this.id = id;
    this.plan = plan;
    this.#world = world;
    this.#startedAt = this.#waitingSince = world.runtime.now();
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Whether an answer to it is on its way. */
  get isSent(): boolean {
    return this.#state === "sent";
  }

  /** Sets the deadlines and gets in line, once the body is read. */
  start(): void {
    const { encoded, init } = this.plan;
    const { signal, timeoutMs } = init;
    if (signal !== undefined) {
      this.#aborted = () => this.fail(signal.reason);
      signal.addEventListener("abort", this.#aborted);
    }
    if (timeoutMs !== undefined) {
      this.#cancelDeadline = this.#world.runtime.schedule(() => this.late(timeoutMs), timeoutMs);
    }
    if (encoded instanceof Promise) {
      encoded.then(
        (ready) => this.#ready(ready),
        (error) => this.fail(error),
      );
    } else this.#ready(encoded);
  }

  /** How long an attempt may take; uploads may take more. */
  get #attemptMs(): number {
    return (this.#world.options.timeoutMs ?? ATTEMPT_MS) + Math.ceil((this.#encoded?.bytes ?? 0) / BYTES_PER_MS);
  }

  #ready(encoded: Encoded): void {
    this.#encoded = encoded;
    this.#ask();
  }

  /** Gets in line. The limiter answers with `granted` or `refused`. */
  #ask(): void {
    if (this.#state === "done") return;
    this.#state = "waiting";
    const { runtime, options, feed } = this.#world;
    const { target, credentials, init } = this.plan;
    const { key, major } = target;
    const { identity } = credentials;
    const isFirst = this.#attempt === 0;
    const waitedMs = isFirst ? 0 : runtime.now() - this.#startedAt;
    const maxWaitMs = Math.max(0, (init.maxWaitMs ?? options.maxWaitMs ?? MAX_WAIT_MS) - waitedMs);
    const urgent = identity === undefined || !isFirst;
    feed({ type: "ask", id: this.id, key, major, identity, urgent, maxWaitMs, timeoutMs: this.#attemptMs });
  }

  /** The limiter lets it go. */
  granted(at: number): void {
    this.#attempt += 1;
    this.#state = "sent";
    void this.#send(at);
  }

  /** It, or its attempt, took too long. */
  late(timeoutMs: number = this.#attemptMs): void {
    const state = this.isSent ? "had no full answer" : "still waited for its turn";
    this.fail(timeoutError(this.plan.target.route, timeoutMs, state));
  }

  /** The limiter does not. */
  refused(reason: RefuseReason | "again", retryAfterMs: number): void {
    this.#settle(this.#reject, rateLimitError(this.plan.target.route, reason, retryAfterMs));
  }

  /** Ends it from outside: aborted, timed out, its credential dead. */
  fail(reason: unknown): void {
    if (this.#state === "done") return;
    this.#settle(this.#reject, reason);
    this.#world.feed({ type: "release", id: this.id });
    this.#controller?.abort(reason);
  }

  async #send(sentAt: number): Promise<void> {
    const { url, headers, target } = this.plan;
    const { method } = target;
    const init: FetchInit = { method, headers, body: this.#encoded?.body, signal: this.#signal() };
    const { runtime } = this.#world;
    try {
      const response = await runtime.fetch(url, init);
      const type = response.headers.get("content-type") ?? "";
      const content = await readBody(response, type, runtime.name === "node");
      const answer = readContent(content, type, response.ok);
      if (this.isSent) this.#answered(response, answer, sentAt);
    } catch (error) {
      if (this.isSent) this.#unanswered(error, sentAt);
    }
  }

  /**
   * A signal makes a request a tenth dearer, so there is one only where it may come to use: where the caller may end the call
   * before its time, and from the first attempt on that took too long. That one is left to the runtime's own limits.
   */
  #signal(): AbortSignal | undefined {
    const { signal, timeoutMs } = this.plan.init;
    if (signal !== undefined || timeoutMs !== undefined || this.#world.isTroubled)
      this.#controller ??= new AbortController();
    return this.#controller?.signal;
  }

  #answered({ status, ok, headers }: ResponseLike, answer: unknown, sentAt: number): void {
    const refusal = status === 429 ? readRefusal(headers, answer) : undefined;
    this.#report(status, sentAt, refusal?.scope);
    // First, so that nobody who waits is let go with a token that is dead.
    this.#world.judge(this, status, answer);
    this.#world.feed({ type: "answer", id: this.id, status, quota: readQuota(headers), refusal });
    if (refusal !== undefined) {
      if (refusal.banned) return this.refused("ban", refusal.retryAfterMs);
      return ++this.#refusals > REPEATS_OF_429 ? this.refused("again", refusal.retryAfterMs) : this.#ask();
    }
    if (status >= 500 && this.#mayRepeat()) return this.#again();
    if (ok) this.#settle(this.#resolve, answer);
    else this.#declined(status, answer);
  }

  #declined(status: number, answer: unknown): void {
    const { target, init } = this.plan;
    const { route, method, secret } = target;
    const sent = this.#encoded?.isJson === false ? undefined : init.body;
    const error = apiError({ route, status, answer, sent }, this.#secrets());
    if (secret !== undefined && isInteraction(secret) && (status === 401 || isUnknownWebhook(status, answer))) {
      // Now and then Discord forgets a token for a moment (https://github.com/discord/discord-api-docs/issues/6851).
      return this.#failures === 0 ? this.#again() : this.#settle(this.#reject, expiredError(route, error));
    }
    // A deletion that is repeated and finds nothing has done its work the first time.
    if (this.#failures > 0 && status === 404 && method === "DELETE") return this.#settle(this.#resolve, undefined);
    this.#settle(this.#reject, error);
  }

  #unanswered(error: unknown, sentAt: number): void {
    this.#report(undefined, sentAt, undefined);
    this.#world.feed({ type: "release", id: this.id });
    if (this.#mayRepeat()) this.#again();
    else this.#settle(this.#reject, networkError(this.plan.target.route, error, this.#secrets()));
  }

  /** Whether sending it once more does no more than sending it once. */
  #mayRepeat(): boolean {
    const { target, init } = this.plan;
    const { nonce, enforce_nonce } = Object(init.body) as { nonce?: unknown; enforce_nonce?: unknown };
    return this.#failures < REPEATS && (target.method !== "POST" || (enforce_nonce === true && nonce !== undefined));
  }

  /** Tries again a little later. */
  #again(): void {
    const { runtime } = this.#world;
    const backOffMs = BACK_OFF_MS * 2 ** this.#failures * (0.5 + runtime.random());
    this.#failures += 1;
    this.#state = "waiting";
    this.#cancelPause = runtime.schedule(() => this.#ask(), backOffMs);
  }

  #report(status: number | undefined, sentAt: number, scope: LimitScope | undefined): void {
    const { hooks, report, runtime } = this.#world;
    // Nothing follows a success, so nobody asks when it was.
    if (hooks.size === 0 && status === 200) return;
    const now = runtime.now();
    const waitedMs = sentAt - this.#waitingSince;
    this.#waitingSince = now;
    if (hooks.size === 0 && status !== 429) return;
    const { route } = this.plan.target;
    report({ route, attempt: this.#attempt, status, waitedMs, tookMs: now - sentAt, scope });
  }

  /** Texts that may be in no error: the token in the header, the one in the path, and what a form sends. */
  #secrets(): string[] {
    const { headers, target, init } = this.plan;
    const { secret = "" } = target;
    const form = init.body instanceof URLSearchParams ? [...init.body.values()] : [];
    return [headers.authorization?.split(" ")[1] ?? "", encodeURIComponent(secret), secret, ...form].filter(
      (text) => text.length >= SHORTEST_SECRET,
    );
  }

  #settle(settle: (value: unknown) => void, value: unknown): void {
    this.#state = "done";
    this.#cancelPause?.();
    this.#cancelDeadline?.();
    if (this.#aborted !== undefined) this.plan.init.signal?.removeEventListener("abort", this.#aborted);
    this.#world.finished(this);
    settle(value);
  }
}
