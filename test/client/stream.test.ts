/** Events as an iterable: what is kept for a slow reader, what gives way, and how it ends. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StreamOptions } from "../../src/client/listening.ts";
import { EventStream } from "../../src/client/stream.ts";

function made(options: StreamOptions = {}): { stream: EventStream<number>; ends: () => number } {
  let ends = 0;
  const stream = new EventStream<number>(options, () => ends++);
  return { stream, ends: () => ends };
}

const push = (stream: EventStream<number>, ...values: number[]): void => {
  for (const value of values) stream.push(value);
};

/** Reads to the end. */
async function rest(stream: EventStream<number>): Promise<number[]> {
  const values: number[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

describe("EventStream", () => {
  it("gives what came before it was read, then waits for more", async () => {
    const { stream } = made();
    push(stream, 1, 2);
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    expect(await stream.next()).toEqual({ done: false, value: 2 });
    const third = stream.next();
    const fourth = stream.next();
    push(stream, 3, 4);
    expect(await Promise.all([third, fourth])).toEqual([
      { done: false, value: 3 },
      { done: false, value: 4 },
    ]);
  });

  it.each([
    ["drop-oldest", [3, 4]],
    ["drop-newest", [1, 2]],
    [undefined, [3, 4]],
  ] as const)("keeps within its buffer by %s", async (overflow, left) => {
    const { stream } = made({ buffer: 2, ...(overflow && { overflow }) });
    push(stream, 1, 2, 3, 4);
    stream.end();
    expect(await rest(stream)).toEqual(left);
  });

  it("ends with an error that names the cure by `throw`, after what was kept", async () => {
    const { stream, ends } = made({ buffer: 2, overflow: "throw" });
    push(stream, 1, 2, 3, 4);
    expect(ends()).toBe(1);
    expect([(await stream.next()).value, (await stream.next()).value]).toEqual([1, 2]);
    await expect(stream.next()).rejects.toMatchObject({
      code: "STREAM_OVERFLOW",
      message: expect.stringContaining("buffer of 2 events"),
    });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it("keeps 1,024 events by default, and at least one", async () => {
    const { stream } = made();
    push(stream, ...Array.from({ length: 1_030 }, (_, n) => n));
    stream.end();
    expect((await rest(stream))[0]).toBe(6);
    const least = made({ buffer: 0 });
    push(least.stream, 1, 2);
    least.stream.end();
    expect(await rest(least.stream)).toEqual([2]);
  });

  it("leaves no reader waiting at its end, and takes nothing after it", async () => {
    const { stream, ends } = made();
    const waiting = [stream.next(), stream.next()];
    stream.end();
    push(stream, 1);
    stream.end();
    expect(await Promise.all(waiting)).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(ends()).toBe(1);
  });

  it("throws an error's end at one reader, and ends the others", async () => {
    const { stream } = made();
    const waiting = [stream.next(), stream.next()];
    stream.end(new Error("over"));
    await expect(waiting[0]).rejects.toThrow("over");
    expect(await waiting[1]).toEqual({ done: true, value: undefined });
  });

  it("ends when the reader breaks out of the loop, and forgets what was kept", async () => {
    const { stream, ends } = made();
    push(stream, 1, 2, 3);
    for await (const value of stream) if (value === 1) break;
    expect([ends(), await stream.next()]).toEqual([1, { done: true, value: undefined }]);
  });

  it("is its own iterator, and `return` frees a reader who waits", async () => {
    const { stream } = made();
    expect(stream[Symbol.asyncIterator]()).toBe(stream);
    const waiting = stream.next();
    expect(await stream.return()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it("gives everything in order and once while the reader keeps up, however pushes and reads fall", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (steps) => {
        const { stream } = made();
        const reads: Promise<IteratorResult<number>>[] = [];
        let pushed = 0;
        for (const reads_ of steps) {
          if (reads_) reads.push(stream.next());
          else stream.push(pushed++);
        }
        stream.end();
        const values = (await Promise.all(reads)).flatMap(({ done, value }) => (done ? [] : [value]));
        expect([...values, ...(await rest(stream))]).toEqual(Array.from({ length: pushed }, (_, n) => n));
      }),
      { numRuns: 100 },
    );
  });
});
