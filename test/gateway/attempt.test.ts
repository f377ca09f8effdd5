/** One attempt to connect: it settles once, by readiness, failure, deadline or signal, and leaves nothing behind. */
import { describe, expect, it } from "vitest";
import { NetworkError, TimeoutError } from "../../src/errors.ts";
import { Attempt, type ConnectOptions } from "../../src/gateway/attempt.ts";
import { createRuntime } from "../../src/runtime.ts";
import { World } from "./world.ts";

function attempt(options: ConnectOptions = {}): { world: World; attempt: Attempt; failures: () => number } {
  const world = new World();
  let failures = 0;
  const made = new Attempt(createRuntime(world.runtime), options, () => failures++);
  made.promise.catch(() => {});
  return { world, attempt: made, failures: () => failures };
}

const refused = new NetworkError("GATEWAY_UNREACHABLE", { what: "Nobody there.", cure: "Check the network." });

describe("Attempt", () => {
  it("resolves when all shards are ready, in any order, and leaves no timer", async () => {
    const { world, attempt: made, failures } = attempt();
    made.expect([0, 1]);
    made.ready(1);
    expect(made.settled).toBe(false);
    made.ready(0);
    await expect(made.promise).resolves.toBeUndefined();
    expect([world.clock.waiting, failures()]).toEqual([0, 0]);
  });

  it("rejects by its deadline with the last failure as cause and as advice", async () => {
    const { world, attempt: made, failures } = attempt({ timeoutMs: 5_000 });
    made.note(new Error("an earlier one"));
    made.note(refused);
    await world.clock.pass(4_999);
    expect(made.settled).toBe(false);
    await world.clock.pass(1);
    const error = await made.promise.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: "CONNECT_TIMEOUT", timeoutMs: 5_000, cause: refused });
    expect((error as Error).message).toBe(`Not connected within 5 s. ${refused.message}`);
    expect([world.clock.waiting, failures()]).toEqual([0, 1]);
  });

  it("waits 60 s where no deadline is given", async () => {
    const { world, attempt: made } = attempt();
    await world.clock.pass(59_999);
    expect(made.settled).toBe(false);
    await world.clock.pass(1);
    await expect(made.promise).rejects.toMatchObject({ timeoutMs: 60_000 });
  });

  it.each([
    ["dialling", /socket did not open/],
    ["greeting", /Hello never came/],
    ["queued", /one after another.*longer `timeoutMs`/],
    ["identifying", /neither READY nor RESUMED.*discordstatus/],
    ["resuming", /neither READY nor RESUMED.*discordstatus/],
    ["idle", /longer `timeoutMs`/],
  ] as const)("says of a shard that is %s what it waited for", async (phase, text) => {
    const { world, attempt: made } = attempt();
    made.phase = () => phase;
    await world.clock.pass(60_000);
    await expect(made.promise).rejects.toThrow(text);
  });

  it("rejects by its signal with the signal's reason, and lets go of the signal", async () => {
    const { signal, abort } = new Abort();
    const { world, attempt: made } = attempt({ signal });
    abort("enough");
    await expect(made.promise).rejects.toBe("enough");
    expect([world.clock.waiting, signal.listeners.size]).toEqual([0, 0]);
  });

  it("rejects at once by a signal that has aborted before", async () => {
    const { signal, abort } = new Abort();
    abort("before");
    await expect(attempt({ signal }).attempt.promise).rejects.toBe("before");
  });

  it("settles once: what comes later changes nothing", async () => {
    const { attempt: made, failures } = attempt();
    made.expect([0]);
    made.ready(0);
    made.fail(refused);
    made.ready(0);
    await expect(made.promise).resolves.toBeUndefined();
    expect(failures()).toBe(0);
  });

  it("cuts a pause short when it fails", async () => {
    const { world, attempt: made } = attempt();
    const pause = made.pause(30_000);
    made.fail(refused);
    await pause;
    expect(world.clock.waiting).toBe(0);
  });
});

/** An abort signal that can be looked into. */
class Abort {
  readonly signal = {
    aborted: false,
    reason: undefined as unknown,
    listeners: new Set<() => void>(),
    addEventListener: (_: "abort", listener: () => void): void => void this.signal.listeners.add(listener),
    removeEventListener: (_: "abort", listener: () => void): void => void this.signal.listeners.delete(listener),
  };
  readonly abort = (reason: unknown): void => {
    Object.assign(this.signal, { aborted: true, reason });
    for (const listener of [...this.signal.listeners]) listener();
  };
}
