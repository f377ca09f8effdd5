/**
 * What all panels share: the worker on the other side, the frames and notes so far, and how the bot stands.
 *
 * It must never hold the token: that passes through `start` to the worker and is forgotten.
 */

import { FrameLog } from "./frame-log.ts";
import { unpack } from "./parcel.ts";
import type { Act, Facts, Frame, News, Note, Order, Question, Start, Town } from "./wire.ts";

/** What came in one batch. */
export interface Batch {
  readonly frames: readonly Frame[];
  readonly notes: readonly Note[];
  readonly facts: Facts | undefined;
}

/** How a REST request ended. */
export interface Answer {
  readonly ok: boolean;
  readonly text: string;
}

interface WorkerLike {
  postMessage(order: Order): void;
  addEventListener(type: "message", listener: (event: MessageEvent<News>) => void): void;
}

const MOST_NOTES = 400;

/** See the top of this file. */
export class App {
  readonly frames: FrameLog = new FrameLog();
  readonly notes: Note[] = [];
  facts: Facts | undefined;
  town: Town | undefined;
  /** Frames that never reached the page because they were too many. */
  skipped = 0;
  readonly #worker: WorkerLike;
  readonly #hearers: ((batch: Batch) => void)[] = [];
  readonly #neighbours: ((town: Town | undefined) => void)[] = [];
  readonly #beginners: ((start: Omit<Start, "token">) => void)[] = [];
  readonly #questions = new Map<number, (answer: Answer) => void>();
  #asked = 0;
  /** How the last bot was started. */
  #last: Omit<Start, "token"> | undefined;

  constructor(worker: WorkerLike) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => this.#hear(data));
  }

  order(order: Order): void {
    this.#worker.postMessage(order);
  }

  /** Ends the bot that runs, and starts another. */
  start(start: Start): void {
    const { token: _forgotten, ...rest } = start;
    this.#begin(rest);
    this.order({ type: "start", ...start });
  }

  /** Starts the last bot anew; the token, if it has one, is in the worker. */
  startAgain(intents?: number): void {
    if (this.#last === undefined) return;
    this.#begin(this.#last);
    this.order({ type: "again", intents });
  }

  #begin(start: Omit<Start, "token">): void {
    this.#last = start;
    this.frames.clear();
    this.notes.length = 0;
    this.skipped = 0;
    this.facts = undefined;
    for (const begin of this.#beginners) begin(start);
  }

  /** Ends the bot, and shows frames of a file. */
  look(frames: readonly Frame[]): void {
    this.order({ type: "stop" });
    this.frames.clear();
    [this.notes.length, this.skipped] = [0, 0];
    this.#take({ frames, notes: [], skipped: 0, facts: undefined });
  }

  /** Sends a REST request by the bot. Never rejects. */
  ask(question: Question): Promise<Answer> {
    const id = ++this.#asked;
    this.order({ type: "ask", id, question });
    return new Promise((resolve) => this.#questions.set(id, resolve));
  }

  /** Lets a simulated user do something. Never rejects; the text is JSON of what they see. */
  act(act: Act): Promise<Answer> {
    const id = ++this.#asked;
    this.order({ type: "act", id, act });
    return new Promise((resolve) => this.#questions.set(id, resolve));
  }

  /** Calls `hear` with every batch. */
  onBatch(hear: (batch: Batch) => void): void {
    this.#hearers.push(hear);
  }

  /** Calls `hear` when another simulated Discord, or none, is there. */
  onTown(hear: (town: Town | undefined) => void): void {
    this.#neighbours.push(hear);
  }

  /** Calls `hear` when another bot is started. */
  onStart(hear: (start: Omit<Start, "token">) => void): void {
    this.#beginners.push(hear);
  }

  #hear(news: News): void {
    switch (news.type) {
      case "batch":
        this.#take({ ...news, frames: unpack(news.parcel) });
        return this.order({ type: "taken" });
      case "town":
        this.town = news.town;
        for (const hear of this.#neighbours) hear(news.town);
        return;
      case "answer":
        this.#questions.get(news.id)?.(news);
        this.#questions.delete(news.id);
    }
  }

  #take(batch: Batch & { readonly skipped: number }): void {
    this.frames.add(batch.frames);
    this.skipped += batch.skipped;
    this.notes.push(...batch.notes);
    if (this.notes.length > MOST_NOTES) this.notes.splice(0, this.notes.length - MOST_NOTES);
    this.facts = batch.facts ?? this.facts;
    for (const hear of this.#hearers) hear(batch);
  }
}
