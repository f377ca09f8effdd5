/**
 * What users are told when nobody else answers: an unknown command, a failing handler, a cooldown.
 *
 * It must never tell a user what an error says.
 */

import type { AnswerBody, Interaction } from "../commands/interaction.ts";
import { base, type ContextParts } from "./context.ts";

/** Why the fallback answers. */
export type FallbackReason =
  /** No command or component is known for it. */
  | { readonly type: "unknown" }
  /** The handler, or what runs before it, threw. */
  | { readonly type: "failed"; readonly error: unknown }
  /** The handler ended without an answer. */
  | { readonly type: "unanswered" }
  | { readonly type: "cooldown"; readonly retryAfterMs: number }
  /** The bot lacks these permission bits in the channel. */
  | { readonly type: "permissions"; readonly missing: bigint };

/**
 * What to say instead: a text that only the user sees, a message, or a function that gives either; one that gives
 * undefined says nothing.
 */
export type Fallback =
  | string
  | AnswerBody
  | ((
      i: Interaction,
      reason: FallbackReason,
    ) => string | AnswerBody | undefined | Promise<string | AnswerBody | undefined>);

const AUTOCOMPLETE = 4;

function defaultText(reason: FallbackReason): string {
  switch (reason.type) {
    case "unknown":
      return "This is no longer available.";
    case "failed":
    case "unanswered":
      return "Something went wrong.";
    case "cooldown":
      return `Please wait ${Math.ceil(reason.retryAfterMs / 1000)} s.`;
    case "permissions":
      return "I lack the permissions for this here.";
  }
}

/** Says it in whatever way is still possible. Rejects if it cannot be said. */
export async function fallBack(
  fallback: Fallback | undefined,
  parts: ContextParts,
  reason: FallbackReason,
): Promise<void> {
  const { payload, replier } = parts;
  // A field that is being typed in has no room for words.
  if (payload.type === AUTOCOMPLETE) return replier.plain("suggest", { choices: [] });
  const given =
    typeof fallback === "function" ? await fallback(base(parts), reason) : (fallback ?? defaultText(reason));
  if (given === undefined) return;
  await replier.speak(typeof given === "string" ? { content: given, ephemeral: true } : given);
}
