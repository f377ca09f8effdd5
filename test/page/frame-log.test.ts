import { describe, expect, it } from "vitest";
import { FrameLog } from "../../demo/page/frame-log.ts";
import type { Frame } from "../../demo/page/wire.ts";

const frames = (from: number, to: number, text = "x"): Frame[] =>
  Array.from({ length: to - from + 1 }, (_, n) => ({
    ...{
      id: from + n,
      at: 0,
      direction: "in",
      op: 0,
      t: (from + n) % 2 === 0 ? "EVEN" : "ODD",
      s: null,
      bytes: 1,
      text,
    },
  }));
const ids = (log: FrameLog): number[] => log.all().map(({ id }) => id);

describe("FrameLog", () => {
  it("shows what matches, of what is there and of what comes", () => {
    const log = new FrameLog();
    log.add(frames(1, 4));
    log.filter(({ t }) => t === "EVEN");
    log.add(frames(5, 6));
    expect([ids(log), log.total, log.kept]).toEqual([[2, 4, 6], 6, 6]);
    expect([log.placeOf(4), log.placeOf(5), log.at(1)?.id]).toEqual([1, 2, 4]);
  });

  it("holds still while paused, and shows all of it afterwards", () => {
    const log = new FrameLog();
    log.add(frames(1, 2));
    log.pause();
    log.add(frames(3, 5));
    expect([ids(log), log.held, log.paused]).toEqual([[1, 2], 3, true]);
    log.resume();
    expect([ids(log), log.held, log.paused]).toEqual([[1, 2, 3, 4, 5], 0, false]);
  });

  it("begins anew when it is cleared, paused or not", () => {
    const log = new FrameLog();
    log.add(frames(1, 2));
    log.pause();
    log.clear();
    log.add(frames(3, 4));
    expect([ids(log), log.paused, log.total]).toEqual([[3, 4], false, 2]);
  });

  it("drops the oldest when there is too much text, and counts what it dropped", () => {
    const log = new FrameLog();
    const megabyte = "x".repeat(2 ** 20);
    log.filter(({ t }) => t === "EVEN");
    log.add(frames(1, 40, megabyte));
    expect(log.kept).toBe(23);
    expect([log.dropped, log.total, log.shownDropped]).toEqual([17, 40, 8]);
    expect(ids(log)[0]).toBe(18);
  });

  it("never keeps more frames than it may, however small", () => {
    const log = new FrameLog();
    log.add(frames(1, 70_000));
    expect([log.kept, log.dropped, log.at(0)?.id]).toEqual([60_000, 10_000, 10_001]);
  });
});
