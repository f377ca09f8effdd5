/** Reads what lies in test/fixtures. */
import { readdirSync, readFileSync } from "node:fs";

const FIXTURES = new URL("../fixtures/", import.meta.url);

/** The names of the JSON files in a folder of fixtures. */
export function readNames(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, FIXTURES)).filter((name) => name.endsWith(".json"));
}

/** What a fixture holds. */
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, FIXTURES), "utf8")) as T;
}
