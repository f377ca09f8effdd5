/**
 * What documents say besides TypeScript, as findings: JSON that is none, links that lead nowhere, commands that do not exist. A finding
 * begins with its place. It reads texts only, and asks its caller what exists.
 */
import { posix } from "node:path";
import type { Source } from "./architecture.ts";

/** What exists, as far as documents may name it. */
export interface World {
  /** Whether there is a file, or a folder, by its path from the root. */
  exists(path: string): boolean;
  readonly scripts: readonly string[];
  /** What `npx anycord` can do. */
  readonly commands: readonly string[];
}

/** Everything that is wrong with some documents. */
export function proseFindings(pages: readonly Source[], world: World): string[] {
  const anchors = new Map(pages.map(({ path, text }) => [path, anchorsOf(text)]));
  return pages.flatMap((page) => [
    ...fenceFindings(page),
    ...jsonFindings(page),
    ...linkFindings(page, anchors, world),
    ...callFindings(page, world),
  ]);
}

/** The languages of code that some test looks at; a block without one is a picture in letters. */
const LOOKED_AT = ["", "ts", "js", "json", "html", "sh"];

function fenceFindings({ path, text }: Source): string[] {
  const fences = [...text.matchAll(/^```(.*)$/gm)].filter((_, index) => index % 2 === 0);
  return fences
    .filter(([, language = ""]) => !LOOKED_AT.includes(language))
    .map((fence) => `${path}:${lineAt(text, fence.index)}: nothing looks at ${fence[1]}`);
}

function jsonFindings({ path, text }: Source): string[] {
  return [...text.matchAll(/^```json\n([\s\S]*?)^```/gm)].flatMap(({ 1: json = "", index }) => {
    try {
      JSON.parse(json);
      return [];
    } catch (error) {
      return [`${path}:${lineAt(text, index)}: ${(error as Error).message}`];
    }
  });
}

function linkFindings(
  { path, text }: Source,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
  world: World,
): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, " "));
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(({ 1: target = "", index }) => {
    if (/^https?:/.test(target)) return [];
    const [file = "", anchor] = target.split("#");
    const where = file === "" ? path : posix.join(posix.dirname(path), file);
    const place = `${path}:${lineAt(prose, index)}`;
    if (!world.exists(where)) return [`${place}: leads to ${where}, which is not there`];
    if (anchor === undefined || anchors.get(where)?.has(anchor) !== false) return [];
    return [`${place}: leads to #${anchor}, which ${where} does not have`];
  });
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): ReadonlySet<string> {
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .trim()
      .replace(/\s/g, "-");
  return new Set([...text.matchAll(/^#{1,4} (.+)$/gm)].map(([, heading = ""]) => slug(heading)));
}

function callFindings({ path, text }: Source, { scripts, commands }: World): string[] {
  const calls = [
    ...[...text.matchAll(/\bnpm run ([a-z:-]+)/g)].map((call) => ({ call, known: scripts })),
    ...[...text.matchAll(/\bnpm (test|start)\b/g)].map((call) => ({ call, known: scripts })),
    ...[...text.matchAll(/\bnpx anycord ([a-z]+)/g)].map((call) => ({ call, known: commands })),
  ];
  return calls
    .filter(({ call, known }) => !known.includes(call[1] ?? ""))
    .map(({ call }) => `${path}:${lineAt(text, call.index)}: there is no "${call[0]}"`);
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length;
