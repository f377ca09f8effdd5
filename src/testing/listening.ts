/**
 * Waiting for what the bot writes: the other half of `say`.
 *
 * It must never leave anybody waiting for ever.
 */

import { TimeoutError } from "../errors.ts";
import type { Clock } from "../machine.ts";
import type { Happening } from "./audience.ts";
import type { Message } from "./things.ts";

/** Which message is waited for. */
export interface MessageWait {
  /** Default: any channel. */
  readonly channel?: string | { readonly id: string } | undefined;
  /** By the simulator's clock. Default: 5,000. */
  readonly timeoutMs?: number | undefined;
}

interface Waiter {
  readonly channelId: string | undefined;
  readonly hear: (message: Message) => void;
}

const PATIENCE_MS = 5_000;

/** Hears what the bot writes, and tells those who wait for it. */
export class Listening {
  readonly #clock: Clock;
  readonly #botId: string;
  #waiters: Waiter[] = [];

  constructor(clock: Clock, botId: string) {
    this.#clock = clock;
    this.#botId = botId;
  }

  /** Something has happened. */
  hear({ name, data }: Happening): void {
    const message = data as Message;
    if (name !== "MESSAGE_CREATE" || message.author?.id !== this.#botId) return;
    const wanted = (waiter: Waiter): boolean => (waiter.channelId ?? message.channel_id) === message.channel_id;
    const told = this.#waiters.filter(wanted);
    this.#waiters = this.#waiters.filter((waiter) => !wanted(waiter));
    for (const waiter of told) waiter.hear(message);
  }

  /** The next message that the bot writes; rejects with a TimeoutError. */
  next({ channel, timeoutMs = PATIENCE_MS }: MessageWait): Promise<Message> {
    const channelId = typeof channel === "object" ? channel.id : channel;
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        channelId,
        hear: (message) => {
          cancel();
          resolve(message);
        },
      };
      const cancel = this.#clock.schedule(() => {
        this.#waiters = this.#waiters.filter((it) => it !== waiter);
        reject(unheard(timeoutMs));
      }, timeoutMs);
      this.#waiters.push(waiter);
    });
  }
}

function unheard(timeoutMs: number): TimeoutError {
  return new TimeoutError("SIMULATOR_UNANSWERED", timeoutMs, {
    what: "The bot wrote no message in time.",
    cure: "Ask for it before or right after what makes the bot write, and look at the simulator's ledger for requests that failed.",
  });
}
