/** Transcripts of Recovery: a connection ended so, therefore this comes next. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Recovery } from "../../src/gateway/recovery.ts";
import * as t from "./transcript.ts";

const { closedBy, decides, end, ended } = t;
const start = { type: "start" } as const;
const identified = { type: "identified" } as const;
const wasReady = { type: "ready", session: t.SESSION } as const;
const wasResumed = { type: "resumed", session: t.SESSION } as const;
const RESUME = "dial wss://resume.test/ to resume s1 at 5";
const UNGREETED = { greeted: false, live: false, introduced: undefined } as const;

/** A shard that is READY since 0. */
function well(): Recovery {
  const recovery = new Recovery(undefined);
  decides(recovery, 0, start, identified, wasReady);
  return recovery;
}

/** What is dialled after an end, the wait left out. */
function next(recovery: Recovery, at: number, ...inputs: Parameters<typeof decides>[2][]): string | undefined {
  const lines = decides(recovery, at, ...inputs);
  if (recovery.alarm !== undefined) lines.push(...decides(recovery, recovery.alarm, t.tick));
  return lines.filter((line) => !line.startsWith("wait")).join(", ");
}

describe("Recovery: verdicts", () => {
  it("identifies at first, or resumes the session of an earlier process [line 41]", () => {
    expect(decides(new Recovery(undefined), 0, start)).toEqual(["dial base to identify"]);
    expect(decides(new Recovery(t.SESSION), 0, start)).toEqual([RESUME]);
  });

  it.each([4004, 4010, 4011, 4012, 4013, 4014])("gives up after %i, for good [line 29]", (code) => {
    const recovery = well();
    expect(decides(recovery, 1, ended(closedBy(code)))).toEqual([expect.stringMatching(/^give up: \w/)]);
    expect(recovery.alarm).toBeUndefined();
  });

  it.each([4003, 4007, 4009])("loses the session by %i and identifies at the base url [line 31]", (code) => {
    expect(next(well(), 1, ended(closedBy(code)))).toBe("lost session at 5, dial base to identify");
  });

  it.each([4000, 4001, 4002, 4005, 4008, 4444])("resumes after %i [line 32]", (code) => {
    expect(next(well(), 1, ended(closedBy(code)))).toBe(RESUME);
  });

  it.each([0, 1005, 1006, undefined])("resumes after %s, which is no code [line 33]", (code) => {
    expect(next(well(), 1, ended(closedBy(code)))).toBe(RESUME);
  });

  it.each([1000, 1001])("resumes after %i, and identifies if op 9 comes then [line 34]", (code) => {
    const recovery = well();
    expect(next(recovery, 1, ended(closedBy(code)))).toBe(RESUME);
    const refused = end({ type: "invalid-session", resumable: false }, { introduced: "resume", live: false });
    expect(next(recovery, 5_000, ended(refused))).toBe("lost session at 5, dial base to identify");
  });

  it("waits 5 s after 4008 at least", () => {
    expect(decides(well(), 1, ended(closedBy(4008), 0))).toEqual(["wait 5000 for back-off"]);
  });

  it.each([4000, 1006, 1000, 4009])("identifies after %i when there was no session yet [line 35]", (code) => {
    const recovery = new Recovery(undefined);
    decides(recovery, 0, start, identified);
    expect(next(recovery, 1, ended(closedBy(code, { live: false, session: undefined })))).toBe("dial base to identify");
  });

  it("resumes at once after op 7 and after a zombie, where all was well [line 9] [line 24]", () => {
    expect(decides(well(), 1, ended(end({ type: "reconnect" })))).toEqual([RESUME]);
    expect(decides(well(), 1, ended(end({ type: "zombie" })))).toEqual([RESUME]);
  });

  it("identifies anew after op 7 before READY [line 25]", () => {
    const recovery = new Recovery(undefined);
    decides(recovery, 0, start);
    const early = end(
      { type: "reconnect" },
      { greeted: false, introduced: undefined, live: false, session: undefined },
    );
    expect(next(recovery, 1, ended(early))).toBe("dial base to identify");
  });

  it.each([
    [0, 1000],
    [0.5, 3000],
    [0.999, 4996],
  ])(
    "drops the session upon op 9 d=false, waits 1 to 5 s (chance %d) and identifies at the base url [line 26]",
    (chance, ms) => {
      const recovery = well();
      const refused = end({ type: "invalid-session", resumable: false });
      expect(decides(recovery, 1, ended(refused, chance))).toEqual(["lost session at 5", `wait ${ms} for back-off`]);
      expect(decides(recovery, ms, t.tick)).toEqual([]);
      expect(decides(recovery, ms + 1, t.tick)).toEqual(["dial base to identify"]);
    },
  );

  it("keeps the session upon op 9 d=true and resumes [line 27]", () => {
    expect(next(well(), 1, ended(end({ type: "invalid-session", resumable: true })))).toBe(RESUME);
  });

  it("resumes a session as far as the connection had come, not as far as it began", () => {
    const later = { ...t.SESSION, seq: 99 };
    expect(next(well(), 1, ended(closedBy(1006, { session: later })))).toBe(
      "dial wss://resume.test/ to resume s1 at 99",
    );
  });

  it("ends when the user leaves, and never dials again [line 39]", () => {
    const recovery = well();
    const left = end({ type: "left", resumable: true, answered: true });
    expect(decides(recovery, 1, ended(left))).toEqual(["left"]);
    expect(recovery.alarm).toBeUndefined();
  });
});

describe("Recovery: dead urls and endless resumes", () => {
  it("drops the resume url, never the session, when a dial fails before Hello [line 36]", () => {
    const recovery = well();
    next(recovery, 1, ended(closedBy(1006)));
    expect(next(recovery, 2_000, ended(closedBy(undefined, UNGREETED)))).toBe("dial base to resume s1 at 5");
    for (let at = 10_000; at < 1_000_000; at += 100_000) {
      expect(next(recovery, at, ended(end({ type: "dial-timeout" }, UNGREETED)))).toBe("dial base to resume s1 at 5");
    }
  });

  it("identifies after three RESUMEs without a RESUMED [line 37]", () => {
    const recovery = well();
    const unanswered = end({ type: "ready-timeout" }, { introduced: "resume", live: false });
    expect(next(recovery, 1, ended(closedBy(1006)))).toBe(RESUME);
    expect(next(recovery, 10_000, ended(unanswered))).toBe(RESUME);
    expect(next(recovery, 20_000, ended(unanswered))).toBe(RESUME);
    expect(next(recovery, 30_000, ended(unanswered))).toBe("lost session at 5, dial base to identify");
  });

  it("counts anew after a RESUMED [line 37]", () => {
    const recovery = well();
    const unanswered = end({ type: "ready-timeout" }, { introduced: "resume", live: false });
    next(recovery, 1, ended(unanswered));
    next(recovery, 2, ended(unanswered));
    decides(recovery, 3, wasResumed);
    expect(next(recovery, 4, ended(unanswered))).toBe(RESUME);
  });
});

describe("Recovery: back-off", () => {
  const refused = { type: "closed", code: undefined, reason: "" } as const;
  const wait = (lines: readonly string[]): number => Number(/^wait ([\d.]+)/.exec(lines.at(-1) ?? "")?.[1]);

  it("doubles its ceiling from 1 s to 60 s and draws from all of it [line 38]", () => {
    const recovery = new Recovery(undefined);
    decides(recovery, 0, start);
    const waits = Array.from({ length: 9 }, (_, n) => {
      const ms = wait(decides(recovery, n * 100_000, ended(end(refused, { ...UNGREETED, session: undefined }), 0.5)));
      decides(recovery, recovery.alarm ?? 0, t.tick);
      return ms;
    });
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("starts anew after READY and RESUMED, and not when a socket merely opened and greeted [line 38]", () => {
    const recovery = well();
    const greetedOnly = end(refused, { introduced: "resume", live: false });
    expect(wait(decides(recovery, 0, ended(greetedOnly, 0.5)))).toBe(500);
    expect(wait(decides(recovery, 10_000, ended(greetedOnly, 0.5)))).toBe(1_000);
    decides(recovery, 20_000, wasResumed);
    expect(wait(decides(recovery, 30_000, ended(closedBy(1006), 0.5)))).toBe(500);
    decides(recovery, 40_000, wasReady);
    expect(wait(decides(recovery, 50_000, ended(closedBy(1006), 0.5)))).toBe(500);
  });

  it("never spins: op 7 again and again without RESUMED backs off", () => {
    const recovery = well();
    expect(decides(recovery, 0, ended(end({ type: "reconnect" }), 0.5))).toEqual([RESUME]);
    const again = end({ type: "reconnect" }, { introduced: "resume", live: false });
    expect(wait(decides(recovery, 0, ended(again, 0.5)))).toBe(1_000);
  });

  it("always waits a moment after a failure, within 60 s, unless a good connection ended well", () => {
    const how = fc.constantFrom(
      "closed",
      "dial-timeout",
      "hello-timeout",
      "ready-timeout",
      "corrupt",
      "zombie",
      "reconnect",
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(how, fc.double({ min: 0, max: 0.999, noNaN: true })), { maxLength: 20 }),
        (ends) => {
          const recovery = new Recovery(t.SESSION);
          let now = 0;
          decides(recovery, now, start);
          for (const [type, chance] of ends) {
            const cause = type === "closed" ? refused : ({ type } as const);
            decides(recovery, now, ended(end(cause, { live: false, introduced: "resume" }), chance));
            const ms = (recovery.alarm ?? now) - now;
            expect(ms).toBeGreaterThan(0);
            expect(ms).toBeLessThanOrEqual(60_000);
            now += ms;
            expect(decides(recovery, now, t.tick)).toHaveLength(1);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("Recovery: the breaker", () => {
  const lost = closedBy(4009);

  it("lets a fault that repeats identify five times in ten minutes, and the sixth wait", () => {
    const recovery = new Recovery(undefined);
    decides(recovery, 0, start);
    for (let at = 0; at < 4; at++) next(recovery, at * 20_000, identified, wasReady, ended(lost));
    decides(recovery, 80_000, identified, wasReady);
    expect(decides(recovery, 100_000, ended(lost))).toEqual(["lost session at 5", "wait 500000 for breaker"]);
    expect(recovery.alarm).toBe(600_000);
  });

  it("does not hold back a shard that was well for a minute", () => {
    const recovery = new Recovery(undefined);
    decides(recovery, 0, start);
    for (let at = 0; at < 4; at++) next(recovery, at * 20_000, identified, wasReady, ended(lost));
    decides(recovery, 80_000, identified, wasReady);
    expect(decides(recovery, 140_000, ended(lost))).toEqual(["lost session at 5", "wait 500 for back-off"]);
  });

  it("never holds back a resume", () => {
    const recovery = new Recovery(undefined);
    decides(recovery, 0, start);
    for (let at = 0; at < 4; at++) next(recovery, at * 20_000, identified, wasReady, ended(lost));
    decides(recovery, 80_000, identified, wasReady);
    expect(decides(recovery, 90_000, ended(end({ type: "zombie" })))).toEqual([RESUME]);
  });
});
