/**
 * What a program asks of the gateway: presence, voice state, members, sounds, channel info. Each goes over the shard that owns the
 * guild, within the limits, and settles: sent, answered, overdue, aborted, or closed.
 * https://docs.discord.com/developers/events/gateway-events#send-events
 */

import * as Opcode from "../discord/opcodes.ts";
import { TimeoutError, UsageError } from "../errors.ts";
import { closedMeanwhile } from "../gateway/failure.ts";
import { type Frame, fieldsOf } from "../gateway/frame.ts";
import type { Post } from "../gateway/post.ts";
import type { Shard } from "../gateway/shard.ts";
import { type Clock, type Driver, drive } from "../machine.ts";
import type { AbortSignalLike } from "../runtime.ts";
import { FillingList, type MemberList } from "./member-list.ts";
import { type MemberChunk, type MemberRequestData, Members, type MembersEffect, type MembersInput } from "./members.ts";

const LARGEST_PAYLOAD_BYTES = 4096;
const DEFAULT_TIMEOUT_MS = 60_000;
const utf8: { encode(text: string): Uint8Array } = new TextEncoder();

/** How long a frame may wait to be sent, and what withdraws it. */
export interface SendOptions {
  /** Milliseconds it may wait for a live session and for room in the limits. Default: 60,000. */
  readonly timeoutMs?: number | undefined;
  /** Withdraws it while it waits; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignalLike | undefined;
}

/** Which members are asked for. Without `query` and `userIds`: all of them, which needs GUILD_MEMBERS. */
export interface MemberQuery extends SendOptions {
  readonly guildId: string;
  /** The beginning of a name; at most 100 members are found by one. */
  readonly query?: string;
  /** Default: 0, no limit but Discord's. */
  readonly limit?: number;
  /** At most 100. */
  readonly userIds?: readonly string[];
  /** Asks for presences too; needs GUILD_PRESENCES. */
  readonly presences?: boolean;
}

/** Members that somebody waits for. */
interface Asked {
  readonly list: FillingList<unknown>;
  readonly options: SendOptions;
  /** Lets go of the signal. */
  readonly off: () => void;
}

/** Requests over the shards of a gateway. */
export class Requests {
  readonly #shardOf: (guildId: string | undefined) => Shard;
  readonly #members: Driver<MembersInput>;
  readonly #machine = new Members();
  readonly #lists = new Map<number, Asked>();
  #lastId = 0;

  /** @param shardOf The shard of a guild; of none: the first. Throws where this process does not run it. */
  constructor(clock: Clock, shardOf: (guildId: string | undefined) => Shard) {
    this.#shardOf = shardOf;
    this.#members = drive(this.#machine, { clock, perform: (effect) => this.#perform(effect) });
  }

  /**
   * Sends one frame over a shard; settles when it has left.
   * @throws {UsageError} PAYLOAD_TOO_LARGE over 4,096 bytes
   * @throws {TimeoutError} SEND_TIMEOUT
   */
  async send(shard: Shard, op: number, data: unknown, options: SendOptions = {}): Promise<void> {
    const bytes = utf8.encode(JSON.stringify({ op, d: data })).byteLength;
    if (bytes > LARGEST_PAYLOAD_BYTES) throw tooLarge(bytes);
    const { signal, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    if (signal?.aborted) throw signal.reason;
    return new Promise((resolve, reject) => {
      const aborted = (): void => {
        withdraw();
        reject(signal?.reason);
      };
      // First, for what is sent at once is settled at once.
      signal?.addEventListener("abort", aborted);
      // The client hands posts to its gateway.
      const withdraw = (shard.post as Post).send({
        ...{ op, data, timeoutMs },
        settled: (outcome) => {
          signal?.removeEventListener("abort", aborted);
          // A presence that was replaced has done its work: a newer one goes out.
          if (outcome === "sent" || outcome === "replaced") resolve();
          else reject(outcome === "expired" ? notSent(timeoutMs) : closedMeanwhile());
        },
      });
    });
  }

  /** Sends over the shard that owns a guild. */
  async sendFor(guildId: string | undefined, op: number, data: unknown, options?: SendOptions): Promise<void> {
    return this.send(this.#shardOf(guildId), op, data, options);
  }

  /** The members of a guild, as they arrive. */
  members(query: MemberQuery): MemberList<unknown> {
    const data = requestData(query);
    this.#shardOf(query.guildId);
    const id = ++this.#lastId;
    const { timeoutMs = DEFAULT_TIMEOUT_MS, signal } = query;
    const list = new FillingList<unknown>(() => this.#cancel(id));
    const aborted = (): void => this.#cancel(id, signal?.reason);
    const off = (): void => signal?.removeEventListener("abort", aborted);
    this.#lists.set(id, { list, options: { timeoutMs, signal }, off });
    signal?.addEventListener("abort", aborted);
    if (signal?.aborted) aborted();
    else this.#members.feed({ type: "ask", id, data, timeoutMs });
    return list;
  }

  #perform(effect: MembersEffect): void {
    const entry = this.#lists.get(effect.id);
    if (entry === undefined) return;
    const { list, options } = entry;
    switch (effect.type) {
      case "request":
        this.sendFor(effect.data.guild_id, Opcode.RequestGuildMembers, effect.data, options).then(
          () => this.#members.feed({ type: "sent", id: effect.id }),
          (error) => this.#cancel(effect.id, error),
        );
        return;
      case "part":
        list.add(effect.chunk.members, effect.chunk.not_found ?? []);
        if (effect.last) this.#finish(effect.id);
        return;
      case "overdue":
        return this.#finish(effect.id, overdue(effect.timeoutMs));
    }
  }

  #cancel(id: number, error?: unknown): void {
    this.#members.feed({ type: "cancel", id });
    this.#finish(id, error);
  }

  #finish(id: number, error?: unknown): void {
    const asked = this.#lists.get(id);
    if (!this.#lists.delete(id)) return;
    asked?.off();
    asked?.list.end(error);
  }

  /** Looks whether a dispatch answers a request; costs nothing while there is none. */
  hear(frame: Frame): void {
    if (this.#machine.size === 0) return;
    if (frame.type === "GUILD_MEMBERS_CHUNK") {
      this.#members.feed({ type: "chunk", chunk: fieldsOf(frame) as unknown as MemberChunk });
    } else if (frame.type === "RATE_LIMITED") {
      const limited = fieldsOf(frame) as {
        opcode?: number;
        retry_after?: number;
        meta?: { guild_id?: string; nonce?: string };
      };
      if (limited.opcode !== Opcode.RequestGuildMembers) return;
      const { guild_id: guildId = "", nonce } = limited.meta ?? {};
      this.#members.feed({ type: "limited", guildId, nonce, retryAfterMs: (limited.retry_after ?? 30) * 1000 });
    }
  }

  /** A shard's session began anew. */
  renewed(owns: (guildId: string) => boolean): void {
    if (this.#machine.size > 0) this.#members.feed({ type: "new-session", owns });
  }

  /** Nothing will be answered any more. */
  end(error: unknown): void {
    for (const id of [...this.#lists.keys()]) this.#cancel(id, error);
  }
}

function requestData({ guildId, query, limit, userIds, presences }: MemberQuery): MemberRequestData {
  return {
    guild_id: guildId,
    ...(userIds === undefined ? { query: query ?? "", limit: limit ?? 0 } : { user_ids: userIds }),
    ...(presences === true && { presences }),
  };
}

const tooLarge = (bytes: number): UsageError =>
  new UsageError("PAYLOAD_TOO_LARGE", {
    what: `The payload has ${bytes} bytes; the gateway takes ${LARGEST_PAYLOAD_BYTES}.`,
    cure: "Ask for fewer things at once.",
  });

const notSent = (timeoutMs: number): TimeoutError =>
  new TimeoutError("SEND_TIMEOUT", timeoutMs, {
    what: `The payload was not sent within ${timeoutMs / 1000} s: its shard was not connected, or at its limits.`,
    cure: "Give it a longer `timeoutMs`.",
  });

const overdue = (timeoutMs: number): TimeoutError =>
  new TimeoutError("MEMBERS_TIMEOUT", timeoutMs, {
    what: `No members came within ${timeoutMs / 1000} s.`,
    cure: "See that the bot is in the guild, or give it a longer `timeoutMs`.",
  });
