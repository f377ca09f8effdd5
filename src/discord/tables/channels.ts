/**
 * Kinds and settings of channels.
 *
 * Tables of numbers, and nothing else.
 */

import type * as Api from "discord-api-types/v10";
import type { Table } from "./table.ts";

/**
 * What kind of channel or thread one is.
 * https://docs.discord.com/developers/resources/channel#channel-object-channel-types
 */
export const ChannelType: Table<
  typeof Api.ChannelType,
  "GuildNews" | "GuildNewsThread" | "GuildPublicThread" | "GuildPrivateThread"
> = {
  GuildText: 0,
  DM: 1,
  GuildVoice: 2,
  GroupDM: 3,
  GuildCategory: 4,
  GuildAnnouncement: 5,
  AnnouncementThread: 10,
  PublicThread: 11,
  PrivateThread: 12,
  GuildStageVoice: 13,
  GuildDirectory: 14,
  GuildForum: 15,
  GuildMedia: 16,
};
/** One of these numbers. */
export type ChannelType = Api.ChannelType;

/**
 * Marks of a channel or thread.
 * https://docs.discord.com/developers/resources/channel#channel-object-channel-flags
 */
export const ChannelFlags: Table<
  typeof Api.ChannelFlags,
  | "GuildFeedRemoved"
  | "ActiveChannelsRemoved"
  | "IsSpam"
  | "IsGuildResourceChannel"
  | "ClydeAI"
  | "IsScheduledForDeletion"
> = {
  Pinned: 2,
  RequireTag: 16,
  HideMediaDownloadOptions: 32768,
  ChannelObfuscated: 131072,
  IsSpoilerChannel: 2097152,
};
/** One of these numbers. */
export type ChannelFlags = Api.ChannelFlags;

/**
 * Whose permissions an overwrite changes.
 * https://docs.discord.com/developers/resources/channel#overwrite-object
 */
export const OverwriteType: Table<typeof Api.OverwriteType> = {
  Role: 0,
  Member: 1,
};
/** One of these numbers. */
export type OverwriteType = Api.OverwriteType;

/**
 * Minutes without a message until a thread is archived.
 * https://docs.discord.com/developers/resources/channel#thread-metadata-object
 */
export const ThreadAutoArchiveDuration: Table<typeof Api.ThreadAutoArchiveDuration> = {
  OneHour: 60,
  OneDay: 1440,
  ThreeDays: 4320,
  OneWeek: 10080,
};
/** One of these numbers. */
export type ThreadAutoArchiveDuration = Api.ThreadAutoArchiveDuration;

/**
 * How the posts of a forum are sorted.
 * https://docs.discord.com/developers/resources/channel#channel-object-sort-order-types
 */
export const SortOrderType: Table<typeof Api.SortOrderType> = {
  LatestActivity: 0,
  CreationDate: 1,
};
/** One of these numbers. */
export type SortOrderType = Api.SortOrderType;

/**
 * How the posts of a forum are laid out.
 * https://docs.discord.com/developers/resources/channel#channel-object-forum-layout-types
 */
export const ForumLayoutType: Table<typeof Api.ForumLayoutType> = {
  NotSet: 0,
  ListView: 1,
  GalleryView: 2,
};
/** One of these numbers. */
export type ForumLayoutType = Api.ForumLayoutType;

/**
 * The quality of cameras in a voice channel.
 * https://docs.discord.com/developers/resources/channel#channel-object-video-quality-modes
 */
export const VideoQualityMode: Table<typeof Api.VideoQualityMode> = {
  Auto: 1,
  Full: 2,
};
/** One of these numbers. */
export type VideoQualityMode = Api.VideoQualityMode;
