/** Members as an async iterable: what comes, what is left to read after the end, and how it ends. */
import { describe, expect, it } from "vitest";
import { FillingList } from "../../src/client/member-list.ts";

function made(): { list: FillingList<number>; over: () => number } {
  let over = 0;
  const list = new FillingList<number>(() => over++);
  return { list, over: () => over };
}

async function readAll(list: FillingList<number>): Promise<number[]> {
  const all: number[] = [];
  for await (const member of list) all.push(member);
  return all;
}

describe("FillingList", () => {
  it("gives members in the order in which they came, whether the reader was there first or not", async () => {
    const { list, over } = made();
    const reading = readAll(list);
    list.add([1, 2], []);
    list.add([], []);
    list.add([3], []);
    list.end();
    expect(await reading).toEqual([1, 2, 3]);
    const late = made().list;
    late.add([4, 5], []);
    late.end();
    expect(await readAll(late)).toEqual([4, 5]);
    expect(over()).toBe(1);
  });

  it("gathers the ids of those who are no members as texts, whatever they came as [line 60]", () => {
    const { list } = made();
    list.add([], [41771983, "80351110224678912"]);
    list.add([], [7]);
    expect(list.notFound).toEqual(["41771983", "80351110224678912", "7"]);
  });

  it("lets the reader have what came before an error, then the error, then the end", async () => {
    const { list } = made();
    list.add([1], []);
    list.end(new Error("overdue"));
    expect(await list.next()).toEqual({ done: false, value: 1 });
    await expect(list.next()).rejects.toThrow("overdue");
    expect(await list.next()).toEqual({ done: true, value: undefined });
  });

  it("settles everybody who waits at its end: the first meets the error, the others the end", async () => {
    const { list } = made();
    const waiting = [list.next(), list.next(), list.next()];
    list.end(new Error("closed"));
    await expect(waiting[0]).rejects.toThrow("closed");
    expect(await Promise.all(waiting.slice(1))).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
  });

  it("keeps to its first end", async () => {
    const { list } = made();
    list.end();
    list.end(new Error("too late"));
    expect(await readAll(list)).toEqual([]);
  });

  it("tells when its reader goes before the end, once, and gives nothing more", async () => {
    const { list, over } = made();
    list.add([1, 2, 3], []);
    for await (const member of list) {
      expect(member).toBe(1);
      break;
    }
    expect(over()).toBe(1);
    list.add([4], []);
    expect(await list.return()).toEqual({ done: true, value: undefined });
    expect(over()).toBe(1);
    expect(await list.next()).toEqual({ done: true, value: undefined });
  });

  it("gives the members of a very large guild in time that grows with their number, not with its square", async () => {
    const { list } = made();
    list.add(
      Array.from({ length: 200_000 }, (_, n) => n),
      [],
    );
    list.end();
    const all = await readAll(list);
    expect([all.length, all[0], all.at(-1)]).toEqual([200_000, 0, 199_999]);
  });
});
