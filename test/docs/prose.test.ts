import { describe, expect, it } from "vitest";
import { proseFindings } from "../tools/prose.ts";

const world = {
  exists: (path: string) => path === "docs/a.md" || path === "src/a.ts",
  scripts: ["size"],
  commands: ["tail"],
};
const findings = (text: string) =>
  proseFindings([{ path: "docs/a.md", text: `# A\n\n## B_ and c\n\n${text}\n` }], world);

describe("What documents say", () => {
  it("must be JSON where it says so", () => {
    expect(findings('```json\n{ "a": 1 }\n```')).toEqual([]);
    expect(findings("```json\n{ a: 1 }\n```")).toEqual([expect.stringMatching(/^docs\/a\.md:5: .*JSON/)]);
  });

  it("must be code that something looks at", () => {
    expect(findings("```ts\n```\n```perl\n```")).toEqual(["docs/a.md:7: nothing looks at perl"]);
  });

  it("must lead somewhere: files, and headings", () => {
    expect(findings("[a](a.md#b_-and-c) [b](../src/a.ts) [c](https://a.b/c)")).toEqual([]);
    expect(findings("[a](b.md)\n[b](a.md#d)")).toEqual([
      "docs/a.md:5: leads to docs/b.md, which is not there",
      "docs/a.md:6: leads to #d, which docs/a.md does not have",
    ]);
  });

  it("must name commands that exist", () => {
    expect(findings("npm run size, npx anycord tail")).toEqual([]);
    expect(findings("npm run sise\nnpx anycord tale")).toEqual([
      'docs/a.md:5: there is no "npm run sise"',
      'docs/a.md:6: there is no "npx anycord tale"',
    ]);
  });
});
