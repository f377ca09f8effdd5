/**
 * Makes `llms.txt` from README and docs: what each page is about, in the order in which one would read them.
 * `node test/tools/llms.ts --write` writes it; without, it fails if the file is out of date.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./tree.ts";

const ORDER = [
  "getting-started",
  "how-discord-works",
  "events-and-intents",
  "rest",
  "commands",
  "interactions-over-http",
];

function page(file: string): string {
  const text = readFileSync(join(ROOT, file), "utf8");
  const title = /^# (.+)$/m.exec(text)?.[1] ?? file;
  const sections = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  return `- [${title}](${file})${sections.length === 0 ? "" : `: ${sections.join("; ")}`}`;
}

function rank(name: string): number {
  const at = ORDER.indexOf(name.replace(".md", ""));
  return at < 0 ? ORDER.length : at;
}

const docs = readdirSync(join(ROOT, "docs"))
  .filter((name) => name.endsWith(".md"))
  .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
const summary = /^# anycord\n\n(.+)$/m.exec(readFileSync(join(ROOT, "README.md"), "utf8"))?.[1] ?? "";
const made = `# anycord

> ${summary}

${page("README.md")}

## Documents

${docs.map((name) => page(`docs/${name}`)).join("\n")}

## Working on it

- [AGENTS.md](AGENTS.md): layout and house rules
- [CONTRIBUTING.md](CONTRIBUTING.md)
`;

const target = join(ROOT, "llms.txt");
if (process.argv.includes("--write")) {
  writeFileSync(target, made);
} else if (readFileSync(target, "utf8") !== made) {
  console.log("FAIL llms.txt is out of date: node test/tools/llms.ts --write");
  process.exitCode = 1;
}
