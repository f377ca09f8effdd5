/**
 * A `fetch` inside the process, whose other end is the simulated REST API.
 */

import { NetworkError } from "../errors.ts";
import type { AbortSignalLike, FetchInit, FetchLike, ResponseLike } from "../runtime.ts";
import type { DatedClock } from "./clock.ts";
import type { SimulatedRequest, SimulatedResponse } from "./exchange.ts";

/** What the fetch is made of. */
export interface FetchParts {
  readonly clock: DatedClock;
  /** How long a way takes, in milliseconds. */
  readonly latency: () => number;
  /** Keeps a virtual clock from moving by itself until the answer is called. */
  readonly hold: () => (() => void) | undefined;
  readonly handle: (request: SimulatedRequest) => Promise<SimulatedResponse>;
}

/** Makes the fetch. */
export function createFetch(parts: FetchParts): FetchLike {
  return async (url, init) => {
    const signal = init.signal as AbortSignalLike | undefined;
    const release = parts.hold();
    let request: SimulatedRequest;
    try {
      request = await toRequest(url, init);
    } finally {
      release?.();
    }
    await pass(parts, signal);
    const answer = await parts.handle(request).catch(asFetchFails);
    await pass(parts, signal);
    return toResponse(answer);
  };
}

/** One way's time, unless it is given up. */
function pass({ clock, latency }: FetchParts, signal: AbortSignalLike | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = (): void => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.schedule(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, latency());
    signal?.addEventListener("abort", abort);
  });
}

async function toRequest(url: string, init: FetchInit): Promise<SimulatedRequest> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(init.headers)) headers[name.toLowerCase()] = value;
  const { method, body } = init;
  if (body === undefined || body === null) return { method, url, headers };
  if (typeof body === "string" || body instanceof Uint8Array) {
    const type: Record<string, string> = typeof body === "string" ? { "content-type": "text/plain;charset=UTF-8" } : {};
    return { method, url, headers: { ...type, ...headers }, body };
  }
  // FormData, Blob and streams: Response knows how each is written.
  const wrapped = new Response(body as FormData);
  const type = wrapped.headers.get("content-type");
  const bytes = new Uint8Array(await wrapped.arrayBuffer());
  return { method, url, headers: type === null ? headers : { "content-type": type, ...headers }, body: bytes };
}

function toResponse({ status, headers, body }: SimulatedResponse): ResponseLike {
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    text: async () => body,
    arrayBuffer: async () => new TextEncoder().encode(body).buffer,
  };
}

/** What fetch says when the network fails. */
function asFetchFails(error: unknown): never {
  if (error instanceof NetworkError) throw new TypeError("fetch failed", { cause: error });
  throw error;
}
