/**
 * The rules of the house as functions from sources to findings: what may import what, who may name the world, how long
 * things may be. A finding is a sentence that begins with the place. It reads text only, and never a disk, so that each
 * rule can be shown a made-up source that breaks it.
 */
import { posix } from "node:path";
import { codeOnly, type FunctionSpan, functionsOf, importsOf, lineOf, withoutComments } from "./scan.ts";

/** A file, by its path from the repository's root: "src/gateway/frame.ts". */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The files that may use promises, `drive` and a Runtime; every other file of a subject's folder is pure. */
export const SHELLS: readonly string[] = [
  "src/gateway/attempt.ts",
  "src/gateway/engine.ts",
  "src/gateway/gateway-options.ts",
  "src/gateway/gateway.ts",
  "src/gateway/identify-queue.ts",
  "src/gateway/link.ts",
  "src/gateway/post.ts",
  "src/gateway/shard.ts",
  "src/gateway/socket.ts",
  "src/gateway/unpack.ts",
  "src/rest/body.ts",
  "src/rest/call.ts",
  "src/rest/messages.ts",
  "src/rest/oauth2.ts",
  "src/rest/paginate.ts",
  "src/rest/response.ts",
  "src/rest/rest.ts",
  "src/rest/webhook.ts",
];

/** Tables of types and constants, which may be as long as Discord's list is. */
export const TABLES: readonly RegExp[] = [/^src\/discord\/routes[^/]*\.ts$/, /^src\/discord\/events\.ts$/];

/** The subjects: folders that know nothing of each other. */
type Room =
  | "discord"
  | "base"
  | "gateway"
  | "rest"
  | "commands"
  | "interactions"
  | "testing"
  | "client"
  | "metrics"
  | "top"
  | "cli"
  | "mod";

/** What each room may import besides itself. */
const MAY_IMPORT: Readonly<Record<Room, readonly Room[]>> = {
  discord: [],
  base: ["discord"],
  gateway: ["discord", "base"],
  rest: ["discord", "base"],
  commands: ["discord", "base"],
  interactions: ["discord", "base", "commands", "rest"],
  testing: ["discord", "base", "gateway", "rest", "commands", "interactions"],
  client: ["discord", "base", "gateway", "rest", "commands", "interactions"],
  metrics: ["discord", "rest", "client"],
  top: ["discord", "base", "gateway", "rest", "commands", "interactions", "client"],
  // The command line is a program, not a part of the library: it may also play the simulator, and name the world.
  cli: ["discord", "base", "gateway", "rest", "commands", "interactions", "client", "top", "testing"],
  mod: ["discord", "base", "gateway", "rest", "commands", "interactions", "client", "top"],
};

const FILES: Readonly<Record<string, Room>> = {
  "errors.ts": "discord",
  "runtime.ts": "base",
  "machine.ts": "base",
  "log.ts": "base",
  "version.ts": "base",
  "client.ts": "top",
  "mod.ts": "mod",
};

function roomOf(path: string): Room | undefined {
  const [, first = "", second] = path.split("/");
  if (second === undefined) return FILES[first];
  return first in MAY_IMPORT ? (first as Room) : undefined;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly line: number;
  readonly typeOnly: boolean;
}

/** The imports between files of src, paths resolved. */
function edgesOf(sources: readonly Source[]): Edge[] {
  return ofSrc(sources).flatMap(({ path, text }) =>
    importsOf(text)
      .filter(({ specifier }) => specifier.startsWith("."))
      .map(({ specifier, line, typeOnly }) => ({
        from: path,
        to: posix.join(posix.dirname(path), specifier),
        line,
        typeOnly,
      })),
  );
}

function ofSrc(sources: readonly Source[]): readonly Source[] {
  return sources.filter(({ path }) => path.startsWith("src/"));
}

/** What a user's program is made of: all of src but the command line, which runs on servers alone. */
function ofLibrary(sources: readonly Source[]): readonly Source[] {
  return ofSrc(sources).filter(({ path }) => !path.startsWith("src/cli/"));
}

/** Imports go down: a room sees what stands to its left, and its own files; the pure never see a shell. */
export function importRanks(sources: readonly Source[]): string[] {
  const lost = ofSrc(sources)
    .filter(({ path }) => roomOf(path) === undefined)
    .map(({ path }) => `${path}: has no place in the order of imports`);
  const wrong = edgesOf(sources).flatMap(({ from, to, line, typeOnly }) => {
    const [here, there] = [roomOf(from), roomOf(to)];
    if (here === undefined || there === undefined) return [];
    // What users declare with is made where it is interpreted, and offered with the tree that it belongs to.
    const words = from === "src/commands/mod.ts" && to === "src/interactions/declare.ts";
    const foreign = here !== there && !MAY_IMPORT[here].includes(there) && !words;
    const value = here === "interactions" && there === "rest" && !typeOnly;
    const impure = (here === there || here === "testing") && !isShell(from) && !from.endsWith("/mod.ts") && isShell(to);
    return foreign || value || impure ? [`${from}:${line}: may not import ${to}`] : [];
  });
  return [...lost, ...wrong];
}

const isShell = (path: string): boolean => SHELLS.includes(path);

/** A table of contents is for users; inside, the file that has the thing is imported. */
export function modsAreNotImported(sources: readonly Source[]): string[] {
  return edgesOf(sources)
    .filter(({ to }) => to.endsWith("/mod.ts"))
    .map(({ from, to, line }) => `${from}:${line}: imports the table of contents ${to}`);
}

/** A table of contents names what it offers, one by one, and holds nothing else; the types of Discord's may come as a whole. */
export function modsAreNamed(sources: readonly Source[]): string[] {
  return ofSrc(sources)
    .filter(({ path }) => path.endsWith("/mod.ts"))
    .flatMap(({ path, text }) => {
      const left = withoutComments(text)
        .replace(/export\s+(?:type\s+)?\{[^}]*\}(?:\s*from\s*"[^"]*")?\s*;/g, "")
        .replace(/export type \* from "(?:\.\/|\.\/discord\/)types\.ts";/g, "");
      return left.trim() === "" ? [] : [`${path}: holds more than named re-exports: ${left.trim().slice(0, 60)}`];
    });
}

/** No circle of imports, not even of types. */
export function noCycles(sources: readonly Source[]): string[] {
  const edges = new Map<string, string[]>();
  for (const { from, to } of edgesOf(sources)) edges.set(from, [...(edges.get(from) ?? []), to]);
  const done = new Set<string>();
  const findings: string[] = [];
  function visit(path: string, trail: readonly string[]): void {
    if (trail.includes(path)) {
      findings.push(
        `${path}: imports itself by way of ${[...trail.slice(trail.indexOf(path) + 1), path].join(" -> ")}`,
      );
      return;
    }
    if (done.has(path)) return;
    for (const to of edges.get(path) ?? []) visit(to, [...trail, path]);
    done.add(path);
  }
  for (const path of edges.keys()) visit(path, []);
  return findings;
}

/** A pure file has no promise, no driver and no Runtime to speak of: only shells of a subject do. */
export function pureFilesArePure(sources: readonly Source[]): string[] {
  const subjects = /^src\/(?:discord|gateway|rest|commands)\/(?!mod\.ts)/;
  return ofSrc(sources)
    .filter(({ path, text }) => subjects.test(path) && !isShell(path) && !holdsOnlyTypes(text))
    .flatMap((source) => [
      ...matches(source, /\basync\b|\bawait\b|\bnew Promise\b|\bPromise\s*\./g, "is pure, yet has a promise:"),
      ...importsOf(source.text)
        .filter(({ names }) => /\b(?:drive|Runtime|createRuntime)\b/.test(names))
        .map(({ specifier, line }) => `${source.path}:${line}: is pure, yet imports from ${specifier}`),
    ]);
}

/** Types may speak of anything. */
function holdsOnlyTypes(text: string): boolean {
  return !/\b(?:function|class|const|let|new)\b/.test(codeOnly(text));
}

/** Names of time, chance, network and host that stand for the world itself, when they are no key and no member. */
const WORLD =
  /(?<![\w$.]|\.\s)(?:Date\s*\.\s*now|Date(?=\s*\(\s*\))|performance|setTimeout|setInterval|setImmediate|clearTimeout|clearInterval|process|navigator|fetch|WebSocket|XMLHttpRequest|EventSource|globalThis|Math\s*\.\s*random|AbortSignal\s*\.\s*timeout|crypto\s*\.\s*(?:getRandomValues|randomUUID))(?![\w$])/g;

/** Only runtime.ts names time, randomness, the network and the host. */
export function onlyRuntimeNamesTheWorld(sources: readonly Source[]): string[] {
  return ofLibrary(sources)
    .filter(({ path }) => path !== "src/runtime.ts")
    .flatMap(({ path, text }) => {
      const code = codeOnly(text);
      const functions = functionsOf(text);
      return [...code.matchAll(WORLD)]
        .filter((match) => !isKey(code, match.index, match.index + match[0].length))
        .filter((match) => !isOwn(code, functions, match[0], match.index))
        .map((match) => `${path}:${lineOf(code, match.index)}: names ${match[0]}, which only runtime.ts may`);
    });
}

/** Whether a name is the key of a property, a parameter or a method, which one calls as one likes, or is asked of as a type. */
function isKey(code: string, start: number, end: number): boolean {
  const before = code.slice(0, start).trimEnd();
  const after = code.slice(end);
  if (/\btypeof$/.test(before) && /^\s*extends\b/.test(after)) return true;
  if (/^\s*\??\s*:/.test(after)) return !before.endsWith("?");
  return /(?:[{;,}]|\basync|\breadonly)$/.test(before) && /^\??\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*[:{]/.test(after);
}

/** Whether a function around it was handed the name, or took it from a Runtime, and so hides the world's. */
function isOwn(code: string, functions: readonly FunctionSpan[], name: string, at: number): boolean {
  const parameter = new RegExp(`(?:^|[{,\\s])${name}\\s*(?:[:,}]|$)`);
  const constant = new RegExp(`\\bconst\\s+(?:\\{[^}=]*\\b)?${name}\\b`);
  return functions
    .filter(({ start, end }) => start <= at && at <= end)
    .some(({ start, end, parameters }) => parameter.test(parameters) || constant.test(code.slice(start, end)));
}

/** The names of Discord's types enter by one door. */
export function onlyDiscordNamesItsTypes(sources: readonly Source[]): string[] {
  return ofSrc(sources)
    .filter(({ path }) => !path.startsWith("src/discord/"))
    .flatMap((source) => matches(source, /discord-api-types/g, "only src/discord may name", withoutComments));
}

/** Whatever src needs is its own: no package, no built-in module of a runtime. */
export function noForeignImports(sources: readonly Source[]): string[] {
  return ofLibrary(sources).flatMap(({ path, text }) =>
    importsOf(text)
      .filter(
        ({ specifier, typeOnly }) => !(/^\.\.?\/.*\.ts$/.test(specifier) || (typeOnly && isDiscordTypes(specifier))),
      )
      .map(({ specifier, line }) => `${path}:${line}: imports ${specifier}`),
  );
}

const isDiscordTypes = (specifier: string): boolean => specifier === "discord-api-types/v10";

/** Files up to 300 lines, functions up to 40; tables of types aside. */
export function sizes(sources: readonly Source[]): string[] {
  return ofSrc(sources)
    .filter(({ path }) => !TABLES.some((table) => table.test(path)))
    .flatMap(({ path, text }) => {
      const lines = text.trimEnd().split("\n").length;
      const long = functionsOf(text).filter((span) => span.lines > 40);
      return [
        ...(lines > 300 ? [`${path}: has ${lines} lines, 300 are enough`] : []),
        ...long.map((span) => `${path}:${span.line}: a function of ${span.lines} lines, 40 are enough`),
      ];
    });
}

/** Every file of src opens with what it is. */
export function filesOpenWithADoc(sources: readonly Source[]): string[] {
  return ofSrc(sources)
    .filter(({ text }) => !/^(?:#!.*\n)?\/\*\*/.test(text))
    .map(({ path }) => `${path}: does not open with a doc comment`);
}

/** Every export says what it is; overloads after the first, and lists of names, need not say it again. */
export function exportsAreDocumented(sources: readonly Source[]): string[] {
  const declaration =
    /^export (?:default |declare )?(?:abstract )?(?:async )?(?:const|function\*?|class|interface|type) (\w+)/;
  return ofSrc(sources).flatMap(({ path, text }) => {
    const lines = text.split("\n");
    const seen = new Set<string>();
    return lines.flatMap((line, index) => {
      const name = declaration.exec(line)?.[1];
      if (name === undefined || seen.has(name)) return [];
      seen.add(name);
      const above = lines.slice(0, index).findLast((each) => !/^\s*\/\/ (?:biome-ignore|deno-)/.test(each)) ?? "";
      return above.trimEnd().endsWith("*/")
        ? []
        : [`${path}:${index + 1}: exports ${name} without a sentence about it`];
    });
  });
}

/** One noun a file, and a noun that says something. */
export function namesSaySomething(sources: readonly Source[]): string[] {
  const empty = /\b(?:class|interface|type)\s+\w*(?:Manager|Helpers?|Utils?|Base|Impl)\b/g;
  return ofSrc(sources).flatMap((source) => [
    ...(/(?:manager|helpers?|utils?|base|impl|common|misc)\.ts$/i.test(source.path)
      ? [`${source.path}: is named after a drawer`]
      : []),
    ...matches(source, empty, "says nothing:"),
  ]);
}

/** Every test runs, always. */
export function noTestIsLeftOut(sources: readonly Source[]): string[] {
  const pattern =
    /\b(?:describe|suite|it|test|bench)\s*\.\s*(?:only|skip|todo|skipIf|runIf|fails)\b|\b(?:xit|fit|xdescribe|fdescribe)\s*\(/g;
  return sources
    .filter(({ path }) => /\.test(?:-d)?\.ts$/.test(path))
    .flatMap((source) => matches(source, pattern, "leaves out a test:"));
}

/** The repository stands alone: no absolute path of somebody's machine, no import from outside it. */
export function standsAlone(sources: readonly Source[]): string[] {
  const machine = /(?<![\w.:/-])\/(?:work|home|root|Users|tmp)\/[\w.-]+/g;
  return sources.flatMap((source) => [
    ...matches(source, machine, "names a place outside the repository:", (text) => text),
    ...(/\.[jt]s$/.test(source.path) ? importsOf(source.text) : [])
      .filter(({ specifier }) => posix.join(posix.dirname(source.path), specifier).startsWith(".."))
      .map(({ specifier, line }) => `${source.path}:${line}: imports ${specifier} from outside the repository`),
  ]);
}

function matches(
  { path, text }: Source,
  pattern: RegExp,
  what: string,
  view: (text: string) => string = codeOnly,
): string[] {
  const seen = view(text);
  return [...seen.matchAll(pattern)].map((match) => `${path}:${lineOf(seen, match.index)}: ${what} ${match[0].trim()}`);
}
