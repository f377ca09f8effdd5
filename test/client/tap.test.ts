/** What watchers see of frames: everything but the values of tokens. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FrameFacts, TapFrame } from "../../src/client/surface.ts";
import { hideTokens, Taps } from "../../src/client/tap.ts";

const wire = (text: string, direction: "in" | "out" = "in") =>
  ({ type: "wire", direction, frame: { op: 0, seq: 3, type: "A", text } }) as const;

describe("hideTokens", () => {
  it.each([
    ["IDENTIFY", '{"op":2,"d":{"token":"canary","intents":1}}'],
    ["RESUME", '{"op":6,"d":{"token":"canary","session_id":"s","seq":1}}'],
    [
      "an interaction",
      '{"t":"INTERACTION_CREATE","s":1,"op":0,"d":{"id":"1","token":"canary","message":{"token":"canary"}}}',
    ],
    ["spaces", '{ "token" \n:\t "canary" }'],
    ["escapes", '{"token":"can\\"ary canary\\\\"}'],
    ["webhooks and voice", '{"d":{"endpoint":"x","token":"canary"}}'],
  ])("hides tokens in %s", (_, text) => {
    const hidden = hideTokens(text);
    expect(hidden).not.toContain("ary");
    expect(hidden).toContain('"[hidden]"');
    expect(() => JSON.parse(hidden)).not.toThrow();
  });

  it.each([
    '{"d":{"content":"my \\"token\\": \\"abc\\""}}',
    '{"d":{"name":"token","value":"abc"}}',
    '{"d":{"token":null}}',
    '{"d":{"tokens":"abc"}}',
  ])("leaves %s as it is", (text) => {
    expect(hideTokens(text)).toBe(text);
  });

  it("leaves nothing of a token and everything else, wherever it is in a JSON value", () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    fc.assert(
      fc.property(value, fc.string({ unit: "binary" }), fc.nat(4), (around, secret, spaces) => {
        const token = `canary${secret}`;
        const hidden = JSON.parse(hideTokens(JSON.stringify({ around, deep: [{ token }], token }, null, spaces)));
        const expected = JSON.parse(JSON.stringify({ around, deep: [{ token: "[hidden]" }], token: "[hidden]" }));
        if (!JSON.stringify(around).includes('"token"')) expect(hidden).toEqual(expected);
        expect(JSON.stringify(hidden)).not.toContain("canary");
      }),
      { numRuns: 200 },
    );
  });
});

describe("Taps", () => {
  it("show each frame with its facts, bytes counted before hiding", () => {
    const seen: TapFrame[] = [];
    const taps = new Taps(() => {});
    taps.add((frame) => seen.push(frame));
    const text = '{"op":0,"d":{"token":"canary","x":"ü"}}';
    taps.show(wire(text), 4, 99);
    expect(seen).toEqual([
      {
        direction: "in",
        text: '{"op":0,"d":{"token":"[hidden]","x":"ü"}}',
        op: 0,
        t: "A",
        s: 3,
        bytes: 40,
        shard: 4,
        at: 99,
      },
    ]);
  });

  it("go on after a watcher that throws, and tell of it", () => {
    const seen: string[] = [];
    const failures: unknown[] = [];
    const taps = new Taps((error) => failures.push(error));
    taps.add(() => {
      throw new Error("broken");
    });
    taps.add(({ text }) => seen.push(text));
    taps.show(wire("{}"), 0, 0);
    expect([seen, failures.map(String)]).toEqual([["{}"], ["Error: broken"]]);
  });

  it("count without reading: a frame's text stays undecoded while nobody wants it", () => {
    const seen: FrameFacts[] = [];
    const taps = new Taps(() => {});
    let reads = 0;
    const frame = {
      ...{ op: 0, seq: 3, type: "A", bytes: 40 },
      get text() {
        reads++;
        return '{"op":0,"d":{"token":"canary","x":"ü"}}';
      },
    };
    taps.add((facts) => seen.push(facts), { text: false });
    taps.show({ type: "wire", direction: "in", frame }, 4, 99);
    expect(seen).toEqual([{ direction: "in", op: 0, t: "A", s: 3, bytes: 40, shard: 4, at: 99 }]);
    expect(reads).toBe(0);
    const off = taps.add(() => {});
    taps.add(() => {});
    taps.show({ type: "wire", direction: "in", frame }, 4, 99);
    expect([reads, JSON.stringify(seen)]).toEqual([1, expect.not.stringContaining("canary")]);
    off();
    taps.show(wire("ü", "out"), 0, 0);
    expect(seen.at(-1)).toMatchObject({ direction: "out", bytes: 2 });
  });

  it("show frames to a channel while it has subscribers, tokens hidden, also where nobody else watches", () => {
    const published: unknown[] = [];
    const channel = { hasSubscribers: false, publish: (message: unknown) => published.push(message) };
    const taps = new Taps(() => {}, channel);
    expect(taps.watched).toBe(false);
    taps.show(wire("{}"), 0, 0);
    expect(published).toEqual([]);
    channel.hasSubscribers = true;
    expect(taps.watched).toBe(true);
    taps.show(wire('{"token":"canary"}'), 0, 0);
    expect(published).toMatchObject([{ text: '{"token":"[hidden]"}', bytes: 18 }]);
  });

  it("end by the function that came back, each apart from the others, also by `using`", () => {
    const seen: string[] = [];
    const taps = new Taps(() => {});
    const see = ({ text }: TapFrame): number => seen.push(text);
    const off = taps.add(see);
    const other = taps.add(see) as unknown as { [Symbol.dispose]?: () => void };
    off();
    taps.show(wire("one"), 0, 0);
    expect(seen).toEqual(["one"]);
    other[Symbol.dispose]?.();
    taps.show(wire("two"), 0, 0);
    expect(seen).toHaveLength(Symbol.dispose === undefined ? 2 : 1);
  });
});
