/**
 * One event on its way to handlers: the payload, what is known of it, and what one can do about it.
 *
 * The payload is parsed when somebody reads it, and once for all who do.
 */

import type { Frame } from "../gateway/frame.ts";
import type { Runtime } from "../runtime.ts";
import type { GuildOrigin } from "./guild-roll.ts";
import type { Delivery } from "./listeners.ts";
import type { Tools } from "./listening.ts";

/** The clock of the world, and the one that never jumps. */
type Clocks = Pick<Runtime, "date" | "now">;

/** Serves as the event of `on("*")` and as the context of named handlers. */
export class DispatchDelivery implements Delivery, Tools {
  readonly name: string;
  readonly seq: number;
  readonly shard: number;
  readonly arrivedAt: number;
  /** Why a guild came or went; undefined for other events. */
  readonly origin: GuildOrigin | undefined;
  #at: number | undefined;
  readonly #frame: Frame;
  readonly #clocks: Clocks;
  readonly #tools: Tools;

  /** @param arrivedAt In monotonic milliseconds. */
  constructor(frame: Frame, shard: number, arrivedAt: number, clocks: Clocks, tools: Tools, origin?: GuildOrigin) {
    this.name = frame.type ?? "";
    this.seq = frame.seq ?? 0;
    this.shard = shard;
    this.arrivedAt = arrivedAt;
    this.origin = origin;
    this.#frame = frame;
    this.#clocks = clocks;
    this.#tools = tools;
  }

  get data(): unknown {
    return this.#frame.data;
  }

  /** In milliseconds since 1970: reckoned when it is read, as few do. */
  get at(): number {
    this.#at ??= Math.round(this.#clocks.date() - (this.#clocks.now() - this.arrivedAt));
    return this.#at;
  }

  // Getters, so that making one costs nothing and taking it apart works all the same.
  get rest(): Tools["rest"] {
    return this.#tools.rest;
  }
  get send(): Tools["send"] {
    return this.#tools.send;
  }
  get reply(): Tools["reply"] {
    return this.#tools.reply;
  }
  get react(): Tools["react"] {
    return this.#tools.react;
  }
  get waitFor(): Tools["waitFor"] {
    return this.#tools.waitFor;
  }
}
