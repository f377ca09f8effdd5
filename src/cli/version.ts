/** The version of this package, by its manifest, which is found by its own name wherever the build puts this file. */

import { readFileSync } from "node:fs";

/** As package.json has it. */
export function ownVersion(): string {
  const manifest = readFileSync(new URL(import.meta.resolve("anycord/package.json")), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
