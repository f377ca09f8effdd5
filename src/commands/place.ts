/**
 * A place in the tree of commands, and the sentences that refuse what stands there.
 *
 * Pure; it must never change what it checks.
 */

import { UsageError } from "../errors.ts";

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** What is checked, by its place in the tree. Each throws unless it holds; the sentence says what Discord takes. */
export class Place {
  readonly #where: string;

  constructor(names: readonly string[], option?: string) {
    this.#where = `/${names.join(" ")}${option === undefined ? "" : `, option "${option}"`}`;
  }

  demand(holds: boolean, what: string): void {
    if (holds) return;
    const cure = "Correct it: Discord would refuse the command.";
    throw new UsageError("COMMAND_INVALID", { what: `${this.#where}: ${what}.`, cure });
  }

  count(who: string, count: number, what: string, most: number, least = 0): void {
    const range = least > 0 ? `${least} to ${most}` : most;
    this.demand(count >= least && count <= most, `${who} has ${count} ${what}; Discord takes ${range}`);
  }

  /** Throws unless each is a name, and gives the length of the longest. */
  names(name: string, names: Texts): number {
    return longest(name, names, (each) => {
      const holds = NAME.test(each) && each === each.toLowerCase();
      this.demand(holds, `"${each}" is no name: it needs 1 to 32 lower-case letters, digits, - and _`);
    });
  }

  /** Throws unless each is neither empty nor too long, and gives the length of the longest. */
  texts(who: string, text: string, texts: Texts): number {
    return longest(text ?? "", texts, (each) => this.count(who, [...each].length, "characters", 100, 1));
  }
}

/** Translations. */
export type Texts = Readonly<Partial<Record<string, string | null>>> | undefined;

/** The length of the longest; each is checked before. */
export function longest(text: string, texts: Texts, check: (each: string) => void): number {
  const all = [text, ...Object.values(texts ?? {})].filter((each) => each != null);
  all.forEach(check);
  return Math.max(...all.map((each) => each.length));
}
