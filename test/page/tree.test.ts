import { describe, expect, it } from "vitest";
import { asTest, brief, meaning, rowsOf } from "../../demo/page/tree.ts";

const value = { op: 0, d: { id: "1", author: { username: "ada" }, list: [1, 2] } };
const paths = (isOpen: (path: string) => boolean, search = ""): string[] =>
  rowsOf(value, isOpen, search).map(({ path }) => path);

describe("Tree of a frame", () => {
  it("shows what is open, and nothing of what is shut", () => {
    expect(paths((path) => path === "" || path === "d")).toEqual(["op", "d", "d.id", "d.author", "d.list"]);
    expect(paths((path) => path === "")).toEqual(["op", "d"]);
  });

  it("finds keys and values, with the way to them", () => {
    expect(paths((path) => path === "", "ADA")).toEqual(["d", "d.author", "d.author.username"]);
    expect(paths((path) => path === "", "list")).toEqual(["d", "d.list"]);
  });

  it("counts places for screen readers", () => {
    const [, d] = rowsOf(value, (path) => path === "", "");
    expect(d).toMatchObject({ level: 1, place: 2, siblings: 2, open: false });
  });

  it.each([
    ["id", "175928847299117063", "d.id", "2016-04-30 11:18:25"],
    ["id", "1", "d.id", undefined],
    ["permissions", "8", "d.permissions", "Administrator"],
    ["flags", 64, "d.flags", "Ephemeral"],
    ["flags", 0, "d.flags", "none"],
    ["content", "175928847299117063", "d.content", undefined],
  ])("says what %s %s means", (key, given, path, wanted) => {
    expect(meaning(key, given, path)?.toLowerCase()).toBe(wanted?.toLowerCase());
  });

  it("tells in one line what is inside", () => {
    expect([brief({ a: 1 }), brief([1, 2]), brief("x"), brief(null)]).toEqual(["{ 1 }", "[ 2 ]", '"x"', "null"]);
  });

  it("writes a test that lets an event happen again", () => {
    expect(asTest("TYPING_START", { user_id: "1" })).toContain('discord.emit("TYPING_START", {\n  "user_id": "1"\n});');
  });
});
