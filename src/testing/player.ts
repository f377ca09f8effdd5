/**
 * Plays stories, and what was recorded, by the simulator's clock.
 *
 * It must never play on after it was stopped.
 */

import { UsageError } from "../errors.ts";
import type { Clock } from "../machine.ts";
import type { Happening } from "./audience.ts";
import type { Fault, FaultOptions } from "./faults.ts";
import type { HappeningEntry } from "./ledger.ts";

/** Plays steps that yield how long to wait, in milliseconds; the answer stops it. */
export function play(clock: Clock, story: Iterator<number, void, void>): () => void {
  let cancel: () => void = () => {};
  const step = (): void => {
    const { done, value } = story.next();
    if (!done) cancel = clock.schedule(step, value);
  };
  step();
  return () => cancel();
}

/** What a record is played with. */
export interface Stage {
  readonly publish: (happening: Happening) => void;
  readonly fault: (fault: Fault, options: FaultOptions) => void;
}

/** A record, as the steps that it was made of. */
export function* retell(ndjson: string, { publish, fault }: Stage): Generator<number, void, void> {
  let before: number | undefined;
  for (const entry of recorded(ndjson)) {
    if (before !== undefined && entry.at > before) yield entry.at - before;
    before = entry.at;
    if ("fault" in entry) fault(entry.fault, entry.options);
    else publish(entry);
  }
}

function recorded(ndjson: string): readonly HappeningEntry[] {
  try {
    const entries = ndjson.split("\n").filter((line) => line.startsWith('{"kind":"happening"'));
    return entries.map((line) => JSON.parse(line) as HappeningEntry);
  } catch (cause) {
    throw new UsageError("SIMULATOR_RECORD", {
      what: "This is no record of a simulator.",
      cure: "Hand in what ledger.toNdjson() answered on a simulator that was made with `record: true`.",
      cause,
    });
  }
}
