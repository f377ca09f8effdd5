/**
 * How payloads become frames: as text, or wrapped as zlib or zstd. The wrapping stores and does not squeeze, which every inflater
 * reads like the real thing, so that no compressor is needed here.
 * https://docs.discord.com/developers/events/gateway#encoding-and-compression, RFC 1950, RFC 1951 section 3.2.4, RFC 8878
 */

/** Makes the frame of a payload. Its calls belong to one connection, in order. */
export type Encoder = (text: string) => string | Uint8Array;

/** Text as it is. */
export const plain: Encoder = (text) => text;

const utf8 = new TextEncoder();
const HEADER = [0x78, 0x01];
const FLUSH = [0x00, 0x00, 0x00, 0xff, 0xff];
const LONGEST_BLOCK = 0xffff;

/** One zlib stream for the whole connection; every frame ends with the flush that clients look for. */
export function createZlibStream(): Encoder {
  let started = false;
  return (text) => {
    const head = started ? [] : HEADER;
    started = true;
    return join([Uint8Array.from(head), ...storedBlocks(utf8.encode(text), false), Uint8Array.from(FLUSH)]);
  };
}

const ZSTD_HEADER = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
const LONGEST_ZSTD_BLOCK = 2 ** 17;

/** One zstd frame for the whole connection, never ended; every message is blocks of it (RFC 8878, section 3.1.1). */
export function createZstdStream(): Encoder {
  let started = false;
  return (text) => {
    const parts: Uint8Array[] = started ? [] : [Uint8Array.from(ZSTD_HEADER)];
    started = true;
    const bytes = utf8.encode(text);
    for (let from = 0; from < bytes.length; from += LONGEST_ZSTD_BLOCK) {
      const part = bytes.subarray(from, from + LONGEST_ZSTD_BLOCK);
      const head = part.length << 3;
      parts.push(Uint8Array.of(head & 0xff, (head >> 8) & 0xff, head >> 16), part);
    }
    return join(parts);
  };
}

/** The encoder that a gateway url asks for. */
export function encoderFor(url: string): Encoder {
  switch (new URL(url).searchParams.get("compress")) {
    case "zlib-stream":
      return createZlibStream();
    case "zstd-stream":
      return createZstdStream();
    default:
      return plain;
  }
}

/** Each frame a zlib blob of its own: what `compress: true` in IDENTIFY asks for. */
export const zlibBlob: Encoder = (text) => {
  const bytes = utf8.encode(text);
  return join([Uint8Array.from(HEADER), ...storedBlocks(bytes, true), checksum(bytes)]);
};

function storedBlocks(bytes: Uint8Array, closing: boolean): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += LONGEST_BLOCK) {
    const part = bytes.subarray(from, from + LONGEST_BLOCK);
    const last = closing && from + LONGEST_BLOCK >= bytes.length ? 1 : 0;
    const size = part.length;
    blocks.push(Uint8Array.of(last, size & 0xff, size >> 8, ~size & 0xff, (~size >> 8) & 0xff), part);
  }
  return blocks;
}

/** Adler-32. */
function checksum(bytes: Uint8Array): Uint8Array {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return Uint8Array.of(b >> 8, b & 0xff, a >> 8, a & 0xff);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
