/**
 * `anycord tail`: a bot's events as they come.
 *
 * It must never show a token: events of interactions and of voice servers hold some.
 */

import process from "node:process";
import { hideTokens } from "../client/tap.ts";
import { createClient } from "../client.ts";
import type { AnyEvent, EventName } from "../discord/events.ts";
import { eventIntents, type IntentName, privilegedIntents } from "../discord/intents.ts";
import { createSimulator } from "../testing/simulator.ts";
import { tokenOrComplain } from "./token.ts";

/** The longest line of facts, in characters. */
const LONGEST = 240;

/** How to tail. */
export interface TailOptions {
  /** Names; none: all. */
  readonly events: readonly string[];
  /** Whether to ask for what messages say, a privileged intent. */
  readonly content: boolean;
  readonly json: boolean;
  readonly seconds: number | undefined;
  readonly simulate: boolean;
}

/** Runs until the time is over, Ctrl+C, or nobody reads any more. */
export async function tail({ events, content, json, seconds, simulate }: TailOptions): Promise<number> {
  const stranger = events.find((name) => !(name in eventIntents));
  if (stranger !== undefined) {
    console.error(`"${stranger}" is not the name of an event. Use Discord's own names, such as "MESSAGE_CREATE".`);
    return 1;
  }
  if (seconds !== undefined && !(seconds >= 0)) {
    console.error("--seconds takes a number, such as --seconds 30.");
    return 1;
  }
  const discord = simulate ? createSimulator() : undefined;
  const token = discord?.token ?? tokenOrComplain();
  if (token === undefined) return 1;
  const intents = [...intentsFor(events), ...(content ? (["MESSAGE_CONTENT"] as const) : [])];
  const client = createClient({ token, intents, ...(discord && { runtime: discord.runtime }) });
  client.on("*", (event) => {
    if (events.length === 0 || events.includes(event.name)) console.log(json ? asJson(event) : asText(event));
  });
  await client.connect();
  // Not among the events: those go to standard output.
  console.error(`Connected as ${client.user?.username}. Ctrl+C ends.`);
  const stop = discord && play(discord);
  await over(seconds);
  stop?.();
  await client.close();
  discord?.close();
  return 0;
}

/** What the events need; for all events, all that needs no switch in the developer portal. */
function intentsFor(events: readonly string[]): IntentName[] {
  const wanted = Object.entries(eventIntents).filter(([name]) => events.length === 0 || events.includes(name));
  const names = wanted.flatMap(([, { guild, dm }]) => [...guild.slice(0, 1), ...dm.slice(0, 1)]);
  return [...new Set(names)].filter((name) => events.length > 0 || !privilegedIntents.includes(name));
}

function asJson({ name, data, seq, shard, at }: AnyEvent): string {
  return hideTokens(JSON.stringify({ name, seq, shard, at, data }));
}

function asText({ name, data, seq, at }: AnyEvent): string {
  return `${new Date(at).toISOString()} ${seq} ${name satisfies EventName} ${factsOf(data)}`;
}

/** What a person looks for first, wherever an event has it; the order is that of the line. */
const FACTS: readonly string[] = [
  ...["name", "author.username", "user.username", "member.user.username", "user_id", "content", "emoji.name", "status"],
  ...["data.name", "data.custom_id", "id", "message_id", "channel_id", "guild_id"],
];

/** A line of facts; where an event has none of them, the beginning of its JSON. */
function factsOf(data: unknown): string {
  const found = FACTS.flatMap((path) => {
    const value = path.split(".").reduce<unknown>((part, key) => (part as Record<string, unknown> | null)?.[key], data);
    return typeof value === "string" && value !== "" ? [`${path}=${JSON.stringify(value)}`] : [];
  });
  const text = found.length > 0 ? found.join(" ") : hideTokens(JSON.stringify(data) ?? "");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Lets somebody write in the simulator. */
function play(discord: ReturnType<typeof createSimulator>): () => void {
  let count = 0;
  const timer = setInterval(() => {
    const [channel, user] = [discord.channels[0], discord.users[count % discord.users.length]];
    if (channel !== undefined && user !== undefined) discord.say(channel, user, `line ${++count}`);
  }, 200);
  return () => clearInterval(timer);
}

function over(seconds: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = seconds === undefined ? undefined : setTimeout(resolve, seconds * 1000);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    process.once("SIGINT", end);
    // Whoever reads has enough, as `head` has.
    process.stdout.on("error", end);
  });
}
