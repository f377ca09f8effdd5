/** Mutants and planted bugs are changes to the text of the source: they have to keep up with it. */
import { describe, expect, it } from "vitest";
import { BUGS } from "../chaos/bugs.ts";
import { readText } from "../tools/tree.ts";
import { BROODS } from "./mutants.ts";

const times = (file: string, from: string): number => readText(file).split(from).length - 1;

describe("Mutants", () => {
  it.each(BROODS)("of $file each change a text that is there, once", ({ file, mutants }) => {
    expect(mutants.filter(([, from]) => times(file, from) !== 1)).toEqual([]);
  });

  it("fit, as do the bugs that are planted for chaos", () => {
    expect(BUGS.filter(({ file, from }) => times(file, from) !== 1)).toEqual([]);
  });
});
