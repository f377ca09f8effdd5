/**
 * The life of one interaction: 3 s for the first answer, 15 minutes for what follows, and which answer may come when.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction
 *
 * A pure machine. It must never send anything: it says what may be sent, and as what.
 */

import { ExpiredError, UsageError } from "../errors.ts";
import type { Machine, Tick } from "../machine.ts";

/** How long Discord waits for the first answer. */
export const ANSWER_WITHIN_MS = 3000;
/** How long an interaction lives. */
export const LIFE_MS = 900_000;

/** How long a handler that ended in silence, and may not be deferred, can still answer from a timer of its own. */
const GIVE_UP_AFTER_MS = 2500;

/** A first answer. */
export type FirstAct = "reply" | "defer" | "update" | "deferUpdate" | "modal" | "suggest";
/** What follows a first answer: "later" is everything but changing the first answer. */
export type LaterAct = "edit" | "later";

/** What is told to a Deadline. */
export type DeadlineInput =
  /** A handler wants to answer. `id` comes back in the verdict. */
  | { readonly type: "ask"; readonly id: number; readonly act: FirstAct | LaterAct; readonly ephemeral?: boolean }
  /** What became of the first answer. "gone": Discord no longer knows the interaction, or has an answer already. */
  | { readonly type: "sent"; readonly outcome: "ok" | "failed" | "gone" }
  /** The handler has ended. */
  | { readonly type: "handled" };

/** How something is sent. "replace": the deferred answer is deleted and a new message sent. "nothing": all is done. */
export type Via = "callback" | "edit" | "followUp" | "replace" | "nothing" | "later";

/** What a Deadline wants done. */
export type DeadlineEffect =
  /** The handler may go on, in this way. */
  | { readonly type: "go"; readonly id: number; readonly via: Via }
  | { readonly type: "refuse"; readonly id: number; readonly error: UsageError | ExpiredError }
  /** Defer by itself. */
  | { readonly type: "defer"; readonly act: "defer" | "deferUpdate"; readonly ephemeral: boolean }
  /** Nobody answered. `expired`: and nobody can any more. */
  | { readonly type: "unanswered"; readonly expired: boolean };

/** How an interaction wants to be treated. */
export interface DeadlineInit {
  /** The first answer that is given when the handler is slow; undefined where there is none, as for autocomplete. */
  readonly auto: "defer" | "deferUpdate" | undefined;
  /** After how many milliseconds; false: never. */
  readonly deferAfterMs: number | false;
  /** Whether deferring by itself shows to the user alone. */
  readonly deferEphemeral: boolean;
}

type Ask = Extract<DeadlineInput, { type: "ask" }>;

type Phase =
  | { readonly type: "open" }
  | { readonly type: "sending" | "answered"; readonly act: FirstAct; readonly at: number; readonly auto: boolean }
  | { readonly type: "expired" };

/** Watches over one interaction, from its receipt on. */
export class Deadline implements Machine<DeadlineInput, DeadlineEffect> {
  readonly #init: DeadlineInit;
  readonly #receivedAt: number;
  #phase: Phase = { type: "open" };
  #handled = false;
  #gaveUp = false;
  #held: Ask[] = [];

  constructor(init: DeadlineInit, now: number) {
    this.#init = init;
    this.#receivedAt = now;
  }

  get alarm(): number | undefined {
    return this.#phase.type === "open" ? Math.min(this.#ownAt, this.#receivedAt + ANSWER_WITHIN_MS) : undefined;
  }

  /** Milliseconds that are left for the first answer. */
  leftMs(now: number): number {
    return this.#receivedAt + ANSWER_WITHIN_MS - now;
  }

  feed(input: DeadlineInput | Tick, now: number): readonly DeadlineEffect[] {
    switch (input.type) {
      case "ask":
        return this.#ask(input, now);
      case "sent":
        return this.#sent(input.outcome, now);
      case "handled":
        return this.#end(now);
      case "tick":
        return this.#tick(now);
    }
  }

  /** When it is done without the handler: deferred while the handler works, given up once it has ended. */
  get #ownAt(): number {
    const { auto, deferAfterMs } = this.#init;
    const afterMs = deferAfterMs === false && this.#handled ? GIVE_UP_AFTER_MS : deferAfterMs;
    const never = auto === undefined || afterMs === false || this.#gaveUp;
    return never ? Number.POSITIVE_INFINITY : this.#receivedAt + afterMs;
  }

  #tick(now: number): readonly DeadlineEffect[] {
    if (this.#phase.type !== "open") return [];
    if (this.leftMs(now) <= 0) {
      this.#phase = { type: "expired" };
      return [{ type: "unanswered", expired: true }];
    }
    if (now < this.#ownAt) return [];
    return this.#handled ? this.#giveUp() : this.#defer(now);
  }

  /** A handler that ended in silence may still answer from a timer of its own; a component is answered at once. */
  #end(now: number): readonly DeadlineEffect[] {
    this.#handled = true;
    const phase = this.#phase;
    if (phase.type === "open" && this.#init.auto === "deferUpdate") return this.#defer(now);
    const waiting = phase.type === "answered" && phase.auto && phase.act === "defer";
    return waiting ? [{ type: "unanswered", expired: false }] : [];
  }

  #giveUp(): readonly DeadlineEffect[] {
    this.#gaveUp = true;
    return [{ type: "unanswered", expired: false }];
  }

  #defer(now: number): readonly DeadlineEffect[] {
    const { auto, deferEphemeral } = this.#init;
    if (auto === undefined) return [];
    this.#phase = { type: "sending", act: auto, at: now, auto: true };
    return [{ type: "defer", act: auto, ephemeral: deferEphemeral }];
  }

  #sent(outcome: "ok" | "failed" | "gone", now: number): readonly DeadlineEffect[] {
    if (this.#phase.type !== "sending") return [];
    const held = this.#held;
    this.#held = [];
    if (outcome === "ok") {
      this.#phase = { ...this.#phase, type: "answered" };
      if (this.#handled && held.length === 0) return this.#end(now);
    } else {
      // A deferral of its own that fails is not tried again; the handler may still answer.
      this.#gaveUp ||= this.#phase.auto;
      this.#phase = { type: outcome === "gone" ? "expired" : "open" };
    }
    return held.flatMap((ask) => this.#ask(ask, now));
  }

  #ask(ask: Ask, now: number): readonly DeadlineEffect[] {
    const { id, act } = ask;
    const age = now - this.#receivedAt;
    if (age > LIFE_MS) return [{ type: "refuse", id, error: late(act, age - LIFE_MS, "15 minutes") }];
    switch (this.#phase.type) {
      case "expired":
        return [{ type: "refuse", id, error: late(act, age - ANSWER_WITHIN_MS, "3 s") }];
      case "open":
        return [this.#first(ask, now)];
      case "sending":
        // What follows waits until Discord has the first answer.
        if (isLater(act) || this.#phase.auto) this.#held.push(ask);
        else return [{ type: "refuse", id, error: twice(act, this.#phase.act, now - this.#phase.at) }];
        return [];
      case "answered":
        return [this.#next(ask, this.#phase, now)];
    }
  }

  #first({ id, act }: Ask, now: number): DeadlineEffect {
    const lateMs = -this.leftMs(now);
    if (lateMs > 0) return { type: "refuse", id, error: late(act, lateMs, "3 s") };
    if (isLater(act)) return { type: "refuse", id, error: tooEarly() };
    this.#phase = { type: "sending", act, at: now, auto: false };
    return { type: "go", id, via: "callback" };
  }

  #next({ id, act, ephemeral }: Ask, phase: Extract<Phase, { act: FirstAct }>, now: number): DeadlineEffect {
    // Whoever answers must not depend on having been slow: what was deferred by itself is not the handler's answer yet.
    if (isLater(act)) return phase.auto ? { type: "refuse", id, error: tooEarly() } : { type: "go", id, via: act };
    if (!phase.auto) return { type: "refuse", id, error: twice(act, phase.act, now - phase.at) };
    const via = instead(phase.act, act, (ephemeral ?? false) === this.#init.deferEphemeral);
    if (via === undefined) return { type: "refuse", id, error: tooSlow(act, phase.at - this.#receivedAt) };
    // From now on the answer that was given by itself counts as the handler's.
    this.#phase = { ...phase, auto: false };
    return { type: "go", id, via };
  }
}

const isLater = (act: FirstAct | LaterAct): act is LaterAct => act === "edit" || act === "later";

/** How an answer is given after the interaction was deferred by itself; undefined where it cannot be. */
function instead(deferred: FirstAct, act: FirstAct, sameAudience: boolean): Via | undefined {
  if (deferred === act) return "nothing";
  if (deferred === "defer") return act === "reply" ? (sameAudience ? "edit" : "replace") : undefined;
  if (act === "update") return "edit";
  return act === "reply" ? "followUp" : undefined;
}

function late(act: string, lateMs: number, limit: string): ExpiredError {
  return new ExpiredError("INTERACTION_EXPIRED", lateMs, {
    what: `The interaction ended before ${act}: it came ${Math.ceil(lateMs)} ms after the ${limit} that Discord allows.`,
    cure: "Answer or defer first and do slow work after it, or let deferAfterMs do it.",
  });
}

function twice(act: string, first: string, afterMs: number): ExpiredError {
  return new ExpiredError("INTERACTION_ANSWERED", afterMs, {
    what: `The interaction was answered already: ${act} came ${Math.ceil(afterMs)} ms after ${first}.`,
    cure: "Change the first answer with edit(), or send another message with followUp().",
  });
}

function tooSlow(act: string, afterMs: number): ExpiredError {
  return new ExpiredError("INTERACTION_DEFERRED", afterMs, {
    what: `It is too late for ${act}: the interaction was deferred by itself after ${Math.ceil(afterMs)} ms.`,
    cure: "Do it before slow work, or set deferAfterMs to false for this command.",
  });
}

function tooEarly(): UsageError {
  return new UsageError("INTERACTION_NOT_ANSWERED", {
    what: "The interaction has no answer yet that could be changed or followed.",
    cure: "Call reply() or defer() first.",
  });
}
