import { describe, expect, it } from "vitest";
import { fromNdjson, toNdjson } from "../../demo/page/archive.ts";
import type { Frame } from "../../demo/page/wire.ts";

const frame: Frame = {
  ...{ id: 9, at: 5, direction: "in", op: 0, t: "MESSAGE_CREATE", s: 3, bytes: 80 },
  text: '{"t":"MESSAGE_CREATE","s":3,"op":0,"d":{"id":"1","content":"secret","author":{"id":"2","username":"ada"}}}',
};

describe("Archive", () => {
  it("leaves out what people wrote and their names, and keeps ids", () => {
    const [back] = fromNdjson(toNdjson([frame], false));
    expect(JSON.parse(back?.text ?? "").d).toEqual({
      ...{ id: "1", content: "[left out]", author: { id: "2", username: "[left out]" } },
    });
  });

  it("gives back the same frames, numbered anew, when nothing is to be left out", () => {
    expect(fromNdjson(toNdjson([frame], true))).toEqual([{ ...frame, id: 1 }]);
  });

  it("writes nothing of a frame that cannot be read", () => {
    expect(toNdjson([{ ...frame, text: "secret{" }], false)).not.toContain("secret");
  });

  it.each([
    ["", "This is no file of frames that the page has exported."],
    ["{}\n{}", "This is no file of frames that the page has exported."],
    ['{"name":"anycord frames","version":1}\n{"at":1}', "Line 2 is no frame."],
  ])("refuses %j", (file, reason) => {
    expect(() => fromNdjson(file)).toThrow(reason);
  });
});
