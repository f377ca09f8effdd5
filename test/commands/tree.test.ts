/** What the tree takes and refuses, and the JSON that it becomes. */

import { describe, expect, it } from "vitest";
import type { Tree } from "../../src/commands/define.ts";
import { manifest } from "../../src/commands/manifest.ts";
import { option } from "../../src/commands/option.ts";
import { commandPaths, createTree, treeUses } from "../../src/commands/tree.ts";
import { command, group, messageCommand, middleware, userCommand } from "../../src/interactions/declare.ts";

const run = () => undefined;
const one = (options: object, more: object = {}): Tree => ({
  c: command({ description: "d", options: options as never, run, ...more }),
});
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`o${n}`, option.boolean("d")]));
const error = (tree: Tree): string => {
  try {
    createTree(tree);
  } catch (caught) {
    return (caught as Error).message;
  }
  return "fine";
};

describe("Tree", () => {
  it("finds every command by its path, and what the groups above hand down", () => {
    const outer = middleware(() => ({ a: 1 }));
    const inner = middleware(() => ({ b: 1 }));
    const tree = createTree({
      ping: command({ description: "d", run, uses: ["TYPING_START"] }),
      mod: group(
        "g",
        { before: outer, options: { why: option.string("w") }, botPermissions: 1n, deferAfterMs: false },
        {
          ban: group(
            "h",
            { before: inner, botPermissions: 2n },
            {
              now: command({
                description: "d",
                options: { who: option.user("w", { required: true }) },
                deferAfterMs: 500,
                uses: ["GUILD_BAN_ADD", "TYPING_START"],
                run,
              }),
            },
          ),
        },
      ),
      Inspect: userCommand({ run }),
    });
    expect(commandPaths(tree)).toEqual(["ping", "mod ban now", "Inspect"]);
    expect(treeUses(tree)).toEqual([
      { path: "ping", event: "TYPING_START" },
      { path: "mod ban now", event: "GUILD_BAN_ADD" },
      { path: "mod ban now", event: "TYPING_START" },
    ]);
    const leaf = tree.leaves.get("command mod ban now");
    expect(leaf?.before).toEqual([outer, inner]);
    expect(Object.keys(leaf?.options ?? {})).toEqual(["who", "why"]);
    expect(leaf?.settings).toEqual({ botPermissions: 3n, deferAfterMs: 500 });
  });

  it.each([
    ["Ping", /\/Ping: "Ping" is no name/],
    ["two words", /is no name/],
    ["a".repeat(33), /is no name/],
    ["", /is no name/],
    ["ÄRGER", /is no name/],
    ["ärger", /fine/],
    ["हिन्दी", /fine/],
    ["コマンド", /fine/],
    ["don't", /fine/],
    ["a-b_c9", /fine/],
  ])("takes names that are lower case, of letters of any script: %s [line 121]", (name, expected) => {
    expect(error({ [name]: command({ description: "d", run }) })).toMatch(expected);
  });

  it("allows menus other names, and only at the top [line 121]", () => {
    expect(error({ "Report This!": messageCommand({ run }) })).toBe("fine");
    expect(error({ ["x".repeat(33)]: userCommand({ run }) })).toMatch(/1 to 32 characters/);
    expect(error({ g: group("g", { Inspect: userCommand({ run }) }) })).toMatch(/\/g Inspect: a menu cannot stand/);
  });

  it("puts required options before optional ones, those of groups included [line 121]", () => {
    const tree = createTree({
      g: group(
        "g",
        { options: { why: option.string("w") } },
        {
          c: command({
            description: "d",
            options: { maybe: option.string("m"), must: option.string("m", { required: true }) },
            run,
          }),
        },
      ),
    });
    const [body] = manifest(tree) as unknown as [{ options: [{ options: { name: string }[] }] }];
    expect(body.options[0].options.map(({ name }) => name)).toEqual(["must", "why", "maybe"]);
  });

  it("refuses deeper nesting than Discord has, and empty groups [line 121]", () => {
    const c = command({ description: "d", run });
    expect(error({ a: group("g", { b: group("g", { c }) }) })).toBe("fine");
    expect(error({ a: group("g", { b: group("g", { d: group("g", { c }) }) }) })).toMatch(
      /\/a b d: groups nest two levels/,
    );
    expect(error({ a: group("g", {}) })).toMatch(/\/a: it has 0 commands/);
  });

  it("counts 25 options, 25 choices and 25 subcommands [line 121]", () => {
    expect(error(one(many(25)))).toBe("fine");
    expect(error(one(many(26)))).toMatch(/\/c: it has 26 options/);
    const choices = (n: number) => ({ x: option.integer("d", { choices: Array.from({ length: n }, (_, i) => i) }) });
    expect(error(one(choices(25)))).toBe("fine");
    expect(error(one(choices(26)))).toMatch(/\/c, option "x": it has 26 choices/);
    const c = command({ description: "d", run });
    const children = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`c${i}`, c]));
    expect(error({ g: group("g", children(25)) })).toBe("fine");
    expect(error({ g: group("g", children(26)) })).toMatch(/\/g: it has 26 commands/);
    expect(error(children(101))).toMatch(/Discord takes 100 of this kind/);
    expect(
      error({
        g: group(
          "g",
          { options: many(20) },
          { c: command({ description: "d", options: { z: option.role("d") }, run }) },
        ),
      }),
    ).toBe("fine");
  });

  it("counts 8,000 characters, of translations only the longest [line 121]", () => {
    const text = "x".repeat(100);
    const choices = Array.from({ length: 25 }, (_, n) => ({ name: text, value: `${n}`.padEnd(100, "v") }));
    const name = "n".repeat(10);
    const options = { [name]: option.string(text, { choices }) };
    // c + d + name + description + 25 * (100 + 100) = 5,112
    expect(error(one(options))).toBe("fine");
    const short = { de: "kurz", fr: "court" };
    expect(
      error(one({ ...options, b: option.string(text, { choices: choices.slice(0, 13), descriptions: short }) })),
    ).toBe("fine");
    expect(error(one({ ...options, b: option.string(text, { choices: choices.slice(0, 15) }) }))).toMatch(
      /\/c: it has 8213 characters in all; Discord takes 8000/,
    );
    const long = { de: "y".repeat(100), fr: "z".repeat(100) };
    expect(error(one(options, { descriptions: long }))).toBe("fine");
  });

  it("refuses choices with autocomplete, and settings that do not fit the kind [line 121]", () => {
    const both = option.string("d", { choices: ["a"], autocomplete: () => [] });
    expect(error(one({ x: both }))).toMatch(/option "x": it has choices and autocomplete/);
    expect(error(one({ x: { ...option.boolean("d"), min: 3 } }))).toMatch(/min is not for boolean options/);
    expect(error(one({ x: option.integer("d", { min: 1.5 }) }))).toMatch(/whole numbers/);
    expect(error(one({ x: option.integer("d", { min: 5, max: 4 }) }))).toMatch(/min is above max/);
    expect(error(one({ x: option.string("d", { maxLength: 0 }) }))).toMatch(/maxLength must be 1 to 6000/);
    expect(error(one({ x: option.integer("d", { choices: [1.5] }) }))).toMatch(/choice "1.5" cannot be 1.5/);
    expect(error(one({ x: option.string("d", { choices: ["x".repeat(101)] }) }))).toMatch(/has 101 characters/);
  });

  it("refuses an option that a group above has already", () => {
    const tree = {
      g: group(
        "g",
        { options: { x: option.string("d") } },
        { c: command({ description: "d", options: { x: option.string("d") }, run }) },
      ),
    };
    expect(error(tree)).toMatch(/\/g c, option "x": a group above has an option of this name/);
  });

  it("refuses to defer after Discord's patience ends, and cooldowns that mean nothing", () => {
    expect(error(one({}, { deferAfterMs: 3000 }))).toMatch(/\/c: deferAfterMs is 3000, and Discord waits 3,000/);
    expect(error(one({}, { deferAfterMs: 0, cooldown: { perMs: 1 } }))).toBe("fine");
    expect(error(one({}, { cooldown: { perMs: 0 } }))).toMatch(/\/c: its cooldown allows nothing or everything/);
  });

  it("refuses settings of the top further down, and what is no command", () => {
    expect(error({ g: group("g", { c: command({ description: "d", nsfw: true, run }) }) })).toMatch(
      /\/g c: nsfw has an effect only at the top/,
    );
    expect(error({ c: {} as never })).toMatch(/\/c: it is no command/);
    expect(error({ c: undefined as never })).toMatch(/\/c: it is no command/);
    expect(error({ c: command({ description: "", run }) })).toMatch(/\/c: description has 0 characters/);
    expect(error({ c: command({ description: "d", names: { de: "Zwei Wörter" }, run }) })).toMatch(
      /"Zwei Wörter" is no name/,
    );
  });
});

describe("Manifest", () => {
  it("writes Discord's JSON, and nothing that was not said", () => {
    const tree = createTree({
      ping: command({ description: "Pong", run }),
      roll: command({
        description: "Roll",
        names: { de: "wurf" },
        descriptions: { de: "Würfeln" },
        memberPermissions: 0n,
        contexts: [0],
        integrationTypes: [0, 1],
        nsfw: true,
        options: {
          sides: option.integer("Sides", { choices: [6, 20], required: true }),
          luck: option.number("Luck", { min: 0, max: 1 }),
          where: option.channel("Where", { types: [0, 5] }),
          tag: option.string("Tag", { autocomplete: () => [], minLength: 1, maxLength: 9, names: { de: "marke" } }),
          proof: option.attachment("Proof", { fileTypes: ["image"] }),
        },
        run,
      }),
      tag: group(
        "Tags",
        { memberPermissions: 8n },
        {
          admin: group("Manage", { set: command({ description: "Set", run }) }),
          get: command({ description: "Get", run }),
        },
      ),
      Inspect: userCommand({ run, names: { de: "Ansehen" } }),
    });
    expect(manifest(tree)).toEqual([
      { name: "ping", type: 1, description: "Pong" },
      {
        name: "roll",
        type: 1,
        name_localizations: { de: "wurf" },
        description: "Roll",
        description_localizations: { de: "Würfeln" },
        default_member_permissions: "0",
        contexts: [0],
        integration_types: [0, 1],
        nsfw: true,
        options: [
          {
            type: 4,
            name: "sides",
            description: "Sides",
            required: true,
            choices: [
              { name: "6", value: 6 },
              { name: "20", value: 20 },
            ],
          },
          { type: 10, name: "luck", description: "Luck", min_value: 0, max_value: 1 },
          { type: 7, name: "where", description: "Where", channel_types: [0, 5] },
          {
            type: 3,
            name: "tag",
            name_localizations: { de: "marke" },
            description: "Tag",
            autocomplete: true,
            min_length: 1,
            max_length: 9,
          },
          { type: 11, name: "proof", description: "Proof", file_types: ["image"] },
        ],
      },
      {
        name: "tag",
        type: 1,
        description: "Tags",
        default_member_permissions: "8",
        options: [
          { type: 2, name: "admin", description: "Manage", options: [{ type: 1, name: "set", description: "Set" }] },
          { type: 1, name: "get", description: "Get" },
        ],
      },
      { name: "Inspect", type: 2, name_localizations: { de: "Ansehen" } },
    ]);
  });
});
