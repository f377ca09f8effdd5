/**
 * Processes of the bench: bundled once, each pinned to a core, so that who serves and who is measured do not share one.
 */

import { type ChildProcess, execFileSync, fork, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const ownRoot = fileURLToPath(new URL("../..", import.meta.url));
/** Inside node_modules, so that the bundles find the libraries and nobody else finds the bundles. */
const out = `${here}node_modules/.bench/`;

/** Installs the libraries that anycord is measured against, if they are not there yet. */
export function install(): void {
  if (existsSync(`${here}node_modules/ws`)) return;
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: here, stdio: "inherit" });
}

/** Which anycord is measured: roots of work trees. */
export interface Sources {
  /** Default: this one. */
  readonly source: string | undefined;
  /** An older state to measure beside it. */
  readonly before: string | undefined;
}

/** Bundles anycord and the programs of the bench, so that no process pays for reading TypeScript. */
export async function bundle(
  { source = ownRoot, before = source }: Sources,
  ...entries: readonly string[]
): Promise<void> {
  mkdirSync(out, { recursive: true });
  await build({
    entryPoints: entries.map((entry) => `${here}${entry}.ts`),
    outbase: here,
    outdir: out,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    packages: "external",
    alias: {
      anycord: `${source}/src/mod.ts`,
      "anycord/rest": `${source}/src/rest/mod.ts`,
      "anycord-before": `${before}/src/mod.ts`,
      "anycord-before/rest": `${before}/src/rest/mod.ts`,
    },
    logLevel: "error",
  });
}

/** Cores: the server's and the bench's own, and the client's. */
const CORES = { server: "1", client: "0" } as const;
const canPin = availableParallelism() > 1 && spawnSync("taskset", ["-V"]).status === 0;

/** Says where the processes run. */
export const pinning: string = canPin
  ? `client on core ${CORES.client}, server on core ${CORES.server}`
  : "client and server share the cores: taskset or a second core is missing";

/** Starts a bundled program on its core. */
export function start(
  entry: string,
  role: keyof typeof CORES,
  execArgv: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const child = fork(`${out}${entry}.js`, {
    execArgv: [...execArgv],
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  // The threads of a process inherit the core only if it is set before they start; -a sets it for those that have.
  if (canPin) execFileSync("taskset", ["-acp", CORES[role], String(child.pid)], { stdio: "ignore" });
  return child;
}

/** What has Node write a CPU profile of a client into a folder, by the library's name; nothing where there is no folder. */
export function profiling(folder: string | undefined, name: string): readonly string[] {
  if (folder === undefined) return [];
  return ["--cpu-prof", `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name.replaceAll(/\W+/g, "-")}.cpuprofile`];
}

/** The next message of a type from a process; rejects if the process ends first. */
export function told<T extends { readonly type: string }>(child: ChildProcess, type: T["type"]): Promise<T> {
  return new Promise((resolve, reject) => {
    const hear = (message: T): void => {
      if (message.type === type) settle(() => resolve(message));
    };
    const ended = (code: number | null): void => settle(() => reject(new Error(`The process ended with ${code}.`)));
    const settle = (how: () => void): void => {
      child.off("message", hear);
      child.off("exit", ended);
      how();
    };
    child.on("message", hear);
    child.on("exit", ended);
  });
}
