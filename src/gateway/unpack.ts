/**
 * Unpacks what the gateway has packed, in order. It is handed to a gateway as `unpack`, so that who asks for plain text
 * does not carry it along. https://docs.discord.com/developers/events/gateway#encoding-and-compression
 *
 * It must never read what the texts say.
 */

import type { Decoder, DecoderListener, Unpack } from "./compression.ts";
import { createInflate, type Inflate } from "./engine.ts";
import { ObjectSplitter } from "./split.ts";

/** Unpacks by the engine that is inside Node, Deno and Bun, else by DecompressionStream. */
export const unpack: Unpack = (runtime) => {
  if (typeof DecompressionStream !== "function" && createInflate(runtime) === undefined) return undefined;
  return (packing, listener) => {
    if (packing === "payload") return payloadDecoder(listener);
    const inflate = createInflate(runtime);
    return inflate === undefined ? streamDecoder(listener) : engineDecoder(inflate, listener);
  };
};

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
