/**
 * Which intents a bot needs, computed from what it listens to; every one remembers the line that asked for it.
 * https://docs.discord.com/developers/events/gateway#gateway-intents
 *
 * Pure bookkeeping; it must never know a connection.
 */

import type { EventName } from "../discord/events.ts";
import {
  type IntentName,
  Intents,
  intentNames,
  intentsOfEvent,
  privilegedIntents,
  resolveIntents,
} from "../discord/intents.ts";
import { UsageError } from "../errors.ts";

/** One who wants an event. */
export interface Wish {
  readonly event: EventName;
  readonly scope?: "guild" | "dm" | undefined;
  readonly content?: boolean | undefined;
  /** Who asks: "listener at bot.ts:12:8", 'command "tag admin"'. */
  readonly who: string;
}

/** The intents of a bot. */
export interface IntentReport {
  /** What IDENTIFY says: the sum of the bits. */
  readonly value: number;
  readonly names: readonly IntentName[];
  /** Those that must be switched on in the developer portal. */
  readonly privileged: readonly IntentName[];
  /** Which line asked for which intent, one a line of text. */
  explain(): string;
}

/** What `intents` may be: computed, or given by name or number. */
export type IntentChoice = "auto" | number | readonly IntentName[];

/** Gathers wishes until the bot connects, and judges those that come later. */
export class IntentPlan {
  readonly #given: number | undefined;
  readonly #wishes: Wish[] = [];
  /** What the bot identified with; undefined before it connects. */
  #held: number | undefined;
  #heldBy = "";

  constructor(choice: IntentChoice) {
    this.#given = choice === "auto" ? undefined : resolveIntents(choice);
  }

  /**
   * Notes a wish. After connecting it is checked against what the bot has.
   * @returns A warning, if the event will come only in part.
   * @throws {UsageError} INTENT_MISSING if the event can never come.
   */
  add(wish: Wish): string | undefined {
    if (this.#held !== undefined) return this.#late(wish, this.#held);
    this.#wishes.push(wish);
    return undefined;
  }

  #late(wish: Wish, held: number): string | undefined {
    const sources = sourcesOf(wish);
    const shut = sources.filter((source) => !isOpen(source, held));
    if (shut.length === 0) return undefined;
    if (mayCome(wish, held)) {
      const missing = shut.map(([first]) => first).join(", ");
      return `${wish.event} (${wish.who}) will come only in part: the bot connected without ${missing} (${this.#heldBy}).`;
    }
    throw new UsageError("INTENT_MISSING", {
      what: `${wish.event} can never come (${wish.who}): it needs ${neededBy(wish)}; the bot connected without (${this.#heldBy}).`,
      cure: "Listen before connect(), or name the intent in `intents`.",
    });
  }

  /** Fixes the intents. `line` is that of connect(). */
  hold(line: string): void {
    if (this.#held !== undefined) return;
    this.#held = this.report.value;
    this.#heldBy = `connect() at ${line}`;
  }

  /** After close() the intents may change again. */
  release(): void {
    this.#held = undefined;
  }

  get report(): IntentReport {
    const value = this.#given ?? resolveIntents(this.#wishes.flatMap(intentsOf));
    const names = intentNames(value);
    return {
      value,
      names,
      privileged: names.filter((name) => privilegedIntents.includes(name)),
      explain: () => this.#explain(names),
    };
  }

  #explain(names: readonly IntentName[]): string {
    if (names.length === 0) return "No intents: nothing needs one.";
    return names.map((name) => `${name}: ${this.#reasons(name) || "named in `intents`"}`).join("\n");
  }

  #reasons(name: IntentName): string {
    const asking = this.#wishes.filter((wish) => intentsOf(wish).includes(name));
    return [...new Set(asking.map(({ event, who }) => `${event}, ${who}`))].join("; ");
  }

  /** What to say at connect: listeners that will miss something. */
  warnings(): string[] {
    const { value } = this.report;
    return this.#wishes.flatMap((wish) => this.#contentWarning(wish, value) ?? this.#missingWarning(wish, value) ?? []);
  }

  #contentWarning({ event, content, scope, who }: Wish, value: number): string | undefined {
    // The content of direct messages always comes.
    if (
      event !== "MESSAGE_CREATE" ||
      content !== undefined ||
      scope === "dm" ||
      (value & Intents.MESSAGE_CONTENT) !== 0
    )
      return undefined;
    return `MESSAGE_CREATE (${who}) comes without content, except in direct messages and mentions. Say { content: true } to have it (a switch in the developer portal), else { content: false }.`;
  }

  #missingWarning(wish: Wish, value: number): string | undefined {
    if (mayCome(wish, value)) return undefined;
    return `${wish.event} (${wish.who}) will never come: \`intents\` has no ${neededBy(wish)}.`;
  }
}

/** Where an event may come from, each as the intents of which any one brings it, the least of them first. */
function sourcesOf({ event, scope, content }: Wish): readonly (readonly IntentName[])[] {
  const { guild, dm } = intentsOfEvent(event);
  const sources = [scope === "dm" ? [] : guild, scope === "guild" ? [] : dm].filter(({ length }) => length > 0);
  return content === true ? [...sources, ["MESSAGE_CONTENT"]] : sources;
}

function isOpen(source: readonly IntentName[], held: number): boolean {
  return source.some((name) => (held & Intents[name]) !== 0);
}

/** Whether the event comes at all; its content is another matter. */
function mayCome(wish: Wish, held: number): boolean {
  const sources = sourcesOf({ ...wish, content: false });
  return sources.length === 0 || sources.some((source) => isOpen(source, held));
}

const neededBy = (wish: Wish): string => intentsOf({ ...wish, content: false }).join(" or ");

function intentsOf(wish: Wish): readonly IntentName[] {
  return sourcesOf(wish).flatMap(([least]) => least ?? []);
}
