/**
 * What anycord says about itself, apart from events and errors: one entry a sentence, for people.
 *
 * It must never hold a token; whoever logs hands in routes and facts.
 */

/** From chatty to grave. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** One thing that was said. */
export interface LogEntry {
  readonly level: LogLevel;
  /** A sentence. */
  readonly message: string;
  /** Facts for programs: shard, route, close code ... */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Where entries go. */
export type Log = (entry: LogEntry) => void;

const RANK: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Writes entries of `level` and above to the console. Default: warnings and errors. */
export function consoleLog(level: LogLevel = "warn"): Log {
  return (entry) => {
    if (RANK[entry.level] < RANK[level]) return;
    const line = `anycord: ${entry.message}`;
    if (entry.data === undefined) console[entry.level](line);
    else console[entry.level](line, entry.data);
  };
}

/** The same log, but what it throws is dropped: a log that fails must not stop what it tells of. */
export function sheltered(log: Log): Log {
  return (entry) => {
    try {
      log(entry);
    } catch {
      // There is nobody left to tell.
    }
  };
}
