/** What a program sends over one shard: told once what became of it, whatever happens to the shard. */
import { describe, expect, it } from "vitest";
import { openPost, type Post, type Sending } from "../../src/gateway/post.ts";
import type { ShardEvent, ShardPhase } from "../../src/gateway/shard-events.ts";
import { HandClock } from "./world.ts";

interface Stage {
  readonly clock: HandClock;
  readonly post: Post;
  /** What went out, and what became of what was to. */
  readonly told: string[];
  readonly send: (op: number, data: unknown, timeoutMs?: number) => () => void;
  readonly enter: (phase: ShardPhase) => void;
  readonly passes: (op: number) => void;
}

function stage(): Stage {
  const clock = new HandClock();
  const told: string[] = [];
  const post = openPost(clock, (op, text) => {
    told.push(text);
    passes(op);
  });
  const send = (op: number, data: unknown, timeoutMs = 60_000): (() => void) => {
    const settled: Sending["settled"] = (outcome) => told.push(`${String(data)} ${outcome}`);
    return post.send({ op, data, timeoutMs, settled });
  };
  const enter = (phase: ShardPhase): void => post.hear({ type: "state", phase });
  const passes = (op: number): void =>
    post.hear({ type: "wire", direction: "out", frame: { op, seq: null, type: null, text: "" } });
  return { clock, post, told, send, enter, passes };
}

const lost: ShardEvent = { type: "gap", after: 1, before: undefined, cause: "session-lost" };

describe("Post", () => {
  it("keeps what is sent until the session is live, then sends and tells [line 52]", () => {
    const { post, told, send, enter } = stage();
    for (const phase of ["dialling", "greeting", "queued", "identifying"] as const) enter(phase);
    send(4, "a");
    expect([told, post.waiting]).toEqual([[], 1]);
    enter("ready");
    expect([told, post.waiting]).toEqual([['{"op":4,"d":"a"}', "a sent"], 0]);
  });

  it("keeps what is sent when the session is lost, before the next phase is told, for the next one [line 53]", () => {
    const { post, told, send, enter } = stage();
    enter("ready");
    post.hear(lost);
    send(4, "a");
    expect(told).toEqual([]);
    enter("dialling");
    enter("ready");
    expect(told).toEqual(['{"op":4,"d":"a"}', "a sent"]);
  });

  it("leaves room for what the connection sends by itself, and counts its own frames once [line 51]", () => {
    const { post, told, send, enter, passes } = stage();
    enter("dialling");
    post.hear({ type: "hello", intervalMs: 30_250 });
    passes(2);
    enter("ready");
    for (let n = 0; n < 200; n++) send(4, n);
    // 120 a minute, less two heartbeats, less three to spare, less the IDENTIFY.
    expect(told.filter((line) => line.endsWith("sent"))).toHaveLength(114);
  });

  it.each(["closed", "failed"] as const)(
    "says of all that waits, and of all that follows, that the shard is %s",
    (phase) => {
      const { clock, told, send, enter } = stage();
      send(4, "a");
      enter(phase);
      send(4, "b");
      expect([told, clock.waiting]).toEqual([["a closed", "b closed"], 0]);
    },
  );

  it("tells nothing of what was withdrawn, and of what is overdue that it is [line 53]", async () => {
    const { clock, told, send } = stage();
    const withdraw = send(4, "a", 1000);
    send(4, "b", 1000);
    withdraw();
    withdraw();
    await clock.pass(1000);
    expect([told, clock.waiting]).toEqual([["b expired"], 0]);
  });

  it("sends the last presence of many that wait, and calls the others replaced [line 54]", () => {
    const { told, send, enter } = stage();
    for (const presence of ["a", "b"]) send(3, presence);
    enter("ready");
    expect(told).toEqual(["a replaced", '{"op":3,"d":"b"}', "b sent"]);
  });
});
