/** Delivery to listeners: in order, each apart from the others' failures, to those who listened when it began. */
import { describe, expect, it } from "vitest";
import { type Delivery, type Listener, Listeners } from "../../src/client/listeners.ts";
import { settled } from "../gateway/world.ts";

const LINE = "listener at bot.ts:1:2";

function made(): {
  listeners: Listeners<Delivery>;
  heard: string[];
  failures: unknown[];
  listen: (text: string, about?: Partial<Listener<Delivery>>) => ReturnType<Listeners<Delivery>["add"]>;
  deliver: (name: string, data?: unknown) => void;
} {
  const heard: string[] = [];
  const failures: unknown[] = [];
  const listeners = new Listeners<Delivery>((error, { name, line }) => failures.push([String(error), name, line]));
  return {
    listeners,
    heard,
    failures,
    listen: (text, about = {}) => listeners.add({ name: "A", line: LINE, run: () => heard.push(text), ...about }),
    deliver: (name, data = {}) => listeners.deliver({ name, data }),
  };
}

describe("Listeners: delivery", () => {
  it("is in the order in which they came, those of all events last", () => {
    const { heard, listen, deliver } = made();
    listen("all", { name: "*" });
    listen("first");
    listen("second");
    listen("other", { name: "B" });
    deliver("A");
    expect(heard).toEqual(["first", "second", "all"]);
  });

  it("goes on after a listener that throws, and tells of it with its name and line", () => {
    const { heard, failures, listen, deliver } = made();
    listen("", {
      run: () => {
        throw new Error("broken");
      },
    });
    listen("next");
    deliver("A");
    expect(heard).toEqual(["next"]);
    expect(failures).toEqual([["Error: broken", "A", LINE]]);
  });

  it("tells of a promise that rejects, and of a thenable that throws", async () => {
    const { failures, listen, deliver } = made();
    listen("", { run: async () => Promise.reject(new Error("later")) });
    listen("", {
      run: () => ({
        // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tried
        then() {
          throw new Error("odd");
        },
      }),
    });
    deliver("A");
    await settled();
    expect(failures).toEqual([
      ["Error: odd", "A", LINE],
      ["Error: later", "A", LINE],
    ]);
  });

  it("tells of a payload that is not JSON when a listener reads it, and goes on", () => {
    const { heard, failures, listen, listeners } = made();
    const delivery = {
      name: "A",
      get data(): unknown {
        return JSON.parse("{");
      },
    };
    listen("", { run: ({ data }) => data });
    listen("does not read");
    listeners.deliver(delivery);
    expect(heard).toEqual(["does not read"]);
    expect(failures).toHaveLength(1);
  });

  it("goes to those who listened when it began, though they come and go meanwhile", () => {
    const { heard, listen, deliver } = made();
    listen("", {
      run: () => {
        heard.push("first");
        off();
        listen("late");
      },
      once: true,
    });
    const off = listen("second");
    deliver("A");
    expect(heard).toEqual(["first", "second"]);
    deliver("A");
    expect(heard).toEqual(["first", "second", "late"]);
  });

  it("never reads the payload where nobody does", () => {
    const { heard, listen, listeners } = made();
    listen("heard");
    listeners.deliver({
      name: "A",
      get data(): unknown {
        throw new Error("was read");
      },
    });
    expect(heard).toEqual(["heard"]);
  });
});

describe("Listeners: what is wanted", () => {
  it("stops after the first that passes its filter, with `once`", () => {
    const { heard, listen, deliver } = made();
    listen("once", { once: true, accepts: ((data: number) => data > 1) as never });
    deliver("A", 1);
    deliver("A", 2);
    deliver("A", 3);
    expect(heard).toEqual(["once"]);
  });

  it("runs once even if its own run brings the next event", () => {
    const { heard, listen, deliver } = made();
    listen("", {
      once: true,
      run: () => {
        heard.push("ran");
        deliver("A");
      },
    });
    deliver("A");
    expect(heard).toEqual(["ran"]);
  });

  it("tells a filter's failure as the listener's", () => {
    const { heard, failures, listen, deliver } = made();
    listen("never", {
      accepts: () => {
        throw new Error("bad filter");
      },
    });
    deliver("A");
    expect([heard, failures]).toEqual([[], [["Error: bad filter", "A", LINE]]]);
  });

  it("keeps guilds and direct messages apart by `scope`", () => {
    const { heard, listen, deliver } = made();
    listen("guild", { scope: "guild" });
    listen("dm", { scope: "dm" });
    deliver("A", { guild_id: "1" });
    deliver("A", {});
    deliver("A", null);
    expect(heard).toEqual(["guild", "dm", "dm"]);
  });
});

describe("Listeners: leaving", () => {
  it("is by the function that came back, any number of times", () => {
    const { heard, listen, listeners, deliver } = made();
    const off = listen("gone");
    listen("stays");
    off();
    off();
    deliver("A");
    expect(heard).toEqual(["stays"]);
    expect(listeners.has("*")).toBe(false);
  });

  it("is by `using` too, where there is such a thing", () => {
    const { heard, listen, deliver } = made();
    const off = listen("gone") as unknown as { [Symbol.dispose]?: () => void };
    expect(Symbol.dispose === undefined).toBe(off[Symbol.dispose] === undefined);
    off[Symbol.dispose]?.();
    deliver("A");
    expect(heard).toEqual(Symbol.dispose === undefined ? ["gone"] : []);
  });

  it("is by a signal, also one that has aborted before", () => {
    const { heard, listen, deliver } = made();
    const abort = new AbortController();
    listen("until aborted", { signal: abort.signal });
    listen("never", { signal: AbortSignal.abort() });
    deliver("A");
    abort.abort();
    deliver("A");
    expect(heard).toEqual(["until aborted"]);
  });

  it("lets go of the signal, by `off` and by `once`", () => {
    const { listen, deliver } = made();
    const waiting = new Set<() => void>();
    const signal = {
      aborted: false,
      reason: undefined,
      addEventListener: (_: "abort", listener: () => void) => waiting.add(listener),
      removeEventListener: (_: "abort", listener: () => void) => waiting.delete(listener),
    };
    const off = listen("", { signal });
    listen("", { signal, once: true });
    expect(waiting.size).toBe(2);
    off();
    deliver("A");
    expect(waiting.size).toBe(0);
  });

  it("takes the same function as two listeners", () => {
    const { listeners, heard, deliver } = made();
    const listener = { name: "A", line: LINE, run: () => heard.push("ran") };
    listeners.add(listener);
    listeners.add(listener);
    deliver("A");
    expect(heard).toEqual(["ran", "ran"]);
  });
});
