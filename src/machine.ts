/**
 * The one shape of everything here that lives over time: a pure machine, and the driver that gives it a clock and hands.
 *
 * A machine is told what happened and when, and answers with what to do. It owns no timer, socket, clock or chance, so
 * its test is a transcript. A machine is made and dropped, never reset.
 *
 * This file must never know what any machine is about.
 */

/** Told to a machine when its alarm is due. */
export interface Tick {
  readonly type: "tick";
}

/** Something that lives over time, with no clock of its own. */
export interface Machine<Input, Effect> {
  /**
   * Tells the machine what happened, and hears what is to be done, in order.
   * @param now Monotonic milliseconds; never smaller than in the call before.
   */
  feed(input: Input | Tick, now: number): readonly Effect[];
  /** When a tick is due, on the clock of `now`; undefined while nothing is awaited. */
  readonly alarm: number | undefined;
}

/** What a driver needs of the world: a clock that counts in monotonic milliseconds and wakes it up. */
export interface Clock {
  now(): number;
  /** Calls `run` once after `delayMs`, never at once; the answer cancels it. */
  schedule(run: () => void, delayMs: number): () => void;
}

/** One turn of a machine, as a tap sees it. */
export interface Step<Input, Effect> {
  readonly input: Input | Tick;
  readonly effects: readonly Effect[];
  readonly now: number;
}

/** What a driver does with a machine's answers. */
export interface Hands<Input, Effect> {
  readonly clock: Clock;
  /** Carries out one effect, synchronously. What it feeds back is handled after the effects of this turn. */
  readonly perform: (effect: Effect) => void;
  /** Sees every turn before its effects are carried out. */
  readonly tap?: ((step: Step<Input, Effect>) => void) | undefined;
}

/** A machine that runs. */
export interface Driver<Input> {
  feed(input: Input): void;
  /** Ends it: no further input is heard and no timer is left. */
  stop(): void;
}

/** The longest delay that timers of all runtimes keep; a longer one is armed again when it ends. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;
const TICK: Tick = { type: "tick" };

/**
 * Gives a machine a clock and hands: feeds it, carries out its effects in order, and wakes it when its alarm is due.
 * Input that arrives while effects are carried out waits its turn, so a machine never sees itself half done.
 */
export function drive<Input, Effect>(machine: Machine<Input, Effect>, hands: Hands<Input, Effect>): Driver<Input> {
  return new Drive(machine, hands);
}

class Drive<Input, Effect> implements Driver<Input> {
  readonly #machine: Machine<Input, Effect>;
  readonly #hands: Hands<Input, Effect>;
  readonly #inbox: (Input | Tick)[] = [];
  #busy = false;
  #stopped = false;
  /** The instant that the one timer is kept for. */
  #alarm: number | undefined;
  #chained = false;
  #cancel: (() => void) | undefined;

  constructor(machine: Machine<Input, Effect>, hands: Hands<Input, Effect>) {
    this.#machine = machine;
    this.#hands = hands;
    this.#wakeAt(machine.alarm);
  }

  feed(input: Input | Tick): void {
    if (this.#stopped) return;
    if (this.#busy) return void this.#inbox.push(input);
    this.#busy = true;
    try {
      this.#turn(input);
      while (this.#inbox.length > 0) this.#turn(this.#inbox.shift() as Input | Tick);
    } finally {
      this.#busy = false;
      if (!this.#stopped) this.#wakeAt(this.#machine.alarm, input === TICK);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#inbox.length = 0;
    this.#wakeAt(undefined);
  }

  #turn(input: Input | Tick): void {
    const { clock, perform, tap } = this.#hands;
    const now = clock.now();
    const effects = this.#machine.feed(input, now);
    tap?.({ input, effects, now });
    for (const effect of effects) perform(effect);
  }

  /**
   * Keeps one timer for an instant that moves. A timer that was armed inside a timer is armed anew by the next input from
   * outside: a browser slows down chains of timers in hidden pages, but not a timer that a message has set
   * (https://developer.chrome.com/blog/timer-throttling-in-chrome-88).
   */
  #wakeAt(alarm: number | undefined, fromTimer = false): void {
    if (alarm === this.#alarm && (fromTimer || !this.#chained)) return;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#alarm = alarm;
    this.#chained = fromTimer;
    if (alarm !== undefined) this.#arm(alarm);
  }

  #arm(alarm: number): void {
    const { clock } = this.#hands;
    const delayMs = Math.min(Math.max(0, Math.ceil(alarm - clock.now())), LONGEST_DELAY_MS);
    this.#cancel = clock.schedule(() => {
      this.#cancel = undefined;
      // It may ring before its time: the longest delay is over, or the runtime's timer was early.
      if (alarm > clock.now()) return this.#arm(alarm);
      this.#alarm = undefined;
      this.feed(TICK);
    }, delayMs);
  }
}
