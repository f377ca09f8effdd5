/**
 * The synchronous zlib and zstd that Node, Deno and Bun have inside. It costs a thirtieth of DecompressionStream on Node, but no public
 * door leads to it that keeps its context from call to call; so it is used only after it has unpacked a sample.
 *
 * The only file that knows of it. It must never be needed: whoever asks must have another way.
 */

import type { Runtime } from "../runtime.ts";
import type { Compression } from "./compression.ts";

/** One context: takes bytes, gives all that they unpack to. Valid until the next call. Throws on corrupt bytes. */
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
  createInflate(): ZlibStream;
  createZstdDecompress(): ZlibStream;
}

/** What is packed as one stream. */
type Streamed = Exclude<Compression, "payload">;

const SYNC_FLUSH = 2;
/** Stands where the engine has not told anything. */
const UNTOLD = 2 ** 32 - 1;
const FIRST_OUTPUT_BYTES = 16_384;
const MAKE: Readonly<Record<Streamed, (zlib: Zlib) => ZlibStream>> = {
  "zlib-stream": (zlib) => zlib.createInflate(),
  "zstd-stream": (zlib) => zlib.createZstdDecompress(),
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

function engine(stream: ZlibStream): Inflate {
  const { _handle: handle, _writeState: state } = stream;
  let output = new Uint8Array(FIRST_OUTPUT_BYTES);
  let failed = false;
  stream.on("error", () => {
    failed = true;
  });
  return (bytes) => {
    let taken = 0;
    let filled = 0;
    for (;;) {
      // An engine that has failed is gone: to call it once more would abort the whole process.
      if (failed) throw new Error("The data cannot be unpacked.");
      state.fill(UNTOLD);
      try {
        handle.writeSync(SYNC_FLUSH, bytes, taken, bytes.length - taken, output, filled, output.length - filled);
      } catch {
        failed = true;
      }
      // The event comes too late. Some runtimes throw, some leave the state untold or stop reading though there is room.
      const [roomLeft = UNTOLD, bytesLeft = UNTOLD] = state;
      failed ||= roomLeft === UNTOLD || bytesLeft === UNTOLD || (roomLeft > 0 && bytesLeft > 0);
      if (failed) continue;
      filled = output.length - roomLeft;
      taken = bytes.length - bytesLeft;
      if (roomLeft > 0) return output.subarray(0, filled);
      const larger = new Uint8Array(output.length * 2);
      larger.set(output);
      output = larger;
    }
  };
}
