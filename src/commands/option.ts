/**
 * The options of a command as plain objects, whose types say what the handler will read.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure
 *
 * It declares; it must never read a payload.
 */

import { optionRules } from "./option-rules.ts";
import type { Option, OptionKind, OptionKinds, OptionSettings } from "./option-types.ts";

function of(kind: OptionKind) {
  return (description: string, init: OptionSettings & { readonly required?: boolean } = {}): Option => ({
    ...init,
    kind,
    description,
    required: init.required ?? false,
    rules: optionRules,
  });
}

// One call that bundlers may leave out, where nine would stay.
/** Declares options: `option.integer("Sides", { choices: [6, 20] })` is read as `6 | 20 | undefined`. */
export const option: OptionKinds = /* @__PURE__ */ (() => ({
  string: of("string"),
  integer: of("integer"),
  number: of("number"),
  boolean: of("boolean"),
  user: of("user"),
  channel: of("channel"),
  role: of("role"),
  mentionable: of("mentionable"),
  attachment: of("attachment"),
}))() as OptionKinds;
