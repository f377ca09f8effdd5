/**
 * Chance that can be had again: the same seed, the same numbers, on every runtime.
 *
 * It must never ask the runtime for chance.
 */

/** A stream of numbers that its seed decides. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number of at least 0, below `below`. */
  integer(below: number): number;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** As many hexadecimal digits. */
  hex(digits: number): string;
}

/** Makes a stream. Give each use its own seed ("7:latency"), so that one use does not disturb another. */
export function createRandom(seed: string | number): Random {
  let state = hash(String(seed));
  // mulberry32, in the public domain: small, fast, and good enough for play.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (below: number): number => Math.floor(next() * below);
  return {
    next,
    integer,
    pick: <T>(list: readonly T[]): T => list[integer(list.length)] as T,
    hex: (digits) => Array.from({ length: digits }, () => integer(16).toString(16)).join(""),
  };
}

/** FNV-1a over the characters of a text. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
