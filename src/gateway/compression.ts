/**
 * How the gateway may pack what it sends, and what unpacks it. Types only.
 * https://docs.discord.com/developers/events/gateway#encoding-and-compression
 */

import type { Runtime } from "../runtime.ts";

/** One zlib or zstd stream a connection, or single payloads as zlib. */
export type Compression = "zlib-stream" | "zstd-stream" | "payload";

/** What a socket hands over. */
export type Received = string | ArrayBuffer | Uint8Array;

/** Turns what one socket receives into texts. */
export interface Decoder {
  /** @param packed Whether it came as binary, else it is a text or the bytes of one. Default: all but strings. */
  push(data: Received, packed?: boolean): void;
  /** Lets go of everything; nothing is told any more. */
  end(): void;
}

/** Who is told what a decoder finds. */
export interface DecoderListener {
  /** A text, or the UTF-8 bytes of it, which stay as they are. */
  readonly text: (text: string | Uint8Array) => void;
  /** What came cannot be unpacked; nothing follows. */
  readonly corrupt: () => void;
}

/** Makes the decoder of one connection. */
export type Unpacker = (listener: DecoderListener) => Decoder;

/** What unpacks on a runtime; undefined where that cannot. */
export type Unpack = (runtime: Runtime, packing: Compression) => Unpacker | undefined;
