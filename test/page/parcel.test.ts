import { describe, expect, it } from "vitest";
import { Packing, unpack } from "../../demo/page/parcel.ts";
import type { Frame } from "../../demo/page/wire.ts";

function frame(n: number, more: Partial<Frame> = {}): Omit<Frame, "id"> {
  return {
    at: 1_700_000_000_000 + n,
    direction: "in",
    op: 0,
    t: "MESSAGE_CREATE",
    s: n,
    bytes: 10,
    text: `{"n":${n}}`,
    ...more,
  };
}

describe("Parcel", () => {
  it("gives back every frame as it was packed, with ids that count on from one parcel to the next", () => {
    const packing = new Packing();
    const frames = [
      frame(1),
      frame(0, { direction: "out", op: 1, t: null, s: null }),
      frame(2, { t: "TYPING_START", text: "👋" }),
    ];
    for (const it of frames) packing.add(it);
    const first = packing.seal();
    packing.add(frame(3));
    expect(unpack(first)).toEqual(frames.map((it, n) => ({ id: n + 1, ...it })));
    expect(unpack(packing.seal())).toEqual([{ id: 4, ...frame(3) }]);
    expect(first.names).toEqual(["MESSAGE_CREATE", "TYPING_START"]);
  });

  it("is empty after it was sealed", () => {
    const packing = new Packing();
    packing.add(frame(1));
    packing.seal();
    expect([packing.size, packing.bytes, unpack(packing.seal())]).toEqual([0, 0, []]);
  });

  it("leaves out the older half, whose ids nobody else gets", () => {
    const packing = new Packing();
    for (let n = 1; n <= 5; n++) packing.add(frame(n, { bytes: n }));
    expect([packing.halve(), packing.bytes]).toEqual([2, 12]);
    expect(unpack(packing.seal()).map(({ id, s }) => [id, s])).toEqual([
      [3, 3],
      [4, 4],
      [5, 5],
    ]);
  });
});
