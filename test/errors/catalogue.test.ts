/**
 * The catalogue of errors: every code that the source can throw stands in docs/errors.md and the other way round, and each is
 * provoked here, and its text leads there. Its text is kept in catalogue.txt, to be read for what it says: what happened, whose fault it is, what to do next.
 */

import { describe, expect, it } from "vitest";
import { AnycordError } from "../../src/errors.ts";
import { knownCloseCodes } from "../../src/gateway/close-codes.ts";
import { codesOf, curedCodes, familyOf, type Section, sections } from "./codes.ts";
import { OF_COMMANDS } from "./of-commands.ts";
import { OF_GATEWAY } from "./of-gateway.ts";
import { OF_REST } from "./of-rest.ts";

const PROVOKED = { ...OF_GATEWAY, ...OF_REST, ...OF_COMMANDS };
/** What a test cannot bring about through the library alone, and why. */
const NOT_PROVOKED: Readonly<Record<string, string>> = {
  GATEWAY_LEFT: "it is the end that a program asked for by close(), and is told by nothing but its promise",
  NO_FILES: "every runtime that runs these tests has files",
};
const thrown = codesOf();
const told = sections();
const LINK = / More: https:\/\/\S+\/docs\/errors\.md#(\w+)$/;

/** Where a link leads. */
function sectionOf(anchor: string): Section {
  const section = [anchor, anchor.replace(/\d+$/, "")].map((name) =>
    told.find(({ code }) => code.toLowerCase() === name),
  );
  const found = section.find((it) => it !== undefined);
  if (found === undefined) throw new Error(`docs/errors.md has no section ${anchor}`);
  return found;
}

describe("The catalogue of errors", () => {
  it("has a section for every code of the source, and no other", () => {
    const codes = told.map(({ code }) => code);
    const closes = knownCloseCodes().map((code) => `GATEWAY_${code}`);
    const families = [...thrown].filter((code) => code.endsWith("_"));
    const numbered = [...curedCodes(), ...closes, ...families];
    const named = [...thrown].filter((code) => !code.endsWith("_"));
    expect(codes.toSorted()).toEqual([...named, ...numbered].sort());
  });

  it("tells of each whose fault it is and what to do next", () => {
    for (const { code, text } of told) {
      expect(text, code).toMatch(/^\*\w+Error\. [A-Za-z][^*\n]+\.\* [\s\S]+\s\*\*Next:\*\*\s[\s\S]+\.$/);
    }
  });

  it("has every code provoked, or says why not", () => {
    const tried = [...Object.keys(PROVOKED).map(familyOf), ...Object.keys(NOT_PROVOKED)];
    expect([...new Set(tried)].sort()).toEqual([...thrown].sort());
  });

  it("says of each what happened and what to do next, in whole sentences, without a token", {
    timeout: 20_000,
  }, async () => {
    const texts: string[] = [];
    for (const [code, provoke] of Object.entries(PROVOKED).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const error = await provoke();
      if (!(error instanceof AnycordError)) throw new Error(`${code} was not provoked, but ${error}`);
      expect(error.code).toBe(code);
      const [link = "", anchor = ""] = LINK.exec(error.message) ?? [];
      const message = error.message.slice(0, -link.length);
      expect(message, code).toMatch(/^[A-Z"/][\s\S]*[.!)}]$/);
      expect(sectionOf(anchor).errorClass, code).toBe(error.name);
      expect(error.cure, code).toMatch(/\S/);
      const text = message.replaceAll(/at \S+:\d+:\d+/g, "at bot.ts:1:1");
      texts.push(`${code}  ${error.name}\n${text.replace(/^/gm, "    ")}\n`);
    }
    const all = texts.join("\n");
    expect(all).not.toMatch(/[\w-]{20,}\.[\w-]{6}\.[\w-]{30,}|no\.such\.token|bot\.secret/);
    await expect(all).toMatchFileSnapshot("catalogue.txt");
  });
});
