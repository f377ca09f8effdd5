/** Where sessions are kept: in memory, in a page's storage, in a file that survives being killed in mid-write. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createFileStore, createMemoryStore, createWebStore } from "../../src/client/store.ts";

const rooms: string[] = [];

function room(): string {
  const path = mkdtempSync(join(tmpdir(), "anycord-store-"));
  rooms.push(path);
  return path;
}

afterEach(() => {
  for (const path of rooms.splice(0)) rmSync(path, { recursive: true });
});

describe("createMemoryStore", () => {
  it("keeps texts by key, for itself alone", async () => {
    const store = createMemoryStore();
    await store.set("a", "1");
    await store.set("a", "2");
    expect([await store.get("a"), await store.get("b")]).toEqual(["2", undefined]);
    expect(await createMemoryStore().get("a")).toBeUndefined();
  });
});

describe("createWebStore", () => {
  it("keeps texts in a page's storage", async () => {
    const items = new Map<string, string>();
    const storage = {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    };
    const store = createWebStore(storage);
    await store.set("a", "1");
    expect([await store.get("a"), await store.get("b")]).toEqual(["1", null]);
    expect([...items]).toEqual([["a", "1"]]);
  });
});

describe("createFileStore", () => {
  it("keeps texts for the next process, and leaves nothing beside its file", async () => {
    const path = join(room(), "sessions.json");
    const store = createFileStore(path);
    expect(await store.get("a")).toBeUndefined();
    await Promise.all([store.set("a", "1"), store.set("b", "ü€🔥"), store.set("a", "2")]);
    const next = createFileStore(path);
    expect([await next.get("a"), await next.get("b"), await next.get("c")]).toEqual(["2", "ü€🔥", undefined]);
    expect(readdirSync(join(path, ".."))).toEqual(["sessions.json"]);
  });

  it("has written what it was told when the promise settles, whatever was told meanwhile", async () => {
    const path = join(room(), "sessions.json");
    const store = createFileStore(path);
    for (let n = 0; n < 20; n++) {
      const writes = [store.set("a", `${n}`), store.set(`b${n}`, "x")];
      await writes[n % 2];
      expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ a: `${n}` });
      await Promise.all(writes);
      expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ a: `${n}`, [`b${n}`]: "x" });
    }
  });

  it("finds the old file whole after a crash in mid-write, and writes over what the crash left", async () => {
    const path = join(room(), "sessions.json");
    await createFileStore(path).set("a", "old");
    writeFileSync(`${path}.new`, '{"a":"ne');
    const store = createFileStore(path);
    expect(await store.get("a")).toBe("old");
    await store.set("a", "new");
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ a: "new" });
  });

  it.each(["", '{"a":', "7", "null", '"text"'])(
    "takes a file that cannot be read for an empty one: %j",
    async (text) => {
      const path = join(room(), "sessions.json");
      writeFileSync(path, text);
      const store = createFileStore(path);
      expect(await store.get("a")).toBeUndefined();
      await store.set("a", "1");
      expect(await createFileStore(path).get("a")).toBe("1");
    },
  );

  it("rejects where it cannot write, and writes again when it can", async () => {
    const at = room();
    const path = join(at, "later", "sessions.json");
    const store = createFileStore(path);
    await expect(store.set("a", "1")).rejects.toThrow("ENOENT");
    await expect(Promise.all([store.set("a", "2"), store.set("b", "3")])).rejects.toThrow("ENOENT");
    const { mkdirSync } = await import("node:fs");
    mkdirSync(join(at, "later"));
    await store.set("c", "4");
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ a: "2", b: "3", c: "4" });
  });
});
