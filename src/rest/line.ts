/**
 * Those who wait in one bucket, in order, the urgent first. Leaving from the middle costs no more than from the front.
 *
 * It must never know what they wait for.
 */

/** One place in a line. */
export interface Place {
  readonly urgent: boolean;
  /** The route, without its values, that it waits for. */
  readonly key: string;
  /** After this instant it waits no longer; may be Infinity. */
  readonly giveUpAt: number;
}

/** The line. */
export class Line<P extends Place> {
  readonly #urgent = new Set<P>();
  readonly #normal = new Set<P>();
  /** When the first gives up, or sooner: those who left may have been the first. */
  #giveUpAt = Infinity;

  get size(): number {
    return this.#urgent.size + this.#normal.size;
  }

  get first(): P | undefined {
    const [first] = this.#urgent.size > 0 ? this.#urgent : this.#normal;
    return first;
  }

  /** When to look for those who give up; Infinity if nobody does. */
  get giveUpAt(): number {
    return this.size === 0 ? Infinity : this.#giveUpAt;
  }

  add(place: P): void {
    this.#giveUpAt = Math.min(this.giveUpAt, place.giveUpAt);
    (place.urgent ? this.#urgent : this.#normal).add(place);
  }

  delete(place: P): void {
    (place.urgent ? this.#urgent : this.#normal).delete(place);
  }

  /** Those who wait for a route, in order. */
  ofKey(key: string): P[] {
    return this.#all().filter((place) => place.key === key);
  }

  /** Those whom `isLate` says cannot wait so long; the instant at which the first of the others gives up is set anew. */
  late(isLate: (giveUpAt: number) => boolean): P[] {
    const late: P[] = [];
    this.#giveUpAt = Infinity;
    for (const place of this.#all()) {
      if (isLate(place.giveUpAt)) late.push(place);
      else this.#giveUpAt = Math.min(this.#giveUpAt, place.giveUpAt);
    }
    return late;
  }

  #all(): P[] {
    return [...this.#urgent, ...this.#normal];
  }
}
