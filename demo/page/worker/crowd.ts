/**
 * People who talk in the simulated guilds, so that there is something to see.
 */

import type { Simulator } from "anycord/testing";

const LINES = [
  "hello everybody",
  "anyone up for a game?",
  "!ping",
  "brb, tea",
  "that was a good one",
  "!roll",
  "who broke the build?",
  "hello again",
  "not me, promise",
  "look at the heartbeat, it is alive",
  "!ping",
  "good night",
];
/** Faster than this, several lines are written at once. */
const SHORTEST_PAUSE_MS = 20;
const TYPING_BEFORE = 3;

/** See the top of this file. */
export class Crowd {
  readonly #discord: Simulator;
  #timer: ReturnType<typeof setInterval> | undefined;
  #owed = 0;
  #count = 0;

  constructor(discord: Simulator) {
    this.#discord = discord;
  }

  /** So many lines a second from now on. */
  pace(perSecond: number): void {
    clearInterval(this.#timer);
    if (perSecond <= 0) return;
    const everyMs = Math.max(SHORTEST_PAUSE_MS, 1000 / perSecond);
    this.#timer = setInterval(() => this.#speak((perSecond * everyMs) / 1000), everyMs);
  }

  #speak(lines: number): void {
    for (this.#owed += lines; this.#owed >= 1 - 1e-9; this.#owed--) this.#write();
  }

  #write(): void {
    const { channels, users } = this.#discord;
    const n = this.#count++;
    const [channel, user] = [channels[n % 3 === 2 ? 1 : 0], users[n % users.length]];
    const text = LINES[n % LINES.length];
    if (channel === undefined || user === undefined || text === undefined) return;
    if (n % TYPING_BEFORE === 0) {
      this.#discord.emit("TYPING_START", {
        ...{ channel_id: channel.id, guild_id: channel.guild_id, user_id: user.id, member: { user } },
        timestamp: Math.floor(Date.now() / 1000),
      });
    }
    this.#discord.say(channel, user, text);
  }
}
