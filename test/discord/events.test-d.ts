/** Holds our table of events against discord-api-types, both ways: an event that is new there is an error here. */

import type { GatewayDispatchPayload } from "discord-api-types/v10";
import type { AnyEvent, DispatchEvent, EventName, Events } from "../../src/discord/events.ts";
import type { APIMessage } from "../../src/discord/types.ts";

type Wire = { [P in GatewayDispatchPayload as `${P["t"]}`]: P["d"] };
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Never<T extends never> = T;

export type NoneIsMissing = Never<Exclude<keyof Wire, EventName>>;
export type NoneIsMadeUp = Never<Exclude<EventName, keyof Wire>>;
/** RESUMED is the one payload that we type otherwise: Discord says nothing of it. */
type Other<E extends EventName> = E extends "RESUMED" ? never : Same<Events[E], Wire[E]> extends true ? never : E;
export type AllPayloadsAgree = Never<Other<EventName>>;
type IsAny<T> = 0 extends 1 & T ? true : false;
export type NoneIsAny = Never<{ [E in EventName]: IsAny<Events[E]> extends true ? E : never }[EventName]>;
export const resumed: Same<Events["RESUMED"], unknown> = true;

export function read(event: AnyEvent, one: DispatchEvent<"MESSAGE_CREATE">): string {
  const when: number = one.at + one.seq + one.shard;
  if (event.name === "MESSAGE_CREATE") return event.data.content + String(when);
  // @ts-expect-error the payload of another event has no content
  if (event.name === "TYPING_START") return event.data.content;
  // @ts-expect-error not an event of Discord's
  if (event.name === "MESSAGE_CREATED") return "";
  // @ts-expect-error payloads are not any
  const author: number = one.data.author;
  return String(author);
}

export function asMessage(data: Events["MESSAGE_CREATE"]): Pick<APIMessage, "id" | "content" | "author"> {
  return data;
}
