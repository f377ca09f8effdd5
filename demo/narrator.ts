/**
 * Tells in a terminal what a client goes through: the steps of its connection, its events, and what it answers.
 */

import process from "node:process";
import type { AnyEvent, Client, TapFrame } from "anycord";

type Print = (line: string) => void;
type Paint = (text: string) => string;

const colourful = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint =
  (code: number): Paint =>
  (text) =>
    colourful ? `\u001b[${code}m${text}\u001b[0m` : text;
const [dim, green, yellow, blue, cyan] = [paint(2), paint(32), paint(33), paint(34), paint(36)];

const OPCODES: Readonly<Record<number, string>> = {
  1: "Heartbeat",
  2: "Identify",
  6: "Resume",
  7: "Reconnect",
  9: "Invalid Session",
  10: "Hello",
  11: "Heartbeat ACK",
};

/** Begins to tell. */
export function narrate(client: Client, print: Print): void {
  const startedAt = Date.now();
  const say = (mark: string, text: string): void => {
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(2).padStart(6);
    print(`${dim(`${seconds} s`)} ${mark} ${text}`);
  };
  client.on("state", ({ phase }) => say(blue("·"), `connection: ${phase}`));
  client.on("retry", ({ error, delayMs }) =>
    say(yellow("!"), `${error.message} Next try in ${Math.round(delayMs)} ms.`),
  );
  client.on("gap", ({ after, before }) =>
    say(yellow("!"), `events after ${after} and before ${before ?? "the end"} are lost`),
  );
  client.on("resumed", ({ replayed }) => say(green("✓"), `RESUMED, ${replayed} missed event(s) replayed`));
  client.on("READY", ({ user, guilds }) => say(green("✓"), `READY as ${user.username} in ${guilds.length} guild(s)`));
  client.on("*", (event) => {
    if (event.name !== "READY" && event.name !== "RESUMED") say(cyan("←"), describe(event));
  });
  client.tap((frame) => {
    const line = protocol(frame);
    if (line !== undefined) say(dim(frame.direction === "in" ? "←" : "→"), dim(line));
  });
  client.rest.onRequest((request) => {
    if (request.status !== undefined) say(green("→"), `${request.route} ${request.status}`);
  });
}

/** Frames that carry no event. */
function protocol({ op, bytes }: TapFrame): string | undefined {
  const name = OPCODES[op];
  return name === undefined ? undefined : `${name} (op ${op}, ${bytes} bytes)`;
}

function describe(event: AnyEvent): string {
  switch (event.name) {
    case "MESSAGE_CREATE":
      return `MESSAGE_CREATE ${event.data.author.username}: ${event.data.content || dim("(no content)")}`;
    case "GUILD_CREATE":
      return `GUILD_CREATE ${"name" in event.data ? event.data.name : event.data}`;
    case "MESSAGE_REACTION_ADD":
      return `MESSAGE_REACTION_ADD ${event.data.emoji.name}`;
    default:
      return event.name;
  }
}
