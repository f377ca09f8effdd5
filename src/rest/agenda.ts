/**
 * Who is to be woken when: a heap of instants. One entry a subject counts, the earliest that was asked for.
 *
 * It must never call anybody: it says who is due.
 */

/** Somebody who can be woken. `wakeAt` is the agenda's own: undefined while nothing is planned. */
export interface Sleeper {
  wakeAt: number | undefined;
}

interface Entry<Subject> {
  readonly at: number;
  readonly subject: Subject;
}

/** Keeps cost at the logarithm of those who wait, however many there are who do not. */
export class Agenda<Subject extends Sleeper> {
  readonly #heap: Entry<Subject>[] = [];

  /** The earliest instant; undefined if nobody waits. */
  get next(): number | undefined {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      if (top.subject.wakeAt === top.at) return top.at;
      this.#pop();
    }
    return undefined;
  }

  /** Wakes `subject` at `at`, unless it is woken before; never, if that is undefined or Infinity. */
  plan(subject: Subject, at: number | undefined): void {
    if (at === undefined || at === Infinity) return;
    if (subject.wakeAt !== undefined && subject.wakeAt <= at) return;
    subject.wakeAt = at;
    this.#push({ at, subject });
  }

  /** Forgets what was planned for `subject`. */
  cancel(subject: Subject): void {
    subject.wakeAt = undefined;
  }

  /** Takes out the next who is due; undefined if nobody is. */
  due(now: number): Subject | undefined {
    const at = this.next;
    if (at === undefined || at > now) return undefined;
    const subject = this.#pop().subject;
    subject.wakeAt = undefined;
    return subject;
  }

  #push(entry: Entry<Subject>): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Entry<Subject>;
      if (above.at <= entry.at) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): Entry<Subject> {
    const heap = this.#heap;
    const top = heap[0] as Entry<Subject>;
    const last = heap.pop() as Entry<Subject>;
    const size = heap.length;
    if (size === 0) return top;
    let index = 0;
    for (let child = 1; child < size; child = 2 * index + 1) {
      if (child + 1 < size && at(heap, child + 1) < at(heap, child)) child += 1;
      if (at(heap, child) >= last.at) break;
      heap[index] = heap[child] as Entry<Subject>;
      index = child;
    }
    heap[index] = last;
    return top;
  }
}

const at = (heap: readonly Entry<unknown>[], index: number): number => heap[index]?.at ?? Infinity;
