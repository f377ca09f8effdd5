/**
 * The sums over many schedules: what failed, what struck how often, and whether the faults were enough to prove anything.
 */
import type { Outcome } from "./chaos.ts";

/** Every kind of fault that a schedule may hold. */
export const KINDS: readonly string[] = [
  ...["drop", "reconnect", "invalid-session", "invalid-session-resumable", "zombie", "blackhole", "garbage", "corrupt"],
  ...["deaf", "ask-heartbeat", "duplicate", "lost-event", "late-frames", "stallMs", "close", "close for good"],
  ...["refused", "hanging", "silent", "invalid-hello", "reconnectBeforeHello", "readyAfterMs", "closeAfterIdentify"],
  ...["dead-resume-url"],
];

/** Shares that make the proof worth its name. */
const LEAST = { kindOfSteps: 0.01, resumedOfRuns: 0.3, anewOfRuns: 0.1 } as const;

/** See the top of this file. */
export class Totals {
  runs = 0;
  readonly failed: Outcome[] = [];
  readonly #sums = { steps: 0, dispatches: 0, identifies: 0, resumed: 0, gaps: 0, runsResumed: 0, runsAnew: 0 };
  readonly #struck = new Map<string, number>();

  add(outcome: Outcome): void {
    const sums = this.#sums;
    this.runs++;
    if (outcome.faults.length > 0) this.failed.push(outcome);
    sums.steps += outcome.steps;
    sums.dispatches += outcome.dispatches;
    sums.identifies += outcome.identifies;
    sums.resumed += outcome.resumed;
    sums.gaps += outcome.gaps;
    if (outcome.resumed > 0) sums.runsResumed++;
    if (outcome.anew > 0) sums.runsAnew++;
    for (const [kind, count] of outcome.struck) this.#struck.set(kind, (this.#struck.get(kind) ?? 0) + count);
  }

  /** What was too rare; nothing, as it should be. */
  get thin(): readonly string[] {
    const { steps, runsResumed, runsAnew } = this.#sums;
    const rare = KINDS.filter((kind) => (this.#struck.get(kind) ?? 0) < steps * LEAST.kindOfSteps);
    if (runsResumed < this.runs * LEAST.resumedOfRuns) rare.push("runs that resume");
    if (runsAnew < this.runs * LEAST.anewOfRuns) rare.push("runs that identify anew");
    return rare;
  }

  /** For people. */
  get report(): string {
    const { steps, dispatches, identifies, resumed, gaps, runsResumed, runsAnew } = this.#sums;
    const share = (count: number, of: number): string => `${((100 * count) / Math.max(1, of)).toFixed(1)} %`;
    const lines = [
      `${this.runs} schedules, ${steps} steps, ${dispatches} dispatches`,
      `${identifies} identifies, ${resumed} sessions resumed, ${gaps} gaps told`,
      `${share(runsResumed, this.runs)} of the schedules resume, ${share(runsAnew, this.runs)} identify anew`,
      "in how many steps each kind of fault met something:",
      ...KINDS.map((kind) => `  ${share(this.#struck.get(kind) ?? 0, steps).padStart(7)}  ${kind}`),
    ];
    return lines.join("\n");
  }
}
