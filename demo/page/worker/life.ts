/**
 * One bot's life, from start to stop: it connects, and everything that happens to it is told to the outlet.
 *
 * The token lives here and nowhere else; nothing that is told may hold it.
 */

import { AnycordError, type Client, createClient, GatewayClosedError } from "anycord";
import type { ScenarioName } from "anycord/testing";
import type { Act, Facts, Note, Question, Start, Town } from "../wire.ts";
import { perform } from "./act.ts";
import { Crowd } from "./crowd.ts";
import type { Outlet } from "./outlet.ts";
import { openPlace, type Place } from "./place.ts";

type Untimed<N> = N extends Note ? Omit<N, "at"> : never;

const LINES_PER_SECOND = 3;

/** See the top of this file. */
export class Life {
  readonly #start: Start;
  readonly #outlet: Outlet;
  readonly #place: Place;
  readonly #client: Client;
  readonly #crowd: Crowd | undefined;
  #ended = false;
  #stopStory: () => void = () => {};

  constructor(start: Start, outlet: Outlet) {
    this.#start = start;
    this.#outlet = outlet;
    this.#place = openPlace(start);
    const { options, discord } = this.#place;
    this.#client = createClient({
      ...options,
      log: ({ level, message, data }) => {
        // Lost events have a note of their own.
        if ((level === "warn" || level === "error") && data?.cause === undefined)
          this.#note({ kind: "warning", text: plain(message) });
      },
      onError: (error, { event }) => this.#failed(error, event === "gateway"),
    });
    this.#crowd = discord && new Crowd(discord);
    this.#watch();
  }

  get place(): Place {
    return this.#place;
  }

  get town(): Town | undefined {
    const { discord } = this.#place;
    if (discord === undefined) return undefined;
    const guild = (id: string | undefined) => discord.guilds.find((it) => it.id === id)?.name ?? "";
    return {
      guilds: discord.guilds.map(({ id, name }) => ({ id, name })),
      channels: discord.channels.map(({ id, name, guild_id }) => ({ id, name: `#${name} · ${guild(guild_id)}` })),
      users: discord.users.map(({ id, username }) => ({ id, name: username })),
      bot: { id: discord.bot.id, name: discord.bot.username },
    };
  }

  /** Connects; what goes wrong is told, not thrown. */
  async begin(): Promise<void> {
    try {
      await this.#place.check();
      await this.#client.connect();
      this.pace(LINES_PER_SECOND);
    } catch (error) {
      this.#failed(error, true);
    }
  }

  async end(): Promise<void> {
    this.#ended = true;
    this.pace(0);
    await this.#client.close();
    this.#place.discord?.close();
  }

  pace(perSecond: number): void {
    if (!this.#ended || perSecond === 0) this.#crowd?.pace(perSecond);
  }

  /** Plays a story in the place of the one before. */
  play(name: ScenarioName): void {
    this.#stopStory();
    this.#stopStory = this.#place.discord?.play(name) ?? (() => {});
  }

  heal(): void {
    this.#stopStory();
    this.#place.discord?.heal();
  }

  ask({ method, path, body }: Question): Promise<unknown> {
    return this.#client.rest.raw(method, path, body === undefined ? {} : { body });
  }

  /** Lets a simulated user do something: what they see of the answer. */
  async act(act: Act): Promise<unknown> {
    const { discord } = this.#place;
    if (discord === undefined) throw new Error("There are no simulated users here.");
    return perform(discord, act);
  }

  facts(): Facts {
    const { intents, shards, user, rest } = this.#client;
    const [shard] = shards;
    return {
      ...{ mode: this.#start.mode, user: user?.username, at: Date.now(), phase: shard?.phase ?? "idle" },
      ...{ pingMs: shard?.pingMs, seq: shard?.seq, sessionAgeMs: shard?.sessionAgeMs },
      ...{ identifies: shard?.identifies ?? 0, resumes: shard?.resumes ?? 0, reconnects: shard?.reconnects ?? 0 },
      ...{ intents: intents.value, intentNames: intents.names, privileged: intents.privileged },
      explained: intents.explain(),
      buckets: rest.buckets(),
    };
  }

  #watch(): void {
    const client = this.#client;
    client.tap((frame) => this.#ended || this.#outlet.frame(frame));
    client.on("state", ({ phase }) => this.#note({ kind: "phase", phase }));
    client.on("READY", ({ user }) => this.#note({ kind: "ready", user: user.username }));
    client.on("resumed", ({ replayed }) => this.#note({ kind: "resumed", replayed }));
    client.on("retry", ({ error, delayMs }) => this.#note({ kind: "retry", delayMs, ...told(error) }));
    client.on("gap", ({ after, before, cause }) => this.#note({ kind: "gap", after, before, cause }));
    client.rest.onRequest(({ route, status, tookMs, attempt, scope }) =>
      this.#note({ kind: "request", route, status, tookMs, attempt, scope }),
    );
  }

  #failed(error: unknown, final: boolean): void {
    const { text, ...rest } = told(error);
    this.#note(final ? { kind: "failed", text, ...rest } : { kind: "warning", text });
  }

  /** What is over has no more to tell: another life may have begun. */
  #note(note: Untimed<Note>): void {
    if (this.#ended) return;
    this.#outlet.note({ at: Date.now(), ...note } as Note);
  }
}

interface Told {
  readonly code: string;
  readonly text: string;
  readonly close?: number;
}

function told(error: unknown): Told {
  const text = plain(error instanceof Error ? error.message : String(error));
  if (!(error instanceof AnycordError)) return { code: "ERROR", text };
  const close = error instanceof GatewayClosedError ? error.closeCode : undefined;
  return { code: error.code, text, ...(close !== undefined && { close }) };
}

/** Without the lines of a built file, which say nothing to a visitor. */
function plain(text: string): string {
  return text.replace(/ of createClient\(\) at \S+:\d+:\d+/g, " of the program");
}
