/** What the compiler says of mistakes, and how long it takes over routes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { BIN, type Outcome, outcomeOf } from "../tools/checks.ts";
import { ROOT } from "../tools/tree.ts";

const FILES = new URL("./compiler/", import.meta.url);
/** What a project of ten routes may take longer than an empty one. */
const ROUTES_MS = 700;
/** And on a machine that is slow or busy: so many times what the empty one takes there. */
const TIMES_EMPTY = 10;
/** What does not depend on the machine: how often the compiler may fill in a generic type for them. */
const INSTANTIATIONS = 40_000;

describe("the compiler", () => {
  const room = mkdtempSync(join(tmpdir(), "anycord-compiler-"));
  afterAll(() => rmSync(room, { recursive: true }));

  /** Checks one file as a user's project would, with the strictest settings but for libraries. */
  function check(name: string, text: string): Promise<Outcome> {
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: "es2022", module: "esnext", moduleResolution: "bundler" },
      ...{ lib: ["es2022"], types: [], skipLibCheck: true, allowImportingTsExtensions: true },
      paths: { "anycord/*": [`${ROOT}src/*/mod.ts`] },
    };
    writeFileSync(join(room, `${name}.ts`), text);
    writeFileSync(join(room, `${name}.json`), JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
    return outcomeOf(
      [`${BIN}tsc`, "-p", `${name}.json`, "--pretty", "false", "--singleThreaded", "--extendedDiagnostics"],
      { cwd: room },
    );
  }
  const textOf = (name: string): string => readFileSync(new URL(`${name}.txt`, FILES), "utf8");

  it("names the cure of a mistake", { timeout: 60_000 }, async () => {
    const text = textOf("mistakes");
    const lines = text.split("\n");
    const { output } = await check("mistakes", text);
    // Messages of this file alone: without the DOM's types the source itself, unlike what is published, has some.
    const own = [...output.matchAll(/^mistakes\.ts\((\d+),\d+\): error (.*(?:\n {2}.*)*)/gm)];
    const told = own.map(
      ([, line, message]) => `${lines[Number(line) - 2]}\n${lines[Number(line) - 1]}\n    ${message}\n`,
    );
    expect(told).toHaveLength(lines.filter((line) => line.startsWith("// ")).length);
    await expect(told.join("\n")).toMatchFileSnapshot("./compiler/messages.txt");
  });

  it("takes no longer over ten routes than 0.7 s more", { timeout: 120_000 }, async () => {
    const took: Record<string, number> = {};
    for (let round = 0; round < 2; round += 1) {
      for (const name of ["empty", "ten-routes"]) {
        const from = performance.now();
        const { output } = await check(name, name === "empty" ? "export {};\n" : textOf(name));
        took[name] = Math.min(took[name] ?? Number.POSITIVE_INFINITY, performance.now() - from);
        expect(Number(/^Instantiations:\s+(\d+)/m.exec(output)?.[1])).toBeLessThan(INSTANTIATIONS);
        expect(output).not.toMatch(new RegExp(`^${name}`, "m"));
      }
    }
    const { empty = 0, "ten-routes": ten = 0 } = took;
    expect(ten - empty).toBeLessThan(Math.max(ROUTES_MS, empty * TIMES_EMPTY));
  });
});
