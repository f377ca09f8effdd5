/**
 * From what a socket receives to the texts of frames, in order: as they come, or unpacked.
 * https://docs.discord.com/developers/events/gateway#encoding-and-compression
 *
 * It must never read what the texts say.
 */

import type { Runtime } from "../runtime.ts";
import type { Compression } from "./compression.ts";
import { createInflate, type Inflate } from "./engine.ts";
import { ObjectSplitter } from "./split.ts";

/** Turns what a socket receives into texts. */
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

/** Whether a runtime can unpack at all. Where it cannot, the gateway is asked for plain text. */
export function canInflate(runtime: Runtime): boolean {
  return typeof DecompressionStream === "function" || createInflate(runtime) !== undefined;
}

/** Makes the decoder of one connection. */
export function createDecoder(packing: Compression | false, runtime: Runtime, listener: DecoderListener): Decoder {
  if (packing === "payload") return payloadDecoder(listener);
  const inflate = packing === "zlib-stream" ? createInflate(runtime) : undefined;
  if (inflate !== undefined) return engineDecoder(inflate, listener);
  return packing === false ? plainDecoder(listener) : streamDecoder(listener);
}

function plainDecoder({ text, corrupt }: DecoderListener): Decoder {
  return { push: (data) => (typeof data === "string" ? text(data) : corrupt()), end() {} };
}

/** A unit of a zlib stream ends with an empty block, whose last four bytes these are. */
function endsUnit(bytes: Uint8Array): boolean {
  const at = bytes.length - 4;
  return at >= 0 && bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 2] === 255 && bytes[at + 3] === 255;
}

function engineDecoder(inflate: Inflate, { text, corrupt }: DecoderListener): Decoder {
  const decoder = new TextDecoder();
  let parts: Uint8Array[] = [];
  return {
    push(data) {
      if (typeof data === "string") return text(data);
      const bytes = new Uint8Array(data);
      parts.push(bytes);
      if (!endsUnit(bytes)) return;
      const unit = parts.length === 1 ? bytes : joined(parts);
      parts = [];
      let unpacked: string;
      try {
        unpacked = decoder.decode(inflate(unit));
      } catch {
        return corrupt();
      }
      text(unpacked);
    },
    end() {
      parts = [];
    },
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * DecompressionStream tells neither when a write has come out nor where a flush lay, so messages are cut by their text.
 */
function streamDecoder({ text, corrupt }: DecoderListener): Decoder {
  const { readable, writable } = new DecompressionStream("deflate");
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
    push: (data) => (typeof data === "string" ? text(data) : void writer.write(new Uint8Array(data)).catch(fail)),
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
  async function unpack(data: ArrayBuffer): Promise<string> {
    const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  }
  function enqueue(work: () => string | Promise<string>): void {
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
    push(data) {
      if (typeof data !== "string") enqueue(() => unpack(data));
      else if (queue !== undefined) enqueue(() => data);
      else text(data);
    },
    end() {
      live = false;
    },
  };
}
