/**
 * Requests for the members of guilds, and the chunks that answer them, as a pure machine: chunks are told apart by nonce, full
 * lists are asked for once per guild in 30 s, and a request whose session is lost is made again.
 * https://docs.discord.com/developers/events/gateway-events#request-guild-members
 *
 * It must never hold members; it hands them on.
 */

import type { Machine, Tick } from "../machine.ts";

const FULL_LIST_EVERY_MS = 30_000;

/** `d` of Request Guild Members, but for the nonce. */
export interface MemberRequestData {
  readonly guild_id: string;
  readonly query?: string;
  readonly limit?: number;
  readonly user_ids?: readonly string[];
  readonly presences?: boolean;
}

/** What is read of GUILD_MEMBERS_CHUNK. */
export interface MemberChunk {
  readonly members: readonly unknown[];
  readonly chunk_index: number;
  readonly chunk_count: number;
  readonly not_found?: readonly unknown[];
  readonly nonce?: string;
}

/** What the machine hears. */
export type MembersInput =
  | { readonly type: "ask"; readonly id: number; readonly data: MemberRequestData; readonly timeoutMs: number }
  /** The request has left; until then it is not lost with a session. */
  | { readonly type: "sent"; readonly id: number }
  | { readonly type: "chunk"; readonly chunk: MemberChunk }
  /** RATE_LIMITED for a request of members. */
  | {
      readonly type: "limited";
      readonly guildId: string;
      readonly nonce: string | undefined;
      readonly retryAfterMs: number;
    }
  /** A session began anew: what was asked in the last one is never answered. */
  | { readonly type: "new-session"; readonly owns: (guildId: string) => boolean }
  | { readonly type: "cancel"; readonly id: number };

/** What the machine wants done. */
export type MembersEffect =
  | { readonly type: "request"; readonly id: number; readonly data: MemberRequestData & { readonly nonce: string } }
  | { readonly type: "part"; readonly id: number; readonly chunk: MemberChunk; readonly last: boolean }
  /** No chunk came within the time. */
  | { readonly type: "overdue"; readonly id: number; readonly timeoutMs: number };

interface Pending {
  readonly id: number;
  readonly data: MemberRequestData;
  readonly timeoutMs: number;
  /** Undefined while it may not be asked yet. */
  deadlineAt: number | undefined;
  sent: boolean;
  notBefore: number;
  /** Chunks that have come. */
  readonly seen: Set<number>;
}

/** See the top of this file. */
export class Members implements Machine<MembersInput, MembersEffect> {
  readonly #pending = new Map<number, Pending>();
  /** When each guild's full list may be asked for again. */
  readonly #fullListAt = new Map<string, number>();

  /** Requests that are not answered in full. */
  get size(): number {
    return this.#pending.size;
  }

  get alarm(): number | undefined {
    let at = Infinity;
    for (const pending of this.#pending.values()) at = Math.min(at, pending.deadlineAt ?? this.#dueAt(pending));
    return at === Infinity ? undefined : at;
  }

  feed(input: MembersInput | Tick, now: number): readonly MembersEffect[] {
    switch (input.type) {
      case "ask": {
        const { id, data, timeoutMs } = input;
        this.#pending.set(id, {
          id,
          data,
          timeoutMs,
          deadlineAt: undefined,
          sent: false,
          notBefore: now,
          seen: new Set(),
        });
        break;
      }
      case "sent":
        this.#sent(input.id);
        break;
      case "chunk":
        return this.#chunk(input.chunk, now);
      case "limited":
        this.#limited(input, now);
        break;
      case "new-session":
        for (const pending of this.#pending.values()) if (input.owns(pending.data.guild_id)) this.#again(pending, now);
        break;
      case "cancel":
        this.#pending.delete(input.id);
        break;
      case "tick":
        break;
    }
    return this.#due(now);
  }

  /** When a request that is not sent may go out. */
  #dueAt({ data, notBefore }: Pending): number {
    return isFullList(data) ? Math.max(notBefore, this.#fullListAt.get(data.guild_id) ?? 0) : notBefore;
  }

  #sent(id: number): void {
    const pending = this.#pending.get(id);
    if (pending !== undefined) pending.sent = true;
  }

  #again(pending: Pending, now: number): void {
    if (pending.deadlineAt === undefined || !pending.sent) return;
    pending.deadlineAt = undefined;
    pending.notBefore = now;
  }

  #limited({ guildId, nonce, retryAfterMs }: Extract<MembersInput, { type: "limited" }>, now: number): void {
    for (const pending of this.#pending.values()) {
      const meant = nonce === undefined ? pending.data.guild_id === guildId : nonceOf(pending.id) === nonce;
      if (!meant || pending.deadlineAt === undefined) continue;
      pending.deadlineAt = undefined;
      pending.notBefore = now + retryAfterMs;
      if (isFullList(pending.data)) this.#fullListAt.set(guildId, this.#dueAt(pending));
    }
  }

  #due(now: number): MembersEffect[] {
    const effects: MembersEffect[] = [];
    for (const [guildId, at] of this.#fullListAt) if (at <= now) this.#fullListAt.delete(guildId);
    for (const pending of this.#pending.values()) {
      const { id, data, timeoutMs, deadlineAt } = pending;
      if (deadlineAt === undefined) {
        if (now < this.#dueAt(pending)) continue;
        pending.deadlineAt = now + timeoutMs;
        pending.sent = false;
        if (isFullList(data)) this.#fullListAt.set(data.guild_id, now + FULL_LIST_EVERY_MS);
        effects.push({ type: "request", id, data: { ...data, nonce: nonceOf(id) } });
      } else if (now >= deadlineAt) {
        this.#pending.delete(id);
        effects.push({ type: "overdue", id, timeoutMs });
      }
    }
    return effects;
  }

  /** A request that is made twice may be answered twice: each chunk counts once. */
  #chunk(chunk: MemberChunk, now: number): MembersEffect[] {
    const pending = [...this.#pending.values()].find(({ id }) => nonceOf(id) === chunk.nonce);
    if (pending === undefined || pending.seen.has(chunk.chunk_index)) return [];
    pending.seen.add(chunk.chunk_index);
    pending.deadlineAt = now + pending.timeoutMs;
    const last = pending.seen.size >= chunk.chunk_count;
    if (last) this.#pending.delete(pending.id);
    return [{ type: "part", id: pending.id, chunk, last }];
  }
}

function isFullList({ query, limit, user_ids }: MemberRequestData): boolean {
  return user_ids === undefined && (query ?? "") === "" && (limit ?? 0) === 0;
}

/** At most 32 bytes, or Discord leaves it out of the answer. */
const nonceOf = (id: number): string => `anycord-${id}`;
