/**
 * Kinds of commands, of their options and of interactions, and how these are answered.
 *
 * Tables of numbers, and nothing else.
 */

import type * as Api from "discord-api-types/v10";
import type { Table } from "./table.ts";

/**
 * What kind of command one is.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-types
 */
export const ApplicationCommandType: Table<typeof Api.ApplicationCommandType> = {
  ChatInput: 1,
  User: 2,
  Message: 3,
  PrimaryEntryPoint: 4,
};
/** One of these numbers. */
export type ApplicationCommandType = Api.ApplicationCommandType;

/**
 * What an option takes.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type
 */
export const ApplicationCommandOptionType: Table<typeof Api.ApplicationCommandOptionType> = {
  Subcommand: 1,
  SubcommandGroup: 2,
  String: 3,
  Integer: 4,
  Boolean: 5,
  User: 6,
  Channel: 7,
  Role: 8,
  Mentionable: 9,
  Number: 10,
  Attachment: 11,
};
/** One of these numbers. */
export type ApplicationCommandOptionType = Api.ApplicationCommandOptionType;

/**
 * Whom a permission of a command is about.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-permissions-object-application-command-permission-type
 */
export const ApplicationCommandPermissionType: Table<typeof Api.ApplicationCommandPermissionType> = {
  Role: 1,
  User: 2,
  Channel: 3,
};
/** One of these numbers. */
export type ApplicationCommandPermissionType = Api.ApplicationCommandPermissionType;

/**
 * Who answers the command that opens an activity.
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-entry-point-command-handler-types
 */
export const EntryPointCommandHandlerType: Table<typeof Api.EntryPointCommandHandlerType> = {
  AppHandler: 1,
  DiscordLaunchActivity: 2,
};
/** One of these numbers. */
export type EntryPointCommandHandlerType = Api.EntryPointCommandHandlerType;

/**
 * Where an application can be installed.
 * https://docs.discord.com/developers/resources/application#application-object-application-integration-types
 */
export const ApplicationIntegrationType: Table<typeof Api.ApplicationIntegrationType> = {
  GuildInstall: 0,
  UserInstall: 1,
};
/** One of these numbers. */
export type ApplicationIntegrationType = Api.ApplicationIntegrationType;

/**
 * What a user did.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type
 */
export const InteractionType: Table<typeof Api.InteractionType> = {
  Ping: 1,
  ApplicationCommand: 2,
  MessageComponent: 3,
  ApplicationCommandAutocomplete: 4,
  ModalSubmit: 5,
};
/** One of these numbers. */
export type InteractionType = Api.InteractionType;

/**
 * Where a command can be used, or was.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types
 */
export const InteractionContextType: Table<typeof Api.InteractionContextType> = {
  Guild: 0,
  BotDM: 1,
  PrivateChannel: 2,
};
/** One of these numbers. */
export type InteractionContextType = Api.InteractionContextType;

/**
 * How an interaction is answered.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type
 */
export const InteractionResponseType: Table<typeof Api.InteractionResponseType, "PremiumRequired"> = {
  Pong: 1,
  ChannelMessageWithSource: 4,
  DeferredChannelMessageWithSource: 5,
  DeferredMessageUpdate: 6,
  UpdateMessage: 7,
  ApplicationCommandAutocompleteResult: 8,
  Modal: 9,
  LaunchActivity: 12,
};
/** One of these numbers. */
export type InteractionResponseType = Api.InteractionResponseType;
