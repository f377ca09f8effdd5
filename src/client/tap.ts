/**
 * Shows frames to whoever watches, with the values of tokens taken out.
 *
 * It must never hand on a token, be it the bot's or an interaction's.
 */

import type { ShardEvent } from "../gateway/shard-events.ts";
import { disposable } from "./listeners.ts";
import type { Off } from "./listening.ts";
import type { TapFrame } from "./surface.ts";

type Wire = Extract<ShardEvent, { type: "wire" }>;

const TOKEN_VALUE = /("token"\s*:\s*)"(?:[^"\\]|\\.)*"/g;
const encoder: { encode(text: string): Uint8Array } = new TextEncoder();

/** Hides the values of all "token" keys of a JSON text. */
export function hideTokens(text: string): string {
  return text.includes('"token"') ? text.replace(TOKEN_VALUE, '$1"[hidden]"') : text;
}

/** Those who watch. */
export class Taps {
  readonly #watchers = new Set<(frame: TapFrame) => void>();
  readonly #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  add(see: (frame: TapFrame) => void): Off {
    const watcher = (frame: TapFrame): void => see(frame);
    this.#watchers.add(watcher);
    return disposable(() => this.#watchers.delete(watcher));
  }

  /** Whether anybody watches; while nobody does, nothing need be shown. */
  get watched(): boolean {
    return this.#watchers.size > 0;
  }

  /** Shows one frame. */
  show({ direction, frame }: Wire, shard: number, at: number): void {
    const { text } = frame;
    const bytes = encoder.encode(text).byteLength;
    const shown = { direction, text: hideTokens(text), op: frame.op, t: frame.type, s: frame.seq, bytes, shard, at };
    for (const see of this.#watchers) {
      try {
        see(shown);
      } catch (error) {
        this.#failed(error);
      }
    }
  }
}
