/** The synchronous inflate, where the runtime has one: what it unpacks, and how it fails. */
import { describe, expect, it } from "vitest";
import { createInflate, type Inflate } from "../../src/gateway/engine.ts";
import { createRuntime } from "../../src/runtime.ts";

const HELLO = Uint8Array.of(120, 156, 170, 174, 5, 0, 0, 0, 255, 255);
const CORRUPT = Uint8Array.of(7, 222, 173, 190, 239, 0, 0, 255, 255);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function inflate(): Inflate {
  const made = createInflate(createRuntime());
  if (made === undefined) throw new Error("This runtime has no such engine.");
  return made;
}

describe("createInflate", () => {
  it("unpacks", () => {
    expect(text(inflate()(HELLO))).toBe("{}");
  });

  it("throws on corrupt bytes at once, and ever after, without touching an engine that is gone [line 67]", () => {
    const unpack = inflate();
    unpack(HELLO);
    for (let n = 0; n < 3; n++) expect(() => unpack(CORRUPT)).toThrow("cannot be unpacked");
    expect(() => unpack(HELLO)).toThrow("cannot be unpacked");
  });

  it("is undefined where the runtime has no such module", () => {
    expect(createInflate(createRuntime({ builtin: () => undefined }))).toBeUndefined();
  });
});
