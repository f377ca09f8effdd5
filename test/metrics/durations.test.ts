/** Sums of durations: what is told of many is what was added. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DurationsTally } from "../../src/metrics/durations.ts";
import { BOUNDS_MS } from "../../src/metrics/mod.ts";

function tallied(all: readonly number[]) {
  const tally = new DurationsTally();
  for (const ms of all) tally.add(ms);
  return tally.sum;
}

describe("DurationsTally", () => {
  it("is nothing at first", () => {
    expect(tallied([])).toEqual({ count: 0, totalMs: 0, maxMs: 0, within: BOUNDS_MS.map(() => 0) });
  });

  it("counts a duration into every class whose bound it does not pass, and one beyond all into none", () => {
    const { within, count, maxMs } = tallied([0, 1, 1.1, 10_000, 10_001]);
    expect(within).toEqual([2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4]);
    expect([count, maxMs]).toEqual([5, 10_001]);
  });

  it("tells number, sum, longest and classes of whatever was added", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000)), (all) => {
        expect(tallied(all)).toEqual({
          count: all.length,
          totalMs: all.reduce((sum, ms) => sum + ms, 0),
          maxMs: Math.max(0, ...all),
          within: BOUNDS_MS.map((bound) => all.filter((ms) => ms <= bound).length),
        });
      }),
      { numRuns: 100 },
    );
  });

  it("gives sums that stay as they were", () => {
    const tally = new DurationsTally();
    const { sum } = tally;
    tally.add(5);
    expect(sum.count).toBe(0);
    expect(sum.within).toEqual(BOUNDS_MS.map(() => 0));
  });
});
