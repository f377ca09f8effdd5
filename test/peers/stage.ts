/**
 * What every bot here is given and what it has to do; the same for all, so that their logs can be laid side by side. It names
 * no library.
 */

/** Where the bot is to live. */
export interface Stage {
  readonly token: string;
  readonly applicationId: string;
  /** "http://127.0.0.1:8788/api": without a version. */
  readonly apiUrl: string;
  /** "ws://127.0.0.1:8788/gateway". */
  readonly gatewayUrl: string;
}

/** What a bot tells of itself. */
export type Report =
  | { readonly did: "ready"; readonly user: string }
  | { readonly did: "guilds"; readonly names: readonly string[] }
  | { readonly did: "registered"; readonly command: string }
  | { readonly did: "resumed" }
  | { readonly did: "noted"; readonly what: string };

/** Starts a bot: it registers /ping, answers "!ping", "!file" and /ping, and reports what it does. */
export type Start = (stage: Stage, report: (report: Report) => void) => unknown;

/** GUILDS, GUILD_MESSAGES, MESSAGE_CONTENT. */
export const INTENTS = 1 | 512 | 32768;
/** What the bot registers. */
export const COMMAND = { name: "ping", description: "Answers", type: 1 } as const;
/** What it answers to "!ping", and to the command. */
export const PONG = "pong";
/** What it uploads on "!file". */
export const FILE = { name: "hello.txt", text: "hello, wörld" } as const;
