/** What users gave, read from payloads as Discord sends them. */

import { describe, expect, it } from "vitest";
import { option } from "../../src/commands/option.ts";
import { readOptions } from "../../src/commands/option-values.ts";
import { picked, readFields, sentOptions } from "../../src/commands/values.ts";

const RESOLVED = {
  users: { 5: { id: "5", username: "ann" }, 8: { id: "8", username: "bo" } },
  members: { 5: { nick: "A", roles: [], permissions: "0" } },
  roles: { 6: { id: "6", name: "admin" } },
  channels: { 7: { id: "7", type: 0, permissions: "0" } },
  attachments: { 9: { id: "9", filename: "cat.png" } },
} as never;

describe("Options", () => {
  it("walks group, subcommand, options, and also what has no groups [line 123]", () => {
    const leaf = { name: "x", type: 3, value: "v" };
    expect(sentOptions([{ name: "admin", type: 2, options: [{ name: "set", type: 1, options: [leaf] }] }])).toEqual({
      below: ["admin", "set"],
      options: [leaf],
    });
    expect(sentOptions([{ name: "get", type: 1 }])).toEqual({ below: ["get"], options: [] });
    expect(sentOptions([leaf])).toEqual({ below: [], options: [leaf] });
    expect(sentOptions()).toEqual({ below: [], options: [] });
  });

  it("resolves users, members, channels, roles, mentionables and attachments [line 123]", () => {
    const sent = [
      { name: "user", type: 6, value: "5" },
      { name: "stranger", type: 6, value: "8" },
      { name: "channel", type: 7, value: "7" },
      { name: "role", type: 8, value: "6" },
      { name: "someone", type: 9, value: "8" },
      { name: "some_role", type: 9, value: "6" },
      { name: "file", type: 11, value: "9" },
      { name: "n", type: 4, value: 3 },
      { name: "yes", type: 5, value: false },
    ];
    expect(readOptions("c", {}, sent, RESOLVED)).toMatchObject({
      user: { id: "5", username: "ann", member: { nick: "A" } },
      stranger: { id: "8", username: "bo" },
      channel: { id: "7", type: 0 },
      role: { name: "admin" },
      someone: { username: "bo" },
      some_role: { name: "admin" },
      file: { filename: "cat.png" },
      n: 3,
      yes: false,
    });
  });

  it("finds nothing under ids that objects have by themselves", () => {
    expect(readOptions("c", {}, [{ name: "u", type: 6, value: "constructor" }], RESOLVED)).toEqual({ u: undefined });
  });

  it("names the required option that is missing", () => {
    const declared = { who: option.user("w", { required: true }) };
    expect(() => readOptions("mod ban", declared, [], undefined)).toThrow(
      /\/mod ban was called without its required option "who"/,
    );
  });

  it("keeps the order of picking in selects of users and roles", () => {
    const { users, roles, channels } = picked(["8", "6", "5"], RESOLVED);
    expect([users.map(({ id }) => id), roles.map(({ id }) => id), channels]).toEqual([["8", "5"], ["6"], []]);
  });
});

describe("Fields", () => {
  const label = (component: object) => ({ type: 18, id: 1, component: { id: 2, ...component } }) as never;
  const fields = readFields(
    [
      { type: 10 },
      { type: 1, components: [{ type: 4, custom_id: "old", value: "row" }] },
      label({ type: 4, custom_id: "text", value: "" }),
      label({ type: 3, custom_id: "strings", values: ["a", "b"] }),
      label({ type: 5, custom_id: "users", values: ["5"] }),
      label({ type: 6, custom_id: "roles", values: ["6"] }),
      label({ type: 7, custom_id: "both", values: ["6", "8"] }),
      label({ type: 8, custom_id: "channels", values: ["7"] }),
      label({ type: 19, custom_id: "files", values: ["9"] }),
      label({ type: 21, custom_id: "radio", value: "r" }),
      label({ type: 21, custom_id: "no_radio", value: null }),
      label({ type: 22, custom_id: "boxes", values: [] }),
      label({ type: 23, custom_id: "box", value: false }),
      label({ type: 99, custom_id: "future", value: "kept" }),
    ],
    RESOLVED,
  );

  it("finds values in labels and in old rows, for every kind, null, [] and false included [line 124]", () => {
    expect(Object.fromEntries(fields.all)).toEqual({
      old: "row",
      text: "",
      strings: ["a", "b"],
      users: ["5"],
      roles: ["6"],
      both: ["6", "8"],
      channels: ["7"],
      files: ["9"],
      radio: "r",
      no_radio: null,
      boxes: [],
      box: false,
      future: "kept",
    });
  });

  it("reads each by its kind, and resolves what was sent along [line 124]", () => {
    expect(fields.text("old")).toBe("row");
    expect(fields.choice("radio")).toBe("r");
    expect(fields.choice("no_radio")).toBeNull();
    expect(fields.choice("strings")).toBe("a");
    expect(fields.choice("boxes")).toBeNull();
    expect(fields.values("boxes")).toEqual([]);
    expect(fields.checked("box")).toBe(false);
    expect(fields.files("files").map(({ filename }) => filename)).toEqual(["cat.png"]);
    expect(fields.picked("both").users.map(({ id }) => id)).toEqual(["8"]);
    expect(fields.picked("channels").channels.map(({ id }) => id)).toEqual(["7"]);
  });

  it("names the fields that there are when one is asked for that is not, or is of another kind", () => {
    expect(() => fields.text("name")).toThrow(/no field "name".*"old" \("row"\)/s);
    expect(() => fields.text("box")).toThrow(/"box" does not hold text/);
    expect(() => fields.checked("text")).toThrow(/does not hold yes or no/);
  });
});
