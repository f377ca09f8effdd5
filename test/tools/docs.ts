/**
 * `npm run docs`: every TypeScript block of README and docs must type-check against the source, each as a module of its own;
 * JSON must be JSON, JavaScript parse, links and commands lead somewhere. What a block leaves unsaid (`client`, `channelId` ...) is declared below.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import { BIN, conclude, outcomeOf } from "./checks.ts";
import { proseFindings } from "./prose.ts";
import { ROOT, readJson, readText } from "./tree.ts";

/** One code block, and where it stands. */
interface Block {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const UNSAID = `
import type { Client } from "anycord";
import type { APIMessage } from "anycord/discord";
import type { Simulator } from "anycord/testing";
declare global {
  const client: Client;
  const token: string;
  const channelId: string;
  const guildId: string;
  const userId: string;
  const applicationId: string;
  const publicKey: string;
  const message: APIMessage;
  const discord: Simulator;
}
`;

/** The TypeScript blocks of a text; none is left out. */
function blocksOf(file: string, text: string): Block[] {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    file,
    line: text.slice(0, match.index).split("\n").length + 1,
    text: match[1] ?? "",
  }));
}

function pages(): string[] {
  const docs = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
  return ["README.md", ...docs.map((name) => `docs/${name}`)];
}

/** Code of other libraries, which is not run, is at least code. */
async function checkJavaScript(): Promise<number> {
  const blocks = pages().flatMap((file) =>
    [...readText(file).matchAll(/^```js\n([\s\S]*?)^```/gm)].map((match) => ({ file, text: match[1] ?? "" })),
  );
  const findings = await Promise.all(
    blocks.map(({ file, text }) =>
      transform(text, { format: "esm", logLevel: "silent" }).then(
        () => [],
        (error: Error) => [`${file}: ${error.message}`],
      ),
    ),
  );
  for (const finding of findings.flat()) console.log(`FAIL ${finding}`);
  return findings.flat().length;
}

function checkProse(): number {
  const findings = proseFindings(
    [...pages(), "AGENTS.md", "CONTRIBUTING.md", "SECURITY.md"].map((path) => ({ path, text: readText(path) })),
    {
      exists: (path) => existsSync(ROOT + path),
      scripts: Object.keys(readJson<{ scripts: object }>("package.json").scripts),
      commands: [...readText("src/cli/main.ts").matchAll(/^ {4}case "(\w+)":/gm)].map(([, name = ""]) => name),
    },
  );
  for (const finding of findings) console.log(`FAIL ${finding}`);
  return findings.length;
}

async function check(): Promise<void> {
  const blocks = pages().flatMap((file) => blocksOf(file, readFileSync(join(ROOT, file), "utf8")));
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  const room = mkdtempSync(join(ROOT, "dist", "docs-"));
  try {
    writeFileSync(join(room, "unsaid.ts"), UNSAID);
    blocks.forEach(({ text }, index) => {
      writeFileSync(join(room, `block${index}.ts`), `${text}\nexport {};\n`);
    });
    writeFileSync(
      join(room, "tsconfig.json"),
      JSON.stringify({ extends: "../../tsconfig.test.json", include: ["*.ts"], exclude: [] }),
    );
    const { code, output } = await outcomeOf([`${BIN}tsc`, "-p", join(room, "tsconfig.json")], { timeoutMs: 120_000 });
    const wrong = new Set<number>();
    for (const match of output.matchAll(/block(\d+)\.ts\((\d+),\d+\): (.*)/g)) {
      const block = blocks[Number(match[1])];
      wrong.add(Number(match[1]));
      console.log(`FAIL ${block?.file}:${(block?.line ?? 0) + Number(match[2]) - 1}: ${match[3]}`);
    }
    if (code !== 0 && wrong.size === 0) console.log(output);
    const failed = checkProse() + (await checkJavaScript()) + (code === 0 ? 0 : Math.max(1, wrong.size));
    conclude({ passed: blocks.length - wrong.size, failed });
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

await check();
