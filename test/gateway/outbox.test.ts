/** The queue of what a bot sends: its limits in every window, what it keeps, and what it lets go of. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Offer, Outbox, type OutboxEffect, type OutboxInput } from "../../src/gateway/outbox.ts";

const MINUTE = 60_000;
const INTERVAL = 41_250;
/** 120 a minute, less two heartbeats and three frames that Discord may ask for. */
const ROOM = 115;
const LATER = 600_000;

const opened: OutboxInput = { type: "opened" };
const live: OutboxInput = { type: "live" };
const down: OutboxInput = { type: "down" };
const spent: OutboxInput = { type: "spent" };
const frame = (id: number, expiresAt = LATER): Offer => offer(id, expiresAt, false);
const presence = (id: number, expiresAt = LATER): Offer => offer(id, expiresAt, true);
const frames = (from: number, count: number): Offer[] => Array.from({ length: count }, (_, n) => frame(from + n));

function offer(id: number, expiresAt: number, presence: boolean): Offer {
  return { type: "offer", id, text: `frame ${id}`, presence, expiresAt };
}

/** What an outbox answers to inputs at one instant, as lines. */
function hears(outbox: Outbox, at: number, ...inputs: readonly OutboxInput[]): string[] {
  return inputs.flatMap((input) => outbox.feed(input, at)).map(inWords);
}

function inWords(effect: OutboxEffect): string {
  return effect.type === "transmit" ? `send ${effect.id}` : `${effect.reason} ${effect.id}`;
}

/** Wakes an outbox whenever its alarm is due, up to an instant; its answers with the time. */
function sleeps(outbox: Outbox, until: number): string[] {
  const lines: string[] = [];
  for (let at = outbox.alarm; at !== undefined && at <= until; at = outbox.alarm) {
    const now = at;
    lines.push(...outbox.feed({ type: "tick" }, now).map((effect) => `${now}: ${inWords(effect)}`));
  }
  return lines;
}

/** An outbox whose session is live since 0. */
function started(): Outbox {
  const outbox = new Outbox();
  hears(outbox, 0, opened, { type: "greeted", intervalMs: INTERVAL }, live);
  return outbox;
}

describe("Outbox", () => {
  it("sends at once what has room", () => {
    const outbox = started();
    expect(outbox.feed(frame(1), 0)).toEqual([{ type: "transmit", id: 1, text: "frame 1" }]);
    expect([outbox.length, outbox.alarm]).toEqual([0, undefined]);
  });

  it("keeps what comes before READY or RESUMED, and sends it then, in order [line 52]", () => {
    const outbox = new Outbox();
    expect(hears(outbox, 0, frame(1), opened, frame(2), { type: "greeted", intervalMs: INTERVAL }, frame(3))).toEqual(
      [],
    );
    expect(outbox.length).toBe(3);
    expect(hears(outbox, 9, live)).toEqual(["send 1", "send 2", "send 3"]);
  });

  it("keeps over reconnects what waits, and sends nothing between two sessions [line 53]", () => {
    const outbox = started();
    expect(hears(outbox, 1, down, frame(1), opened, frame(2))).toEqual([]);
    expect(sleeps(outbox, MINUTE)).toEqual([]);
    expect(hears(outbox, MINUTE, live)).toEqual(["send 1", "send 2"]);
    expect(hears(outbox, MINUTE, down, opened, live)).toEqual([]);
  });

  it("holds back what would be one too many until the oldest has left the window [line 51]", () => {
    const outbox = started();
    expect(hears(outbox, 0, spent, ...frames(1, 200))).toHaveLength(ROOM - 1);
    expect(outbox.alarm).toBe(60_500);
    expect(sleeps(outbox, 60_499)).toEqual([]);
    expect(sleeps(outbox, 60_500)).toHaveLength(200 - (ROOM - 1));
    expect(outbox.length).toBe(0);
  });

  it("keeps more room where heartbeats are more frequent [line 51]", () => {
    const outbox = started();
    hears(outbox, 0, { type: "greeted", intervalMs: 10_000 });
    expect(hears(outbox, 0, ...frames(1, 200))).toHaveLength(120 - 7 - 3);
  });

  it("begins a window of its own for each connection [line 51]", () => {
    const outbox = started();
    expect(hears(outbox, 0, ...frames(1, ROOM + 1))).toHaveLength(ROOM);
    expect(hears(outbox, 10, down, opened, live)).toEqual([`send ${ROOM + 1}`]);
  });

  it("sends nothing on a new connection before READY or RESUMED, even if nobody said that the last is gone [line 53]", () => {
    const outbox = started();
    expect(hears(outbox, 10, opened, ...frames(1, 1))).toEqual([]);
    expect(hears(outbox, 20, live)).toEqual(["send 1"]);
  });

  it("sends five presences in 20 s, and of more the last, when there is room again [line 54]", () => {
    const outbox = started();
    const answers = Array.from({ length: 8 }, (_, n) => hears(outbox, n, presence(n)));
    expect(answers.slice(0, 6)).toEqual([["send 0"], ["send 1"], ["send 2"], ["send 3"], ["send 4"], []]);
    expect(answers.slice(6)).toEqual([["replaced 5"], ["replaced 6"]]);
    expect(sleeps(outbox, MINUTE)).toEqual(["20500: send 7"]);
  });

  it("counts presences over connections, as Discord does [line 54]", () => {
    const outbox = started();
    for (let id = 0; id < 5; id++) hears(outbox, 0, presence(id));
    expect(hears(outbox, 100, down, presence(5), opened, live)).toEqual([]);
    expect(sleeps(outbox, MINUTE)).toEqual(["20500: send 5"]);
  });

  it("lets other frames pass a presence that waits [line 54]", () => {
    const outbox = started();
    for (let id = 0; id < 6; id++) hears(outbox, 0, presence(id));
    expect(hears(outbox, 1, frame(9))).toEqual(["send 9"]);
  });

  it("drops a frame at its deadline, live or not [line 53]", () => {
    const outbox = new Outbox();
    hears(outbox, 0, frame(1, 500), frame(2, 300));
    expect(outbox.alarm).toBe(300);
    expect(sleeps(outbox, 1000)).toEqual(["300: expired 2", "500: expired 1"]);
    expect(hears(outbox, 1000, opened, live)).toEqual([]);
  });

  it("forgets what is withdrawn", () => {
    const outbox = new Outbox();
    hears(outbox, 0, frame(1), frame(2), { type: "withdraw", id: 1 }, { type: "withdraw", id: 7 });
    expect(hears(outbox, 1, opened, live)).toEqual(["send 2"]);
  });
});

// Properties

/** One thing that a program or Discord does, so many milliseconds after the last. */
interface Deed {
  readonly afterMs: number;
  readonly what: "burst" | "presence" | "brief" | "drop" | "withdraw" | "asked" | "idle";
  readonly count: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 40_000 })),
  what: fc.constantFrom("burst", "burst", "presence", "presence", "brief", "drop", "withdraw", "asked", "idle"),
  count: fc.integer({ min: 1, max: 130 }),
});

interface Sent {
  readonly at: number;
  readonly connection: number;
  /** Undefined: a frame of the protocol. */
  readonly offer: Offer | undefined;
}

/** A bot's life: what it offered, and what became of it. */
class Life {
  readonly outbox = new Outbox();
  readonly sent: Sent[] = [];
  readonly offers = new Map<number, { readonly offer: Offer; readonly at: number }>();
  readonly outcomes = new Map<number, string[]>();
  readonly withdrawn = new Set<number>();
  /** Since when the session is live; undefined while it is not. */
  readonly liveSince: { readonly from: number; to: number }[] = [];
  /** How many frames a window holds before the next must wait. */
  readonly room: number;
  readonly #intervalMs: number;
  #now = 0;
  #connection = 0;
  #beatAt = Infinity;
  #liveAt = 0;
  #lastAsked = -Infinity;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
    this.room = 120 - Math.ceil(60_500 / intervalMs) - 3;
    this.#connects();
  }

  does({ afterMs, what, count }: Deed): void {
    this.passes(afterMs);
    if (what === "burst") for (let n = 0; n < count; n++) this.#offers(false, LATER);
    if (what === "presence") for (let n = 0; n < count % 8; n++) this.#offers(true, LATER);
    if (what === "brief") this.#offers(count % 2 === 0, this.#now + count * 300);
    if (what === "withdraw") this.#withdraws(this.offers.size - (count % 20));
    // Discord asks for few heartbeats, and never for a row of them.
    if (what === "asked" && this.#lastAsked < this.#now - MINUTE) this.#asked();
    if (what === "drop") this.#drops();
  }

  #asked(): void {
    if (!this.#isLive) return;
    this.#lastAsked = this.#now;
    this.#spends();
  }

  /** Lets time pass: alarms, heartbeats and the next session come when they are due. */
  passes(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const at = Math.min(this.outbox.alarm ?? Infinity, this.#beatAt, this.#isLive ? Infinity : this.#liveAt);
      if (at > until) break;
      this.#now = Math.max(this.#now, at);
      if (!this.#isLive && this.#liveAt <= this.#now) this.#becomesLive();
      else if (this.#beatAt <= this.#now) this.#beats();
      else this.#feed({ type: "tick" });
    }
    this.#now = until;
  }

  get #isLive(): boolean {
    return this.liveSince.at(-1)?.to === Infinity;
  }

  #connects(): void {
    this.#connection++;
    this.#feed(opened);
    this.#feed({ type: "greeted", intervalMs: this.#intervalMs });
    // IDENTIFY or RESUME
    this.#spends();
    this.#beatAt = this.#now + this.#intervalMs / 2;
    this.#liveAt = this.#now + 300;
  }

  #becomesLive(): void {
    this.liveSince.push({ from: this.#now, to: Infinity });
    this.#feed(live);
  }

  #drops(): void {
    const period = this.liveSince.at(-1);
    if (period?.to === Infinity) period.to = this.#now;
    this.#feed(down);
    this.#connects();
  }

  #beats(): void {
    this.#beatAt += this.#intervalMs;
    this.#spends();
  }

  #spends(): void {
    this.sent.push({ at: this.#now, connection: this.#connection, offer: undefined });
    this.#feed(spent);
  }

  #offers(presence: boolean, expiresAt: number): void {
    const made = offer(this.offers.size, expiresAt, presence);
    this.offers.set(made.id, { offer: made, at: this.#now });
    this.#feed(made);
  }

  #withdraws(id: number): void {
    if (this.offers.has(id) && !this.outcomes.has(id)) this.withdrawn.add(id);
    this.#feed({ type: "withdraw", id });
  }

  #feed(input: OutboxInput | { readonly type: "tick" }): void {
    for (const effect of this.outbox.feed(input, this.#now)) {
      this.outcomes.set(effect.id, [...(this.outcomes.get(effect.id) ?? []), effect.type]);
      if (effect.type === "drop") continue;
      const made = this.offers.get(effect.id)?.offer;
      this.sent.push({ at: this.#now, connection: this.#connection, offer: made });
    }
  }
}

const lives: fc.Arbitrary<Life> = fc
  .record({
    deeds: fc.array(deed, { minLength: 1, maxLength: 25 }),
    intervalMs: fc.constantFrom(41_250, 45_000, 10_000, 3_000),
  })
  .map(({ deeds, intervalMs }) => {
    const life = new Life(intervalMs);
    for (const deed of deeds) life.does(deed);
    life.passes(LATER);
    return life;
  });

const always = (rule: (life: Life) => void): void => fc.assert(fc.property(lives, rule), { numRuns: 50 });

/** The most instants that lie within one window. */
function densest(instants: readonly number[], windowMs: number): number {
  let most = 0;
  let from = 0;
  for (const [to, at] of instants.entries()) {
    while ((instants[from] as number) <= at - windowMs) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

describe("Outbox, in any life", () => {
  it("never has more than 120 frames in any 60 s of a connection, heartbeats included [line 51]", () => {
    always(({ sent }) => {
      for (const connection of new Set(sent.map((frame) => frame.connection))) {
        const instants = sent.filter((frame) => frame.connection === connection).map(({ at }) => at);
        expect(densest(instants, MINUTE + 500)).toBeLessThanOrEqual(120);
      }
    });
  });

  it("never has more than five presences in any 20 s, over all connections [line 54]", () => {
    always(({ sent }) => {
      const instants = sent.filter(({ offer }) => offer?.presence === true).map(({ at }) => at);
      expect(densest(instants, 20_500)).toBeLessThanOrEqual(5);
    });
  });

  it("sends nothing but while a session is live [line 52] [line 53]", () => {
    always(({ sent, liveSince }) => {
      for (const { at, offer } of sent) {
        if (offer !== undefined) expect(liveSince.some(({ from, to }) => from <= at && at <= to)).toBe(true);
      }
    });
  });

  it("gives every frame one end: sent, expired or replaced, unless it was withdrawn [line 53]", () => {
    always(({ offers, outcomes, withdrawn, outbox }) => {
      for (const id of offers.keys()) expect(outcomes.get(id) ?? []).toHaveLength(withdrawn.has(id) ? 0 : 1);
      expect([outbox.length, outbox.alarm]).toEqual([0, undefined]);
    });
  });

  it("sends frames in the order in which they came, and none past its deadline", () => {
    always(({ sent }) => {
      const plain = sent.flatMap(({ offer }) => (offer === undefined || offer.presence ? [] : [offer.id]));
      expect(plain).toEqual([...plain].sort((a, b) => a - b));
      for (const { at, offer } of sent) if (offer !== undefined) expect(at).toBeLessThan(offer.expiresAt);
    });
  });

  it("keeps a frame waiting only for a session or a window that is full [line 51]", () => {
    always(({ sent, offers, liveSince, room }) => {
      for (const [index, { at, connection, offer }] of sent.entries()) {
        if (offer === undefined || offer.presence) continue;
        const since = liveSince.findLast(({ from }) => from <= at)?.from ?? 0;
        if (at <= Math.max(offers.get(offer.id)?.at ?? 0, since)) continue;
        const before = sent.slice(0, index).filter((other) => other.connection === connection);
        expect(before.filter((other) => other.at >= at - 60_500).length).toBeGreaterThanOrEqual(room);
      }
    });
  });

  it("shows in the end the presence that was set last [line 54]", () => {
    always(({ sent, offers, outcomes, withdrawn }) => {
      const set = [...offers.values()].filter(({ offer: { id, presence } }) => presence && !withdrawn.has(id));
      const last = set.at(-1)?.offer;
      if (last === undefined || outcomes.get(last.id)?.[0] !== "transmit") return;
      expect(sent.findLast(({ offer }) => offer?.presence === true)?.offer).toBe(last);
    });
  });
});
