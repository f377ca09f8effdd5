import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MODELLED_ROUTES } from "../../src/testing/mod.ts";
import { ROOT } from "../tools/tree.ts";

const GUIDE = `${ROOT}docs/testing.md`;

describe("The guide to testing", () => {
  it("lists what is modelled (written anew with UPDATE_GUIDE=1)", () => {
    const guide = readFileSync(GUIDE, "utf8");
    const list = MODELLED_ROUTES.map((route) => `- \`${route}\`\n`).join("");
    const made = guide.replace(
      /(<!-- operations -->\n)[\s\S]*(<!-- \/operations -->)/,
      `$1${MODELLED_ROUTES.length} operations:\n\n${list}$2`,
    );
    if (process.env.UPDATE_GUIDE) writeFileSync(GUIDE, made);
    else expect(guide).toBe(made);
  });
});
