/** Reads the repository's own files from the disk, as paths from its root. It must never look outside the root. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Source } from "./architecture.ts";

/** The repository's root, with a slash at its end. */
export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

const SKIPPED = /^(?:node_modules|dist|coverage|artefacts|\.vitest|\.git|package-lock\.json)$/;
const READ = /\.(?:ts|js|mjs|cjs|json|jsonc|md|ya?ml|html|css|sh|txt)$|^(?:run|LICENSE|\.[a-z]+)$/;

/** Every text file of the repository that people wrote. */
export function readAll(): Source[] {
  return filesUnder("").map((path) => ({ path, text: readText(path) }));
}

/** A text file of the repository. */
export function readText(path: string): string {
  return readFileSync(ROOT + path, "utf8");
}

/** A JSON file of the repository. */
export function readJson<T>(path: string): T {
  return JSON.parse(readText(path)) as T;
}

function filesUnder(folder: string): string[] {
  return readdirSync(ROOT + folder, { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.test(name))
    .flatMap((entry) => {
      if (entry.isDirectory()) return filesUnder(`${folder}${entry.name}/`);
      return READ.test(entry.name) ? [folder + entry.name] : [];
    });
}
