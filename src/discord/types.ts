/**
 * The types of everything that goes over Discord's wire, under the names that users of every Discord library know:
 * `APIMessage`, `APIUser`, `RESTPostAPIChannelMessageJSONBody` ... They are those of discord-api-types, version 10.
 *
 * Types only: this file must never import a value, or installing anycord would install something else with it. Where
 * this folder has a table of the same name (`ChannelType`, `MessageFlags` ...), `mod.ts` names that one.
 */

export type * from "discord-api-types/v10";
