/**
 * The interaction `i` that handlers get: what arrived, and how to answer it.
 *
 * Each is a plain object made for one handler; nothing in it leads back to the client. It must never be kept by what
 * made it.
 */

import { type Choices, choiceBodies } from "../commands/choices.ts";
import type {
  AnyCommandInteraction,
  AutocompleteInteraction,
  Interaction,
  ModalInteraction,
  SelectInteraction,
} from "../commands/interaction.ts";
import type { OptionMap, SentOption } from "../commands/option-types.ts";
import { picked, readFields, resolvedUser } from "../commands/values.ts";
import { UsageError } from "../errors.ts";
import type { Replier } from "./answers.ts";
import { EPHEMERAL } from "./body.ts";
import { watched } from "./heard.ts";
import { actorOf, type InteractionPayload } from "./payload.ts";
import type { Waits } from "./waits.ts";

/** What can be waited for. */
export type Awaited = SelectInteraction | ModalInteraction;

/** What an interaction is made of. */
export interface ContextParts {
  readonly payload: InteractionPayload;
  readonly replier: Replier;
  readonly waits: Waits<Awaited>;
  /** What every interaction gets besides, from the client: `rest` ... */
  readonly extra: object;
  /** Hears of answers that fail while nobody awaits them. */
  readonly onError: (error: unknown) => void;
}

const MOST_SUGGESTIONS = 25;

/** What every handler gets, and a fallback nothing else. */
export function base({ payload, extra }: ContextParts): Interaction {
  return {
    ...extra,
    id: payload.id,
    payload,
    user: actorOf(payload),
    member: payload.member,
    guildId: payload.guild_id,
    channelId: payload.channel_id,
    locale: payload.locale,
  } as unknown as Interaction;
}

function answers({ replier, waits }: ContextParts) {
  const { reply, followUp } = replier;
  return {
    reply,
    followUp,
    defer: (init?: { readonly ephemeral?: boolean }) =>
      replier.plain("defer", init?.ephemeral ? { flags: EPHEMERAL } : undefined),
    edit: (body: Parameters<Replier["edit"]>[1]) => replier.edit("@original", body),
    delete: () => replier.delete("@original"),
    editFollowUp: replier.edit,
    deleteFollowUp: replier.delete,
    waitForComponent: (message: MessageLike, init = {}) =>
      waits.next<SelectInteraction>(
        "the message's components",
        (i) => i.kind === "component" && sits(i, message),
        init,
      ),
  };
}

/** A message, or the answer that it became. */
type MessageLike = { readonly id?: string; readonly interactionId?: string; readonly messageId?: string | undefined };

// A message names the interaction that it answers, so that no answer has to be fetched to learn its id.
function sits({ message }: SelectInteraction, where: MessageLike): boolean {
  const id = where.id ?? where.messageId;
  return id === undefined ? message.interaction_metadata?.id === where.interactionId : message.id === id;
}

function forms({ payload, replier, waits }: ContextParts) {
  const mine = (i: Awaited, customId: string) =>
    i.kind === "modal" && i.customId === customId && i.user.id === actorOf(payload).id;
  return {
    showModal: (form: object) => replier.plain("modal", form),
    waitForModal: (customId: string, init = {}) =>
      waits.next<ModalInteraction>(`the form "${customId}"`, (i) => mine(i, customId), init),
  };
}

function updates({ payload, replier }: ContextParts) {
  const onMessage = <T>(act: () => Promise<T>): Promise<T> =>
    payload.message === undefined ? Promise.reject(noMessage()) : act();
  return {
    message: payload.message,
    update: (body: Parameters<Replier["update"]>[0]) => onMessage(() => replier.update(body)),
    deferUpdate: () => onMessage(() => replier.plain("deferUpdate")),
  };
}

/** For a command or a menu; `declared` are its options. */
export function commandContext(
  parts: ContextParts,
  path: string,
  declared: OptionMap,
  sent: readonly SentOption[],
): AnyCommandInteraction {
  const { resolved, target_id } = parts.payload.data;
  const target = target_id && (resolvedUser(target_id, resolved) ?? resolved?.messages?.[target_id]);
  const [first] = Object.values(declared);
  const options = first?.rules.read(path, declared, sent, resolved) ?? {};
  const own = { kind: "command", path, options, ...(target && { target }) };
  return made(parts, own, { ...answers(parts), ...forms(parts) });
}

/** For a button or a select. */
export function componentContext(parts: ContextParts, params: Params): SelectInteraction {
  const { custom_id, values = [], resolved } = parts.payload.data;
  const own = { kind: "component", customId: custom_id, params, values, ...picked(values, resolved) };
  return made(parts, own, { ...answers(parts), ...forms(parts), ...updates(parts) });
}

/** For a submitted form. */
export function modalContext(parts: ContextParts, params: Params): ModalInteraction {
  const { custom_id, components = [], resolved } = parts.payload.data;
  const own = { kind: "modal", customId: custom_id, params, fields: readFields(components, resolved) };
  return made(parts, own, { ...answers(parts), ...updates(parts) });
}

/** For a field that is being typed in. */
export function autocompleteContext(
  parts: ContextParts,
  path: string,
  sent: readonly SentOption[],
): AutocompleteInteraction {
  const focused = sent.find((option) => option.focused)?.name ?? "";
  const options = Object.fromEntries(sent.map(({ name, value }) => [name, value]));
  const suggest = (choices: Choices) =>
    parts.replier.plain("suggest", { choices: choiceBodies(choices).slice(0, MOST_SUGGESTIONS) });
  return made(parts, { kind: "autocomplete", path, focused, options }, { suggest });
}

type Params = Readonly<Record<string, string | number>>;

/**
 * What every interaction has, what this one has, and its methods; the failures of those are not lost when nobody awaits
 * them. One cast for all: the payload was looked at by readPayload, and the types say more of it than is checked there.
 */
function made<I extends Interaction>(parts: ContextParts, own: object, methods: object): I {
  const entries = Object.entries(methods).map(([name, value]) => [
    name,
    typeof value === "function" ? (...args: unknown[]) => watched(value(...args), parts.onError) : value,
  ]);
  return Object.assign(base(parts), own, Object.fromEntries(entries)) as unknown as I;
}

function noMessage(): UsageError {
  return new UsageError("INTERACTION_WITHOUT_MESSAGE", {
    what: "There is no message to update: a command opened this form.",
    cure: "Answer with reply().",
  });
}
