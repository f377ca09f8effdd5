/**
 * The world as anycord sees it: clock, chance, sockets and requests. The only file that names any of them, so that a
 * test, a simulator or another transport can stand in for each by one argument.
 *
 * It must never know what Discord is.
 */

import type { ReadableStreamLike } from "./discord/input.ts";
import type { Clock } from "./machine.ts";

/** Where the code runs. "page" is a browser's page or one of its workers. */
export type RuntimeName = "node" | "deno" | "bun" | "workerd" | "page" | "unknown";

/** A socket as the platform has it (https://websockets.spec.whatwg.org), no more of it than is used. */
export interface WebSocketLike {
  binaryType: string;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  // biome-ignore lint/suspicious/noExplicitAny: the events of the runtimes and of `ws` have no type in common
  addEventListener(type: string, listener: (event: any) => void): void;
  /** Sockets of the `ws` package have it. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  on?(type: "message", listener: (data: any, isBinary: boolean) => void): unknown;
}

/** Makes a socket and dials at once. The global WebSocket, and the class of the `ws` package, are such. */
export type WebSocketConstructor = new (url: string) => WebSocketLike;

/** An AbortSignal, no more of it than is used. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: reasons are whatever was given to abort()
  readonly reason: any;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** What a request is made of, as `fetch` takes it. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  /** A text, FormData or bytes. Default: no body. */
  // biome-ignore lint/suspicious/noExplicitAny: BodyInit has no one name without the DOM's types
  readonly body?: any;
  /** Ends the request when it aborts. */
  // biome-ignore lint/suspicious/noExplicitAny: AbortSignal has no one name without the DOM's types
  readonly signal?: any;
  /** What becomes of a redirect: anycord refuses them, because they could carry a token elsewhere. */
  readonly redirect?: "manual" | "error" | "follow";
}

/** A Response, no more of it than is used. */
export interface ResponseLike {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
  /** Its bytes as a stream, where there is one. */
  readonly body?: ReadableStreamLike | null | undefined;
}

/** The platform's own Response, where its types are known. */
export type PlatformResponse = typeof globalThis extends { Response: { prototype: infer R } }
  ? R
  : { readonly status: number; readonly headers: { get(name: string): string | null }; text(): Promise<string> };

/** The global fetch, or any function of its shape. */
export type FetchLike = (url: string, init: FetchInit) => Promise<ResponseLike>;

/** Everything that comes from outside. Hand in a part of it as `runtime` to stand in for the real thing. */
export interface Runtime extends Clock {
  readonly name: RuntimeName;
  /** The operating system, as IDENTIFY tells it: "linux", "darwin", "win32" or "browser". */
  readonly os: string;
  /** Monotonic milliseconds, for durations. */
  now(): number;
  /** Milliseconds since 1970, for instants that outlive the process. */
  date(): number;
  /** Calls `run` once after `delayMs`; the answer cancels it. */
  schedule(run: () => void, delayMs: number): () => void;
  /** At least 0, below 1. */
  random(): number;
  /** A module that is built into the runtime, "node:zlib"; undefined where there is none of that name. */
  builtin(name: string): unknown;
  /** Undefined where the runtime has none: Node before 22. */
  readonly WebSocket: WebSocketConstructor | undefined;
  readonly fetch: FetchLike;
}

interface Host {
  readonly process?: {
    readonly versions?: Record<string, string>;
    readonly platform?: string;
    getBuiltinModule?(name: string): unknown;
  };
  readonly navigator?: { readonly userAgent?: string };
  readonly performance: { now(): number };
  readonly WebSocket?: WebSocketConstructor;
  readonly fetch: FetchLike;
}

const host = globalThis as unknown as Host;

/** What this program runs on, with parts of it replaced by what is given. */
export function createRuntime(given: Partial<Runtime> = {}): Runtime {
  const name = given.name ?? runtimeName();
  // Node makes `performance` anew each time it is named.
  const { performance } = host;
  const real: Runtime = {
    name,
    os: name === "page" ? "browser" : (host.process?.platform ?? "unknown"),
    now: () => performance.now(),
    date: () => Date.now(),
    schedule: (run, delayMs) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    builtin: (id) => host.process?.getBuiltinModule?.(id),
    WebSocket: host.WebSocket,
    // Called through globalThis each time, so that instrumentation that wraps fetch later on is heard.
    fetch: (url, init) => host.fetch(url, init),
  };
  return { ...real, ...definedOnly(given) };
}

function definedOnly(given: Partial<Runtime>): Partial<Runtime> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function runtimeName(): RuntimeName {
  const versions = host.process?.versions;
  const userAgent = host.navigator?.userAgent ?? "";
  if (userAgent.startsWith("Deno/")) return "deno";
  if (versions?.bun !== undefined) return "bun";
  if (userAgent === "Cloudflare-Workers") return "workerd";
  if (versions?.node !== undefined) return "node";
  return userAgent.startsWith("Mozilla/") ? "page" : "unknown";
}
