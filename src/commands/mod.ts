/** The tree of commands: declared as plain objects, checked at definition, compared with what Discord has. */

export {
  button,
  command,
  group,
  messageCommand,
  middleware,
  modal,
  select,
  userCommand,
} from "../interactions/declare.ts";
export type { Choice, Choices } from "./choices.ts";
export type { ComponentTable } from "./component-table.ts";
export { type Button, type Components, createComponents, type Modal, type Select } from "./components.ts";
export type {
  Command,
  CommandInit,
  CommandInteraction,
  Cooldown,
  Declared,
  Group,
  HandedDown,
  Menu,
  MenuInit,
  Middleware,
  Nested,
  Node,
  Shared,
  Tree,
} from "./define.ts";
export type {
  Answer,
  AnswerBody,
  Answers,
  AnyCommandInteraction,
  AutocompleteInteraction,
  ComponentInteraction,
  EditBody,
  Fields,
  FieldValue,
  Interaction,
  MenuInteraction,
  ModalInteraction,
  OpensModals,
  Picked,
  Requester,
  ResolvedUser,
  SelectInteraction,
  Updates,
  WaitInit,
} from "./interaction.ts";
export { type CommandBody, manifest } from "./manifest.ts";
export { option } from "./option.ts";
export type {
  Autocomplete,
  Option,
  OptionKind,
  OptionKinds,
  OptionMap,
  ResolvedChannel,
  Values,
} from "./option-types.ts";
export { customId, type Params } from "./pattern.ts";
export { type Change, type Plan, type PlanEntry, type PlanInit, planCommands, type RegisteredCommand } from "./plan.ts";
export type { OnCommand, OptionsAt, PathsOf } from "./signal.ts";
export { type CommandTree, commandPaths, createTree, type Leaf, type TreeUse, treeUses } from "./tree.ts";
export { ui } from "./ui.ts";
