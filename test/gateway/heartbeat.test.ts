/** The beat by itself: its rhythm, its grace, and that it is never faster than Discord allows. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Heartbeat } from "../../src/gateway/heartbeat.ts";

describe("Heartbeat", () => {
  it("is due after interval * jitter, then every interval [line 4] [line 5]", () => {
    const heartbeat = new Heartbeat(1000, 0.25, 10_000);
    expect(heartbeat.dueAt).toBe(10_250);
    expect(heartbeat.pulse(10_250)).toBe("beat");
    heartbeat.answered(10_300);
    expect([heartbeat.dueAt, heartbeat.pingMs]).toEqual([11_250, 50]);
  });

  it("keeps its rhythm after a tick that was late", () => {
    const heartbeat = new Heartbeat(1000, 0, 0);
    expect(heartbeat.pulse(400)).toBe("beat");
    expect(heartbeat.dueAt).toBe(1000);
  });

  it("does not make up for beats that a sleeping process missed", () => {
    const heartbeat = new Heartbeat(1000, 0, 0);
    heartbeat.pulse(0);
    heartbeat.answered(1);
    expect(heartbeat.pulse(5_300)).toBe("beat");
    expect(heartbeat.dueAt).toBe(6_000);
  });

  it("is dead when the next is due and the last was not answered [line 9]", () => {
    const heartbeat = new Heartbeat(1000, 0, 0);
    heartbeat.pulse(0);
    expect(heartbeat.pulse(1000)).toBe("dead");
  });

  it("gives one second of grace after a late tick, once", () => {
    const heartbeat = new Heartbeat(1000, 0, 0);
    heartbeat.pulse(0);
    expect(heartbeat.pulse(1_499)).toBe("dead");
    const late = new Heartbeat(1000, 0, 0);
    late.pulse(0);
    expect([late.pulse(1_500), late.dueAt]).toEqual(["wait", 2_500]);
    expect(late.pulse(9_000)).toBe("dead");
  });

  it("beats on when the answer was read within the grace, and may be given it again", () => {
    const heartbeat = new Heartbeat(1000, 0, 0);
    heartbeat.pulse(0);
    heartbeat.pulse(1_500);
    heartbeat.answered(1_501);
    expect(heartbeat.pulse(2_500)).toBe("beat");
    expect(heartbeat.pulse(heartbeat.dueAt + 500)).toBe("wait");
  });

  it("says from half a second on that it is late", () => {
    const heartbeat = new Heartbeat(1000, 0, 0);
    expect([heartbeat.lateBy(499), heartbeat.lateBy(500)]).toEqual([undefined, 500]);
  });

  it("never beats more often than once an interval, counted from the first, however ticks and answers fall", () => {
    const steps = fc.array(fc.tuple(fc.nat(3_000), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.double({ min: 0, max: 0.999, noNaN: true }), (times, jitter) => {
        const heartbeat = new Heartbeat(1000, jitter, 0);
        const first = heartbeat.dueAt;
        let now = 0;
        let beats = 0;
        for (const [ms, answers] of times) {
          now += ms;
          if (now >= heartbeat.dueAt && heartbeat.pulse(now) === "beat") beats++;
          if (answers) heartbeat.answered(now);
          expect(beats).toBeLessThanOrEqual(now < first ? 0 : Math.floor((now - first) / 1000 + 1e-9) + 1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
