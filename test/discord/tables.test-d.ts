/** Shows that our tables of numbers and the enums of discord-api-types stand in for each other. */

import type * as Api from "discord-api-types/v10";
import {
  type APIChannel,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ChannelType,
  ComponentType,
  InteractionResponseType,
  MessageFlags,
  type RESTPostAPIChannelMessageJSONBody,
} from "../../src/discord/mod.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

export const typesAreDiscords: [
  Same<ChannelType, Api.ChannelType>,
  Same<ButtonStyle, Api.ButtonStyle>,
  Same<ComponentType, Api.ComponentType>,
  Same<MessageFlags, Api.MessageFlags>,
] = [true, true, true, true];

export const rows: APIMessageTopLevelComponent[] = [
  {
    type: ComponentType.ActionRow,
    components: [{ type: ComponentType.Button, style: ButtonStyle.Primary, custom_id: "a", label: "b" }],
  },
  { type: 1, components: [{ type: 2, style: 5, url: "https://example.org", label: "c" }] },
];
export const body: RESTPostAPIChannelMessageJSONBody = {
  flags: MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications,
};
export const answer: Api.APIInteractionResponse = {
  type: InteractionResponseType.ChannelMessageWithSource,
  data: { flags: MessageFlags.Ephemeral },
};
export const kinds: ChannelType[] = [ChannelType.GuildText, 2];

// @ts-expect-error a number that is no button style
export const style: ButtonStyle = 7;
// @ts-expect-error deprecated names are left out
export const news: number = ChannelType.GuildNews;
// @ts-expect-error there is no way back from the number to the name
export const name: string = ChannelType[0];

export function describe(channel: APIChannel): string {
  switch (channel.type) {
    case ChannelType.GuildText:
      return channel.topic ?? channel.name;
    case ChannelType.DM:
      // @ts-expect-error nobody named a DM
      return channel.name.length;
    default:
      return String(channel.name);
  }
}
