/**
 * Medians, quartiles and tables. Pure.
 */

/** The middle of some numbers and the quarters around it. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Quartiles, interpolated between neighbours. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share;
    const below = sorted[Math.floor(place)] ?? Number.NaN;
    const above = sorted[Math.ceil(place)] ?? Number.NaN;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** What each library cost in one round, by its name. */
export type Round = Readonly<Record<string, { readonly cpuMs: number }>>;

/** What a library cost in a round that it was part of. */
export function cpuOf(round: Round, name: string): number {
  return round[name]?.cpuMs ?? Number.NaN;
}

/** How much less CPU `name` takes, round by round, than the best of `rivals`: the one that takes least in the median. */
export function ratios(rounds: readonly Round[], name: string, rivals: readonly string[]): number[] {
  const median = (rival: string): number => spread(rounds.map((round) => cpuOf(round, rival))).median;
  const [best = name] = [...rivals].sort((one, other) => median(one) - median(other));
  return rounds.map((round) => cpuOf(round, best) / cpuOf(round, name));
}

/** "1.02 (0.99-1.04)" */
export function shown({ low, median, high }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)}-${high.toFixed(digits)})`;
}

/** Columns as wide as their widest cell; the first to the left, all others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  return rows.map(line).join("\n");
}

/** One demand on a ratio. It holds if the median reaches the bound, or the bound lies inside the quartiles. */
export function verdict(
  what: string,
  ratios: readonly number[],
  bound: number,
  kind: "at least" | "at most" = "at least",
): string {
  const found = spread(ratios);
  const holds = kind === "at least" ? found.high >= bound : found.low <= bound;
  return `${holds ? "holds " : "FAILS "} ${what}: ${shown(found, 3)}, ${kind} ${bound.toFixed(2)}`;
}
