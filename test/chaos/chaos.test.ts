/**
 * The chaos test, in the unit suite with few schedules; `npm run chaos` plays as many as one likes. A seed that fails here
 * is played again by `npm run chaos -- --seed N`.
 */
import { describe, expect, it } from "vitest";
import { play } from "./chaos.ts";
import { Totals } from "./totals.ts";

const RUNS = 200;

describe("Chaos", () => {
  it(`comes through ${RUNS} schedules of faults with nothing lost, doubled, sent too soon or left behind`, async () => {
    const totals = new Totals();
    for (let seed = 1; seed <= RUNS; seed++) totals.add(await play(seed));
    expect(totals.failed.map(({ seed, faults }) => ({ seed, faults }))).toEqual([]);
  }, 60_000);

  it("plays the same schedule for the same seed", async () => {
    expect(await play(7)).toEqual(await play(7));
  });
});
