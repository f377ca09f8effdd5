/**
 * Holds the source to the rules of the house. Each rule is shown twice: on made-up sources that break it, so that it is
 * known to bite, and on the real tree.
 */
import { describe, expect, it } from "vitest";
import * as rules from "./tools/architecture.ts";
import {
  type DenoManifest,
  manifestFindings,
  type PackageManifest,
  sourceOf,
  subpathsOf,
  versionFindings,
  workflowFindings,
} from "./tools/manifests.ts";
import { readAll, readJson } from "./tools/tree.ts";

const tree = readAll();
const source = (path: string, text: string): rules.Source => ({ path, text });
const npm = readJson<PackageManifest>("package.json");
const deno = readJson<DenoManifest>("deno.json");

describe("Architecture: imports", () => {
  it("go down: a room sees only what stands to its left", () => {
    const broken = [
      source("src/discord/a.ts", 'import { drive } from "../machine.ts";'),
      source("src/machine.ts", 'import type { A } from "./gateway/frame.ts";'),
      source("src/gateway/frame.ts", 'import { B } from "../rest/route.ts";'),
      source("src/rest/route.ts", 'export type { A } from "../gateway/frame.ts";'),
      source("src/commands/tree.ts", 'import { C } from "../client.ts";'),
      source("src/interactions/context.ts", 'import { createRest } from "../rest/rest.ts";'),
      source("src/client/intents.ts", 'import { createSimulator } from "../testing/simulator.ts";'),
      source("src/client.ts", 'const late = await import("./mod.ts");'),
      source("src/gateway/session.ts", 'import { createShard } from "./shard.ts";'),
      source("src/elsewhere/a.ts", ""),
    ];
    expect(rules.importRanks(broken)).toEqual([
      "src/elsewhere/a.ts: has no place in the order of imports",
      "src/discord/a.ts:1: may not import src/machine.ts",
      "src/machine.ts:1: may not import src/gateway/frame.ts",
      "src/gateway/frame.ts:1: may not import src/rest/route.ts",
      "src/rest/route.ts:1: may not import src/gateway/frame.ts",
      "src/commands/tree.ts:1: may not import src/client.ts",
      "src/interactions/context.ts:1: may not import src/rest/rest.ts",
      "src/client/intents.ts:1: may not import src/testing/simulator.ts",
      "src/client.ts:1: may not import src/mod.ts",
      "src/gateway/session.ts:1: may not import src/gateway/shard.ts",
    ]);
    const fine = [
      source(
        "src/gateway/shard.ts",
        'import type { Frame } from "./frame.ts";\nimport { drive } from "../machine.ts";',
      ),
      source("src/interactions/context.ts", 'import type { Rest } from "../rest/rest.ts";'),
      source("src/client.ts", '// import { x } from "./mod.ts"\nconst text = `import "./mod.ts"`;'),
    ];
    expect(rules.importRanks(fine)).toEqual([]);
    holds(rules.importRanks(tree));
  });

  it("never reach a table of contents", () => {
    const broken = [source("src/client.ts", 'import { createRest } from\n  "./rest/mod.ts";')];
    expect(rules.modsAreNotImported(broken)).toEqual([
      "src/client.ts:1: imports the table of contents src/rest/mod.ts",
    ]);
    holds(rules.modsAreNotImported(tree));
  });

  it("make no circle, not even of types", () => {
    const broken = [
      source("src/rest/a.ts", 'import type { B } from "./b.ts";'),
      source("src/rest/b.ts", 'export type B = import("./c.ts").C;'),
      source("src/rest/c.ts", 'export * from "./a.ts";'),
    ];
    expect(rules.noCycles(broken)).toEqual([
      "src/rest/a.ts: imports itself by way of src/rest/b.ts -> src/rest/c.ts -> src/rest/a.ts",
    ]);
    holds(rules.noCycles(tree));
  });

  it("bring in no package and no built-in module", () => {
    const broken = [
      source("src/rest/a.ts", 'import { inflate } from "node:zlib";\nimport "ws";\nimport { b } from "./b.js";'),
      source("src/discord/a.ts", 'import { Routes } from "discord-api-types/v10";'),
    ];
    expect(rules.noForeignImports(broken)).toEqual([
      "src/rest/a.ts:1: imports node:zlib",
      "src/rest/a.ts:2: imports ws",
      "src/rest/a.ts:3: imports ./b.js",
      "src/discord/a.ts:1: imports discord-api-types/v10",
    ]);
    const fine = [source("src/discord/a.ts", 'import type { APIUser } from "discord-api-types/v10";')];
    expect(rules.noForeignImports(fine)).toEqual([]);
    holds(rules.noForeignImports(tree));
  });

  it("leave the names of Discord's types to src/discord", () => {
    const broken = [source("src/client.ts", 'import type { APIUser } from "discord-api-types/v10";')];
    expect(rules.onlyDiscordNamesItsTypes(broken)).toEqual([
      "src/client.ts:1: only src/discord may name discord-api-types",
    ]);
    expect(rules.onlyDiscordNamesItsTypes([source("src/client.ts", "/** Types of discord-api-types. */")])).toEqual([]);
    holds(rules.onlyDiscordNamesItsTypes(tree));
  });
});

describe("Architecture: the world", () => {
  it("is named by runtime.ts alone", () => {
    const broken = `
      const a = Date.now(), b = new Date(), c = performance.now();
      setTimeout(f, 1); clearInterval(g);
      const d = { random: Math.random };
      const e = AbortSignal.timeout(5), h = crypto.getRandomValues(x);
      if (typeof process !== "undefined") i = ready ? fetch : j;
      function own(fetch: FetchLike, { navigator }: Parts) { const { process } = a; fetch(navigator, process); }
      const k = \`\${navigator.userAgent}\`;
      fetch("x").then(l);
      new WebSocket("wss://x"); globalThis.x = 1;`;
    expect(
      rules.onlyRuntimeNamesTheWorld([source("src/a.ts", broken)]).map((finding) => finding.split(" ")[2]),
    ).toEqual(
      [
        "Date.now,",
        "Date,",
        "performance,",
        "setTimeout,",
        "clearInterval,",
        "Math.random,",
        "AbortSignal.timeout,",
      ].concat(["crypto.getRandomValues,", "process,", "fetch,", "navigator,", "fetch,", "WebSocket,", "globalThis,"]),
    );
    const fine = `
      // Date.now() and fetch
      const at = new Date(0), text = "setTimeout", more = \`process\`, pattern = /fetch(x)/;
      interface Parts { readonly fetch: FetchLike;
      /** A comment. */
      fetch(): Promise<void>; WebSocket?: WebSocketConstructor; process(): void; }
      runtime.fetch(url); runtime.WebSocket; const made = { fetch: runtime.fetch, async process() {} };
      const socket: WebSocketLike = new runtime.WebSocket(url); Math.max(1, 2); crypto.subtle.verify();
      type Platform = typeof globalThis extends { Response: infer R } ? R : never;`;
    expect(rules.onlyRuntimeNamesTheWorld([source("src/a.ts", fine)])).toEqual([]);
    holds(rules.onlyRuntimeNamesTheWorld(tree));
  });

  it("is not waited for in a pure file", () => {
    const broken = [
      source("src/gateway/frame.ts", "export async function read(): Promise<void> {}"),
      source(
        "src/rest/limiter.ts",
        'import { drive } from "../machine.ts";\nimport type { Runtime } from "../runtime.ts";\nconst a = 1;',
      ),
    ];
    expect(rules.pureFilesArePure(broken)).toEqual([
      "src/gateway/frame.ts:1: is pure, yet has a promise: async",
      "src/rest/limiter.ts:1: is pure, yet imports from ../machine.ts",
      "src/rest/limiter.ts:2: is pure, yet imports from ../runtime.ts",
    ]);
    const fine = [
      source("src/gateway/shard.ts", 'import { drive } from "../machine.ts";'),
      source(
        "src/rest/init.ts",
        'import type { Runtime } from "../runtime.ts";\nexport interface Init { runtime: Runtime }',
      ),
      source("src/rest/limiter.ts", 'import type { AbortSignalLike } from "../runtime.ts";\n// async'),
    ];
    expect(rules.pureFilesArePure(fine)).toEqual([]);
    holds(rules.pureFilesArePure(tree));
  });
});

describe("Architecture: measure and names", () => {
  it("keeps files to 300 lines and functions to 40", () => {
    const body = (lines: number): string => "\n  x();".repeat(lines);
    const functions = [
      `function a(b: { c: string }): Promise<{ d: number }> {${body(40)}\n}`,
      `const e = async (f = () => ({})): Promise<void> => {${body(40)}\n};`,
      `class G { get h(): i is J | { k: 1 } {${body(40)}\n} }`,
      `if (l) {${body(50)}\n}`,
      `call("(", (m) => m, /[)]/);${body(50)}`,
      `function n(): () => void {${body(38)}\n}`,
    ];
    const found = functions.flatMap((text) => rules.sizes([source("src/a.ts", text)]));
    expect(found).toEqual(["src/a.ts:1: a function of 42 lines, 40 are enough"].concat(Array(2).fill(found[0])));
    expect(rules.sizes([source("src/b.ts", "x\n".repeat(301))])).toEqual(["src/b.ts: has 301 lines, 300 are enough"]);
    expect(rules.sizes([source("src/discord/routes-guild.ts", "x\n".repeat(301))])).toEqual([]);
    holds(rules.sizes(tree));
  });

  it("opens every file with what it is, and says of every export what it is", () => {
    expect(rules.filesOpenWithADoc([source("src/a.ts", "// a\n")])).toEqual([
      "src/a.ts: does not open with a doc comment",
    ]);
    holds(rules.filesOpenWithADoc(tree));
    const broken = "/** A. */\nexport const a = 1;\nexport type B = 1;\n/** C. */\n\nexport async function c() {}";
    expect(rules.exportsAreDocumented([source("src/a.ts", broken)])).toEqual([
      "src/a.ts:3: exports B without a sentence about it",
      "src/a.ts:6: exports c without a sentence about it",
    ]);
    holds(rules.exportsAreDocumented(tree));
  });

  it("knows no drawers: no Manager, Helper, Util, Base, Impl", () => {
    const broken = [source("src/gateway/utils.ts", "class ShardManager {}\ntype RestImpl = 1; // class AHelper")];
    expect(rules.namesSaySomething(broken)).toEqual([
      "src/gateway/utils.ts: is named after a drawer",
      "src/gateway/utils.ts:1: says nothing: class ShardManager",
      "src/gateway/utils.ts:2: says nothing: type RestImpl",
    ]);
    holds(rules.namesSaySomething(ownCode()));
  });

  it("offers by name what a subpath has", () => {
    const broken = [
      source("src/mod.ts", 'export * from "./errors.ts";'),
      source("src/rest/mod.ts", "export const a = 1;"),
    ];
    expect(rules.modsAreNamed(broken)).toEqual([
      'src/mod.ts: holds more than named re-exports: export * from "./errors.ts";',
      "src/rest/mod.ts: holds more than named re-exports: export const a = 1;",
    ]);
    const fine =
      '/** A. */\nexport { a, type B } from "./a.ts";\nexport type { C } from "./c.ts";\nexport {};\nexport type * from "./discord/types.ts";';
    expect(rules.modsAreNamed([source("src/mod.ts", fine)])).toEqual([]);
    holds(rules.modsAreNamed(tree));
  });
});

describe("Architecture: the repository", () => {
  it("runs every test it has", () => {
    const broken = [source("test/a.test.ts", ["it.", "skip('a');\ndescribe.", "only('b');\n// it.skip"].join(""))];
    expect(rules.noTestIsLeftOut(broken)).toEqual([
      "test/a.test.ts:1: leaves out a test: it.skip",
      "test/a.test.ts:2: leaves out a test: describe.only",
    ]);
    holds(rules.noTestIsLeftOut(tree));
  });

  it("stands alone: names no place outside itself", () => {
    const broken = [
      source("docs/a.md", `see ${"/"}home/somebody/notes.md and https://a.b/home/x`),
      source("test/a.ts", 'import a from "../../b.ts";'),
    ];
    expect(rules.standsAlone(broken)).toEqual([
      `docs/a.md:1: names a place outside the repository: ${"/"}home/somebody`,
      "test/a.ts:1: imports ../../b.ts from outside the repository",
    ]);
    holds(rules.standsAlone(tree));
  });

  it("offers the same on npm and on JSR, pins its tools and depends on nothing", () => {
    const other = {
      ...npm,
      version: "9.9.9",
      dependencies: {},
      devDependencies: { ...(npm.devDependencies as object), ws: "^8.0.0" },
    };
    const { "./rest": _, ...fewer } = deno.exports;
    expect(manifestFindings(other, { ...deno, exports: { ...fewer, "./x": "./src/x/mod.ts" } })).toEqual([
      "package.json: has dependencies, and must have none",
      `deno.json: version ${deno.version}, package.json has 9.9.9`,
      "deno.json: ./rest must lead to ./src/rest/mod.ts",
      "package.json: does not export ./x, deno.json does",
      "package.json: ws is not pinned exactly: ^8.0.0",
    ]);
    holds(manifestFindings(npm, deno));
    expect(subpathsOf(npm).filter((subpath) => !tree.some(({ path }) => path === sourceOf(subpath)))).toEqual([]);
  });

  it("tells one version everywhere: manifests, changelog, User-Agent", () => {
    const broken = tree.map((it) =>
      it.path === "CHANGELOG.md" ? { ...it, text: it.text.replace(`[${npm.version}]`, "[0.0.9]") } : it,
    );
    expect(versionFindings(npm, broken)).toEqual([`CHANGELOG.md: version 0.0.9, package.json has ${npm.version}`]);
    holds(versionFindings(npm, tree));
  });

  it("publishes what was tested, with provenance, by actions that are pinned", () => {
    expect(workflowFindings(source("a.yml", "jobs:\n  - uses: a/b@v1\n  - run: npm publish"))).toEqual([
      "a.yml: a/b@v1 is not pinned to a commit",
      'a.yml: publishes without "needs: test"',
      'a.yml: publishes without "id-token: write"',
      'a.yml: publishes without "npm publish --provenance"',
      'a.yml: publishes without "deno publish"',
      'a.yml: publishes without "tags:"',
    ]);
    const workflows = tree.filter(({ path }) => path.startsWith(".github/workflows/"));
    expect(workflows.map(({ path }) => path).sort()).toEqual([
      ".github/workflows/ci.yml",
      ".github/workflows/publish.yml",
    ]);
    holds(workflows.flatMap(workflowFindings));
  });
});

/** Says every finding in the reason, not only that there are some. */
function holds(findings: readonly string[]): void {
  expect(findings, findings.join("\n")).toEqual([]);
}

function ownCode(): rules.Source[] {
  return tree.filter(({ path }) => /^(?:src|demo|test)\//.test(path));
}
