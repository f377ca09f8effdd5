/**
 * Shows frames to whoever watches, with the values of tokens taken out.
 *
 * It must never hand on a token, be it the bot's or an interaction's.
 */

import type { ShardEvent } from "../gateway/shard-events.ts";
import type { Channel } from "./diagnostics.ts";
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

/** How frames are watched. */
export interface TapOptions {
  /** `false`: without their text. Default: true. */
  readonly text?: boolean;
}

type See = (frame: TapFrame) => void;

/** Those who watch. */
export class Taps {
  /** Each with whether it wants the text. */
  readonly #watchers = new Map<See, boolean>();
  readonly #failed: (error: unknown) => void;
  readonly #channel: Channel | undefined;

  /** @param channel Is shown every frame too, while it has subscribers. */
  constructor(failed: (error: unknown) => void, channel?: Channel) {
    this.#failed = failed;
    this.#channel = channel;
  }

  add(see: See, { text = true }: TapOptions = {}): Off {
    const watcher: See = (frame) => see(frame);
    this.#watchers.set(watcher, text);
    return disposable(() => this.#watchers.delete(watcher));
  }

  /** Whether anybody watches; while nobody does, nothing need be shown. */
  get watched(): boolean {
    return this.#watchers.size > 0 || this.#channel?.hasSubscribers === true;
  }

  /** Shows one frame. Its text is decoded only for those who want it. */
  show({ direction, frame }: Wire, shard: number, at: number): void {
    const { op, type: t, seq: s } = frame;
    const bytes = frame.bytes ?? encoder.encode(frame.text).byteLength;
    const facts = { direction, op, t, s, bytes, shard, at };
    let whole: TapFrame | undefined;
    const shown = (): TapFrame => {
      whole ??= { ...facts, text: hideTokens(frame.text) };
      return whole;
    };
    for (const [see, text] of this.#watchers) {
      try {
        see(text ? shown() : (facts as TapFrame));
      } catch (error) {
        this.#failed(error);
      }
    }
    if (this.#channel?.hasSubscribers) this.#channel.publish(shown());
  }
}
