/**
 * What users can import, name by name, as `surface.txt` records it: nothing is added, renamed or lost by accident. A change
 * on purpose is recorded by `npm run unit -- -u test/surface.test.ts`.
 */
import { describe, expect, it } from "vitest";
import { type PackageManifest, sourceOf, subpathsOf } from "./tools/manifests.ts";
import { withoutComments } from "./tools/scan.ts";
import { readJson, readText } from "./tools/tree.ts";

const subpaths = subpathsOf(readJson<PackageManifest>("package.json"));

describe("The public surface", () => {
  it("is what surface.txt says", async () => {
    const lines = subpaths.flatMap((subpath) => [
      specifierOf(subpath),
      ...offered(subpath).map((name) => `    ${name}`),
    ]);
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("./surface.txt");
  });

  it.each(subpaths)("%s has at run time every value that it names, and nothing else", async (subpath) => {
    const values = offered(subpath).filter((name) => !name.startsWith("type "));
    const found = (await import(/* @vite-ignore */ `../${sourceOf(subpath)}`)) as Record<string, unknown>;
    expect(Object.keys(found).sort()).toEqual(values.sort());
    expect(Object.entries(found).filter(([, value]) => value === undefined)).toEqual([]);
  });
});

function specifierOf(subpath: string): string {
  return subpath.replace(".", "anycord");
}

/** The names that a subpath's table of contents offers, sorted, those of types marked. */
function offered(subpath: string): string[] {
  const text = withoutComments(readText(sourceOf(subpath)));
  const lists = [...text.matchAll(/export\s+(type\s+)?\{([^}]*)\}/g)];
  const names = lists.flatMap(([, type = "", list = ""]) =>
    list
      .split(",")
      .map((name) => name.trim().replace(/^\w+ as /, ""))
      .filter((name) => name !== "")
      .map((name) => (type === "" || name.startsWith("type ") ? name : `type ${name}`)),
  );
  const stars = [...text.matchAll(/export (type \*) from "([^"]+)"/g)].map(([, star, from]) => `${star} from ${from}`);
  return [...names, ...stars].sort((a, b) => (a < b ? -1 : 1));
}
