/** Waits for one event: each settles exactly once, and leaves neither timer nor listener behind. */
import { describe, expect, it } from "vitest";
import { type WaitLimits, Waits } from "../../src/client/waits.ts";
import { TimeoutError } from "../../src/errors.ts";
import { createRuntime } from "../../src/runtime.ts";
import { World } from "../gateway/world.ts";

function made(): {
  world: World;
  waits: Waits;
  found: (value: string) => void;
  listening: () => number;
  wait: (limits?: WaitLimits) => Promise<string>;
} {
  const world = new World();
  const waits = new Waits(createRuntime(world.runtime));
  const ears = new Set<(value: string) => void>();
  return {
    world,
    waits,
    found: (value) => {
      for (const ear of [...ears]) ear(value);
    },
    listening: () => ears.size,
    wait: (limits = {}) =>
      waits.wait<string>("MESSAGE_CREATE", limits, (ear) => {
        ears.add(ear);
        return () => ears.delete(ear);
      }),
  };
}

describe("Waits", () => {
  it("resolves with the event, and leaves nothing behind", async () => {
    const { world, found, listening, wait } = made();
    const abort = new AbortController();
    const promise = wait({ timeoutMs: 1_000, signal: abort.signal });
    found("hi");
    abort.abort();
    expect(await promise).toBe("hi");
    expect([world.clock.waiting, listening()]).toEqual([0, 0]);
  });

  it("rejects when time runs out, with the event's name and a cure", async () => {
    const { world, listening, wait } = made();
    const promise = wait({ timeoutMs: 1_500 }).catch((error: unknown) => error);
    await world.clock.pass(1_500);
    const error = await promise;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: "WAIT_TIMEOUT", timeoutMs: 1_500 });
    expect(String(error)).toContain("No MESSAGE_CREATE within 1.5 s.");
    expect(listening()).toBe(0);
  });

  it("rejects by its signal with the signal's reason", async () => {
    const { listening, wait } = made();
    const abort = new AbortController();
    const promise = wait({ signal: abort.signal });
    abort.abort("enough");
    await expect(promise).rejects.toBe("enough");
    expect(listening()).toBe(0);
  });

  it("does not begin to listen for a signal that has aborted", async () => {
    const { listening, wait } = made();
    const promise = wait({ signal: AbortSignal.abort("before") });
    expect(listening()).toBe(0);
    await expect(promise).rejects.toBe("before");
  });

  it("rejects all that wait when the client closes", async () => {
    const { world, waits, listening, wait } = made();
    const both = [wait({ timeoutMs: 1_000 }), wait()].map((promise) => promise.catch((error: unknown) => error));
    waits.end();
    expect(await Promise.all(both)).toEqual([
      expect.objectContaining({ code: "CLIENT_CLOSED" }),
      expect.objectContaining({ code: "CLIENT_CLOSED" }),
    ]);
    expect([world.clock.waiting, listening()]).toEqual([0, 0]);
  });

  it("rejects what is awaited after all is lost at once, with the same reason, until the client has closed", async () => {
    const { waits, found, listening, wait } = made();
    waits.end(new Error("4004"));
    await expect(wait()).rejects.toThrow("4004");
    expect(listening()).toBe(0);
    waits.end();
    const promise = wait();
    found("hi");
    expect(await promise).toBe("hi");
  });
});
