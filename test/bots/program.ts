/** A program that a test starts, listens to and ends: with all that it has started itself. */

import { spawn } from "node:child_process";
import { ROOT } from "../tools/tree.ts";

/** A program that runs. */
export interface Program {
  /** What a line holds, as soon as one fits; rejects with what was written when it ends before, or after 20 s. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Asks it to end, as Ctrl+C does; rejects when it ends with anything but 0, or not within 5 s. */
  interrupt(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

const LINE_MS = 20_000;
const END_MS = 5000;

/** Starts a program in the repository's root. */
export function start(command: readonly string[], env: Readonly<Record<string, string>>, cwd: string = ROOT): Program {
  const [file = "", ...args] = command;
  const child = spawn(file, args, {
    ...{ cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"] },
    env: { ...process.env, NO_COLOR: "1", ...env },
  });
  let output = "";
  let look = (): void => {};
  const hear = (chunk: string): void => {
    output += chunk;
    look();
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", hear);
  child.on("error", (error) => hear(String(error)));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));

  function kill(): void {
    // Its group: some runtimes start themselves again as another process.
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, "SIGKILL");
  }

  return {
    line: (pattern) =>
      within(
        LINE_MS,
        new Promise((resolve, reject) => {
          look = () => {
            const found = pattern.exec(output);
            if (found !== null) resolve(found);
          };
          look();
          ended.then((code) => reject(new Error(`ended with ${code}\n${output}`)));
        }),
        () => `nothing like ${pattern} was written\n${output}`,
      ),
    interrupt: async () => {
      child.kill("SIGINT");
      const code = await within(END_MS, ended, () => `did not end\n${output}`);
      if (code !== 0) throw new Error(`ended with ${code}\n${output}`);
    },
    kill,
  };
}

function within<T>(ms: number, promise: Promise<T>, why: () => string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(why())), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
