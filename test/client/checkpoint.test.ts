/** How far events have been handled: what is saved, when, and what happens to handlers that hang. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Checkpoint, type CheckpointEffect, type CheckpointInput } from "../../src/client/checkpoint.ts";
import type { Tick } from "../../src/machine.ts";

const tick: Tick = { type: "tick" };
const session = (seq: number): CheckpointInput => ({ type: "session", seq });
const done = (seq: number): CheckpointInput => ({ type: "handed", seq, settled: true });
const begun = (seq: number): CheckpointInput => ({ type: "handed", seq, settled: false });
const settled = (seq: number): CheckpointInput => ({ type: "settled", seq });
const row = (from: number, to: number, make: (seq: number) => CheckpointInput): CheckpointInput[] =>
  Array.from({ length: to - from + 1 }, (_, n) => make(from + n));

/** What a checkpoint answers to inputs at one instant, as lines. */
function hears(checkpoint: Checkpoint, at: number, ...inputs: readonly (CheckpointInput | Tick)[]): string[] {
  return inputs.flatMap((input) => checkpoint.feed(input, at)).map(inWords);
}

const inWords = ({ type, seq }: CheckpointEffect): string => `${type} ${seq}`;

/** Wakes a checkpoint whenever its alarm is due, up to an instant. */
function sleeps(checkpoint: Checkpoint, until: number): string[] {
  const lines: string[] = [];
  for (let at = checkpoint.alarm; at !== undefined && at <= until; at = checkpoint.alarm) {
    const now = at;
    lines.push(...hears(checkpoint, now, tick).map((line) => `${now}: ${line}`));
  }
  return lines;
}

describe("Checkpoint", () => {
  it("is the number up to which every handler has settled, however much has come since", () => {
    const checkpoint = new Checkpoint();
    hears(checkpoint, 0, session(0), done(1), begun(2), done(3), begun(4), done(5));
    expect(checkpoint.seq).toBe(1);
    hears(checkpoint, 1, settled(4));
    expect(checkpoint.seq).toBe(1);
    hears(checkpoint, 2, settled(2));
    expect(checkpoint.seq).toBe(5);
  });

  it("saves 250 ms after the first news, once for all that came meanwhile", () => {
    const checkpoint = new Checkpoint();
    expect(hears(checkpoint, 0, session(0))).toEqual(["save 0"]);
    expect(hears(checkpoint, 100, done(1))).toEqual([]);
    expect(hears(checkpoint, 300, done(2), done(3))).toEqual([]);
    expect(sleeps(checkpoint, 1000)).toEqual(["350: save 3"]);
    expect(checkpoint.alarm).toBeUndefined();
  });

  it("saves at every 100 events, without waiting for the time", () => {
    const checkpoint = new Checkpoint();
    hears(checkpoint, 0, session(0));
    expect(hears(checkpoint, 0, ...row(1, 99, done))).toEqual([]);
    expect(hears(checkpoint, 0, done(100))).toEqual(["save 100"]);
    expect(hears(checkpoint, 0, ...row(101, 350, done))).toEqual(["save 200", "save 300"]);
    expect(sleeps(checkpoint, 1000)).toEqual(["250: save 350"]);
  });

  it("saves nothing while one handler holds all others back, and all at once when it settles", () => {
    const checkpoint = new Checkpoint();
    hears(checkpoint, 0, session(0));
    expect(hears(checkpoint, 0, begun(1), ...row(2, 300, done))).toEqual([]);
    expect(sleeps(checkpoint, 10_000)).toEqual([]);
    expect(hears(checkpoint, 10_000, settled(1))).toEqual(["save 300"]);
  });

  it("passes a handler that has not settled for 30 s, says so, and waits for the next", () => {
    const checkpoint = new Checkpoint();
    hears(checkpoint, 0, session(0), begun(1));
    hears(checkpoint, 5000, begun(2), done(3));
    expect(sleeps(checkpoint, 34_999)).toEqual(["30000: slow 1", "30250: save 1"]);
    expect(sleeps(checkpoint, 40_000)).toEqual(["35000: slow 2", "35250: save 3"]);
    expect(hears(checkpoint, 50_000, settled(1), settled(2))).toEqual([]);
  });

  it("begins behind the number of a session that is taken up", () => {
    const checkpoint = new Checkpoint();
    expect(hears(checkpoint, 0, session(500))).toEqual(["save 500"]);
    expect(hears(checkpoint, 0, done(501))).toEqual([]);
    expect(sleeps(checkpoint, 1000)).toEqual(["250: save 501"]);
  });

  it("forgets a session that is gone, and what its handlers still do", () => {
    const checkpoint = new Checkpoint();
    hears(checkpoint, 0, session(0), begun(1), ...row(2, 50, done));
    expect(hears(checkpoint, 0, session(0))).toEqual(["save 0"]);
    expect([checkpoint.seq, checkpoint.alarm]).toEqual([0, undefined]);
    expect(sleeps(checkpoint, 60_000)).toEqual([]);
  });

  it("never goes back for an event that came without a number, or twice", () => {
    const checkpoint = new Checkpoint();
    hears(checkpoint, 0, session(7), done(8), begun(0), begun(8), done(0));
    expect(checkpoint.seq).toBe(8);
  });
});

describe("Checkpoint, in any life", () => {
  // Events are handed out in order; their handlers settle at once, later in any order, or never.
  const fate = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4000 }), fc.constant(Infinity));
  const life = fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 80 }), fate }), { maxLength: 300 });

  it("saves only what has settled or was told slow, never lower than before, and lags by 250 ms or 100 events at most", () => {
    fc.assert(
      fc.property(life, (events) => {
        const checkpoint = new Checkpoint();
        hears(checkpoint, 0, session(0));
        const finished = new Set<number>();
        const settlesAt = new Map<number, number>();
        let saved = 0;
        let now = 0;
        let newsAt: number | undefined;
        const feed = (input: CheckpointInput | Tick): void => {
          for (const { type, seq } of checkpoint.feed(input, now)) {
            if (type === "slow") {
              finished.add(seq);
              settlesAt.delete(seq);
              continue;
            }
            expect(seq).toBeGreaterThanOrEqual(saved);
            for (let at = saved + 1; at <= seq; at++) expect(finished.has(at)).toBe(true);
            saved = seq;
          }
          let contiguous = saved;
          while (finished.has(contiguous + 1)) contiguous++;
          expect(checkpoint.seq).toBe(contiguous);
          expect(contiguous - saved).toBeLessThan(100);
          newsAt = contiguous === saved ? undefined : (newsAt ?? now);
          expect(now - (newsAt ?? now)).toBeLessThanOrEqual(250);
        };
        const passes = (until: number): void => {
          for (;;) {
            const [seq, at] = [...settlesAt].sort(([, a], [, b]) => a - b)[0] ?? [0, Infinity];
            const alarm = checkpoint.alarm ?? Infinity;
            if (Math.min(at, alarm) > until) break;
            now = Math.min(at, alarm);
            if (at <= alarm) {
              settlesAt.delete(seq);
              finished.add(seq);
              feed(settled(seq));
            } else {
              feed(tick);
            }
          }
          now = until;
        };
        for (const [index, { afterMs, fate }] of events.entries()) {
          passes(now + afterMs);
          const seq = index + 1;
          if (fate === 0) finished.add(seq);
          else if (fate !== Infinity) settlesAt.set(seq, now + fate);
          feed(fate === 0 ? done(seq) : begun(seq));
        }
        passes(now + 60_000);
        expect([saved, checkpoint.alarm]).toEqual([events.length, undefined]);
      }),
      { numRuns: 60 },
    );
  });
});
