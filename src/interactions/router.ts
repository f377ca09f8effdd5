/**
 * Takes an interaction to who answers it: a waiting handler, a command of the tree, a component, or the fallback.
 *
 * It must never reject or throw on an interaction: what goes wrong is reported to `onError` and answered by the fallback.
 */

import type { ComponentTable } from "../commands/component-table.ts";
import type { Interaction } from "../commands/interaction.ts";
import type { Autocomplete, SentOption } from "../commands/option-types.ts";
import { type CommandTree, findLeaf, type Leaf, type MergedSettings } from "../commands/tree.ts";
import { sentOptions } from "../commands/values.ts";
import type { APIInteractionResponse } from "../discord/types.ts";
import { ExpiredError, UsageError } from "../errors.ts";
import type { Clock } from "../machine.ts";
import { createReplier, type Replier } from "./answers.ts";
import {
  type Awaited,
  autocompleteContext,
  type ContextParts,
  commandContext,
  componentContext,
  modalContext,
} from "./context.ts";
import type { DeadlineInit } from "./deadline.ts";
import { type Fallback, type FallbackReason, fallBack } from "./fallback.ts";
import { type InteractionFault, unanswered, unknown } from "./faults.ts";
import { createGates } from "./gates.ts";
import { type InteractionPayload, readPayload } from "./payload.ts";
import type { Send } from "./send.ts";
import { createWaits, type Waits } from "./waits.ts";

export type { InteractionFault };

/** What a router is made of. */
export interface RouterInit {
  /** The commands; undefined: none. */
  readonly tree?: CommandTree | undefined;
  /** The components; undefined: none. */
  readonly components?: ComponentTable | undefined;
  /** `rest.request`, or any function of its shape. */
  readonly send: Send;
  readonly clock: Clock;
  /** Hears of everything that went wrong; must not throw. */
  readonly onError: (error: unknown, fault: InteractionFault) => void;
  /** What users are told when nobody answers. Default: a short text in English that only they see. */
  readonly fallback?: Fallback | undefined;
  /** After how many milliseconds a slow handler's interaction is deferred; false: never. Default: 2,000. */
  readonly deferAfterMs?: number | false | undefined;
  /** What every interaction gets besides. */
  readonly extra: Pick<Interaction, "rest" | "waitFor">;
}

/** A handler that was connected with `onCommand`. */
// biome-ignore lint/suspicious/noExplicitAny: which options it reads is only known where it is written
export type CommandHandler = (i: any) => unknown;

/** Takes interactions to their handlers. */
export interface Router {
  /**
   * Settles when the handler has ended; never rejects. `respond` may take the first answer in another way than by
   * request, and says whether it did; `files`: files go with it.
   */
  dispatch(payload: unknown, respond?: (response: APIInteractionResponse, files: boolean) => boolean): Promise<void>;
  /** Connects a handler with a command that has no `run`; the answer disconnects it. Throws if it has a handler already. */
  onCommand(path: string, handler: CommandHandler): () => void;
  /** Throws a UsageError, "COMMAND_UNHANDLED", if a command has neither `run` nor a connected handler. */
  assertHandled(): void;
  /** Ends all waits and timers. */
  close(): void;
}

const DEFER_AFTER_MS = 2000;
/** How long a component that nobody knows is kept for a handler that may be about to wait for it. */
const HOLD_MS = 1000;
const COMMAND_TYPES: Readonly<Record<number, Leaf["type"]>> = { 1: "command", 2: "user", 3: "message" };
/** Kinds of interaction, and of component. */
const AUTOCOMPLETE = 4;
const MODAL = 5;
const BUTTON = 2;

type Respond = (response: APIInteractionResponse, files: boolean) => boolean;

/** Makes a router; nothing waits and nothing is connected yet. */
export function createRouter(init: RouterInit): Router {
  return new InteractionRouter(init);
}

class InteractionRouter implements Router {
  readonly #init: RouterInit;
  readonly #leaves: ReadonlyMap<string, Leaf>;
  readonly #handlers = new Map<Leaf, CommandHandler>();
  readonly #waits: Waits<Awaited>;
  readonly #gates = createGates();
  readonly #live = new Set<Replier>();

  constructor(init: RouterInit) {
    this.#init = init;
    this.#leaves = init.tree?.leaves ?? new Map();
    this.#waits = createWaits(init.clock);
  }

  async dispatch(given: unknown, respond?: Respond): Promise<void> {
    const payload = this.#read(given);
    switch (payload?.type) {
      case 2:
      case 4:
        return this.#command(payload, respond);
      case 3:
      case 5:
        return this.#component(payload, respond);
    }
  }

  onCommand(path: string, handler: CommandHandler): () => void {
    const leaf = findLeaf(this.#leaves, path);
    if (this.#handlerOf(leaf) !== undefined) {
      throw new UsageError("COMMAND_HANDLED", {
        what: `The command "${path}" has a handler already.`,
        cure: "Leave out its `run`, or disconnect the other handler.",
      });
    }
    this.#handlers.set(leaf, handler);
    return () => void this.#handlers.delete(leaf);
  }

  assertHandled(): void {
    const paths = [...this.#leaves.values()].filter((leaf) => !this.#handlerOf(leaf)).map((leaf) => `"${leaf.path}"`);
    if (paths.length === 0) return;
    throw new UsageError("COMMAND_UNHANDLED", {
      what: `Nobody handles ${paths.join(", ")}.`,
      cure: "Give each a `run`, or a handler by client.onCommand() before connect().",
    });
  }

  close(): void {
    this.#waits.stop();
    for (const replier of this.#live) replier.stop();
    this.#live.clear();
  }

  #read(given: unknown): InteractionPayload | undefined {
    try {
      return readPayload(given);
    } catch (error) {
      const id = (given as { readonly id?: unknown } | null | undefined)?.id;
      this.#init.onError(error, { label: "interaction", id: typeof id === "string" ? id : undefined });
      return undefined;
    }
  }

  /** A command that is used, or one of whose options is being typed. */
  async #command(payload: InteractionPayload, respond?: Respond): Promise<void> {
    const { below, options } = sentOptions(payload.data.options);
    const path = [payload.data.name, ...below].join(" ");
    const leaf = this.#leaves.get(`${COMMAND_TYPES[payload.data.type ?? 1]} ${path}`);
    if (leaf === undefined && !this.#ownsAll) return;
    const typing = payload.type === AUTOCOMPLETE;
    const settings = typing ? {} : leaf?.settings;
    const call = this.#open(payload, `/${path}`, typing ? undefined : "defer", respond, settings);
    await this.#run(call, () => {
      if (leaf === undefined) return this.#unknown(call);
      return typing ? this.#suggest(call, leaf, options) : this.#execute(call, leaf, options);
    });
  }

  async #execute(call: Call, leaf: Leaf, options: readonly SentOption[]): Promise<void> {
    const blocked = this.#gates.blocked(leaf, call.payload, this.#init.clock.now());
    if (blocked !== undefined) return this.#fall(call, blocked);
    const i = commandContext(call, leaf.path, leaf.options, options);
    for (const { before } of leaf.before) {
      const added = await before(i);
      if (added === false) return;
      Object.assign(i, added);
    }
    await this.#handlerOf(leaf)?.(i);
  }

  async #suggest(call: Call, leaf: Leaf, options: readonly SentOption[]): Promise<void> {
    const { name = "", value = "" } = options.find((option) => option.focused) ?? {};
    const complete = Object.hasOwn(leaf.options, name) ? leaf.options[name]?.autocomplete : undefined;
    if (complete === undefined) return this.#unknown(call);
    const i = autocompleteContext(call, leaf.path, options);
    const choices = await (complete as Autocomplete<string>)(String(value), i);
    if (choices !== undefined) await i.suggest(choices);
  }

  /** A button, a select or a form: first to who waits for it, then to the handler of its pattern. */
  async #component(payload: InteractionPayload, respond?: Respond): Promise<void> {
    const { custom_id = "", component_type } = payload.data;
    const form = payload.type === MODAL;
    const type = form ? "modal" : component_type === BUTTON ? "button" : "select";
    const found = this.#init.components?.find(type, custom_id);
    const auto = payload.message === undefined ? "defer" : "deferUpdate";
    const call = this.#open(payload, `${form ? "form" : "component"} "${custom_id}"`, auto, respond);
    const i = (form ? modalContext : componentContext)(call, found?.params ?? {});
    if (this.#waits.offer(i)) return;
    // A handler that is still at work may be about to wait for this one.
    if (found === undefined && this.#live.size > 0 && (await this.#waits.hold(i, HOLD_MS))) return;
    if (found === undefined && !this.#ownsAll) return call.replier.stop();
    await this.#run(call, async () => {
      if (found === undefined) return this.#unknown(call);
      await found.run(i as never);
    });
  }

  /** A bot with commands, components or a fallback answers whatever comes; else somebody else may be listening. */
  get #ownsAll(): boolean {
    const { components, fallback } = this.#init;
    return this.#leaves.size > 0 || (components?.size ?? 0) > 0 || fallback !== undefined;
  }

  #handlerOf(leaf: Leaf): CommandHandler | undefined {
    return this.#handlers.get(leaf) ?? (leaf.node.run as CommandHandler | undefined);
  }

  #open(
    payload: InteractionPayload,
    label: string,
    auto: DeadlineInit["auto"],
    respond: Respond | undefined,
    settings: MergedSettings = {},
  ): Call {
    const { clock, send, extra } = this.#init;
    const replier = createReplier(payload, {
      clock,
      send,
      respond,
      auto,
      deferAfterMs: settings.deferAfterMs ?? this.#init.deferAfterMs ?? DEFER_AFTER_MS,
      deferEphemeral: settings.deferEphemeral ?? false,
      onError: (error) => this.#report(call, error),
      onUnanswered: (expired) => {
        this.#report(call, unanswered(label, expired));
        if (!expired) void this.#fall(call, { type: "unanswered" });
      },
    });
    const call: Call = { payload, label, replier, waits: this.#waits, extra, onError: (e) => this.#report(call, e) };
    return call;
  }

  async #run(call: Call, work: () => Promise<void>): Promise<void> {
    this.#live.add(call.replier);
    try {
      await work();
    } catch (error) {
      this.#report(call, error);
      await this.#fall(call, { type: "failed", error });
    } finally {
      call.replier.handled();
      this.#live.delete(call.replier);
    }
  }

  #unknown(call: Call): Promise<void> {
    this.#report(call, unknown(call.label));
    return this.#fall(call, { type: "unknown" });
  }

  async #fall(call: Call, reason: FallbackReason): Promise<void> {
    try {
      await fallBack(this.#init.fallback, call, reason);
    } catch (error) {
      // That it is too late to say that it was too late needs no second report.
      if (!(error instanceof ExpiredError)) this.#report(call, error);
    }
  }

  #report({ label, payload }: Call, error: unknown): void {
    this.#init.onError(error, { label, id: payload.id });
  }
}

/** One interaction on its way. */
interface Call extends ContextParts {
  readonly label: string;
}
