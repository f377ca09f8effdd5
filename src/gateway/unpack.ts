/**
 * Unpacks what the gateway has packed, in order. It is handed to a gateway as `unpack`, so that who asks for plain text
 * does not carry it along. https://docs.discord.com/developers/events/gateway#encoding-and-compression
 *
 * It must never read what the texts say.
 */

import type { Decoder, DecoderListener, Received, Unpack } from "./compression.ts";
import { engineFor, type Inflate } from "./engine.ts";
import { ObjectSplitter } from "./split.ts";

/** Unpacks by the engine that is inside Node, Deno and Bun, else by DecompressionStream. */
export const unpack: Unpack = (runtime, packing) => {
  const create = packing === "payload" ? undefined : engineFor(runtime, packing);
  const whole = packing === "zstd-stream" ? () => true : endsUnit;
  if (create !== undefined) return (listener) => engineDecoder(create(), whole, listener);
  // Not every runtime's own types know zstd.
  const format = (packing === "zstd-stream" ? "zstd" : "deflate") as "deflate";
  if (!canStream(format)) return undefined;
  return packing === "payload" ? payloadDecoder : (listener) => streamDecoder(format, listener);
};

function canStream(format: "deflate"): boolean {
  try {
    return new DecompressionStream(format) !== undefined;
  } catch {
    return false;
  }
}

/** A unit of a zlib stream ends with an empty block, whose last four bytes these are; one of a zstd stream is a frame. */
function endsUnit(bytes: Uint8Array): boolean {
  const at = bytes.length - 4;
  return at >= 0 && bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 2] === 255 && bytes[at + 3] === 255;
}

function engineDecoder(
  inflate: Inflate,
  whole: (bytes: Uint8Array) => boolean,
  { text, corrupt }: DecoderListener,
): Decoder {
  /** A unit whose end has not come. */
  let begun: Uint8Array | undefined;
  return {
    push(data, packed) {
      if (isText(data, packed)) return text(data);
      const bytes = bytesOf(data);
      const unit = begun === undefined ? bytes : joined(begun, bytes);
      begun = whole(unit) ? undefined : unit;
      if (begun !== undefined) return;
      let unpacked: Uint8Array;
      try {
        unpacked = inflate(unit);
      } catch {
        return corrupt();
      }
      text(unpacked);
    },
    end() {
      begun = undefined;
    },
  };
}

function isText(data: Received, packed = typeof data !== "string"): data is string | Uint8Array {
  return !packed;
}

function bytesOf(data: Received): Uint8Array<ArrayBuffer> {
  return data instanceof Uint8Array ? (data as Uint8Array<ArrayBuffer>) : new Uint8Array(data as ArrayBuffer);
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/**
 * DecompressionStream tells neither when a write has come out nor where a flush lay, so messages are cut by their text.
 */
function streamDecoder(format: "deflate", { text, corrupt }: DecoderListener): Decoder {
  const { readable, writable } = new DecompressionStream(format);
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const decoder = new TextDecoder();
  const splitter = new ObjectSplitter((message) => live && text(message));
  let live = true;
  const fail = (): void => {
    if (live) corrupt();
    live = false;
  };
  async function pump(): Promise<void> {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      splitter.push(decoder.decode(piece.value, { stream: true }));
    }
  }
  pump().catch(fail);
  return {
    push: (data, packed) => (isText(data, packed) ? text(data) : void writer.write(bytesOf(data)).catch(fail)),
    end() {
      live = false;
      reader.cancel().catch(() => {});
      writer.abort().catch(() => {});
    },
  };
}

/** Each binary message is a whole of its own; unpacking takes turns, so that texts between them keep their place. */
function payloadDecoder({ text, corrupt }: DecoderListener): Decoder {
  let live = true;
  let queue: Promise<void> | undefined;
  async function unpack(data: Received): Promise<string> {
    const stream = new Blob([bytesOf(data)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  }
  function enqueue(work: () => string | Uint8Array | Promise<string>): void {
    const turn: Promise<void> = (queue ?? Promise.resolve()).then(work).then(
      (unpacked) => {
        if (queue === turn) queue = undefined;
        if (live) text(unpacked);
      },
      () => {
        if (live) corrupt();
        live = false;
      },
    );
    queue = turn;
  }
  return {
    push(data, packed) {
      if (!isText(data, packed)) enqueue(() => unpack(data));
      else if (queue !== undefined) enqueue(() => data);
      else text(data);
    },
    end() {
      live = false;
    },
  };
}
