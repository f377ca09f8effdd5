import { describe, expect, it } from "vitest";
import type { Ask, LimiterEffect, LimiterInput, LimiterOptions } from "../../src/rest/dialogue.ts";
import type { QuotaHeaders, Refusal } from "../../src/rest/headers.ts";
import { Limiter } from "../../src/rest/limiter.ts";

/** A limiter, its clock, and short words for what is said to it. */
class Script {
  readonly limiter: Limiter;
  now = 0;
  constructor(options: LimiterOptions = {}) {
    this.limiter = new Limiter(options);
  }
  feed(input: LimiterInput | { readonly type: "tick" }): string[] {
    return this.limiter.feed(input, this.now).map(word);
  }
  ask(id: number, key = "R", major = "1", more: Partial<Ask> = {}): string[] {
    return this.feed({ type: "ask", id, key, major, identity: "bot", urgent: false, maxWaitMs: 600_000, ...more });
  }
  answer(id: number, quota?: QuotaHeaders, status = 200, refusal?: Refusal): string[] {
    return this.feed({ type: "answer", id, status, quota, refusal });
  }
  release(id: number): string[] {
    return this.feed({ type: "release", id });
  }
  /** Moves on to the next alarm. */
  alarm(): string[] {
    this.now = this.limiter.alarm ?? Number.NaN;
    return this.feed({ type: "tick" });
  }
}

const word = (effect: LimiterEffect): string =>
  effect.type === "warn"
    ? `warn ${effect.invalid}`
    : effect.type === "refuse"
      ? `refuse ${effect.id} ${effect.reason} ${effect.retryAfterMs}`
      : `${effect.type} ${effect.id}`;
const told = (remaining: number, resetAfterMs = 1000, bucket = "b", limit = 5): QuotaHeaders => ({
  bucket,
  limit,
  remaining,
  resetAfterMs,
});
const refusal = (scope: Refusal["scope"], retryAfterMs: number, banned = false): Refusal => ({
  scope,
  retryAfterMs,
  banned,
});

describe("Limiter", () => {
  it("lets one probe go, then as many at once as remain", () => {
    const script = new Script();
    expect(script.ask(1)).toEqual(["grant 1"]);
    for (const id of [2, 3, 4, 5, 6]) expect(script.ask(id)).toEqual([]);
    expect(script.answer(1, told(4))).toEqual(["grant 2", "grant 3", "grant 4", "grant 5"]);
    script.now = 100;
    for (const id of [2, 3, 4, 5]) expect(script.answer(id, told(5 - id, 900))).toEqual([]);
    expect(script.limiter.alarm).toBe(1000);
    expect(script.alarm()).toEqual(["grant 6"]);
  });

  it("keeps channels apart, and routes of one bucket and one channel together [lines 94, 96]", () => {
    const script = new Script();
    script.ask(1);
    script.answer(1, told(0));
    expect(script.ask(2)).toEqual([]);
    expect(script.ask(3, "R", "2")).toEqual(["grant 3"]);
    expect(script.ask(4, "other")).toEqual(["grant 4"]);
    script.answer(4, told(0));
    expect(script.ask(5, "other")).toEqual([]);
    expect(script.alarm()).toEqual(["grant 2"]);
    expect(script.answer(2, told(0))).toEqual([]);
  });

  it("moves those who wait to the bucket once it is named, and follows when the name changes [line 97]", () => {
    const script = new Script();
    script.ask(1);
    script.ask(2);
    script.ask(3);
    expect(script.answer(1, told(1, 1000, "first"))).toEqual(["grant 2"]);
    expect(script.answer(2, told(1, 1000, "second"))).toEqual(["grant 3"]);
    expect(script.answer(3, told(0, 1000, "second"))).toEqual([]);
    expect(script.limiter.view(0).map(({ name, waiting, inFlight }) => [name, waiting, inFlight])).toEqual([
      ["R", 0, 0],
      ["first", 0, 0],
      ["second", 0, 0],
    ]);
  });

  it("gives a permit back whose request was aborted, timed out or failed", () => {
    const script = new Script();
    script.ask(1);
    script.ask(2);
    script.ask(3);
    expect(script.release(2)).toEqual([]);
    expect(script.release(1)).toEqual(["grant 3"]);
    expect(script.release(3)).toEqual([]);
    expect(script.release(3)).toEqual([]);
    expect(script.limiter.alarm).toBeUndefined();
  });

  it("learns that a bucket refills at once, and then lets all go at its reset", () => {
    const script = new Script();
    script.ask(1);
    script.answer(1, told(4));
    script.now = 900;
    script.ask(2);
    script.answer(2, told(3, 100));
    script.now = 1001;
    script.ask(3);
    script.answer(3, told(4));
    expect(script.limiter.view(1001).at(-1)?.kind).toBe("fixed");
    for (const id of [4, 5, 6, 7]) expect(script.ask(id)).toEqual([`grant ${id}`]);
    for (const id of [4, 5, 6, 7]) script.answer(id, told(7 - id));
    for (const id of [8, 9, 10, 11, 12, 13]) expect(script.ask(id)).toEqual([]);
    expect(script.alarm()).toEqual(["grant 8", "grant 9", "grant 10", "grant 11", "grant 12"]);
  });

  it("believes a request that left before the reset and was counted after it", () => {
    const script = new Script();
    script.ask(1);
    script.answer(1, told(4));
    script.now = 990;
    for (const id of [2, 3, 4, 5]) expect(script.ask(id)).toEqual([`grant ${id}`]);
    expect(script.ask(6)).toEqual([]);
    expect(script.alarm()).toEqual([]);
    script.now = 1010;
    expect(script.answer(2, told(4))).toEqual(["grant 6"]);
  });

  it("lets places come free earlier by most of the way, once the way is known", () => {
    const script = new Script({ globalPerSecond: 2 });
    const round = (first: number, from: number): void => {
      script.now = from;
      for (const id of [first, first + 1]) script.ask(id, "R", String(id));
      script.now = from + 100;
      for (const id of [first, first + 1]) script.answer(id);
    };
    round(1, 0);
    script.ask(3, "R", "3");
    expect(script.limiter.alarm).toBe(1100);
    script.release(3);
    round(5, 2000);
    round(7, 4000);
    script.ask(9, "R", "9");
    // 80 of the 100 ms that every answer took, less 4 for work of our own.
    expect(script.limiter.alarm).toBe(5024);
  });

  it("probes at every reset where others use the bucket too", () => {
    const script = new Script();
    script.ask(1);
    script.answer(1, told(4));
    script.now = 2000;
    script.ask(2);
    script.answer(2, told(1));
    expect(script.limiter.view(2000).at(-1)?.kind).toBe("loose");
  });

  it("lets 50 a second go, and the 51st a second after the first answer; the number can be changed [line 102]", () => {
    const script = new Script();
    for (let id = 1; id <= 51; id += 1) script.ask(id, "R", String(id));
    script.now = 30;
    expect(script.ask(52, "R", "52")).toEqual([]);
    expect(script.answer(1, undefined)).toEqual([]);
    expect(script.limiter.alarm).toBe(1030);
    expect(script.alarm()).toEqual(["grant 51"]);
    const wide = new Script({ globalPerSecond: 100 });
    expect(Array.from({ length: 101 }, (_, id) => wide.ask(id, "R", String(id)).length).reduce((a, b) => a + b)).toBe(
      100,
    );
  });

  it("lets routes with a token in their path go beside the 50 a second [line 103]", () => {
    const script = new Script({ globalPerSecond: 1 });
    script.ask(1);
    expect(script.ask(2, "R", "2")).toEqual([]);
    expect(script.ask(3, "callback", "9/token", { identity: undefined })).toEqual(["grant 3"]);
  });

  it("keeps identities apart", () => {
    const script = new Script({ globalPerSecond: 1 });
    expect(script.ask(1)).toEqual(["grant 1"]);
    expect(script.ask(2, "R", "1", { identity: "bearer 1" })).toEqual(["grant 2"]);
  });

  it("lets the urgent go first", () => {
    const script = new Script();
    script.ask(1);
    script.ask(2);
    script.ask(3, "R", "1", { urgent: true });
    expect(script.answer(1, told(1))).toEqual(["grant 3"]);
  });

  it("waits out a shared 429, which is nobody's fault here and does not count [line 99]", () => {
    const script = new Script({ warnAtInvalid: 1 });
    script.ask(1);
    expect(script.answer(1, told(9, 1000), 429, refusal("shared", 1337))).toEqual([]);
    expect(script.ask(2, "R", "1", { urgent: true })).toEqual([]);
    expect(script.ask(3, "R", "2")).toEqual(["grant 3"]);
    expect(script.limiter.alarm).toBe(1337);
    expect(script.alarm()).toEqual(["grant 2"]);
  });

  it("warns of invalid requests, stops before Cloudflare does, and goes on when they are ten minutes old [line 104]", () => {
    const script = new Script({ warnAtInvalid: 3, stopAtInvalid: 5 });
    const said = Array.from({ length: 5 }, (_, id) => {
      script.ask(id, "R", String(id));
      return script.answer(id, undefined, id % 2 === 0 ? 403 : 401);
    });
    expect(said.flat()).toEqual(["warn 3"]);
    expect(script.ask(9)).toEqual(["refuse 9 invalid 660000"]);
    script.now = 660_000;
    expect(script.ask(10)).toEqual(["grant 10"]);
  });

  it("refuses all that wait when Cloudflare bans, until the ban ends [line 101]", () => {
    const script = new Script();
    script.ask(1);
    script.ask(2);
    script.ask(3, "other", "7");
    script.ask(4, "other", "7", { identity: undefined });
    expect(script.answer(1, undefined, 429, refusal("user", 60_000, true))).toEqual(["refuse 2 ban 60000"]);
    script.now = 59_000;
    expect(script.ask(5)).toEqual(["refuse 5 ban 1000"]);
    script.now = 60_000;
    expect(script.ask(6, "third", "8")).toEqual(["grant 6"]);
  });

  it("refuses those who cannot wait so long, as soon as that is known", () => {
    const script = new Script();
    script.ask(1);
    script.ask(2, "R", "1", { maxWaitMs: 500 });
    script.ask(3, "R", "1", { maxWaitMs: 2000 });
    expect(script.answer(1, told(0))).toEqual(["refuse 2 wait 1000"]);
    expect(script.alarm()).toEqual(["grant 3"]);
    script.ask(4, "R", "1", { maxWaitMs: 700 });
    expect(script.limiter.alarm).toBe(1700);
    expect(script.alarm()).toEqual(["refuse 4 wait 0"]);
  });

  it("names those who take too long, each once, by one alarm, and keeps their permits until they come back", () => {
    const script = new Script();
    script.ask(1, "A", "1", { timeoutMs: 1000 });
    script.now = 400;
    script.ask(2, "B", "1", { timeoutMs: 5000 });
    script.ask(3, "C", "1", { timeoutMs: 900 });
    expect(script.limiter.alarm).toBe(1000);
    script.answer(1, told(4));
    expect(script.alarm()).toEqual([]);
    expect(script.limiter.alarm).toBe(1300);
    expect(script.alarm()).toEqual(["late 3"]);
    expect(script.limiter.alarm).toBe(5400);
    expect(script.limiter.view(script.now).find(({ name }) => name === "C")?.inFlight).toBe(1);
    script.release(3);
    script.answer(2);
    expect(script.limiter.alarm).toBe(undefined);
  });

  it("drops buckets that are idle, a few with each request", () => {
    const script = new Script({ globalPerSecond: Number.POSITIVE_INFINITY });
    for (let id = 0; id < 1000; id += 1) {
      script.ask(id, "R", String(id));
      script.answer(id, told(4));
    }
    script.now = 10_000;
    for (let id = 1000; id < 2000; id += 1) {
      script.ask(id, "R", "x");
      script.answer(id, told(4));
    }
    expect(script.limiter.view(script.now).length).toBeLessThan(10);
  });

  it("costs no more with 20,000 buckets than with ten", () => {
    const timeOf = (majors: number): number => {
      const script = new Script({ globalPerSecond: Number.POSITIVE_INFINITY });
      const round = (from: number, count: number): void => {
        for (let id = from; id < from + count; id += 1) {
          script.ask(id, "R", String(id % majors));
          script.answer(id, told(4, 1e9));
        }
      };
      round(0, majors);
      round(majors, 2_000);
      // The best of ten, for a collection of garbage falls into one of them.
      const took = Array.from({ length: 10 }, (_, turn) => {
        const start = performance.now();
        round(majors + 2_000 + turn * 1_000, 1_000);
        return performance.now() - start;
      });
      return Math.min(...took);
    };
    expect(timeOf(20_000)).toBeLessThan(timeOf(10) * 6 + 2);
  });
});
