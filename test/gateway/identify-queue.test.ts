/** Turns to identify: buckets, the day's session starts, and what is kept for shards that lost a session. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createIdentifyQueue, type IdentifyAnswer } from "../../src/gateway/identify-queue.ts";
import { assumedLimit, IdentifyTurns, type SessionStartLimit } from "../../src/gateway/identify-turns.ts";
import { tick } from "./transcript.ts";
import { HandClock } from "./world.ts";

const limit = (about: Partial<SessionStartLimit> = {}): SessionStartLimit => ({ ...assumedLimit, ...about });
const DAY = 86_400_000;

/** Asks for shards [0..count) at once, and tells who is granted when. */
function grants(about: Partial<SessionStartLimit>, count: number, until: number): Record<number, number[]> {
  const turns = new IdentifyTurns(limit(about), 0);
  const granted: Record<number, number[]> = {};
  const note = (at: number, effects: ReturnType<IdentifyTurns["feed"]>): void => {
    for (const effect of effects) if (effect.type === "granted") granted[at] = [...(granted[at] ?? []), effect.id];
  };
  for (let shard = 0; shard < count; shard++) {
    note(0, turns.feed({ type: "ask", id: shard, shard, lostSession: false }, 0));
  }
  for (let at = turns.alarm; at !== undefined && at <= until; at = turns.alarm) note(at, turns.feed(tick, at));
  return granted;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n);

describe("IdentifyTurns: buckets", () => {
  it("lets two shards identify at least 5 s apart where max_concurrency is 1 [line 46]", () => {
    expect(grants({}, 3, 60_000)).toEqual({ 0: [0], 5150: [1], 10300: [2] });
  });

  it("lets shards 0-15 identify together and 16-31 after them where it is 16 [line 46]", () => {
    expect(grants({ max_concurrency: 16 }, 32, 60_000)).toEqual({ 0: range(0, 16), 5150: range(16, 32) });
  });

  it("keeps the bucket closed for a shard that identifies again [line 28]", () => {
    const turns = new IdentifyTurns(limit(), 0);
    expect(turns.feed({ type: "ask", id: 1, shard: 0, lostSession: false }, 0)).toEqual([{ type: "granted", id: 1 }]);
    expect(turns.feed({ type: "ask", id: 2, shard: 0, lostSession: true }, 2_000)).toEqual([]);
    expect(turns.alarm).toBe(5_150);
    expect(turns.feed(tick, 5_150)).toEqual([{ type: "granted", id: 2 }]);
  });

  it("forgets who withdraws, and wakes for nobody", () => {
    const turns = new IdentifyTurns(limit(), 0);
    turns.feed({ type: "ask", id: 1, shard: 0, lostSession: false }, 0);
    turns.feed({ type: "ask", id: 2, shard: 1, lostSession: false }, 0);
    turns.feed({ type: "withdraw", id: 2 }, 1);
    expect(turns.alarm).toBeUndefined();
    expect(turns.remaining).toBe(999);
  });
});

describe("IdentifyTurns: the day's budget", () => {
  const ask = (id: number, lostSession = false) => ({ type: "ask", id, shard: id, lostSession }) as const;

  it("counts every grant [line 45]", () => {
    const turns = new IdentifyTurns(limit({ max_concurrency: 10 }), 0);
    for (const id of range(0, 7)) turns.feed(ask(id), 0);
    expect(turns.remaining).toBe(993);
  });

  it("holds when nothing is left, says once for how long, and grants after the reset [line 44]", () => {
    const turns = new IdentifyTurns(limit({ remaining: 0, reset_after: 3_600_000 }), 0);
    expect(turns.feed(ask(1, true), 0)).toEqual([{ type: "held", id: 1, resetsInMs: 3_600_000 }]);
    expect(turns.feed(tick, 1_000)).toEqual([]);
    expect(turns.alarm).toBe(3_600_000);
    expect(turns.feed(tick, 3_600_000)).toEqual([{ type: "granted", id: 1 }]);
    expect(turns.remaining).toBe(999);
  });

  it("begins a day with its first start, as Discord does: the next is granted no sooner than a day after that [line 44]", () => {
    const turns = new IdentifyTurns(limit({ total: 1, remaining: 1, reset_after: 0 }), 0);
    expect(turns.feed(ask(1), 60_000)).toContainEqual({ type: "granted", id: 1 });
    expect(turns.feed(ask(2), 70_000)).toEqual([{ type: "held", id: 2, resetsInMs: DAY + 150 - 10_000 }]);
    expect(turns.feed(tick, DAY)).toEqual([]);
    expect(turns.feed(tick, DAY + 60_150)).toContainEqual({ type: "granted", id: 2 });
  });

  it("keeps the last 5 % for shards that lost a session [line 44]", () => {
    const turns = new IdentifyTurns(limit({ remaining: 51, max_concurrency: 10 }), 0);
    expect(turns.feed(ask(1), 0)).toEqual([
      { type: "granted", id: 1 },
      { type: "warn", used: 950, total: 1000 },
    ]);
    expect(turns.feed(ask(2), 0)).toEqual([{ type: "held", id: 2, resetsInMs: DAY }]);
    expect(turns.feed(ask(3, true), 0)).toEqual([{ type: "granted", id: 3 }]);
  });

  it("warns once when 80 % are used, and again on another day", () => {
    const turns = new IdentifyTurns(limit({ total: 10, remaining: 4, max_concurrency: 100, reset_after: 1_000 }), 0);
    const warned = (now: number, ids: readonly number[]): number =>
      ids.flatMap((id) => turns.feed(ask(id), now)).filter(({ type }) => type === "warn").length;
    expect(warned(0, [1])).toBe(0);
    expect(warned(0, [2])).toBe(1);
    expect(warned(0, [3])).toBe(0);
    expect(warned(1_000, range(10, 17))).toBe(0);
    expect(warned(1_000, range(17, 20))).toBe(1);
  });

  it("never grants two of a bucket within 5 s, nor more than is left, whoever asks and withdraws", () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant("ask" as const), shard: fc.nat(40), lostSession: fc.boolean() }),
      fc.record({ type: fc.constant("withdraw" as const), id: fc.nat(60) }),
      fc.record({ type: fc.constant("tick" as const) }),
    );
    const limits = fc.record({
      total: fc.integer({ min: 1, max: 40 }),
      remaining: fc.nat(40),
      reset_after: fc.constantFrom(20_000, DAY),
      max_concurrency: fc.constantFrom(1, 2, 16),
    });
    fc.assert(
      fc.property(limits, fc.array(fc.tuple(step, fc.nat(4_000)), { maxLength: 60 }), (about, steps) => {
        const turns = new IdentifyTurns(about, 0);
        const shards = new Map<number, number>();
        const grantedAt = new Map<number, number>();
        let now = 0;
        let granted = 0;
        for (const [what, ms] of steps) {
          now += ms;
          const id = shards.size;
          if (what.type === "ask") shards.set(id, what.shard);
          for (const effect of turns.feed(what.type === "ask" ? { ...what, id } : what, now)) {
            if (effect.type !== "granted") continue;
            const bucket = (shards.get(effect.id) as number) % about.max_concurrency;
            expect(now - (grantedAt.get(bucket) ?? -Infinity)).toBeGreaterThanOrEqual(5_000);
            grantedAt.set(bucket, now);
            granted++;
          }
          const days = now < about.reset_after ? 0 : 1 + Math.floor((now - about.reset_after) / DAY);
          expect(granted).toBeLessThanOrEqual(about.remaining + days * about.total);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("createIdentifyQueue", () => {
  it("answers with held, then granted, and leaves no timer", async () => {
    const clock = new HandClock();
    const queue = createIdentifyQueue({ clock, limit: limit({ remaining: 0, reset_after: 10_000 }) });
    const answers: IdentifyAnswer[] = [];
    queue.ask({ shard: 0, lostSession: false }, (answer) => answers.push(answer));
    expect(answers).toEqual([{ type: "held", resetsInMs: 10_000 }]);
    await clock.pass(10_000);
    expect(answers).toEqual([{ type: "held", resetsInMs: 10_000 }, { type: "granted" }]);
    expect(clock.waiting).toBe(0);
  });

  it("answers nobody who has withdrawn, and leaves no timer then", async () => {
    const clock = new HandClock();
    const queue = createIdentifyQueue({ clock });
    const answers: string[] = [];
    queue.ask({ shard: 0, lostSession: false }, () => answers.push("first"));
    const withdraw = queue.ask({ shard: 1, lostSession: false }, () => answers.push("second"));
    expect(clock.waiting).toBe(1);
    withdraw();
    withdraw();
    expect(clock.waiting).toBe(0);
    await clock.pass(60_000);
    expect(answers).toEqual(["first"]);
  });

  it("tells when four fifths are used", () => {
    const told: number[][] = [];
    const queue = createIdentifyQueue({
      clock: new HandClock(),
      limit: limit({ remaining: 201 }),
      onLow: (used, total) => told.push([used, total]),
    });
    queue.ask({ shard: 0, lostSession: false }, () => {});
    expect(told).toEqual([[800, 1000]]);
  });
});
