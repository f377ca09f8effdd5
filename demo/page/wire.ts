/**
 * What the page and its worker say to each other. Types only.
 *
 * The token passes here once, from the page to the worker; nothing that the worker says may hold it.
 */

import type { Fault, ScenarioName } from "anycord/testing";
import type { Parcel } from "./parcel.ts";

/** A frame that passed between the bot and the gateway. */
export interface Frame {
  /** Counts up from 1, over all connections. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly direction: "in" | "out";
  readonly op: number;
  readonly t: string | null;
  readonly s: number | null;
  readonly bytes: number;
  /** As it passed, token values hidden. */
  readonly text: string;
}

/** Where the bot lives. "direct": on Discord, straight from the page. "server": through the server that serves the page. */
export type Mode = "simulator" | "direct" | "server";

/** Which bot to start, and where. */
export interface Start {
  readonly mode: Mode;
  /** Needed in all modes but "simulator". */
  readonly token?: string | undefined;
  /** Whether the server that serves the page is Discord itself, a simulated one. */
  readonly local?: boolean;
  /** What to ask for; undefined: what the program needs. */
  readonly intents?: number | undefined;
  /** The page's own address, for what is reached through its server. */
  readonly base: string;
}

/** What a visitor wants of the REST side. */
export interface Question {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** What a visitor does as a simulated user. */
export type Act = { readonly channel: string; readonly user: string } & (
  | {
      readonly kind: "slash";
      readonly name: string;
      readonly options: Readonly<Record<string, string | number | boolean>>;
    }
  | { readonly kind: "press"; readonly message: object; readonly customId: string }
  | { readonly kind: "submit"; readonly customId: string; readonly fields: Readonly<Record<string, string>> }
);

/** What the page says. */
export type Order =
  | ({ readonly type: "start" } & Start)
  | { readonly type: "stop" }
  /** The last bot anew, with the token that the worker still holds; with other intents, if any are named. */
  | { readonly type: "again"; readonly intents?: number | undefined }
  /** The last batch was taken in: the next may come. */
  | { readonly type: "taken" }
  | { readonly type: "drop" }
  | { readonly type: "fault"; readonly fault: Fault }
  /** Undoes all faults, and ends the story that is played. */
  | { readonly type: "heal" }
  /** Plays a story in the simulated Discord. */
  | { readonly type: "play"; readonly name: ScenarioName }
  /** Something happens in the simulated Discord, as it did before. */
  | { readonly type: "emit"; readonly event: string; readonly data: Record<string, unknown> }
  | { readonly type: "say"; readonly channel: string; readonly user: string; readonly text: string }
  /** How many lines the simulated people write a second; 0: they are silent. */
  | { readonly type: "pace"; readonly perSecond: number }
  | { readonly type: "ask"; readonly id: number; readonly question: Question }
  | { readonly type: "act"; readonly id: number; readonly act: Act };

/** Something that happened, apart from frames. */
export type Note = { readonly at: number } & (
  | { readonly kind: "phase"; readonly phase: string }
  | { readonly kind: "ready"; readonly user: string }
  | { readonly kind: "resumed"; readonly replayed: number }
  | {
      readonly kind: "retry";
      readonly code: string;
      readonly text: string;
      readonly delayMs: number;
      readonly close?: number;
    }
  | { readonly kind: "gap"; readonly after: number; readonly before: number | undefined; readonly cause: string }
  | { readonly kind: "warning" | "remark"; readonly text: string }
  /** It is over: the bot does not connect again by itself. */
  | { readonly kind: "failed"; readonly code: string; readonly text: string; readonly close?: number }
  | {
      readonly kind: "request";
      readonly route: string;
      readonly status: number | undefined;
      readonly tookMs: number;
      readonly attempt: number;
      readonly scope: string | undefined;
    }
);

/** How the bot stands. */
export interface Facts {
  readonly mode: Mode;
  readonly phase: string;
  readonly user: string | undefined;
  readonly pingMs: number | undefined;
  readonly seq: number | undefined;
  readonly sessionAgeMs: number | undefined;
  readonly identifies: number;
  readonly resumes: number;
  readonly reconnects: number;
  readonly intents: number;
  readonly intentNames: readonly string[];
  readonly privileged: readonly string[];
  readonly explained: string;
  readonly buckets: readonly BucketFacts[];
  /** Milliseconds since 1970, when this was so. */
  readonly at: number;
}

/** A bucket of the rate limiter. */
export interface BucketFacts {
  readonly name: string;
  readonly limit: number;
  readonly free: number;
  readonly inFlight: number;
  readonly waiting: number;
  readonly opensInMs: number;
}

/** Somebody or something with a name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who and what there is in the simulated Discord. */
export interface Town {
  readonly guilds: readonly Named[];
  readonly channels: readonly Named[];
  readonly users: readonly Named[];
  readonly bot: Named;
}

/** What the worker says. */
export type News =
  | {
      readonly type: "batch";
      readonly parcel: Parcel;
      readonly notes: readonly Note[];
      /** Frames that were too many to be shown. */
      readonly skipped: number;
      readonly facts: Facts | undefined;
    }
  | { readonly type: "town"; readonly town: Town | undefined }
  | { readonly type: "answer"; readonly id: number; readonly ok: boolean; readonly text: string };
