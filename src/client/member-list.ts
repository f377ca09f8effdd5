/**
 * The members of a guild as an async iterable, filled chunk by chunk.
 *
 * Its length is the guild's: it buffers what has come and is not read yet, and ends by itself.
 */

import { EventStream } from "./stream.ts";

/** Members as they arrive. */
export interface MemberList<T> extends AsyncIterableIterator<T> {
  /** The user ids that are no members; complete when the iteration has ended. */
  readonly notFound: readonly string[];
}

const NOBODY_WAITS = (): void => {};

/** The writing end of a MemberList. */
export class FillingList<T> extends EventStream<T> implements MemberList<T> {
  readonly notFound: string[] = [];

  /** @param over Called once: at the end, or when the reader goes before it. */
  constructor(over: () => void) {
    super({ buffer: Infinity }, over);
  }

  add(members: readonly T[], notFound: readonly unknown[]): void {
    this.notFound.push(...notFound.map(String));
    for (const member of members) this.put(member, NOBODY_WAITS);
  }
}
