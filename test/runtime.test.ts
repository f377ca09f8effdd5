/** What createRuntime takes from the platform, and how each part of it gives way to what is handed in. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { createRuntime, type FetchLike, type ResponseLike, type RuntimeName } from "../src/runtime.ts";

interface Place {
  readonly navigator?: { readonly userAgent?: string; readonly platform?: string };
  readonly process?: { readonly versions?: Record<string, string>; readonly platform?: string };
}

const PLACES: readonly (readonly [RuntimeName, string, Place])[] = [
  [
    "node",
    "linux",
    { navigator: { userAgent: "Node.js/22" }, process: { versions: { node: "22" }, platform: "linux" } },
  ],
  ["node", "win32", { process: { versions: { node: "22" }, platform: "win32" } }],
  [
    "deno",
    "linux",
    { navigator: { userAgent: "Deno/2.9.5" }, process: { versions: { node: "24" }, platform: "linux" } },
  ],
  ["bun", "darwin", { process: { versions: { node: "24", bun: "1.4.5" }, platform: "darwin" } }],
  ["workerd", "unknown", { navigator: { userAgent: "Cloudflare-Workers" } }],
  ["page", "browser", { navigator: { userAgent: "Mozilla/5.0 (X11)", platform: "Linux x86_64" } }],
  ["unknown", "unknown", {}],
];

describe("createRuntime", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it.each(PLACES)("recognises %s on %s", async (name, os, place) => {
    vi.stubGlobal("process", place.process);
    vi.stubGlobal("navigator", place.navigator);
    const runtime = createRuntime();
    vi.unstubAllGlobals();
    expect([runtime.name, runtime.os]).toEqual([name, os]);
  });

  it("hands over each part that is given, and the platform's for the rest", () => {
    const runtime = createRuntime({ name: "page", random: () => 0.25, date: undefined as never });
    expect(runtime.name).toBe("page");
    expect(runtime.os).toBe("browser");
    expect(runtime.random()).toBe(0.25);
    expect(runtime.date()).toBeGreaterThan(1_700_000_000_000);
    expect(runtime.WebSocket).toBe(globalThis.WebSocket);
  });

  it("counts monotonic milliseconds and draws numbers from 0 up to 1", () => {
    const runtime = createRuntime();
    const before = runtime.now();
    expect(runtime.now()).toBeGreaterThanOrEqual(before);
    const drawn = Array.from({ length: 100 }, () => runtime.random());
    expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(90);
  });

  it("runs what is scheduled once, and not what was cancelled", async () => {
    const runtime = createRuntime();
    const ran: string[] = [];
    const cancel = runtime.schedule(() => ran.push("cancelled"), 0);
    cancel();
    await new Promise<void>((resolve) => {
      runtime.schedule(() => ran.push("first"), 0);
      runtime.schedule(resolve, 1);
    });
    expect(ran).toEqual(["first"]);
  });

  it("calls the fetch of the moment, so that one that is wrapped later is heard", async () => {
    const runtime = createRuntime();
    const calls: string[] = [];
    const wrapped: FetchLike = async (url, init) => {
      calls.push(`${init.method} ${url}`);
      return { status: 204 } as ResponseLike;
    };
    vi.stubGlobal("fetch", wrapped);
    const { status } = await runtime.fetch("https://discord.example/api", { method: "GET", headers: {} });
    expect([status, ...calls]).toEqual([204, "GET https://discord.example/api"]);
  });
});
