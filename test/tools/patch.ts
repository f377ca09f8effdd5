/**
 * Small changes to a copy of the source: how bugs are planted and mutants are made. It must never touch the repository itself.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A change to one file: `from`, which it holds exactly once, becomes `to`. */
export interface Patch {
  /** From the root of the repository. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Applies a patch below a folder; answers the text as it was. Throws if it does not fit, or fits twice. */
export function applied({ file, from, to }: Patch, home: string): string {
  const path = join(home, file);
  const text = readFileSync(path, "utf8");
  const times = text.split(from).length - 1;
  if (times !== 1) throw new Error(`the patch fits ${times} times into ${file}:\n${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  return text;
}
