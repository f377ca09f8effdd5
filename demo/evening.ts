/**
 * A busy evening in a simulated guild: people write and ask the bot for things, and once the connection breaks.
 * Afterwards it compares what the bot saw with what was sent.
 */

import type { Client } from "anycord";
import type { Simulator } from "anycord/testing";

const LINES = ["hello everybody", "!ping", "anyone up for a game?", "!roll", "brb", "hello again", "!ping", "nice one"];
const LINE_EVERY_MS = 400;
/** The connection breaks once, so long after the beginning. */
const DROP_AFTER_MS = 3000;
const WHILE_AWAY = ["did the bot leave?", "!ping", "it will be back"];
/** How long the last answers and events get to arrive. */
export const SETTLE_MS = 1500;

/** See the top of this file. */
export class Evening {
  readonly #simulator: Simulator;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #lines = 0;
  #seen = 0;
  #answers = 0;
  #resumes = 0;
  #replayed = 0;

  constructor(simulator: Simulator, client: Client) {
    this.#simulator = simulator;
    client.on("*", () => this.#seen++);
    client.on("resumed", ({ replayed }) => {
      this.#resumes++;
      this.#replayed += replayed;
    });
    client.rest.onRequest((request) => {
      if (request.status === 200 && request.route.startsWith("POST /channels/")) this.#answers++;
    });
  }

  begin(): void {
    this.#timers = [
      setInterval(() => this.#write(LINES[this.#lines++ % LINES.length] ?? ""), LINE_EVERY_MS),
      setTimeout(() => this.#breakUp(), DROP_AFTER_MS),
    ];
  }

  #write(text: string): void {
    const { channels, users } = this.#simulator;
    const [channel, user] = [channels[0], users[this.#lines % users.length]];
    if (channel !== undefined && user !== undefined) this.#simulator.say(channel, user, text);
  }

  /** The connection drops, and people go on writing while the bot is away. */
  #breakUp(): void {
    this.#simulator.fault("drop");
    for (const text of WHILE_AWAY) this.#write(text);
  }

  /** Stops writing and lets what is under way arrive. */
  async end(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  }

  /** Whether the bot saw every event exactly once. */
  get complete(): boolean {
    return this.#seen === this.#simulator.ledger.due();
  }

  summary(): string {
    const { ledger } = this.#simulator;
    const verdict = this.complete ? "nothing was lost" : "THE COUNTS DIFFER";
    return `${this.#seen} events seen of ${ledger.due()} sent, ${this.#answers} answers, ${this.#resumes} resume(s) with ${this.#replayed} replayed of ${ledger.missed()} sent while away: ${verdict}.`;
  }
}
