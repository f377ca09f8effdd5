/** From packed frames to texts, by the runtime's engine and by DecompressionStream: order, borders, corruption. */
import { constants, createDeflate, createZstdCompress, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Compression, Decoder, Unpacker } from "../../src/gateway/compression.ts";
import { unpack } from "../../src/gateway/unpack.ts";
import { createRuntime, type Runtime } from "../../src/runtime.ts";
import { createZlibStream, createZstdStream, zlibBlob } from "../../src/testing/encoder.ts";

const MESSAGES = [
  '{"op":10,"d":{"heartbeat_interval":41250}}',
  `{"op":0,"d":{"content":"${"ü€🔥漢字 ".repeat(9000)}"}}`,
  String.raw`{"op":0,"d":{"content":"a \"}{\\"}}`,
  '{"op":11}',
];

/** The end of every unit of a zlib stream. */
const SUFFIX = [0, 0, 255, 255];

const runtimes: readonly (readonly [name: string, runtime: Runtime])[] = [
  ["the engine", createRuntime()],
  ["DecompressionStream", createRuntime({ builtin: () => undefined })],
];

interface Reader {
  readonly decoder: Decoder;
  /** Texts, and "corrupt". */
  readonly told: string[];
  /** Resolves when so much was told. */
  until(count: number): Promise<string[]>;
}

function reader(runtime: Runtime, packing: Compression): Reader {
  const told: string[] = [];
  let awaited: { readonly count: number; readonly resolve: (told: string[]) => void } | undefined;
  const tell = (what: string): void => {
    told.push(what);
    if (awaited !== undefined && told.length >= awaited.count) awaited.resolve(told);
  };
  const create = unpack(runtime, packing) as Unpacker;
  const decoder = create({
    text: (text) => tell(typeof text === "string" ? text : new TextDecoder().decode(text)),
    corrupt: () => tell("corrupt"),
  });
  const until = (count: number): Promise<string[]> =>
    told.length >= count ? Promise.resolve(told) : new Promise((resolve) => (awaited = { count, resolve }));
  return { decoder, told, until };
}

/** Bytes as a socket hands them over: a buffer of their own. */
function buffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

type Encode = (text: string) => Promise<Uint8Array>;

/** A stream as a true compressor makes it: every message flushed. */
function squeezed(
  stream: ReturnType<typeof createDeflate> | ReturnType<typeof createZstdCompress>,
  flush: number,
): Encode {
  const chunks: Uint8Array[] = [];
  stream.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  return (text) =>
    new Promise((resolve) => {
      stream.write(text);
      stream.flush(flush, () => resolve(Buffer.concat(chunks.splice(0))));
    });
}

const stored = (encode: (text: string) => string | Uint8Array): Encode => {
  return async (text) => encode(text) as Uint8Array;
};

const zlibEncoders: readonly (readonly [name: string, make: () => Encode])[] = [
  ["squeezed", () => squeezed(createDeflate(), constants.Z_SYNC_FLUSH)],
  ["stored", () => stored(createZlibStream())],
];

describe.each(runtimes)("zlib-stream by %s", (_, runtime) => {
  describe.each(zlibEncoders)("%s", (_, encoder) => {
    it("unpacks one message after another by one context, in order [line 63]", async () => {
      const { decoder, until } = reader(runtime, "zlib-stream");
      const encode = encoder();
      for (const message of MESSAGES) decoder.push(buffer(await encode(message)));
      expect(await until(MESSAGES.length)).toEqual(MESSAGES);
      decoder.end();
    });

    it("waits for the rest of a message that comes in two frames [line 63]", async () => {
      const { decoder, told, until } = reader(runtime, "zlib-stream");
      const encode = encoder();
      const [first, second] = [await encode(MESSAGES[1] as string), await encode(MESSAGES[0] as string)];
      decoder.push(buffer(first.subarray(0, 10)));
      decoder.push(buffer(first.subarray(10, first.length - 2)));
      expect(told).toEqual([]);
      decoder.push(buffer(first.subarray(first.length - 2)));
      decoder.push(buffer(second));
      expect(await until(2)).toEqual([MESSAGES[1], MESSAGES[0]]);
      decoder.end();
    });

    it("reads characters that lie over the border of two frames [line 68]", async () => {
      const text = '{"d":"€漢🔥"}';
      for (let at = 1; at < 24; at++) {
        const { decoder, until } = reader(runtime, "zlib-stream");
        const bytes = await encoder()(text);
        decoder.push(buffer(bytes.subarray(0, at)));
        decoder.push(buffer(bytes.subarray(at)));
        expect(await until(1)).toEqual([text]);
        decoder.end();
      }
    });

    it("begins a new context with each connection [line 65]", async () => {
      for (let connection = 0; connection < 2; connection++) {
        const { decoder, until } = reader(runtime, "zlib-stream");
        const encode = encoder();
        for (const message of MESSAGES.slice(0, 1)) decoder.push(buffer(await encode(message)));
        expect(await until(1)).toEqual(MESSAGES.slice(0, 1));
        decoder.end();
      }
    });

    it("tells once that the stream is corrupt, and nothing after it [line 67]", async () => {
      const { decoder, until } = reader(runtime, "zlib-stream");
      const encode = encoder();
      decoder.push(buffer(await encode(MESSAGES[0] as string)));
      await until(1);
      decoder.push(buffer(Uint8Array.of(7, 222, 173, 190, 239, 0, 0, 255, 255)));
      expect(await until(2)).toEqual([MESSAGES[0], "corrupt"]);
      decoder.end();
    });

    it("tells nothing any more once it has ended", async () => {
      const { decoder, told } = reader(runtime, "zlib-stream");
      const bytes = buffer(await encoder()(MESSAGES[0] as string));
      decoder.end();
      if (runtime.builtin("node:zlib") === undefined) decoder.push(bytes);
      await new Promise(setImmediate);
      expect(told).toEqual([]);
    });
  });

  it("is not cut by the suffix in the middle of a message [line 64]", async () => {
    const { decoder, until } = reader(runtime, "zlib-stream");
    const encode = squeezed(createDeflate(), constants.Z_SYNC_FLUSH);
    const [message, next] = [MESSAGES[1] as string, MESSAGES[2] as string];
    const halves = [await encode(message.slice(0, 5000)), await encode(message.slice(5000))];
    expect(halves.map((half) => [...half.subarray(-4)])).toEqual([SUFFIX, SUFFIX]);
    decoder.push(buffer(Buffer.concat(halves)));
    decoder.push(buffer(await encode(next)));
    expect(await until(2)).toEqual([message, next]);
    decoder.end();
  });
});

describe.each(runtimes)("payload by %s", (_, runtime) => {
  const squeeze = async (text: string): Promise<Uint8Array> => deflateSync(text);

  it.each([
    ["squeezed", squeeze],
    ["stored", stored(zlibBlob)],
  ] as const)("keeps texts and blobs in the order in which they came, %s [line 66]", async (_, encode) => {
    const { decoder, until } = reader(runtime, "payload");
    const all: string[] = [];
    for (let n = 0; n < 12; n++) {
      // Large and small by turns: the small ones are unpacked sooner.
      const message = n % 3 === 0 ? `{"n":${n},"d":${JSON.stringify("é".repeat(50_000))}}` : `{"n":${n}}`;
      all.push(message);
      decoder.push(n % 2 === 0 ? buffer(await encode(message)) : message);
    }
    expect(await until(12)).toEqual(all);
    decoder.end();
  });

  it("hands on a text at once while nothing is being unpacked [line 66]", () => {
    const { decoder, told } = reader(runtime, "payload");
    decoder.push("{}");
    expect(told).toEqual(["{}"]);
  });

  it("tells once that a blob is corrupt, and nothing after it [line 67]", async () => {
    const { decoder, told, until } = reader(runtime, "payload");
    decoder.push(buffer(await squeeze("{}")));
    decoder.push(buffer(Uint8Array.of(1, 2, 3)));
    decoder.push(buffer(await squeeze("{}")));
    await until(2);
    await new Promise(setImmediate);
    expect(told).toEqual(["{}", "corrupt"]);
  });

  it("tells nothing any more once it has ended", async () => {
    const { decoder, told } = reader(runtime, "payload");
    decoder.push(buffer(await squeeze("{}")));
    decoder.end();
    await new Promise((resolve) => setTimeout(resolve));
    expect(told).toEqual([]);
  });
});

/** Of the runtimes, Bun alone has zstd in DecompressionStream too. */
const zstd = runtimes.filter(([, runtime]) => unpack(runtime, "zstd-stream") !== undefined);

describe.each(zstd)("zstd-stream by %s", (_, runtime) => {
  it.each([
    ["squeezed", () => squeezed(createZstdCompress(), constants.ZSTD_e_flush)],
    ["stored", () => stored(createZstdStream())],
  ] as const)("unpacks one message after another by one context, %s [line 63] [line 65] [line 68]", async (_, make) => {
    for (let connection = 0; connection < 2; connection++) {
      const { decoder, until } = reader(runtime, "zstd-stream");
      const encode = make();
      for (const message of MESSAGES) decoder.push(buffer(await encode(message)));
      expect(await until(MESSAGES.length)).toEqual(MESSAGES);
      decoder.end();
    }
  });

  it("tells that the stream is corrupt [line 67]", async () => {
    const { decoder, until } = reader(runtime, "zstd-stream");
    decoder.push(buffer(createZstdStream()("{}") as Uint8Array));
    await until(1);
    decoder.push(buffer(Uint8Array.of(7, 222, 173, 190, 239)));
    expect(await until(2)).toEqual(["{}", "corrupt"]);
  });
});

describe("unpack", () => {
  it("says of what it cannot unpack that it cannot", () => {
    const { DecompressionStream } = globalThis;
    const bare = createRuntime({ builtin: () => undefined });
    try {
      Reflect.deleteProperty(globalThis, "DecompressionStream");
      for (const packing of ["zlib-stream", "zstd-stream", "payload"] as const) {
        expect(unpack(bare, packing)).toBeUndefined();
      }
      expect(unpack(createRuntime(), "zlib-stream")).toBeTypeOf("function");
      expect(unpack(createRuntime(), "payload")).toBeUndefined();
    } finally {
      Object.assign(globalThis, { DecompressionStream });
    }
  });
});
