/** Where the members of a JSON object lie, found without parsing it. */

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { membersOf } from "../../src/gateway/walk.ts";

/** A member of the member `d`. */
const peek = (text: string, [outer, inner]: readonly [string, string]): string | undefined =>
  membersOf(membersOf(text).get(`"${outer}"`) ?? "").get(`"${inner}"`);

describe("membersOf", () => {
  it("finds what JSON.parse finds, whatever stands around it, in any spacing", () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), fc.string(), fc.nat(3), (around, id, spaces) => {
        const text = JSON.stringify({ t: "X", d: { ...around, id } }, null, spaces);
        // A key with escapes is not looked for; the keys of guilds have none.
        expect(JSON.parse(peek(text, ["d", "id"]) ?? "null")).toBe(id);
      }),
      { numRuns: 300 },
    );
  });

  it("never throws and never hangs on what is no JSON", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = peek(`{"d":${text}`, ["d", "id"]);
        expect(found === undefined || typeof found === "string").toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['{"d":{"members":[{"id":"9"}],"id":"1"}}', '"1"'],
    ['{"d":{"name":"a \\"id\\":\\"7\\" b","id":"1"}}', '"1"'],
    ['{"d":{"unavailable":true,"id":"1"}}', '"1"'],
    ['{"d":null}', undefined],
    ["[]", undefined],
  ])("reads %s", (text, found) => {
    expect(peek(text, ["d", "id"])).toBe(found);
  });
});
