/**
 * What is to go wrong with connections that are not there yet, and what stays wrong until it is healed.
 *
 * It keeps the plan and the book of it; it must never touch a connection.
 */

import { isResumeAddress } from "./addresses.ts";
import type { ConnectionOptions } from "./connection.ts";
import type { DialFault, Fault, LastingFault } from "./faults.ts";
import type { Ledger } from "./ledger.ts";

/** What becomes of a dial. */
export type DialOutcome = "open" | "refused" | "hanging";

/** See the top of this file. */
export class Mishaps {
  readonly #ledger: Ledger;
  readonly #now: () => number;
  readonly #planned: DialFault[] = [];
  readonly #lasting = new Set<LastingFault>();

  constructor(ledger: Ledger, now: () => number) {
    this.#ledger = ledger;
    this.#now = now;
  }

  /** The next connections are to meet this. */
  plan(fault: DialFault, times: number): void {
    for (let n = times; n > 0; n--) this.#planned.push(fault);
  }

  /** From now on this is wrong. */
  afflict(fault: LastingFault): void {
    this.#lasting.add(fault);
  }

  /** Whether this is wrong. */
  lasts(fault: LastingFault): boolean {
    return this.#lasting.has(fault);
  }

  heal(): void {
    this.#planned.length = 0;
    this.#lasting.clear();
  }

  /** What becomes of a dial. */
  dial(url: string): DialOutcome {
    if (this.#lasting.has("dead-resume-url") && isResumeAddress(url)) {
      this.note("dead-resume-url", undefined);
      return "refused";
    }
    const next = this.#planned[0];
    if (next !== "refused" && next !== "hanging") return "open";
    this.#planned.shift();
    this.note(next, undefined);
    return next;
  }

  /** What a connection that has opened is to meet. */
  meet(connection: number): DialFault | undefined {
    const fault = this.#planned.shift();
    if (fault !== undefined) this.note(fault, connection);
    return fault;
  }

  /** Writes down that something went wrong. */
  note(fault: Fault, connection: number | undefined): void {
    this.#ledger.write("faults", { at: this.#now(), fault, connection });
  }
}

/** What a connection hears first, under a fault or without one. */
export function greetingUnder(fault: DialFault | undefined): ConnectionOptions["greeting"] {
  if (fault === "silent") return "nothing";
  if (fault === "invalid-hello") return "invalid-hello";
  return typeof fault === "object" && "reconnectBeforeHello" in fault ? "reconnect" : "hello";
}
