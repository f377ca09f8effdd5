/**
 * What the judge keeps in mind: a book for each session, and a watch on each shard.
 */

/** What is known of a session. */
export interface Book {
  readonly id: string;
  readonly shard: number;
  /** The highest number that arrived. */
  last: number;
  /** The names that arrived, by number. */
  readonly names: (string | null)[];
  /** Why nobody awaits more of it: its loss was told, or the program left it. */
  over: "lost" | "left" | undefined;
}

/** What is known of a shard, from what it tells. */
export interface Watch {
  book: Book | undefined;
  /** Whether it has an open socket. */
  open: boolean;
  /** The last connection did not even greet, and was not dialled at the gateway's own address. */
  deadUrl: boolean;
  /** Said on the present connection. */
  introduced: "identify" | "resume" | undefined;
  live: boolean;
  liveSince: number | undefined;
  gapBefore: number | undefined;
  /** A loss was told; what follows must justify it. */
  doubt: boolean;
  resumes: number;
  dialsAt: number[];
  identifiedAt: number[];
}

/** Nothing is known yet. */
export function freshWatch(): Watch {
  const counters = { resumes: 0, dialsAt: [], identifiedAt: [] };
  const connection = { open: false, deadUrl: false, introduced: undefined, live: false, liveSince: undefined };
  return { book: undefined, ...connection, gapBefore: undefined, doubt: false, ...counters };
}
