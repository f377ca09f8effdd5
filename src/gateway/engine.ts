/**
 * The synchronous inflate that Node, Deno and Bun have inside. It costs a thirtieth of DecompressionStream on Node, but no public
 * door leads to it that keeps its context from call to call; so it is used only after it has unpacked a sample.
 *
 * The only file that knows of it. It must never be needed: whoever asks must have another way.
 */

import type { Runtime } from "../runtime.ts";

/** One context of inflate: takes bytes, gives all that they unpack to. Valid until the next call. Throws on corrupt bytes. */
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
}

const SYNC_FLUSH = 2;
/** Stands where the engine has not told anything. */
const UNTOLD = 2 ** 32 - 1;
const FIRST_OUTPUT_BYTES = 16_384;
/** "{}" as the first unit of a zlib stream. */
const SAMPLE = new Uint8Array([120, 156, 170, 174, 5, 0, 0, 0, 255, 255]);

/** Makes a fresh context; undefined where this runtime has no such engine. */
export function createInflate(runtime: Runtime): Inflate | undefined {
  try {
    const zlib = runtime.builtin("node:zlib") as Zlib | undefined;
    if (zlib === undefined || new TextDecoder().decode(engine(zlib)(SAMPLE)) !== "{}") return undefined;
    return engine(zlib);
  } catch {
    return undefined;
  }
}

function engine(zlib: Zlib): Inflate {
  const stream = zlib.createInflate();
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
      handle.writeSync(SYNC_FLUSH, bytes, taken, bytes.length - taken, output, filled, output.length - filled);
      // The event comes too late. Some runtimes leave the state untold, some stop reading though there is room.
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
