/**
 * Whole stories by name: what people do and what goes wrong, one step after the other. The seed decides them: the same seed, the
 * same story, in real time as in time that is not.
 *
 * It must never know a clock: a story yields how long to wait.
 */

import { UsageError } from "../errors.ts";
import type { Crowd } from "./crowd.ts";
import type { Fault } from "./faults.ts";
import type { Random } from "./random.ts";
import type { Channel, Guild, Message, User } from "./things.ts";

/** The stories there are. */
export type ScenarioName =
  /** Somebody writes every minute or so. */
  | "quiet-server"
  /** Several people write, type, react, correct and delete, several times a second. */
  | "busy-evening"
  /** Fifty strangers join the first guild in a few seconds, write the same everywhere, and leave. It ends. */
  | "raid"
  /** There are a hundred guilds at once; from time to time one is not available for a while. */
  | "boot-with-100-guilds"
  /** Connections and requests fail in every way there is, while people go on writing. */
  | "flaky-train"
  /** After a short chat the bot's token is no longer right. It ends. */
  | "token-revoked";

/** What a story is played with. */
export interface StoryParts {
  readonly random: Random;
  readonly guilds: () => readonly Guild[];
  /** Text channels of all guilds. */
  readonly channels: () => readonly Channel[];
  readonly users: () => readonly User[];
  readonly crowd: Crowd;
  readonly say: (channel: Channel, user: User, text: string) => Message;
  readonly fault: (fault: Fault) => void;
  /** Takes so many more guilds into the world, and tells the bot. */
  readonly grow: (guilds: number) => void;
  /** A guild is not available any more, or is so again. */
  readonly setAvailable: (guild: Guild, available: boolean) => void;
}

/** Milliseconds to wait, one after each step. */
type Story = Generator<number, void, void>;

const LINES = [
  ...["hello everybody", "!ping", "anyone up for a game?", "brb", "nice one", "what did I miss?", "good night"],
  ...[
    "look at this 👀",
    "who broke it?",
    "it works on my machine",
    "coffee?",
    "!roll",
    "ok",
    "lol",
    "see you tomorrow",
  ],
];
const EMOJIS = ["👍", "🔥", "😂", "🎉", "👀"];
const RAIDERS = 50;
const GUILDS = 100;

/** What goes wrong on the train: mostly cuts, and now and then the rest. */
const TROUBLE: readonly Fault[] = [
  ...["drop", "drop", "drop", "reconnect", "zombie", "invalid-session-resumable", "refused", "silent"],
  ...["network", "lost-answer", "garbage", "duplicate", "rate-limit", "invalid-session"],
].map((name) => name as Fault);
const MORE_TROUBLE: readonly Fault[] = [{ stallMs: 1_500 }, { status: 502 }, { close: 4000 }, { readyAfterMs: 2_000 }];

const STORIES: Readonly<Record<ScenarioName, (parts: StoryParts) => Story>> = {
  "quiet-server": function* (parts) {
    for (;;) {
      yield between(parts, 20_000, 120_000);
      chat(parts);
    }
  },
  "busy-evening": function* (parts) {
    let latest: Message | undefined;
    for (;;) {
      yield between(parts, 50, 600);
      latest = mingle(parts, latest);
    }
  },
  raid: function* (parts) {
    const [guild] = parts.guilds();
    if (guild === undefined) return;
    const strangers: User[] = [];
    for (let n = 1; n <= RAIDERS; n++) {
      strangers.push(parts.crowd.join(guild, `stranger-${n}`));
      yield between(parts, 20, 200);
    }
    const rooms = parts.channels().filter((channel) => channel.guild_id === guild.id);
    for (const room of rooms) {
      for (const stranger of strangers) {
        parts.say(room, stranger, `@everyone free nitro at https://n1tro.example/${parts.random.hex(6)}`);
        yield between(parts, 5, 60);
      }
    }
    for (const stranger of strangers) {
      parts.crowd.leave(guild, stranger);
      yield between(parts, 20, 200);
    }
  },
  "boot-with-100-guilds": function* (parts) {
    parts.grow(GUILDS - parts.guilds().length);
    for (;;) {
      yield between(parts, 5_000, 30_000);
      const guild = parts.random.pick(parts.guilds());
      parts.setAvailable(guild, false);
      yield between(parts, 1_000, 10_000);
      parts.setAvailable(guild, true);
    }
  },
  "flaky-train": function* (parts) {
    for (;;) {
      for (let n = parts.random.integer(8); n > 0; n--) {
        yield between(parts, 100, 1_000);
        chat(parts);
      }
      parts.fault(parts.random.pick([...TROUBLE, ...MORE_TROUBLE]));
      yield between(parts, 2_000, 15_000);
    }
  },
  "token-revoked": function* (parts) {
    for (let n = 0; n < 5; n++) {
      chat(parts);
      yield between(parts, 500, 2_000);
    }
    parts.fault("token-revoked");
  },
};

/** Their names. */
export const SCENARIOS: readonly ScenarioName[] = Object.keys(STORIES) as ScenarioName[];

/** Begins a story; throws a UsageError where there is none of that name. */
export function tell(name: ScenarioName, parts: StoryParts): Story {
  if (Object.hasOwn(STORIES, name)) return STORIES[name](parts);
  throw new UsageError("SIMULATOR_UNKNOWN", {
    what: `There is no story "${name}" in the simulator.`,
    cure: `Take one of ${SCENARIOS.join(", ")}.`,
  });
}

function between({ random }: StoryParts, least: number, most: number): number {
  return least + random.integer(most - least);
}

/** Somebody of a channel's guild writes. */
function chat({ random, channels, users, say }: StoryParts): Message {
  return say(random.pick(channels()), random.pick(users()), random.pick(LINES));
}

/** One thing of many that people do; answers the message that they talk of from now on. */
function mingle(parts: StoryParts, latest: Message | undefined): Message | undefined {
  const { random, crowd, channels, users } = parts;
  const dice = random.integer(20);
  if (latest === undefined || dice < 11) return chat(parts);
  if (dice < 14) crowd.react(latest, random.pick(users()), random.pick(EMOJIS));
  else if (dice < 18) crowd.type(random.pick(channels()), random.pick(users()));
  else if (dice < 19) crowd.edit(latest, `${latest.content} (edited)`);
  else {
    crowd.erase(latest);
    return undefined;
  }
  return latest;
}
