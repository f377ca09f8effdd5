/**
 * Bodies of answers as Discord takes them: text becomes a message, `ephemeral` a flag, `files` travel apart.
 * https://docs.discord.com/developers/resources/message#message-object-message-flags
 *
 * Pure; it must never change what it was given.
 */

import type { AnswerBody, EditBody } from "../commands/interaction.ts";
import type { Files } from "../discord/input.ts";
import type { Parcel } from "./send.ts";

/** Only the user who acted sees it. */
export const EPHEMERAL: number = 1 << 6;
const COMPONENTS_V2 = 1 << 15;
const ACTION_ROW = 1;

/** A message to send. */
export function messageParcel(given: string | AnswerBody): Parcel {
  const { ephemeral, ...body } = bodyOf(given) as AnswerBody;
  return parcel(body, ephemeral ? EPHEMERAL : 0);
}

/** A change to a message. */
export function editParcel(given: string | EditBody): Parcel {
  return parcel(bodyOf(given));
}

/** A message that takes the place of a deferred answer: who sees it was settled then, and may not be said again. */
export function deferredParcel(given: string | AnswerBody): Parcel {
  const { ephemeral, tts, flags, ...body } = bodyOf(given) as AnswerBody;
  return parcel({ ...body, flags: (flags ?? 0) & ~EPHEMERAL });
}

/** Whether only the user who acted is to see it. */
export function isEphemeral(given: string | AnswerBody): boolean {
  return typeof given !== "string" && (given.ephemeral === true || ((given.flags ?? 0) & EPHEMERAL) !== 0);
}

interface Flagged {
  readonly files?: Files;
  readonly flags?: number | null | undefined;
  readonly components?: readonly { readonly type: number }[] | null | undefined;
}

const bodyOf = (given: string | object): object => (typeof given === "string" ? { content: given } : given);

// Everything but rows of buttons and selects is a component of the second version, which Discord wants to be told.
function parcel({ files, ...body }: Flagged, more = 0): Parcel {
  const second = (body.components ?? []).some(({ type }) => type !== ACTION_ROW) ? COMPONENTS_V2 : 0;
  const flags = (body.flags ?? 0) | more | second;
  return { body: flags === 0 ? body : { ...body, flags }, ...(files && { files }) };
}
