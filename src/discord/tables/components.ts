/**
 * What messages and modals are built of.
 *
 * Tables of numbers, and nothing else.
 */

import type * as Api from "discord-api-types/v10";
import type { Table } from "./table.ts";

/**
 * What kind of component one is.
 * https://docs.discord.com/developers/components/reference#component-object-component-types
 */
export const ComponentType: Table<typeof Api.ComponentType, "ContentInventoryEntry" | "SelectMenu"> = {
  ActionRow: 1,
  Button: 2,
  StringSelect: 3,
  TextInput: 4,
  UserSelect: 5,
  RoleSelect: 6,
  MentionableSelect: 7,
  ChannelSelect: 8,
  Section: 9,
  TextDisplay: 10,
  Thumbnail: 11,
  MediaGallery: 12,
  File: 13,
  Separator: 14,
  Container: 17,
  Label: 18,
  FileUpload: 19,
  RadioGroup: 21,
  CheckboxGroup: 22,
  Checkbox: 23,
};
/** One of these numbers. */
export type ComponentType = Api.ComponentType;

/**
 * How a button looks; Link and Premium send no interaction.
 * https://docs.discord.com/developers/components/reference#button-button-styles
 */
export const ButtonStyle: Table<typeof Api.ButtonStyle> = {
  Primary: 1,
  Secondary: 2,
  Success: 3,
  Danger: 4,
  Link: 5,
  Premium: 6,
};
/** One of these numbers. */
export type ButtonStyle = Api.ButtonStyle;

/**
 * One line, or several.
 * https://docs.discord.com/developers/components/reference#text-input-text-input-styles
 */
export const TextInputStyle: Table<typeof Api.TextInputStyle> = {
  Short: 1,
  Paragraph: 2,
};
/** One of these numbers. */
export type TextInputStyle = Api.TextInputStyle;

/**
 * How much room a separator leaves.
 * https://docs.discord.com/developers/components/reference#separator
 */
export const SeparatorSpacingSize: Table<typeof Api.SeparatorSpacingSize> = {
  Small: 1,
  Large: 2,
};
/** One of these numbers. */
export type SeparatorSpacingSize = Api.SeparatorSpacingSize;
