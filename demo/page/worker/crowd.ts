/**
 * People who talk in the simulated guilds, so that there is something to see.
 */

import { dateToSnowflake } from "anycord/discord";
import type { Message, Simulator } from "anycord/testing";

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
const MOST_LATE_MS = 100;
/** Timers come a moment too soon as often as too late. */
const A_LITTLE = 0.1;
const TYPING_BEFORE = 3;
const IDS_PER_MS = 4096;

/** Faster than this, people say only what the bot does not answer, and what they say is not kept. */
const FASTEST_TALK = 30;
const CHATTER = LINES.filter((line) => !/^(!|hello)/.test(line));

/** See the top of this file. */
export class Crowd {
  readonly #discord: Simulator;
  #timer: ReturnType<typeof setInterval> | undefined;
  #owed = 0;
  #count = 0;
  #template: Message | undefined;

  constructor(discord: Simulator) {
    this.#discord = discord;
  }

  /** So many lines a second from now on. */
  pace(perSecond: number): void {
    clearInterval(this.#timer);
    if (perSecond <= 0) return;
    const everyMs = Math.max(SHORTEST_PAUSE_MS, 1000 / perSecond);
    let before = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      // A late turn makes up for the time that passed, but for no more than a worker can do at once.
      this.#owed += (perSecond * Math.min(now - before, everyMs + MOST_LATE_MS)) / 1000;
      before = now;
      const lines = Math.floor(this.#owed + A_LITTLE);
      this.#owed -= lines;
      if (perSecond > FASTEST_TALK && this.#template !== undefined) this.#flood(lines, this.#template);
      else for (let n = 0; n < lines; n++) this.#talk();
    }, everyMs);
  }

  #talk(): void {
    const n = this.#count++;
    const { channels, users } = this.#discord;
    const [channel, user] = [channels[n % 3 === 2 ? 1 : 0], users[n % users.length]];
    const text = LINES[n % LINES.length];
    if (channel === undefined || user === undefined || text === undefined) return;
    if (n % TYPING_BEFORE === 0) {
      this.#discord.emit("TYPING_START", {
        ...{ channel_id: channel.id, guild_id: channel.guild_id, user_id: user.id, member: { user } },
        timestamp: Math.floor(Date.now() / 1000),
      });
    }
    this.#template = this.#discord.say(channel, user, text);
  }

  /** Events only: a Discord that kept every line of a flood would soon be all the memory there is. */
  #flood(lines: number, template: Message): void {
    const { channels, users } = this.#discord;
    const firstId = BigInt(dateToSnowflake(Date.now()));
    for (const last = this.#count + lines; this.#count < last; this.#count++) {
      const n = this.#count;
      const [channel, author] = [channels[n % channels.length], users[n % users.length]];
      if (channel === undefined) return;
      const place = { channel_id: channel.id, guild_id: channel.guild_id };
      const about = { id: String(firstId + BigInt(n % IDS_PER_MS)), author, content: CHATTER[n % CHATTER.length] };
      this.#discord.emit("MESSAGE_CREATE", { ...template, ...place, ...about });
    }
  }
}
