/** JSON objects out of a stream of text, wherever it is cut. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ObjectSplitter } from "../../src/gateway/split.ts";

function split(pieces: readonly string[]): string[] {
  const found: string[] = [];
  const splitter = new ObjectSplitter((text) => found.push(text));
  for (const piece of pieces) splitter.push(piece);
  return found;
}

/** A text cut where told. */
function cut(text: string, places: readonly number[]): string[] {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [...at, text.length].map((to, index) => text.slice(at[index - 1] ?? 0, to));
}

describe("ObjectSplitter", () => {
  it("hands on each object when its last brace has come, and not before", () => {
    const found: string[] = [];
    const splitter = new ObjectSplitter((text) => found.push(text));
    splitter.push('{"a":{"b"');
    splitter.push(":1}");
    expect(found).toEqual([]);
    splitter.push('}{"c":2}{');
    expect(found).toEqual(['{"a":{"b":1}}', '{"c":2}']);
    splitter.push("}");
    expect(found.slice(2)).toEqual(["{}"]);
  });

  it.each([
    '{"a":"}"}',
    String.raw`{"a":"\"}"}`,
    String.raw`{"a":"\\"}`,
    String.raw`{"a":"\\\"}{"}`,
    '{"{":"}{"}',
    '{"a":[{"b":[]},{}]}',
  ])("takes no brace in a text for one: %s", (text) => {
    expect(split([...text, ...text])).toEqual([text, text]);
  });

  it("finds any objects in any pieces", () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(objects, fc.array(fc.nat(), { maxLength: 20 }), fc.boolean(), (values, places, spaced) => {
        const texts = values.map((value) => JSON.stringify(value, undefined, spaced ? 1 : 0));
        expect(split(cut(texts.join(""), places))).toEqual(texts);
      }),
      { numRuns: 200 },
    );
  });
});
