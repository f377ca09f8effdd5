/** Transcripts of the driver: what it feeds, in which order, and when it wakes a machine, on a clock moved by hand. */
import { describe, expect, it } from "vitest";
import { type Clock, type Driver, drive, type Machine, type Step, type Tick } from "../src/machine.ts";

/** A clock with at most a few timers, moved by hand; it keeps a record of what was scheduled and cancelled. */
class HandClock implements Clock {
  readonly record: string[] = [];
  readonly #timers = new Map<number, { at: number; run: () => void }>();
  #now = 0;
  #made = 0;

  now(): number {
    return this.#now;
  }

  schedule(run: () => void, delayMs: number): () => void {
    const id = ++this.#made;
    this.#timers.set(id, { at: this.#now + delayMs, run });
    this.record.push(`arm ${delayMs}`);
    return () => {
      if (this.#timers.delete(id)) this.record.push("cancel");
    };
  }

  get waiting(): number {
    return this.#timers.size;
  }

  /** Moves to an instant, and runs what falls due on the way, `lateMs` after it was. */
  moveTo(instant: number, lateMs = 0): void {
    for (;;) {
      const [next] = [...this.#timers].filter(([, { at }]) => at <= instant).sort(([, a], [, b]) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next[0]);
      this.#now = Math.max(this.#now, next[1].at + lateMs);
      next[1].run();
    }
    this.#now = Math.max(this.#now, instant);
  }
}

interface Say {
  readonly type: "say";
  readonly text: string;
}
type Answer = (text: string, now: number, machine: Scripted) => readonly string[];

/** A machine whose answers are given, and that writes down what it heard. */
class Scripted implements Machine<Say, string> {
  readonly heard: string[] = [];
  alarm: number | undefined;
  readonly #answer: Answer;

  constructor(answer: Answer, alarm?: number) {
    this.#answer = answer;
    this.alarm = alarm;
  }

  feed(input: Say | Tick, now: number): readonly string[] {
    const text = input.type === "say" ? input.text : "tick";
    this.heard.push(`${text} at ${now}`);
    return this.#answer(text, now, this);
  }
}

const say = (text: string): Say => ({ type: "say", text });
const silent: Answer = () => [];
const forget: Answer = (_, __, machine) => {
  machine.alarm = undefined;
  return [];
};

describe("drive", () => {
  it("carries out effects in order, and shows each turn to the tap before them", () => {
    const seen: string[] = [];
    const clock = new HandClock();
    const machine = new Scripted((text) => [`${text} 1`, `${text} 2`]);
    const tap = ({ input, effects, now }: Step<Say, string>): void => {
      seen.push(`tap ${input.type === "say" ? input.text : "tick"} -> ${effects.join(", ")} at ${now}`);
    };
    const driver = drive(machine, { clock, perform: (effect) => seen.push(effect), tap });
    clock.moveTo(5);
    driver.feed(say("a"));
    expect(seen).toEqual(["tap a -> a 1, a 2 at 5", "a 1", "a 2"]);
  });

  it("lets input that arrives during effects wait until they are all carried out", () => {
    const seen: string[] = [];
    const machine = new Scripted((text) => (text === "a" ? ["feed b", "feed c"] : [`did ${text}`]));
    const driver: Driver<Say> = drive(machine, {
      clock: new HandClock(),
      perform: (effect) => {
        if (effect.startsWith("feed ")) driver.feed(say(effect.slice(5)));
        seen.push(effect);
      },
    });
    driver.feed(say("a"));
    expect(seen).toEqual(["feed b", "feed c", "did b", "did c"]);
    expect(machine.heard).toEqual(["a at 0", "b at 0", "c at 0"]);
  });

  it("wakes the machine when its alarm is due, and not a moment earlier", () => {
    const clock = new HandClock();
    const machine = new Scripted((_, now, self) => {
      self.alarm = now < 300 ? now + 100 : undefined;
      return [];
    }, 100);
    drive(machine, { clock, perform: () => {} });
    clock.moveTo(99);
    expect(machine.heard).toEqual([]);
    clock.moveTo(1_000);
    expect(machine.heard).toEqual(["tick at 100", "tick at 200", "tick at 300"]);
    expect(clock.waiting).toBe(0);
  });

  it("ticks at once and once when an alarm already lies in the past", () => {
    const clock = new HandClock();
    clock.moveTo(50);
    const machine = new Scripted(forget, 10);
    drive(machine, { clock, perform: () => {} });
    expect(clock.record).toEqual(["arm 0"]);
    clock.moveTo(50);
    expect(machine.heard).toEqual(["tick at 50"]);
  });

  it("hears what came first: input before a tick that is due at the same instant", () => {
    const clock = new HandClock();
    const machine = new Scripted((text, _, self) => {
      if (text === "tick") self.alarm = undefined;
      return [];
    }, 100);
    const driver = drive(machine, { clock, perform: () => {} });
    const cancel = clock.schedule(() => driver.feed(say("first")), 100);
    driver.feed(say("moved"));
    cancel();
    clock.schedule(() => driver.feed(say("second")), 100);
    clock.moveTo(100);
    expect(machine.heard).toEqual(["moved at 0", "tick at 100", "second at 100"]);
  });

  it("moves its one timer when the alarm moves, and leaves it alone when it does not", () => {
    const clock = new HandClock();
    const machine = new Scripted((text, _, self) => {
      if (text === "sooner") self.alarm = 20;
      return [];
    }, 100);
    const driver = drive(machine, { clock, perform: () => {} });
    driver.feed(say("same"));
    driver.feed(say("sooner"));
    expect(clock.record).toEqual(["arm 100", "cancel", "arm 20"]);
    expect(clock.waiting).toBe(1);
  });

  it("arms anew on input from outside after a timer has armed, so that no chain of timers is slowed down in a page", () => {
    const clock = new HandClock();
    const machine = new Scripted((text, now, self) => {
      if (text === "tick") self.alarm = now + 100;
      return [];
    }, 100);
    const driver = drive(machine, { clock, perform: () => {} });
    clock.moveTo(130);
    expect(clock.record).toEqual(["arm 100", "arm 100"]);
    driver.feed(say("message"));
    expect(clock.record).toEqual(["arm 100", "arm 100", "cancel", "arm 70"]);
    driver.feed(say("another"));
    expect(clock.record).toHaveLength(4);
    clock.moveTo(200);
    expect(machine.heard.at(-1)).toBe("tick at 200");
  });

  it("sleeps again when a timer rings too early", () => {
    const clock = new HandClock();
    const machine = new Scripted(forget, 100.4);
    let early = true;
    const hasty: Clock = {
      now: () => clock.now(),
      schedule: (run, delayMs) => {
        const cancel = clock.schedule(run, early ? delayMs - 3 : delayMs);
        early = false;
        return cancel;
      },
    };
    drive(machine, { clock: hasty, perform: () => {} });
    clock.moveTo(100);
    expect(machine.heard).toEqual([]);
    expect(clock.record).toEqual(["arm 98", "arm 3"]);
    clock.moveTo(101);
    expect(machine.heard).toEqual(["tick at 101"]);
  });

  it("keeps an alarm further away than any timer can be", () => {
    const longest = 2 ** 31 - 1;
    const clock = new HandClock();
    const machine = new Scripted(forget, longest + 1_000);
    drive(machine, { clock, perform: () => {} });
    clock.moveTo(longest);
    expect(machine.heard).toEqual([]);
    expect(clock.record).toEqual([`arm ${longest}`, "arm 1000"]);
    clock.moveTo(longest + 1_000);
    expect(machine.heard).toEqual([`tick at ${longest + 1_000}`]);
  });

  it("leaves no timer and hears nothing more once stopped", () => {
    const clock = new HandClock();
    const machine = new Scripted(silent, 100);
    const driver = drive(machine, { clock, perform: () => {} });
    driver.stop();
    expect(clock.waiting).toBe(0);
    driver.feed(say("late"));
    clock.moveTo(1_000);
    expect(machine.heard).toEqual([]);
  });

  it("drops what waits, and arms nothing, when an effect stops it", () => {
    const clock = new HandClock();
    const machine = new Scripted((_, now, self) => {
      self.alarm = now + 10;
      return ["feed", "stop"];
    });
    const driver: Driver<Say> = drive(machine, {
      clock,
      perform: (effect) => (effect === "stop" ? driver.stop() : driver.feed(say("more"))),
    });
    driver.feed(say("a"));
    expect(machine.heard).toEqual(["a at 0"]);
    expect(clock.waiting).toBe(0);
  });

  it("goes on after an effect that throws: the next input is heard, the alarm is kept", () => {
    const clock = new HandClock();
    const machine = new Scripted((text, now, self) => {
      self.alarm = now + 10;
      return [text];
    });
    const driver = drive(machine, {
      clock,
      perform: (effect) => {
        if (effect === "break") throw new Error("broken hand");
      },
    });
    expect(() => driver.feed(say("break"))).toThrow("broken hand");
    expect(clock.waiting).toBe(1);
    driver.feed(say("next"));
    expect(machine.heard).toEqual(["break at 0", "next at 0"]);
  });

  it("simulates a week of alarms every 41.25 s in one go", () => {
    const clock = new HandClock();
    const week = 7 * 24 * 60 * 60_000;
    const machine = new Scripted((_, now, self) => {
      self.alarm = now + 41_250;
      return [];
    }, 0);
    const driver = drive(machine, { clock, perform: () => {} });
    clock.moveTo(week);
    driver.stop();
    expect(machine.heard).toHaveLength(Math.floor(week / 41_250) + 1);
    expect(clock.waiting).toBe(0);
  });
});
