/**
 * What handlers get: the interaction `i`, by kind. The types differ by kind, so that only a modal has fields and only a
 * component can update its message; in which order the methods may be called is checked at run time.
 * https://docs.discord.com/developers/interactions/receiving-and-responding
 *
 * Types only. This file must never hold a value.
 */

import type { EventName, Events } from "../discord/events.ts";
import type { Files, Input } from "../discord/input.ts";
import type { Route, Routes } from "../discord/routes.ts";
import type {
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandInteraction,
  APIAttachment,
  APIInteraction,
  APIInteractionDataResolvedChannel,
  APIInteractionDataResolvedGuildMember,
  APIInteractionGuildMember,
  APIInteractionResponseCallbackData,
  APIMessage,
  APIMessageComponentInteraction,
  APIModalInteractionResponseCallbackData,
  APIModalSubmitInteraction,
  APIRole,
  APIUser,
  Locale,
  RESTPatchAPIInteractionOriginalResponseJSONBody,
} from "../discord/types.ts";
import type { AbortSignalLike } from "../runtime.ts";
import type { Choices } from "./choices.ts";
import type { Params } from "./pattern.ts";

/** A message to answer with: Discord's JSON, and two fields of ours. */
export type AnswerBody = Input<APIInteractionResponseCallbackData> & {
  /** Only the user who acted sees the answer. Default: false. */
  readonly ephemeral?: boolean;
  readonly files?: Files;
};

/** What a message is changed to; fields that are left out stay. */
export type EditBody = Input<RESTPatchAPIInteractionOriginalResponseJSONBody> & { readonly files?: Files };

/** An answer that was given. Hand it to `waitForComponent`, or fetch the message that it became. */
export interface Answer {
  readonly interactionId: string;
  /** The message it became; undefined until it is fetched, since Discord does not tell it with the first answer. */
  readonly messageId: string | undefined;
  /** The message it became. */
  fetch(): Promise<APIMessage>;
}

/** How long to wait, and for what. */
export interface WaitInit<I> {
  /** Which ones count. Default: all. */
  readonly filter?: (i: I) => boolean;
  /** Milliseconds until a TimeoutError. Default: 900,000, the life of an interaction. */
  readonly timeoutMs?: number;
  /** Ends the wait: it rejects with the signal's reason. */
  readonly signal?: AbortSignalLike;
}

/** A user whom an option or a select names, with what the guild knows of them; `member` is missing outside of guilds. */
export interface ResolvedUser extends APIUser {
  /** What the guild knows of them; missing outside of guilds, and for who has left. */
  readonly member?: APIInteractionDataResolvedGuildMember;
}

/** What every handler of an interaction gets. */
export interface Interaction<P extends APIInteraction = APIInteraction> {
  readonly id: string;
  /** Exactly what Discord sent. */
  readonly payload: P;
  /** Who acted, in guilds and outside. */
  readonly user: APIUser;
  /** Who acted, as the guild knows them; undefined outside of guilds. */
  readonly member: APIInteractionGuildMember | undefined;
  readonly guildId: string | undefined;
  readonly channelId: string | undefined;
  /** The language of the user's client. */
  readonly locale: Locale;
  /** Any other request to Discord. An HTTP endpoint needs to be given a rest client for it. */
  readonly rest: Requester;
  /** The next event of a kind, over the gateway; an HTTP endpoint has none, and rejects. */
  waitFor<E extends EventName>(name: E, init?: WaitInit<Events[E]>): Promise<Events[E]>;
}

/** What sends requests: a rest client, or what stands in for it. */
export interface Requester {
  /** Sends a request by its route, and gives what Discord answered. */
  request<R extends Route>(
    route: R,
    init?: { readonly path?: Readonly<Record<string, string>> } & Partial<Routes[R]["init"]>,
  ): Promise<Routes[R]["result"]>;
}

/**
 * How to answer. One of `reply`, `defer`, `showModal`, `update` comes first, once, within 3 s of receipt; the others
 * after it, within 15 minutes. A second or late answer is an ExpiredError that says by how many milliseconds.
 */
export interface Answers {
  /** Answers with a message. After the interaction was deferred by itself, it takes the place of the waiting notice. */
  reply(body: string | AnswerBody): Promise<Answer>;
  /** Shows that the bot is thinking; `edit` gives the answer. Whether it is ephemeral is settled here. */
  defer(init?: { readonly ephemeral?: boolean }): Promise<void>;
  /** Changes the first answer, or gives the answer that was deferred. */
  edit(body: string | EditBody): Promise<APIMessage>;
  /** Deletes the first answer. */
  delete(): Promise<void>;
  /** Sends another message. */
  followUp(body: string | AnswerBody): Promise<APIMessage>;
  /** Changes a message that `followUp` sent; ephemeral ones can be changed in no other way. */
  editFollowUp(messageId: string, body: string | EditBody): Promise<APIMessage>;
  /** Deletes a message that `followUp` sent. */
  deleteFollowUp(messageId: string): Promise<void>;
  /** The next use of a button or select on `message`: what `reply`, `edit` or `followUp` gave, or any other message. */
  waitForComponent(
    message: Answer | { readonly id: string },
    init?: WaitInit<SelectInteraction>,
  ): Promise<SelectInteraction>;
}

/** How to answer with a form. Not there in modals: Discord allows no modal after a modal. */
export interface OpensModals {
  /** Opens a form; the answer arrives as another interaction. */
  showModal(form: APIModalInteractionResponseCallbackData): Promise<void>;
  /** The next submission of the form with this custom id by the same user. */
  waitForModal(customId: string, init?: WaitInit<ModalInteraction>): Promise<ModalInteraction>;
}

/** How to answer on the message that the component or form belongs to. */
export interface Updates {
  /** Changes the message that the component sits on. */
  update(body: string | EditBody): Promise<Answer>;
  /** Answers without a visible sign; `edit` changes the message later. */
  deferUpdate(): Promise<void>;
}

/** What every command's handler gets, whatever its kind; `before` gets this too. */
export interface AnyCommandInteraction extends Interaction<APIApplicationCommandInteraction>, Answers, OpensModals {
  readonly kind: "command";
  /** The command as typed: "tag admin set". */
  readonly path: string;
}

/** What the handler of a user or message menu gets. */
export interface MenuInteraction<Target> extends AnyCommandInteraction {
  /** On what the menu was used. */
  readonly target: Target;
}

/** What the handler of a button gets; `P` is the pattern of its custom id. */
export interface ComponentInteraction<P extends string = string>
  extends Interaction<APIMessageComponentInteraction>,
    Answers,
    OpensModals,
    Updates {
  readonly kind: "component";
  readonly customId: string;
  /** The parts of the custom id that the pattern names. */
  readonly params: Params<P>;
  /** The message that the component sits on. */
  readonly message: APIMessage;
}

/** What the handler of a select gets. */
export interface SelectInteraction<P extends string = string> extends ComponentInteraction<P>, Picked {
  /** The chosen values; ids for selects of users, roles and channels. Empty for buttons. */
  readonly values: readonly string[];
}

/** What was picked in selects of users, roles and channels, in the order of picking. */
export interface Picked {
  readonly users: readonly ResolvedUser[];
  readonly roles: readonly APIRole[];
  readonly channels: readonly APIInteractionDataResolvedChannel[];
}

/** What a field of a form holds: text, one choice or none, several, or yes and no. */
export type FieldValue = string | null | readonly string[] | boolean;

/** The fields of a submitted form, by custom id. Each method throws a UsageError if there is no such field. */
export interface Fields {
  /** A text input. */
  text(id: string): string;
  /** A radio group, or a select of one; null if nothing was chosen. */
  choice(id: string): string | null;
  /** A select, a checkbox group or a file upload: values or ids. */
  values(id: string): readonly string[];
  /** A checkbox. */
  checked(id: string): boolean;
  /** A file upload. */
  files(id: string): readonly APIAttachment[];
  /** A select of users, roles, channels or of users and roles. */
  picked(id: string): Picked;
  /** Every field as Discord sent it. */
  readonly all: ReadonlyMap<string, FieldValue>;
}

/** What the handler of a modal gets; `update` needs a modal that a component has opened. */
export interface ModalInteraction<P extends string = string>
  extends Interaction<APIModalSubmitInteraction>,
    Answers,
    Updates {
  readonly kind: "modal";
  readonly customId: string;
  readonly params: Params<P>;
  readonly fields: Fields;
  /** The message with the component that opened the form; undefined if a command opened it. */
  readonly message: APIMessage | undefined;
}

/** What an autocomplete gets besides what was typed. */
export interface AutocompleteInteraction extends Interaction<APIApplicationCommandAutocompleteInteraction> {
  readonly kind: "autocomplete";
  readonly path: string;
  /** The name of the option that the user is typing in. */
  readonly focused: string;
  /** What the other options hold so far, unchecked; ids are not resolved. */
  readonly options: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Answers with up to 25 suggestions. What `autocomplete` returns is answered by itself. */
  suggest(choices: Choices): Promise<void>;
}
