/**
 * One event on its way to handlers: the payload, what is known of it, and what one can do about it.
 *
 * The payload is parsed when somebody reads it, and once for all who do.
 */

import type { Frame } from "../gateway/frame.ts";
import type { GuildOrigin } from "./guild-roll.ts";
import type { Delivery } from "./listeners.ts";
import type { Tools } from "./listening.ts";

/** Serves as the event of `on("*")` and as the context of named handlers. */
export class DispatchDelivery implements Delivery, Tools {
  readonly name: string;
  readonly seq: number;
  readonly shard: number;
  readonly at: number;
  /** Why a guild came or went; undefined for other events. */
  readonly origin: GuildOrigin | undefined;
  readonly #frame: Frame;
  readonly #tools: Tools;

  constructor(frame: Frame, shard: number, at: number, tools: Tools, origin?: GuildOrigin) {
    this.name = frame.type ?? "";
    this.seq = frame.seq ?? 0;
    this.shard = shard;
    this.at = at;
    this.origin = origin;
    this.#frame = frame;
    this.#tools = tools;
  }

  get data(): unknown {
    return this.#frame.data;
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
