/**
 * What package.json, deno.json, the changelog and the workflows must have in common, and what package.json must not have. It reads
 * values, never a disk.
 */

import type { Source } from "./architecture.ts";

/** What is looked at in package.json. */
export interface PackageManifest {
  readonly version: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly [key: string]: unknown;
}

/** What is looked at in deno.json. */
export interface DenoManifest {
  readonly version: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly imports: Readonly<Record<string, string>>;
}

/** The subpaths of package.json that lead to code: ".", "./gateway" ... */
export function subpathsOf(npm: PackageManifest): string[] {
  return Object.keys(npm.exports).filter((subpath) => subpath !== "./package.json");
}

/** Where the source of a subpath lies: "./gateway" -> "src/gateway/mod.ts". */
export function sourceOf(subpath: string): string {
  return `src/${subpath.slice(2)}/mod.ts`.replace("//", "/");
}

/** What is wrong between the two. */
export function manifestFindings(npm: PackageManifest, deno: DenoManifest): string[] {
  const subpaths = subpathsOf(npm);
  return [
    ...FORBIDDEN.filter((key) => key in npm).map((key) => `package.json: has ${key}, and must have none`),
    ...(npm.version === deno.version ? [] : [`deno.json: version ${deno.version}, package.json has ${npm.version}`]),
    ...(npm.license === deno.license ? [] : [`deno.json: license ${deno.license}, package.json has ${npm.license}`]),
    ...subpaths.flatMap((subpath) => subpathFindings(npm, deno, subpath)),
    ...Object.keys(deno.exports)
      .filter((subpath) => !subpaths.includes(subpath))
      .map((subpath) => `package.json: does not export ${subpath}, deno.json does`),
    ...pinFindings(npm, deno),
  ];
}

/** Where a version is told besides the manifests, and the pattern that finds it. */
const TOLD: Readonly<Record<string, RegExp>> = {
  "CHANGELOG.md": /^## \[(\d[^\]]*)\]/m,
  "src/rest/rest.ts": /^const USER_AGENT = "DiscordBot \(\S+, ([^)]+)\)/m,
  "demo/relay.ts": /^const USER_AGENT = "DiscordBot \(\S+, ([^)]+)\)/m,
};

/** Places that tell another version than package.json: the newest of the changelog, what Discord is told. */
export function versionFindings(npm: PackageManifest, sources: readonly Source[]): string[] {
  return Object.entries(TOLD).flatMap(([path, pattern]) => {
    const told = pattern.exec(sources.find((source) => source.path === path)?.text ?? "")?.[1];
    return told === npm.version ? [] : [`${path}: version ${told}, package.json has ${npm.version}`];
  });
}

/** What is wrong with a workflow: an action that is not pinned to a commit; a job that publishes untested or without provenance. */
export function workflowFindings({ path, text }: Source): string[] {
  const uses = [...text.matchAll(/\buses: (\S+)/g)].map(([, action = ""]) => action);
  const loose = uses.filter((action) => !/@[0-9a-f]{40}$/.test(action));
  const publishes = /\b(?:npm|deno) publish\b/.test(text);
  const wanted = publishes
    ? ["needs: test", "id-token: write", "npm publish --provenance", "deno publish", "tags:"]
    : [];
  return [
    ...loose.map((action) => `${path}: ${action} is not pinned to a commit`),
    ...wanted.filter((part) => !text.includes(part)).map((part) => `${path}: publishes without "${part}"`),
  ];
}

const FORBIDDEN = [
  "dependencies",
  "peerDependencies",
  "optionalDependencies",
  "bundleDependencies",
  "bundledDependencies",
];

function subpathFindings(npm: PackageManifest, deno: DenoManifest, subpath: string): string[] {
  const source = `./${sourceOf(subpath)}`;
  const built = source.replace("./src/", "./dist/").replace(/\.ts$/, "");
  const name = subpath.replace(".", "anycord");
  const wanted = { types: `${built}.d.ts`, default: `${built}.js` };
  return [
    ...(JSON.stringify(npm.exports[subpath]) === JSON.stringify(wanted)
      ? []
      : [`package.json: ${subpath} must lead to ${JSON.stringify(wanted)}`]),
    ...(deno.exports[subpath] === source ? [] : [`deno.json: ${subpath} must lead to ${source}`]),
    ...(deno.imports[name] === source ? [] : [`deno.json: imports must map ${name} to ${source}`]),
  ];
}

/** Development dependencies are pinned exactly, and both manifests mean the same version of Discord's types. */
function pinFindings(npm: PackageManifest, deno: DenoManifest): string[] {
  const pins = (npm.devDependencies ?? {}) as Record<string, string>;
  const types = `npm:discord-api-types@${pins["discord-api-types"]}/v10`;
  return [
    ...Object.entries(pins)
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
      .map(([name, version]) => `package.json: ${name} is not pinned exactly: ${version}`),
    ...(deno.imports["discord-api-types/v10"] === types
      ? []
      : [`deno.json: discord-api-types/v10 must lead to ${types}`]),
  ];
}
