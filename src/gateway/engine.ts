/**
 * The synchronous zlib and zstd that Node, Deno and Bun have inside. It costs a thirtieth of DecompressionStream on Node, but no public
 * door leads to it that keeps its context from call to call; so it is used only after it has unpacked a sample.
 *
 * The only file that knows of it. It must never be needed: whoever asks must have another way.
 */

import type { Runtime } from "../runtime.ts";
import type { Compression } from "./compression.ts";

/** One context: takes bytes, gives all that they unpack to, which stays as it is. Throws on corrupt bytes. */
export type Inflate = (bytes: Uint8Array) => Uint8Array;

interface Handle {
  writeSync(
    flush: number,
    from: Uint8Array,
    at: number,
    length: number,
    to: Uint8Array,
    toAt: number,
    room: number,
  ): void;
}
interface ZlibStream {
  /** Two numbers that `writeSync` leaves: the room left in the output, the bytes left in the input. */
  readonly _writeState: Uint32Array;
  readonly _handle: Handle;
  on(event: "error", listener: () => void): void;
}
interface Zlib {
  createInflate(options: { readonly chunkSize: number }): ZlibStream;
  createZstdDecompress(options: { readonly chunkSize: number }): ZlibStream;
}

/** What is packed as one stream. */
type Streamed = Exclude<Compression, "payload">;

const SYNC_FLUSH = 2;
/** Stands where the engine has not told anything. */
const UNTOLD = 2 ** 32 - 1;
/** The size of a stream's own output, which is not used: as small as may be. */
const OPTIONS = { chunkSize: 64 };
const BLOCK_BYTES = 65_536;
const LEAST_ROOM_BYTES = 2048;
const MAKE: Readonly<Record<Streamed, (zlib: Zlib) => ZlibStream>> = {
  "zlib-stream": (zlib) => zlib.createInflate(OPTIONS),
  "zstd-stream": (zlib) => zlib.createZstdDecompress(OPTIONS),
};
/** "{}" as the first unit of a stream. */
const SAMPLES: Readonly<Record<Streamed, readonly number[]>> = {
  "zlib-stream": [120, 156, 170, 174, 5, 0, 0, 0, 255, 255],
  "zstd-stream": [40, 181, 47, 253, 0, 56, 16, 0, 0, 123, 125],
};

/** What makes fresh contexts; undefined where this runtime has no such engine. */
export function engineFor(runtime: Runtime, packing: Streamed): (() => Inflate) | undefined {
  try {
    const zlib = runtime.builtin("node:zlib") as Zlib;
    const create = (): Inflate => engine(MAKE[packing](zlib));
    const unpacked = create()(new Uint8Array(SAMPLES[packing]));
    return new TextDecoder().decode(unpacked) === "{}" ? create : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Where all contexts write, one message behind the other. A full block is left to those who still read from it; so nothing is
 * copied, and a connection at rest holds no block of its own.
 */
let block = new Uint8Array(0);
let used = 0;

/** Goes on in a fresh block, which begins with what there is of a message so far. */
function renewBlock(begun: Uint8Array): void {
  block = new Uint8Array(Math.max(BLOCK_BYTES, begun.length * 2));
  block.set(begun);
  used = 0;
}

function engine(stream: ZlibStream): Inflate {
  const { _handle: handle, _writeState: state } = stream;
  let failed = false;
  stream.on("error", () => {
    failed = true;
  });
  return (bytes) => {
    if (block.length - used < LEAST_ROOM_BYTES) renewBlock(new Uint8Array(0));
    let taken = 0;
    let filled = used;
    for (;;) {
      // An engine that has failed is gone: to call it once more would abort the whole process.
      if (failed) throw new Error("The data cannot be unpacked.");
      state.fill(UNTOLD);
      try {
        handle.writeSync(SYNC_FLUSH, bytes, taken, bytes.length - taken, block, filled, block.length - filled);
      } catch {
        failed = true;
      }
      // The event comes too late. Some runtimes throw, some leave the state untold or stop reading though there is room.
      const [roomLeft = UNTOLD, bytesLeft = UNTOLD] = state;
      failed ||= roomLeft === UNTOLD || bytesLeft === UNTOLD || (roomLeft > 0 && bytesLeft > 0);
      if (failed) continue;
      taken = bytes.length - bytesLeft;
      const unpacked = block.subarray(used, block.length - roomLeft);
      if (roomLeft > 0) {
        used += unpacked.length;
        return unpacked;
      }
      renewBlock(unpacked);
      filled = unpacked.length;
    }
  };
}
