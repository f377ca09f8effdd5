/**
 * Where a bot keeps what must outlive its process: sessions, and how many session starts are used up. A store is two functions; three
 * are ready made.
 *
 * It must never be handed a token.
 */

import { UsageError } from "../errors.ts";
import { createRuntime } from "../runtime.ts";

/** Keeps texts by key. Both may be synchronous or not; what they throw is logged and does not stop the bot. */
export interface Store {
  /** The text of a key; undefined or null where there is none. */
  get(key: string): string | undefined | null | Promise<string | undefined | null>;
  /** Keeps a text in place of the one before. A promise is awaited before the next is set. */
  set(key: string, value: string): unknown;
}

/** In memory: for tests, and for bots that only reconnect. */
export function createMemoryStore(): Store {
  const values = new Map<string, string>();
  return { get: (key) => values.get(key), set: (key, value) => values.set(key, value) };
}

/** localStorage or sessionStorage, no more of it than is used. */
export interface WebStorageLike {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** In a page's storage. Sessions are no tokens, but who has both can take up the session. */
export function createWebStore(storage: WebStorageLike): Store {
  return { get: (key) => storage.getItem(key), set: (key, value) => storage.setItem(key, value) };
}

interface Files {
  readFile(path: string, encoding: "utf8"): Promise<string>;
  writeFile(path: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
}

/**
 * In one JSON file, on Node, Deno and Bun. It is written beside and moved into place, so a process that is killed while it writes
 * leaves the old one whole.
 * @throws {UsageError} NO_FILES where the runtime has no files
 */
export function createFileStore(path: string): Store {
  const files = createRuntime().builtin("node:fs/promises") as Files | undefined;
  if (files === undefined) throw noFiles();
  let values: Promise<Record<string, string>> | undefined;
  let writing: Promise<void> = Promise.resolve();
  /** A write that has not begun yet: it takes along whatever is set until then. */
  let next: Promise<void> | undefined;
  const read = (): Promise<Record<string, string>> => {
    values ??= files.readFile(path, "utf8").then(parsed, () => ({}));
    return values;
  };
  async function write(): Promise<void> {
    next = undefined;
    await files?.writeFile(`${path}.new`, JSON.stringify(await read()));
    await files?.rename(`${path}.new`, path);
  }
  return {
    get: async (key) => (await read())[key],
    async set(key, value) {
      (await read())[key] = value;
      // One after another; a write that failed does not keep the next from trying.
      next ??= writing = writing.then(write, write);
      await next;
    },
  };
}

function parsed(text: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, string>) : {};
  } catch {
    return {};
  }
}

const noFiles = (): UsageError =>
  new UsageError("NO_FILES", {
    what: "This runtime has no files.",
    cure: "Use createWebStore(localStorage) in a page, or a store of your own: { get, set }.",
  });
