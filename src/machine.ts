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
  const { clock, perform, tap } = hands;
  const inbox: (Input | Tick)[] = [];
  const timer = createAlarmClock(clock, () => feed(TICK));
  let busy = false;
  let stopped = false;

  function turn(input: Input | Tick): void {
    const now = clock.now();
    const effects = machine.feed(input, now);
    tap?.({ input, effects, now });
    for (const effect of effects) perform(effect);
  }

  function feed(input: Input | Tick): void {
    if (stopped) return;
    if (busy) return void inbox.push(input);
    busy = true;
    try {
      turn(input);
      while (inbox.length > 0 && !stopped) turn(inbox.shift() as Input | Tick);
    } finally {
      busy = false;
      if (!stopped) timer.set(machine.alarm, input === TICK);
    }
  }

  timer.set(machine.alarm, false);
  return {
    feed,
    stop: () => {
      stopped = true;
      inbox.length = 0;
      timer.set(undefined, false);
    },
  };
}

/**
 * Keeps one timer for an instant that moves. A timer that was armed inside a timer is armed anew by the next input from
 * outside: a browser slows down chains of timers in hidden pages, but not a timer that a message has set
 * (https://developer.chrome.com/blog/timer-throttling-in-chrome-88).
 */
function createAlarmClock(clock: Clock, ring: () => void) {
  let at: number | undefined;
  let chained = false;
  let cancel: (() => void) | undefined;

  function arm(delayMs: number): void {
    cancel = clock.schedule(fired, Math.min(Math.max(0, Math.ceil(delayMs)), LONGEST_DELAY_MS));
  }
  function fired(): void {
    cancel = undefined;
    if (at === undefined) return;
    const left = at - clock.now();
    if (left > 0) {
      arm(left);
    } else {
      at = undefined;
      ring();
    }
  }
  return {
    set(next: number | undefined, fromTimer: boolean): void {
      if (next === at && (fromTimer || !chained)) return;
      cancel?.();
      cancel = undefined;
      at = next;
      chained = fromTimer;
      if (next !== undefined) arm(next - clock.now());
    },
  };
}
