/**
 * What is reported of interactions that nobody answered.
 *
 * It must never hold a payload or a token.
 */

import { UsageError } from "../errors.ts";

/** What an error of an interaction was about. */
export interface InteractionFault {
  /** "/tag admin set", "component page:3", "form order"; "interaction" where it could not be read. */
  readonly label: string;
  /** The interaction's id, where it could be read. */
  readonly id: string | undefined;
}

/** No command and no component is known for it. */
export function unknown(label: string): UsageError {
  return new UsageError("INTERACTION_UNKNOWN", {
    what: `Nobody answers ${label}.`,
    cure: "Declare it, or register the commands anew (sync) if it is gone on purpose.",
  });
}

/** The handler gave no answer; `expired`: and it is too late for one. */
export function unanswered(label: string, expired: boolean): UsageError {
  return new UsageError("INTERACTION_UNANSWERED", {
    what: `${label} was not answered${expired ? " within 3 s" : ": its handler ended in silence"}.`,
    cure: "Call reply() or defer() on every way through it.",
  });
}
