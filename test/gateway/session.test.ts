/** What counts as a session when it comes from a store or another process. */
import { describe, expect, it } from "vitest";
import { isSession } from "../../src/gateway/session.ts";
import { SESSION } from "./transcript.ts";

describe("isSession", () => {
  it("knows a session that went through JSON, with and without a url [line 41]", () => {
    expect(isSession(JSON.parse(JSON.stringify(SESSION)))).toBe(true);
    expect(isSession(JSON.parse(JSON.stringify({ ...SESSION, resumeUrl: undefined })))).toBe(true);
  });

  it.each([
    null,
    undefined,
    "s1",
    {},
    { ...SESSION, id: 1 },
    { ...SESSION, seq: "5" },
    { ...SESSION, resumeUrl: null },
    { ...SESSION, shard: [0] },
    { ...SESSION, shard: [0, "1"] },
    { ...SESSION, shard: 0 },
  ])("refuses %j", (value) => {
    expect(isSession(value)).toBe(false);
  });
});
