/** Custom ids with parameters, and the handlers that they lead to. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineBot } from "../../src/client/define-bot.ts";
import { createComponents } from "../../src/commands/components.ts";
import { customId, parsePattern } from "../../src/commands/pattern.ts";
import { button, command, modal, select } from "../../src/interactions/declare.ts";

const run = () => undefined;

describe("Pattern", () => {
  it("takes a custom id apart, and puts it together again", () => {
    const pattern = parsePattern("page:{n:integer}:{topic}");
    expect(customId("page:{n:integer}:{topic}", { n: 3, topic: "cats" })).toBe("page:3:cats");
    expect(pattern.match("page:3:cats")).toEqual({ n: 3, topic: "cats" });
    expect(pattern.match("page:x:cats")).toBeUndefined();
    expect(pattern.match("page:3")).toBeUndefined();
    expect(pattern.match("xpage:3:cats")).toBeUndefined();
  });

  it("escapes what would pass for the end of a parameter", () => {
    const id = customId("vote:{who}:{what}", { who: "a:b", what: "100% : sure" });
    expect(id).toBe("vote:a%003ab:100%0025 : sure");
    expect(parsePattern("vote:{who}:{what}").match(id)).toEqual({ who: "a:b", what: "100% : sure" });
  });

  it("gives back every value that it was given, whatever is in it", () => {
    const pattern = parsePattern("a-{x}-{y}|{z}");
    const short = fc.string({ unit: "grapheme", maxLength: 5 });
    fc.assert(
      fc.property(short, short, short, (x, y, z) => {
        expect(pattern.match(customId("a-{x}-{y}|{z}", { x, y, z }))).toEqual({ x, y, z });
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it("refuses ids that are too long, and patterns that cannot be told apart", () => {
    expect(() => customId("x:{a}", { a: "y".repeat(99) })).toThrow(/has 101 characters; Discord takes 1 to 100/);
    expect(() => customId("x:{n:integer}", { n: 1.5 })).toThrow(/\{n\} was given 1.5/);
    expect(() => parsePattern("{a}{b}")).toThrow(/nothing tells where \{a\} ends/);
    expect(() => parsePattern("{a}:{a}")).toThrow(/names a parameter twice/);
    expect(() => parsePattern("{a:date}")).toThrow(/\{a:date\} is no kind of parameter/);
    expect(() => parsePattern("x:{a")).toThrow(/braces do not match/);
  });
});

describe("defineBot", () => {
  it("checks commands and components where they are declared, and gives back a plain object", () => {
    const init = {
      commands: { ping: command({ description: "d", run }) },
      components: { ok: button(run) },
      events: {},
    };
    expect(defineBot(init)).toEqual(init);
    expect(defineBot({})).toEqual({ commands: {}, components: {}, events: {} });
    expect(() => defineBot({ commands: { Ping: command({ description: "d", run }) } })).toThrow(
      /\/Ping: "Ping" is no name/,
    );
    expect(() => defineBot({ components: { "{a}{b}": button(run) } })).toThrow(/nothing tells where/);
  });
});

describe("Components", () => {
  it("asks the more literal pattern first, and keeps kinds apart", () => {
    const table = createComponents({
      "page:{n}": button(run),
      "page:last": button(run),
      "{any}": select(run),
      form: modal(run),
    });
    expect(table.find("button", "page:last")?.pattern).toBe("page:last");
    expect(table.find("button", "page:2")?.pattern).toBe("page:{n}");
    expect(table.find("select", "page:2")?.params).toEqual({ any: "page:2" });
    expect(table.find("button", "form")).toBeUndefined();
    expect(table.size).toBe(4);
  });

  it("refuses two patterns for the same ids, and what is no handler", () => {
    expect(() => createComponents({ "page:{n}": button(run), "page:{x}": button(run) })).toThrow(
      /match the same custom ids/,
    );
    expect(() => createComponents({ "page:{n}": button(run), "page:{x}": modal(run) })).not.toThrow();
    expect(() => createComponents({ x: run })).toThrow(/"x" has no handler/);
  });
});
