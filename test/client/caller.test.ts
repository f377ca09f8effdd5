/** The line that called, as every engine writes it. */
import { describe, expect, it } from "vitest";
import { callerLine } from "../../src/client/caller.ts";

/** Stands for a function of the library. Not a tail call: JavaScriptCore leaves no frame of the caller of such a one. */
const asLibrary = (further?: number): string => {
  const line = callerLine(further);
  return line;
};

/** What is found in a stack of another engine's making. */
function inStack(stack: string | undefined): string {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = () => stack;
  try {
    return callerLine();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}

describe("callerLine", () => {
  it("is the line that called the library", () => {
    expect(asLibrary()).toMatch(/test\/client\/caller\.test\.ts:\d+:\d+$/);
    expect(asLibrary()).not.toMatch(/^file:/);
  });

  it("looks further back when told to", () => {
    const inner = (): string => {
      const line = asLibrary(1);
      return line;
    };
    const [here, there] = [asLibrary(), inner()].map((line) => Number(/:(\d+):\d+$/.exec(line)?.[1]));
    expect(there).toBe(here);
  });

  it.each([
    [
      "V8",
      "Error\n    at callerLine (file:///lib.js:1:1)\n    at on (file:///lib.js:2:2)\n    at run (file:///bot.ts:12:8)",
      "/bot.ts:12:8",
    ],
    [
      "V8, at the top",
      "Error\n    at callerLine (file:///lib.js:1:1)\n    at on (file:///lib.js:2:2)\n    at file:///bot.ts:12:8",
      "/bot.ts:12:8",
    ],
    [
      "SpiderMonkey",
      "callerLine@https://a.test/lib.js:1:1\non@https://a.test/lib.js:2:2\n@https://a.test/bot.js:12:8\n",
      "https://a.test/bot.js:12:8",
    ],
    ["JavaScriptCore", "callerLine@/lib.js:1:1\non@/lib.js:2:2\nmodule code@/bot.js:12:8", "/bot.js:12:8"],
  ])("reads the stacks of %s", (_, stack, line) => {
    expect(inStack(stack)).toBe(line);
  });

  it.each([undefined, "", "Error: no frames", "Error\n    at callerLine (file:///lib.js:1:1)"])(
    "never throws: of the stack %j it says that the line is unknown",
    (stack) => {
      expect(inStack(stack)).toBe("an unknown line");
    },
  );
});
