/** The synchronous zlib and zstd, where the runtime has them: what they unpack, and how they fail. */
import { describe, expect, it } from "vitest";
import { engineFor, type Inflate } from "../../src/gateway/engine.ts";
import { createRuntime } from "../../src/runtime.ts";
import { createZlibStream, createZstdStream } from "../../src/testing/encoder.ts";

const CORRUPT = Uint8Array.of(7, 222, 173, 190, 239, 0, 0, 255, 255);
const FORMS = [
  { packing: "zlib-stream", encoder: createZlibStream },
  { packing: "zstd-stream", encoder: createZstdStream },
] as const;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function inflate(packing: "zlib-stream" | "zstd-stream"): Inflate {
  const create = engineFor(createRuntime(), packing);
  if (create === undefined) throw new Error("This runtime has no such engine.");
  return create();
}

describe.each(FORMS)("engineFor $packing", ({ packing, encoder }) => {
  const encode = (text: string, by = encoder()): Uint8Array => by(text) as Uint8Array;

  it("unpacks one unit after another by one context, larger than its first room [line 63]", () => {
    const unpack = inflate(packing);
    const by = encoder();
    for (const unit of ["{}", `{"a":"${"ü€🔥".repeat(30_000)}"}`, '{"b":1}']) {
      expect(text(unpack(encode(unit, by)))).toBe(unit);
    }
  });

  it("makes contexts that know nothing of each other [line 65]", () => {
    const [one, other] = [inflate(packing), inflate(packing)];
    const by = encoder();
    expect(text(one(encode('{"a":1}', by)))).toBe('{"a":1}');
    expect(text(other(encode("{}")))).toBe("{}");
    expect(text(one(encode('{"b":2}', by)))).toBe('{"b":2}');
  });

  it("leaves what it has unpacked as it is, whoever unpacks what after it", () => {
    const units = Array.from({ length: 300 }, (_, n) => JSON.stringify({ n, a: "ü".repeat(n * 7) }));
    const [one, other] = [inflate(packing), inflate(packing)];
    const [by, byOther] = [encoder(), encoder()];
    const kept = units.map((unit, n) => (n % 2 === 0 ? one(encode(unit, by)) : other(encode(unit, byOther))));
    expect(kept.map(text)).toEqual(units);
  });

  it("throws on corrupt bytes at once, and ever after, without touching an engine that is gone [line 67]", () => {
    const unpack = inflate(packing);
    unpack(encode("{}"));
    for (let n = 0; n < 3; n++) expect(() => unpack(CORRUPT)).toThrow("cannot be unpacked");
    expect(() => unpack(encode("{}"))).toThrow("cannot be unpacked");
  });

  it.each([
    ["no such module", undefined],
    ["a module without streams", {}],
    ["streams without the private handle", { createInflate: () => ({}), createZstdDecompress: () => ({}) }],
  ])("is undefined where the runtime has %s", (_, module) => {
    expect(engineFor(createRuntime({ builtin: () => module }), packing)).toBeUndefined();
  });

  it("is undefined where the handle does nothing, or something else", () => {
    const stream = { _writeState: new Uint32Array(2), _handle: { writeSync: () => {} }, on: () => {} };
    const module = { createInflate: () => stream, createZstdDecompress: () => stream };
    expect(engineFor(createRuntime({ builtin: () => module }), packing)).toBeUndefined();
  });
});
