/**
 * Looks at what arrived before anything is made of it: an interaction that lacks what answering takes is told apart here.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 *
 * Pure; it must never change a payload, and never put a token into an error.
 */

import type { SentOption } from "../commands/option-types.ts";
import type { SentComponent } from "../commands/values.ts";
import type {
  APIInteractionDataResolved,
  APIInteractionGuildMember,
  APIMessage,
  APIUser,
  Locale,
} from "../discord/types.ts";
import { UsageError } from "../errors.ts";

/** What an interaction is about, no more of it than is used, over all kinds. */
export interface InteractionData {
  readonly name?: string;
  /** Of commands: 1 slash command, 2 user menu, 3 message menu. */
  readonly type?: number;
  readonly options?: readonly SentOption[];
  readonly resolved?: APIInteractionDataResolved & { readonly messages?: Readonly<Record<string, APIMessage>> };
  readonly target_id?: string;
  readonly custom_id?: string;
  readonly component_type?: number;
  readonly values?: readonly string[];
  readonly components?: readonly SentComponent[];
}

/** An interaction, no more of it than is used. */
export interface InteractionPayload {
  readonly id: string;
  readonly application_id: string;
  readonly token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: number;
  readonly data: InteractionData;
  /** Outside of guilds; in guilds it is the member's. */
  readonly user?: APIUser;
  readonly member?: APIInteractionGuildMember;
  readonly guild_id?: string;
  readonly channel_id?: string;
  readonly locale: Locale;
  readonly message?: APIMessage;
  readonly app_permissions?: string;
}

type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null;
const isText = (value: unknown): value is string => isString(value) && value !== "";
const isString = (value: unknown): value is string => typeof value === "string";
const isListOf = (list: unknown, fits: (each: unknown) => boolean): boolean =>
  list === undefined || (Array.isArray(list) && list.every(fits));

/** Who acted, in guilds and outside. */
export function actorOf({ member, user }: InteractionPayload): APIUser {
  return (member?.user ?? user) as APIUser;
}

/** The payload, as it is, if it is whole. Throws a UsageError, "INTERACTION_MALFORMED". */
export function readPayload(given: unknown): InteractionPayload {
  if (!isObject(given)) return malformed("it is no object");
  for (const key of ["id", "application_id", "token"]) {
    if (!isText(given[key])) return malformed(`${key} is missing`);
  }
  const { type, data } = given;
  if (typeof type !== "number") return malformed("type is missing");
  if (!isObject(data)) return malformed("data is missing");
  const actor = actorOf(given as unknown as InteractionPayload);
  if (!isObject(actor) || !isText(actor.id)) return malformed("user is missing");
  const problem = problemOf(type, data, given.message);
  if (problem !== undefined) return malformed(problem);
  return given as unknown as InteractionPayload;
}

/** By type: the text that data must have, and the list that it may have. */
const SHAPES: Readonly<Record<number, readonly [name: string, list: string, fits: (each: unknown) => boolean]>> = {
  2: ["name", "options", isOption],
  3: ["custom_id", "values", isString],
  4: ["name", "options", isOption],
  5: ["custom_id", "components", isComponent],
};

function problemOf(type: number, data: Loose, message: unknown): string | undefined {
  const { resolved } = data;
  if (resolved !== undefined && (!isObject(resolved) || !Object.values(resolved).every(isObject))) {
    return "data.resolved holds something else than maps";
  }
  if (message !== undefined && !(isObject(message) && isText(message.id))) return "message has no id";
  const shape = SHAPES[type];
  if (shape === undefined) return `type ${type} is unknown`;
  const [name, list, fits] = shape;
  if (!isText(data[name])) return `data.${name} is missing`;
  if (type === 3 && message === undefined) return "message is missing";
  return isListOf(data[list], fits) ? undefined : `data.${list} holds something else`;
}

function isOption(option: unknown): boolean {
  return (
    isObject(option) &&
    isText(option.name) &&
    typeof option.type === "number" &&
    (option.value === undefined || ["string", "number", "boolean"].includes(typeof option.value)) &&
    isListOf(option.options, isOption)
  );
}

function isComponent(component: unknown): boolean {
  return (
    isObject(component) &&
    isListOf(component.values, isString) &&
    (component.component === undefined || isComponent(component.component)) &&
    isListOf(component.components, isComponent)
  );
}

function malformed(why: string): never {
  throw new UsageError("INTERACTION_MALFORMED", {
    what: `An interaction arrived that cannot be read: ${why}.`,
    cure: "If Discord sent it, please report it.",
  });
}
