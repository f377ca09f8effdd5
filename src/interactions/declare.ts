/**
 * The words that programs declare with: those of the tree, each with the interpreter of what it declares. A bundler keeps of the
 * interpreter what is declared: a bot without commands and components has none.
 *
 * It must never look at what is declared.
 */

import * as components from "../commands/components.ts";
import * as tree from "../commands/define.ts";
import { type Interpreter, interpreter } from "./interpreter.ts";

/** What everything that is declared brings along. */
export interface Interpreted {
  readonly interpreter: Interpreter;
}

function interpreted<F extends (...given: never[]) => object>(declare: F): F {
  return ((...given) => ({ ...declare(...given), interpreter })) as F;
}

/** Declares a slash command. */
export const command: typeof tree.command = /* @__PURE__ */ interpreted(tree.command);
/** Declares commands under one prefix, two levels at most: Discord nests no deeper. */
export const group: typeof tree.group = /* @__PURE__ */ interpreted(tree.group);
/** Declares an entry in the menu of users: `i.target` is the user, with `member` in guilds. */
export const userCommand: typeof tree.userCommand = /* @__PURE__ */ interpreted(tree.userCommand);
/** Declares an entry in the menu of messages: `i.target` is the message. */
export const messageCommand: typeof tree.messageCommand = /* @__PURE__ */ interpreted(tree.messageCommand);
/** Declares what a button does. A button that answers nothing is answered without a visible sign. */
export const button: typeof components.button = /* @__PURE__ */ interpreted(components.button);
/** Declares what a select does. */
export const select: typeof components.select = /* @__PURE__ */ interpreted(components.select);
/** Declares what happens with a submitted form. */
export const modal: typeof components.modal = /* @__PURE__ */ interpreted(components.modal);
