/** Transcripts of one interaction's life: what is asked and when, and what may be sent. */

import { describe, expect, it } from "vitest";
import { Deadline, type DeadlineEffect, type DeadlineInit } from "../../src/interactions/deadline.ts";

const COMMAND: DeadlineInit = { auto: "defer", deferAfterMs: 2000, deferEphemeral: false };
const BUTTON: DeadlineInit = { auto: "deferUpdate", deferAfterMs: 2000, deferEphemeral: false };
const STRICT: DeadlineInit = { auto: "defer", deferAfterMs: false, deferEphemeral: false };

/** Effects without the errors' prose. */
function short(effects: readonly DeadlineEffect[]) {
  return effects.map((effect) =>
    effect.type === "refuse"
      ? { id: effect.id, code: effect.error.code, lateMs: (effect.error as { lateMs?: number }).lateMs }
      : effect,
  );
}

describe("Deadline", () => {
  it("lets the first answer go by the callback route", () => {
    const deadline = new Deadline(COMMAND, 0);
    expect(deadline.alarm).toBe(2000);
    expect(deadline.feed({ type: "ask", id: 1, act: "reply" }, 10)).toEqual([{ type: "go", id: 1, via: "callback" }]);
    expect(deadline.alarm).toBeUndefined();
  });

  it("refuses a second answer, and says how late it is [line 118]", () => {
    const deadline = new Deadline(COMMAND, 0);
    deadline.feed({ type: "ask", id: 1, act: "reply" }, 100);
    expect(short(deadline.feed({ type: "ask", id: 2, act: "defer" }, 150))).toEqual([
      { id: 2, code: "INTERACTION_ANSWERED", lateMs: 50 },
    ]);
    deadline.feed({ type: "sent", outcome: "ok" }, 200);
    expect(short(deadline.feed({ type: "ask", id: 3, act: "reply" }, 1100))).toEqual([
      { id: 3, code: "INTERACTION_ANSWERED", lateMs: 1000 },
    ]);
  });

  it("refuses a first answer after 3 s, and says by how many milliseconds it came too late [line 118]", () => {
    const deadline = new Deadline(STRICT, 1000);
    expect(deadline.alarm).toBe(4000);
    expect(deadline.feed({ type: "tick" }, 4000)).toEqual([{ type: "unanswered", expired: true }]);
    expect(deadline.alarm).toBeUndefined();
    expect(short(deadline.feed({ type: "ask", id: 1, act: "reply" }, 4250))).toEqual([
      { id: 1, code: "INTERACTION_EXPIRED", lateMs: 250 },
    ]);
  });

  it("refuses a late answer even when no timer has rung, as after a busy loop", () => {
    const deadline = new Deadline(STRICT, 0);
    expect(short(deadline.feed({ type: "ask", id: 1, act: "reply" }, 3001))).toEqual([
      { id: 1, code: "INTERACTION_EXPIRED", lateMs: 1 },
    ]);
  });

  it("lets an answer go in the last millisecond", () => {
    const deadline = new Deadline(STRICT, 0);
    expect(deadline.feed({ type: "ask", id: 1, act: "reply" }, 3000)).toEqual([{ type: "go", id: 1, via: "callback" }]);
  });

  it("refuses a follow-up before the first answer, and after 15 minutes [line 120]", () => {
    const deadline = new Deadline(COMMAND, 0);
    expect(short(deadline.feed({ type: "ask", id: 1, act: "later" }, 1))).toEqual([
      { id: 1, code: "INTERACTION_NOT_ANSWERED", lateMs: undefined },
    ]);
    deadline.feed({ type: "ask", id: 2, act: "defer" }, 2);
    deadline.feed({ type: "sent", outcome: "ok" }, 3);
    expect(deadline.feed({ type: "ask", id: 3, act: "later" }, 900_000)).toEqual([{ type: "go", id: 3, via: "later" }]);
    expect(short(deadline.feed({ type: "ask", id: 4, act: "later" }, 900_020))).toEqual([
      { id: 4, code: "INTERACTION_EXPIRED", lateMs: 20 },
    ]);
  });

  it("holds back what follows until Discord has the first answer", () => {
    const deadline = new Deadline(COMMAND, 0);
    deadline.feed({ type: "ask", id: 1, act: "defer" }, 0);
    expect(deadline.feed({ type: "ask", id: 2, act: "edit" }, 1)).toEqual([]);
    expect(deadline.feed({ type: "ask", id: 3, act: "later" }, 2)).toEqual([]);
    expect(deadline.feed({ type: "sent", outcome: "ok" }, 90)).toEqual([
      { type: "go", id: 2, via: "edit" },
      { type: "go", id: 3, via: "later" },
    ]);
  });

  it("lets another answer go when the first one failed, and refuses what had followed it", () => {
    const deadline = new Deadline(COMMAND, 0);
    deadline.feed({ type: "ask", id: 1, act: "reply" }, 0);
    deadline.feed({ type: "ask", id: 2, act: "edit" }, 1);
    expect(short(deadline.feed({ type: "sent", outcome: "failed" }, 50))).toEqual([
      { id: 2, code: "INTERACTION_NOT_ANSWERED", lateMs: undefined },
    ]);
    expect(deadline.feed({ type: "ask", id: 3, act: "reply" }, 60)).toEqual([{ type: "go", id: 3, via: "callback" }]);
  });

  it("is over when Discord no longer knows the interaction", () => {
    const deadline = new Deadline(COMMAND, 0);
    deadline.feed({ type: "ask", id: 1, act: "reply" }, 2900);
    deadline.feed({ type: "sent", outcome: "gone" }, 3100);
    expect(short(deadline.feed({ type: "ask", id: 2, act: "reply" }, 3100))).toEqual([
      { id: 2, code: "INTERACTION_EXPIRED", lateMs: 100 },
    ]);
  });

  it("defers by itself when the handler is slow, and turns its reply into the deferred answer", () => {
    const deadline = new Deadline(COMMAND, 0);
    expect(deadline.feed({ type: "tick" }, 1999)).toEqual([]);
    expect(deadline.feed({ type: "tick" }, 2000)).toEqual([{ type: "defer", act: "defer", ephemeral: false }]);
    expect(deadline.feed({ type: "ask", id: 1, act: "reply" }, 2010)).toEqual([]);
    expect(deadline.feed({ type: "sent", outcome: "ok" }, 2050)).toEqual([{ type: "go", id: 1, via: "edit" }]);
    expect(short(deadline.feed({ type: "ask", id: 2, act: "reply" }, 2060))).toEqual([
      { id: 2, code: "INTERACTION_ANSWERED", lateMs: 60 },
    ]);
  });

  it("does not defer by itself when the handler was quick", () => {
    const deadline = new Deadline(COMMAND, 0);
    deadline.feed({ type: "ask", id: 1, act: "reply" }, 1500);
    expect(deadline.feed({ type: "tick" }, 2000)).toEqual([]);
  });

  it("never shows to all what was meant for one: an answer for another audience replaces the deferred one", () => {
    const open = new Deadline(COMMAND, 0);
    open.feed({ type: "tick" }, 2000);
    open.feed({ type: "sent", outcome: "ok" }, 2050);
    expect(open.feed({ type: "ask", id: 1, act: "reply", ephemeral: true }, 2100)).toEqual([
      { type: "go", id: 1, via: "replace" },
    ]);
    const secret = new Deadline({ ...COMMAND, deferEphemeral: true }, 0);
    expect(secret.feed({ type: "tick" }, 2000)).toEqual([{ type: "defer", act: "defer", ephemeral: true }]);
    secret.feed({ type: "sent", outcome: "ok" }, 2050);
    expect(secret.feed({ type: "ask", id: 1, act: "reply", ephemeral: true }, 2100)).toEqual([
      { type: "go", id: 1, via: "edit" },
    ]);
  });

  it("takes a defer after its own for done, and opens the way to edit", () => {
    const deadline = new Deadline(COMMAND, 0);
    deadline.feed({ type: "tick" }, 2000);
    deadline.feed({ type: "sent", outcome: "ok" }, 2050);
    expect(short(deadline.feed({ type: "ask", id: 1, act: "edit" }, 2060))).toEqual([
      { id: 1, code: "INTERACTION_NOT_ANSWERED", lateMs: undefined },
    ]);
    expect(deadline.feed({ type: "ask", id: 2, act: "defer" }, 2070)).toEqual([{ type: "go", id: 2, via: "nothing" }]);
    expect(deadline.feed({ type: "ask", id: 3, act: "edit" }, 2080)).toEqual([{ type: "go", id: 3, via: "edit" }]);
  });

  it("refuses a form after having deferred by itself, and says when that was", () => {
    const deadline = new Deadline(COMMAND, 0);
    deadline.feed({ type: "tick" }, 2000);
    deadline.feed({ type: "sent", outcome: "ok" }, 2050);
    expect(short(deadline.feed({ type: "ask", id: 1, act: "modal" }, 2500))).toEqual([
      { id: 1, code: "INTERACTION_DEFERRED", lateMs: 2000 },
    ]);
  });

  it("defers a component without a sign; a reply is then a new message and an update an edit", () => {
    const reply = new Deadline(BUTTON, 0);
    expect(reply.feed({ type: "tick" }, 2000)).toEqual([{ type: "defer", act: "deferUpdate", ephemeral: false }]);
    reply.feed({ type: "sent", outcome: "ok" }, 2050);
    expect(reply.feed({ type: "ask", id: 1, act: "reply" }, 2100)).toEqual([{ type: "go", id: 1, via: "followUp" }]);
    const update = new Deadline(BUTTON, 0);
    update.feed({ type: "tick" }, 2000);
    update.feed({ type: "sent", outcome: "ok" }, 2050);
    expect(update.feed({ type: "ask", id: 1, act: "update" }, 2100)).toEqual([{ type: "go", id: 1, via: "edit" }]);
  });

  it("answers a component at once when its handler ends in silence", () => {
    const deadline = new Deadline(BUTTON, 0);
    expect(deadline.feed({ type: "handled" }, 5)).toEqual([{ type: "defer", act: "deferUpdate", ephemeral: false }]);
    expect(deadline.feed({ type: "sent", outcome: "ok" }, 50)).toEqual([]);
    expect(deadline.alarm).toBeUndefined();
  });

  it("gives a silent handler of a command until deferAfterMs, then says that nobody answered, once", () => {
    const deadline = new Deadline(COMMAND, 0);
    expect(deadline.feed({ type: "handled" }, 5)).toEqual([]);
    expect(deadline.feed({ type: "tick" }, 2000)).toEqual([{ type: "unanswered", expired: false }]);
    expect(deadline.alarm).toBe(3000);
    expect(deadline.feed({ type: "ask", id: 1, act: "reply" }, 2001)).toEqual([{ type: "go", id: 1, via: "callback" }]);
  });

  it("says that nobody answered when the handler ends after it was deferred for it", () => {
    const deadline = new Deadline(COMMAND, 0);
    deadline.feed({ type: "tick" }, 2000);
    expect(deadline.feed({ type: "handled" }, 2010)).toEqual([]);
    expect(deadline.feed({ type: "sent", outcome: "ok" }, 2050)).toEqual([{ type: "unanswered", expired: false }]);
  });

  it("does not try its own deferral again when that failed", () => {
    const deadline = new Deadline(COMMAND, 0);
    deadline.feed({ type: "tick" }, 2000);
    deadline.feed({ type: "sent", outcome: "failed" }, 2100);
    expect(deadline.alarm).toBe(3000);
    expect(deadline.feed({ type: "ask", id: 1, act: "reply" }, 2200)).toEqual([{ type: "go", id: 1, via: "callback" }]);
  });

  it("gives up shortly before the end where deferring is switched off and the handler has ended", () => {
    const deadline = new Deadline(STRICT, 0);
    deadline.feed({ type: "handled" }, 10);
    expect(deadline.alarm).toBe(2500);
    expect(deadline.feed({ type: "tick" }, 2500)).toEqual([{ type: "unanswered", expired: false }]);
  });

  it("never defers an autocomplete", () => {
    const deadline = new Deadline({ ...COMMAND, auto: undefined }, 0);
    expect(deadline.alarm).toBe(3000);
    expect(deadline.feed({ type: "handled" }, 1)).toEqual([]);
    expect(deadline.feed({ type: "tick" }, 3000)).toEqual([{ type: "unanswered", expired: true }]);
  });
});
