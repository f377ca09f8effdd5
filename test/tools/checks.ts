/**
 * Named checks that pass or fail, run a few at a time, and counted: the last line is always `N passed, N failed`. It knows
 * nothing of what is checked.
 */
import { spawn } from "node:child_process";
import { ROOT } from "./tree.ts";

/** Something that must hold: `run` rejects, or throws, with the reason when it does not. */
export interface Check {
  readonly name: string;
  readonly run: () => unknown;
}

/** How many held. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Runs every check, at most `abreast` at once, and writes one line for each, with the reason of those that fail. */
export async function runChecks(checks: readonly Check[], abreast = 2): Promise<Tally> {
  const waiting = [...checks];
  let failed = 0;
  async function work(): Promise<void> {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const from = performance.now();
      const reason = await reasonOf(check);
      if (reason !== undefined) failed++;
      const seconds = ((performance.now() - from) / 1000).toFixed(1);
      console.log(`${reason === undefined ? "ok  " : "FAIL"} ${check.name} (${seconds} s)`);
      if (reason !== undefined) console.log(indented(reason));
    }
  }
  await Promise.all(Array.from({ length: abreast }, work));
  return { passed: checks.length - failed, failed };
}

async function reasonOf(check: Check): Promise<string | undefined> {
  try {
    await check.run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, "     ");
}

/** Writes the last line, and makes the process end with 1 when something failed. */
export function conclude({ passed, failed }: Tally): void {
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** The tally in the last line of an output; undefined where there is none. */
export function tallyOf(output: string): Tally | undefined {
  const match = /^(\d+) passed, (\d+) failed$/.exec(output.trimEnd().split("\n").at(-1) ?? "");
  return match === null ? undefined : { passed: Number(match[1]), failed: Number(match[2]) };
}

/** How a program is started. */
export interface RunOptions {
  /** Default: the repository's root. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default: 120 s. */
  readonly timeoutMs?: number;
}

/** How a program ended. */
export interface Outcome {
  /** Undefined when it was killed, or never started. */
  readonly code: number | undefined;
  /** What it wrote, both streams in order. */
  readonly output: string;
}

/** Where the programs of the development dependencies lie. */
export const BIN: string = `${ROOT}node_modules/.bin/`;

/** Runs a program to its end, or kills it at its deadline; never rejects. */
export function outcomeOf(command: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { cwd = ROOT, env = {}, timeoutMs = 120_000 } = options;
  const [file = "", ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, NO_COLOR: "1", PATH: `${BIN}:${process.env.PATH}`, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const hear = (chunk: string): void => {
      output += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    const timer = setTimeout(() => {
      hear(`\nkilled after ${timeoutMs} ms`);
      child.kill("SIGKILL");
    }, timeoutMs);
    child.on("error", (error) => hear(String(error)));
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? undefined, output });
    });
  });
}

/** Runs a program and answers what it wrote; rejects with that when it does not end with 0. */
export async function demand(command: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, output } = await outcomeOf(command, options);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}\n${tail(output)}`);
  return output;
}

/** The end of a long text. */
export function tail(text: string, lines = 24): string {
  const all = text.trimEnd().split("\n");
  return all.length <= lines ? all.join("\n") : ["...", ...all.slice(-lines)].join("\n");
}
