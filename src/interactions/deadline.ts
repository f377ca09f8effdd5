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

/** The first answer that was given, by the handler or, `auto`, for it; `sent`: Discord has it. */
interface First {
  readonly act: FirstAct;
  readonly at: number;
  readonly auto: boolean;
  readonly sent: boolean;
}

/** How a handler's answer is given after the interaction was deferred for it; what is missing comes too late. */
const INSTEAD: Partial<Record<FirstAct, Partial<Record<FirstAct, Via>>>> = {
  defer: { defer: "nothing", reply: "edit" },
  deferUpdate: { deferUpdate: "nothing", reply: "followUp", update: "edit" },
};

/** Watches over one interaction, from its receipt on. */
export class Deadline implements Machine<DeadlineInput, DeadlineEffect> {
  readonly #init: DeadlineInit;
  readonly #receivedAt: number;
  #first: First | undefined;
  #expired = false;
  #handled = false;
  #gaveUp = false;
  #held: Ask[] = [];

  constructor(init: DeadlineInit, now: number) {
    this.#init = init;
    this.#receivedAt = now;
  }

  get alarm(): number | undefined {
    return this.#open ? Math.min(this.#ownAt, this.#receivedAt + ANSWER_WITHIN_MS) : undefined;
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
        return this.#open ? this.#tick(now) : [];
    }
  }

  get #open(): boolean {
    return this.#first === undefined && !this.#expired;
  }

  /** When it is done without the handler: deferred while the handler works, given up once it has ended. */
  get #ownAt(): number {
    const { auto, deferAfterMs } = this.#init;
    const afterMs = deferAfterMs === false && this.#handled ? GIVE_UP_AFTER_MS : deferAfterMs;
    const never = auto === undefined || afterMs === false || this.#gaveUp;
    return never ? Number.POSITIVE_INFINITY : this.#receivedAt + afterMs;
  }

  #tick(now: number): readonly DeadlineEffect[] {
    this.#expired = this.leftMs(now) <= 0;
    if (!this.#expired && now < this.#ownAt) return [];
    if (!this.#expired && !this.#handled) return this.#defer(now);
    this.#gaveUp = true;
    return [{ type: "unanswered", expired: this.#expired }];
  }

  /** A handler that ended in silence may still answer from a timer of its own; a component is answered at once. */
  #end(now: number): readonly DeadlineEffect[] {
    this.#handled = true;
    if (this.#open && this.#init.auto === "deferUpdate") return this.#defer(now);
    const { sent, auto, act } = this.#first ?? {};
    return sent && auto && act === "defer" ? [{ type: "unanswered", expired: false }] : [];
  }

  #defer(now: number): readonly DeadlineEffect[] {
    const { auto: act, deferEphemeral: ephemeral } = this.#init;
    if (act === undefined) return [];
    this.#first = { act, at: now, auto: true, sent: false };
    return [{ type: "defer", act, ephemeral }];
  }

  #sent(outcome: "ok" | "failed" | "gone", now: number): readonly DeadlineEffect[] {
    if (this.#first === undefined || this.#first.sent) return [];
    const held = this.#held.splice(0);
    if (outcome === "ok") {
      this.#first = { ...this.#first, sent: true };
      if (this.#handled && held.length === 0) return this.#end(now);
    } else {
      // A deferral of its own that fails is not tried again; the handler may still answer.
      this.#gaveUp ||= this.#first.auto;
      this.#first = undefined;
      this.#expired = outcome === "gone";
    }
    return held.flatMap((ask) => this.#ask(ask, now));
  }

  #ask(ask: Ask, now: number): readonly DeadlineEffect[] {
    const { id } = ask;
    const verdict = this.#judge(ask, now);
    if (typeof verdict === "string") return [{ type: "go", id, via: verdict }];
    if (verdict !== undefined) return [{ type: "refuse", id, error: verdict }];
    this.#held.push(ask);
    return [];
  }

  /** How it may be sent, or why not; undefined: it waits until Discord has the first answer. */
  #judge({ act, ephemeral = false }: Ask, now: number): Via | UsageError | ExpiredError | undefined {
    const ageMs = now - this.#receivedAt;
    const first = this.#first;
    const follows = act === "edit" || act === "later";
    if (ageMs > LIFE_MS) return late(act, ageMs - LIFE_MS, "15 minutes");
    const open = first === undefined;
    if (this.#expired || (open && ageMs > ANSWER_WITHIN_MS)) return late(act, ageMs - ANSWER_WITHIN_MS, "3 s");
    // Whoever answers must not depend on having been slow: what was deferred for them is not their answer yet.
    if (follows) return open || (first.sent && first.auto) ? tooEarly() : first.sent ? act : undefined;
    if (open) {
      this.#first = { act, at: now, auto: false, sent: false };
      return "callback";
    }
    if (!first.auto) return twice(act, first.act, now - first.at);
    if (!first.sent) return undefined;
    const via = INSTEAD[first.act]?.[act];
    if (via === undefined) return tooSlow(act, first.at - this.#receivedAt);
    // From now on what was deferred counts as the handler's answer.
    this.#first = { ...first, auto: false };
    const shown = first.act === "defer" && act === "reply" && ephemeral !== this.#init.deferEphemeral;
    return shown ? "replace" : via;
  }
}

/** An act by the name that a program calls it by. */
function spoken(act: string): string {
  return act === "later" ? "a follow-up" : act === "modal" ? "showModal()" : `${act}()`;
}

function late(act: string, lateMs: number, limit: string): ExpiredError {
  return new ExpiredError("INTERACTION_EXPIRED", lateMs, {
    what: `The interaction has expired: ${spoken(act)} came ${Math.ceil(lateMs)} ms after the ${limit} that Discord allows.`,
    cure: "Answer or defer before slow work.",
  });
}

function twice(act: string, first: string, afterMs: number): ExpiredError {
  return new ExpiredError("INTERACTION_ANSWERED", afterMs, {
    what: `The interaction was answered already: ${spoken(act)} came ${Math.ceil(afterMs)} ms after ${spoken(first)}.`,
    cure: "Use edit() or followUp() after the first answer.",
  });
}

function tooSlow(act: string, afterMs: number): ExpiredError {
  return new ExpiredError("INTERACTION_DEFERRED", afterMs, {
    what: `The interaction was deferred by itself after ${Math.ceil(afterMs)} ms: too late for ${spoken(act)}.`,
    cure: "Answer before slow work, or set deferAfterMs to false.",
  });
}

function tooEarly(): UsageError {
  return new UsageError("INTERACTION_NOT_ANSWERED", {
    what: "The interaction was not answered yet.",
    cure: "Call reply() or defer() first.",
  });
}
