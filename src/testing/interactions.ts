/**
 * What users do to a bot, and what becomes of it: each interaction with its token, its deadlines and its answer.
 * https://docs.discord.com/developers/interactions/receiving-and-responding
 *
 * It tells nobody; who makes an interaction publishes it.
 */

import type { Ids } from "./ids.ts";
import type { Random } from "./random.ts";
import type { Channel, Message, User } from "./things.ts";

/** Kinds of interaction. */
export const InteractionKind = { Command: 2, Component: 3, Autocomplete: 4, Modal: 5 } as const;
export type InteractionKind = (typeof InteractionKind)[keyof typeof InteractionKind];

/** What a bot answered. */
export interface InteractionAnswer {
  /** Discord's number: 4 message, 6 nothing to be seen, 7 changed message, 8 choices, 9 modal. */
  readonly type: number;
  /** The message, as it is after a deferred answer was filled in. */
  readonly message?: Message | undefined;
  /** Whether only the user sees it. */
  readonly ephemeral: boolean;
  /** What else the answer carried: choices, the modal. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** An interaction and how far it has come. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly kind: InteractionKind;
  readonly channel: Channel;
  readonly user: User;
  /** Simulator's clock, milliseconds. */
  readonly createdAt: number;
  /** The message that a component belongs to. */
  readonly source: Message | undefined;
  /** The number of the callback, once there was one. */
  acknowledgedAs: number | undefined;
  ephemeral: boolean;
  /** The first answer's message, seen or loading. */
  original: Message | undefined;
  /** Ephemeral messages, which no channel keeps. */
  readonly whispers: Map<string, Message>;
  /** Called once there is something to be seen. */
  readonly settle: (answer: InteractionAnswer) => void;
}

/** What an interaction begins with. */
export interface InteractionStart {
  readonly kind: InteractionKind;
  readonly channel: Channel;
  readonly user: User;
  readonly source?: Message | undefined;
  readonly createdAt: number;
  readonly settle: (answer: InteractionAnswer) => void;
}

/** For how long a callback may come, in milliseconds. */
export const CALLBACK_MS = 3_000;
/** For how long the token is good, in milliseconds. */
export const TOKEN_MS = 900_000;

/** All interactions. */
export class Interactions {
  readonly #byToken = new Map<string, Interaction>();

  /** Begins one. */
  begin(ids: Ids, random: Random, start: InteractionStart): Interaction {
    const interaction: Interaction = {
      ...{ source: undefined, ...start, id: ids(), token: `${random.hex(64)}`, acknowledgedAs: undefined },
      ...{ ephemeral: false, original: undefined, whispers: new Map<string, Message>() },
    };
    this.#byToken.set(interaction.token, interaction);
    return interaction;
  }

  /** The one of a token, as long as the token is good. */
  find(token: string, now: number): Interaction | undefined {
    const found = this.#byToken.get(token);
    return found !== undefined && now - found.createdAt <= TOKEN_MS ? found : undefined;
  }
}
