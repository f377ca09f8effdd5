/**
 * What people do: write, use commands, press buttons, choose, fill in forms. And what they see of the answer.
 */

import { TimeoutError, UsageError } from "../errors.ts";
import type { Happening } from "./audience.ts";
import type { DatedClock } from "./clock.ts";
import type { Endpoint } from "./endpoint.ts";
import { CALLBACK_MS, type InteractionAnswer, InteractionKind, TOKEN_MS } from "./interactions.ts";
import { invocationData, type OptionValue } from "./invocation.ts";
import { writeMessage } from "./messages.ts";
import type { Random } from "./random.ts";
import { interactionData } from "./summons.ts";
import type { Channel, Message, User } from "./things.ts";
import type { World } from "./world.ts";

/** A thing, or its id. */
export type Reference = string | { readonly id: string };

/** Who does something, and where. */
export interface Scene {
  /** Default: the first text channel. */
  readonly channel?: Reference | undefined;
  /** Default: the first user. */
  readonly user?: Reference | undefined;
}

/** What people are made of. */
export interface PeopleParts {
  readonly world: World;
  readonly clock: DatedClock;
  readonly random: Random;
  readonly publish: (happening: Happening) => void;
  readonly endpoint: Endpoint;
}

/** The people of the simulated Discord. */
export class People {
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  say(channel: Reference, user: Reference, text: string): Message {
    const { world, publish } = this.#parts;
    const scene = this.#scene({ channel, user });
    const draft = { content: text };
    const { message, happening } = writeMessage(world, scene.channel, scene.user, draft, world.timestamp());
    publish(happening);
    return message;
  }

  slash(name: string, options: Readonly<Record<string, OptionValue>>, scene: Scene): Promise<InteractionAnswer> {
    const place = this.#scene(scene);
    const data = invocationData(this.#parts.world, { name, options, guildId: place.channel.guild_id });
    return this.#interact(InteractionKind.Command, data, place);
  }

  autocomplete(name: string, option: string, typed: string, scene: Scene): Promise<InteractionAnswer> {
    const place = this.#scene(scene);
    const guildId = place.channel.guild_id;
    const data = invocationData(this.#parts.world, { name, options: { [option]: typed }, guildId, focused: option });
    return this.#interact(InteractionKind.Autocomplete, data, place);
  }

  press(
    message: Message,
    customId: string,
    values: readonly string[] | undefined,
    scene: Scene,
  ): Promise<InteractionAnswer> {
    const component_type = values === undefined ? 2 : 3;
    const data = { custom_id: customId, component_type, ...(values === undefined ? {} : { values, resolved: {} }) };
    return this.#interact(
      InteractionKind.Component,
      data,
      this.#scene({ channel: message.channel_id, ...scene }),
      message,
    );
  }

  submit(customId: string, fields: Readonly<Record<string, string>>, scene: Scene): Promise<InteractionAnswer> {
    const components = Object.entries(fields).map(([custom_id, value], n) => ({
      ...{ type: 18, id: 2 * n + 1, component: { type: 4, id: 2 * n + 2, custom_id, value } },
    }));
    return this.#interact(InteractionKind.Modal, { custom_id: customId, components }, this.#scene(scene));
  }

  #interact(
    kind: InteractionKind,
    data: Record<string, unknown>,
    { channel, user }: { readonly channel: Channel; readonly user: User },
    source?: Message,
  ): Promise<InteractionAnswer> {
    const { world, clock, random, publish, endpoint } = this.#parts;
    return new Promise((resolve, reject) => {
      const settle = (answer: InteractionAnswer): void => {
        cancel();
        resolve(answer);
      };
      const start = { kind, channel, user, source, createdAt: clock.now(), settle };
      const interaction = world.interactions.begin(world.ids, random, start);
      const wait = (ms: number): (() => void) =>
        clock.schedule(() => {
          if (ms === CALLBACK_MS && interaction.acknowledgedAs !== undefined) cancel = wait(TOKEN_MS - CALLBACK_MS);
          else reject(unanswered(ms));
        }, ms);
      let cancel = wait(CALLBACK_MS);
      const told = interactionData(world, interaction, data, clock.date());
      if (!endpoint.serving) return publish({ name: "INTERACTION_CREATE", guildId: channel.guild_id, data: told });
      endpoint.deliver(told).catch((error: unknown) => {
        cancel();
        reject(error);
      });
    });
  }

  #scene({ channel, user }: Scene): { readonly channel: Channel; readonly user: User } {
    const { channels, users } = this.#parts.world;
    const where = channel === undefined ? firstOf(channels, (it) => it.type === 0) : channels.get(idOf(channel));
    const who = user === undefined ? firstOf(users, (it) => !it.bot) : users.get(idOf(user));
    if (where !== undefined && who !== undefined) return { channel: where, user: who };
    throw new UsageError("SIMULATOR_UNKNOWN", {
      what: `There is no such ${where === undefined ? "channel" : "user"} in the simulator.`,
      cure: "Take one of its `channels` and `users`.",
    });
  }
}

function unanswered(ms: number): TimeoutError {
  return new TimeoutError("SIMULATOR_UNANSWERED", ms, {
    what: "The application did not respond: the interaction got no answer in time.",
    cure: "Look at the simulator's ledger for the request that should have come.",
  });
}

function firstOf<T>(things: ReadonlyMap<string, T>, wanted: (thing: T) => boolean): T | undefined {
  return [...things.values()].find(wanted);
}

function idOf(thing: Reference): string {
  return typeof thing === "string" ? thing : thing.id;
}
