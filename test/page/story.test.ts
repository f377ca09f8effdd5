import { describe, expect, it } from "vitest";
import { nextBeat, Story } from "../../demo/page/story.ts";
import type { Frame, Note } from "../../demo/page/wire.ts";

const frame = (at: number, op: number, d: unknown, direction: "in" | "out" = "in"): Frame => ({
  ...{ id: at, at, direction, op, t: null, s: null, bytes: 1, text: JSON.stringify({ op, d }) },
});
const phase = (at: number, name: string): Note => ({ at, kind: "phase", phase: name });
const hello = (at: number): Frame => frame(at, 10, { heartbeat_interval: 1000 });

function connected(): Story {
  const story = new Story();
  const notes = [phase(0, "dialling"), phase(10, "greeting"), phase(20, "identifying"), phase(50, "ready")];
  story.tell([hello(15)], notes);
  return story;
}
const texts = (story: Story): string[] => story.lines.map(({ text }) => text);

describe("Story", () => {
  it("knows the step and how long each took", () => {
    const story = connected();
    expect([story.step, story.introduction, story.reached]).toEqual([3, "identify", [0, 10, 20, 50]]);
  });

  it("foretells the next heartbeat from the last, and the first not at all", () => {
    const story = connected();
    expect(nextBeat(story.beat, 515)).toEqual({ inMs: undefined, part: 0.5 });
    story.tell([frame(600, 1, null, "out"), frame(640, 11, null)], []);
    expect(nextBeat(story.beat, 850)).toEqual({ inMs: 750, part: 0.25 });
    expect(story.pings).toEqual([40]);
  });

  it("tells a drop with its decision, and the resume with what was replayed", () => {
    const story = connected();
    story.tell(
      [],
      [
        { at: 60, kind: "retry", code: "GATEWAY_DROPPED", text: "Dropped.", delayMs: 500 },
        phase(60, "waiting"),
        phase(560, "dialling"),
        phase(570, "resuming"),
        { at: 590, kind: "resumed", replayed: 1 },
      ],
    );
    expect(story.lines.map(({ text, more }) => [text, more])).toEqual([
      ["Dropped.", "The session is kept: Resume. Next dial in 500 ms."],
      ["RESUMED, 1 missed event replayed.", "Nothing was lost."],
    ]);
    expect([story.introduction, story.lastReplayed]).toEqual(["resume", 1]);
  });

  it("says what to look at when the gateway is not met twice, until it is", () => {
    const story = new Story();
    const miss = (at: number): Note => ({
      at,
      kind: "retry",
      code: "GATEWAY_UNREACHABLE",
      text: "Not reached. More: https://x.y",
      delayMs: 9,
    });
    story.tell([], [phase(0, "dialling"), miss(1)]);
    expect([story.hint, story.lines[0]?.more]).toEqual([
      undefined,
      "There is no session yet: Identify. Next dial in 9 ms.",
    ]);
    story.tell([], [phase(2, "dialling"), miss(3)]);
    expect([story.hint?.slice(0, 26), texts(story)[1]]).toEqual(["The gateway is not reached", "Not reached."]);
    story.tell([hello(4)], []);
    expect(story.hint).toBeUndefined();
  });

  it("keeps errors when lines must make room", () => {
    const story = connected();
    story.tell([], [{ at: 60, kind: "gap", after: 3, before: 5, cause: "lost" }]);
    for (let n = 0; n < 300; n++) story.shownAgain(n, 1, 0);
    expect([story.lines.length, texts(story)[0]]).toEqual([200, "Events after 3 and before 5 are lost."]);
  });

  it("tells a zombie by a dial that nothing else explains", () => {
    const story = connected();
    story.tell([], [phase(3000, "dialling")]);
    expect(texts(story)).toEqual(["A heartbeat went unanswered: the connection is dead."]);
  });
});

describe("Story of what Discord asks", () => {
  it("does not take a requested reconnect for a zombie", () => {
    const story = connected();
    story.tell([frame(100, 7, null)], [phase(101, "dialling")]);
    expect(texts(story)).toEqual(["Discord asks for a new connection (op 7)."]);
  });

  it("tells both kinds of invalid session apart", () => {
    const story = connected();
    story.tell([frame(100, 9, true), frame(200, 9, false)], []);
    expect(story.lines.map(({ more }) => more)).toEqual([
      "Resume once more.",
      "Wait 1 to 5 s as Discord asks, then Identify anew.",
    ]);
  });
});
