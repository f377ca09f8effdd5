/**
 * The proof that a library read everything: how many events it handed on, and a cheap sum over their numbers and ids.
 *
 * It must cost each library the same, and next to nothing.
 */

/** Counted so far. */
export interface Check {
  count: number;
  sum: number;
}

/** Nothing counted yet. */
export function emptyCheck(): Check {
  return { count: 0, sum: 0 };
}

interface Named {
  readonly id?: string;
  readonly user_id?: string;
  readonly user?: { readonly id: string };
}

/** Counts one event. */
export function note(check: Check, seq: number, data: unknown): void {
  const { id, user_id, user } = data as Named;
  check.count++;
  check.sum += seq + (id ?? user_id ?? user?.id ?? "").length;
}
