/**
 * How the gateway may pack what it sends, and what unpacks it. Types only.
 * https://docs.discord.com/developers/events/gateway#encoding-and-compression
 */

import type { Runtime } from "../runtime.ts";

/** One zlib or zstd stream a connection, or single payloads as zlib. */
export type Compression = "zlib-stream" | "zstd-stream" | "payload";

/** Turns what one socket receives into texts. */
export interface Decoder {
  push(data: string | ArrayBuffer): void;
  /** Lets go of everything; nothing is told any more. */
  end(): void;
}

/** Who is told what a decoder finds. */
export interface DecoderListener {
  readonly text: (text: string) => void;
  /** What came cannot be unpacked; nothing follows. */
  readonly corrupt: () => void;
}

/** Makes the decoder of one connection. */
export type Unpacker = (listener: DecoderListener) => Decoder;

/** What unpacks on a runtime; undefined where that cannot. */
export type Unpack = (runtime: Runtime, packing: Compression) => Unpacker | undefined;
