/**
 * The catalogue of errors: every code that the source can throw stands in docs/errors.md and the other way round, and each is
 * provoked here. Its text is kept in catalogue.txt, to be read for what it says: what happened, whose fault it is, what to do next.
 */

import { describe, expect, it } from "vitest";
import { AnycordError } from "../../src/errors.ts";
import { knownCloseCodes } from "../../src/gateway/close-codes.ts";
import { codesOf, documented, familyOf } from "./codes.ts";
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

describe("The catalogue of errors", () => {
  it("has every code of the source, and no other", () => {
    const codes = [...documented()];
    expect([...new Set(codes.map(familyOf))].sort()).toEqual([...thrown].sort());
    const closes = codes.filter((code) => /^GATEWAY_\d+$/.test(code)).map((code) => Number(code.slice(8)));
    expect(knownCloseCodes()).toEqual(expect.arrayContaining(closes));
  });

  it("has every code provoked, or says why not", () => {
    const tried = [...Object.keys(PROVOKED).map(familyOf), ...Object.keys(NOT_PROVOKED)];
    expect([...new Set(tried)].sort()).toEqual([...thrown].sort());
  });

  it("says of each what happened and what to do next, in whole sentences, without a token", async () => {
    const texts: string[] = [];
    for (const [code, provoke] of Object.entries(PROVOKED).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const error = await provoke();
      if (!(error instanceof AnycordError)) throw new Error(`${code} was not provoked, but ${error}`);
      expect(error.code).toBe(code);
      expect(error.message, code).toMatch(/^[A-Z"/][\s\S]*[.!)}]$/);
      expect(error.cure, code).toMatch(/\S/);
      const text = error.message.replaceAll(/at \S+:\d+:\d+/g, "at bot.ts:1:1");
      texts.push(`${code}  ${error.name}\n${text.replace(/^/gm, "    ")}\n`);
    }
    const all = texts.join("\n");
    expect(all).not.toMatch(/[\w-]{20,}\.[\w-]{6}\.[\w-]{30,}|no\.such\.token|bot\.secret/);
    await expect(all).toMatchFileSnapshot("catalogue.txt");
  });
});
