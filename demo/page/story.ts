/**
 * Tells the connection's story from frames and notes: which step it is at and how long each took, when the next heartbeat is
 * due, and a line for every turn it takes. Pure; it must never touch the page.
 */

import { closeCode } from "anycord/gateway";
import type { Frame, Note } from "./wire.ts";
import { span } from "./words.ts";

/** How a line is meant. */
export type Tone = "plain" | "good" | "warn" | "bad";

/** One turn of the story. */
export interface Line {
  readonly at: number;
  readonly tone: Tone;
  readonly text: string;
  /** What it means, or what is decided. */
  readonly more?: string;
}

/** The beat as the page sees it. */
export interface Beat {
  intervalMs: number;
  /** When the last one left; undefined before the first. */
  sentAt: number | undefined;
  helloAt: number;
  awaited: boolean;
}

/** The steps of a connection, in order. */
export const STEPS = ["Dial", "Hello", "Introduce", "Ready"] as const;
const STEP_OF: Readonly<Record<string, number>> = {
  dialling: 0,
  greeting: 1,
  queued: 2,
  identifying: 2,
  resuming: 2,
  ready: 3,
};
const MOST_LINES = 200;
/** Dials in a row that met nobody before a person is told what to look at. */
const MISSES_TO_HINT = 2;
const UNREACHABLE =
  "The gateway is not reached. Look at your network, a firewall or proxy that refuses WebSockets, and extensions that block discord.gg. Nothing else is to be done: it is dialled again and again.";
const MOST_PINGS = 40;
const WAITS = "It waits as long as Discord says, and is sent again by itself.";

/** See the top of this file. */
export class Story {
  readonly lines: Line[] = [];
  readonly pings: number[] = [];
  /** Milliseconds from the dial to each step's beginning. */
  reached: (number | undefined)[] = [];
  phase = "idle";
  step = -1;
  introduction: "identify" | "resume" = "identify";
  beat: Beat | undefined;
  /** When the next dial is due, while one is waited for. */
  dialsAt: number | undefined;
  failure: Extract<Note, { kind: "failed" }> | undefined;
  /** What a person can do while it goes on trying; undefined while nothing is needed. */
  hint: string | undefined;
  lastReplayed: number | undefined;
  #hasSession = false;
  #misses = 0;
  #dialledAt = 0;
  #explained = false;

  /** The tab was hidden from sight for a time, and is seen again. */
  shownAgain(at: number, hiddenMs: number, frames: number): void {
    const more = `The worker went on: ${frames.toLocaleString("en")} frames were recorded meanwhile.`;
    this.#line(at, "plain", `This tab was hidden for ${span(hiddenMs)}.`, more);
  }

  /** Takes in a batch, in the order in which things happened. */
  tell(frames: readonly Frame[], notes: readonly Note[]): void {
    let next = 0;
    for (const note of notes) {
      for (let frame = frames[next]; frame !== undefined && frame.at <= note.at; frame = frames[++next])
        this.#frame(frame);
      this.#note(note);
    }
    for (const frame of frames.slice(next)) this.#frame(frame);
  }

  #line(at: number, tone: Tone, text: string, more?: string): void {
    this.lines.push({ at, tone, text, ...(more !== undefined && { more }) });
    // Of what must make room, errors come last.
    if (this.lines.length > MOST_LINES)
      this.lines.splice(
        Math.max(
          0,
          this.lines.findIndex(({ tone: it }) => it !== "bad"),
        ),
        1,
      );
  }

  #frame(frame: Frame): void {
    const { op, at, direction } = frame;
    if (op === 0) return;
    if (op === 1 && direction === "out") {
      if (this.beat !== undefined) Object.assign(this.beat, { sentAt: at, awaited: true });
    } else if (op === 11) {
      this.#acknowledged(at);
    } else if (op === 10) {
      const { d } = JSON.parse(frame.text) as { d: { heartbeat_interval: number } };
      this.beat = { intervalMs: d.heartbeat_interval, sentAt: undefined, helloAt: at, awaited: false };
      [this.#misses, this.hint] = [0, undefined];
    } else if (op === 7) {
      this.#turn(at, "Discord asks for a new connection (op 7).", "The session is kept: dial, then Resume.");
    } else if (op === 9) {
      const resumable = (JSON.parse(frame.text) as { d: unknown }).d === true;
      const [what, decision] = resumable
        ? ["Discord does not accept the session now, it may be resumed (op 9, true).", "Resume once more."]
        : ["Discord ends the session (op 9, false).", "Wait 1 to 5 s as Discord asks, then Identify anew."];
      if (!resumable) this.#hasSession = false;
      this.#turn(at, what, decision);
    }
  }

  #turn(at: number, text: string, more: string): void {
    this.#explained = true;
    this.#line(at, "warn", text, more);
  }

  #acknowledged(at: number): void {
    const sentAt = this.beat?.sentAt;
    if (this.beat === undefined || sentAt === undefined || !this.beat.awaited) return;
    this.beat.awaited = false;
    this.pings.push(at - sentAt);
    if (this.pings.length > MOST_PINGS) this.pings.shift();
  }

  #note(note: Note): void {
    switch (note.kind) {
      case "phase":
        return this.#enter(note.phase, note.at);
      case "ready":
        return this.#line(
          note.at,
          "good",
          `READY as ${note.user}.`,
          `${span(note.at - this.#dialledAt)} after the dial.`,
        );
      case "resumed":
        this.lastReplayed = note.replayed;
        return this.#line(
          note.at,
          "good",
          `RESUMED, ${note.replayed} missed ${note.replayed === 1 ? "event" : "events"} replayed.`,
          "Nothing was lost.",
        );
      case "retry":
        return this.#retry(note);
      case "gap":
        return this.#line(
          note.at,
          "bad",
          `Events after ${note.after} and before ${note.before ?? "the end of the session"} are lost.`,
          "A gap is always told, never silent.",
        );
      case "warning":
        return this.#line(note.at, "warn", withoutLink(note.text), /answered 429/.test(note.text) ? WAITS : undefined);
      case "failed":
        this.failure = note;
        this.dialsAt = undefined;
        return this.#line(note.at, "bad", firstSentence(note.text), "It does not connect again by itself.");
      default:
        return;
    }
  }

  #retry(note: Extract<Note, { kind: "retry" }>): void {
    this.dialsAt = note.at + note.delayMs;
    if (++this.#misses >= MISSES_TO_HINT) this.hint = UNREACHABLE;
    const wait = `Next dial in ${span(note.delayMs)}.`;
    if (this.#explained) return this.#line(note.at, "plain", wait);
    this.#explained = true;
    const { verdict } = closeCode(note.close);
    if (verdict === "identify") this.#hasSession = false;
    const decision = verdict === "resume" && !this.#hasSession ? DECISIONS.begin : DECISIONS[verdict];
    this.#line(
      note.at,
      "warn",
      withoutLink(note.text),
      `${note.close === undefined ? "" : `Close ${note.close}. `}${decision} ${wait}`,
    );
  }

  #enter(phase: string, at: number): void {
    const before = this.phase;
    this.phase = phase;
    this.#hasSession ||= phase === "ready";
    if (phase === "dialling") {
      if (before === "ready" && !this.#explained) {
        this.#line(
          at,
          "warn",
          "A heartbeat went unanswered: the connection is dead.",
          "The session is kept: dial at once, then Resume.",
        );
      }
      [this.#explained, this.#dialledAt, this.dialsAt, this.beat, this.failure] = [
        false,
        at,
        undefined,
        undefined,
        undefined,
      ];
      this.reached = [];
    }
    if (phase === "identifying" || phase === "queued") this.introduction = "identify";
    if (phase === "resuming") this.introduction = "resume";
    const step = STEP_OF[phase];
    this.step = step ?? -1;
    if (step !== undefined) this.reached[step] ??= at - this.#dialledAt;
    if (phase === "waiting" || phase === "closed" || phase === "failed") this.beat = undefined;
    if (phase === "closed") this.#line(at, "plain", "Closed by this page.");
    if (phase === "waiting-for-budget")
      this.#line(at, "bad", "The session starts of today are used up.", "Waits until there are more.");
  }
}

/** What happened; the rest of an error says what to do. */
const firstSentence = (text: string): string => text.split(/(?<=\.) /)[0] ?? text;

/** A text without the place where more is told. */
const withoutLink = (text: string): string => text.replace(MORE, "");

/** Where an error's text says that more is told. */
export const MORE: RegExp = / More: (https:\S+)$/;

const DECISIONS = {
  begin: "There is no session yet: Identify.",
  resume: "The session is kept: Resume.",
  identify: "The session is lost: Identify anew.",
  fatal: "Trying again would end the same.",
} as const;

/** When the next heartbeat leaves, and how much of the wait is over; undefined without a connection. */
export function nextBeat(
  beat: Beat | undefined,
  now: number,
): { readonly inMs: number | undefined; readonly part: number } | undefined {
  if (beat === undefined) return undefined;
  const from = beat.sentAt ?? beat.helloAt;
  const part = Math.min(1, Math.max(0, (now - from) / beat.intervalMs));
  // The first comes at a random moment of the first interval, so that not all bots beat at once.
  return { inMs: beat.sentAt === undefined ? undefined : Math.max(0, beat.sentAt + beat.intervalMs - now), part };
}
