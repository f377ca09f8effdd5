/**
 * Kinds and marks of messages, and of what hangs on them.
 *
 * Tables of numbers, and nothing else.
 */

import type * as Api from "discord-api-types/v10";
import type { Table } from "./table.ts";

/**
 * What kind of message one is.
 * https://docs.discord.com/developers/resources/message#message-object-message-types
 */
export const MessageType: Table<typeof Api.MessageType, "StageRaiseHand"> = {
  Default: 0,
  RecipientAdd: 1,
  RecipientRemove: 2,
  Call: 3,
  ChannelNameChange: 4,
  ChannelIconChange: 5,
  ChannelPinnedMessage: 6,
  UserJoin: 7,
  GuildBoost: 8,
  GuildBoostTier1: 9,
  GuildBoostTier2: 10,
  GuildBoostTier3: 11,
  ChannelFollowAdd: 12,
  GuildDiscoveryDisqualified: 14,
  GuildDiscoveryRequalified: 15,
  GuildDiscoveryGracePeriodInitialWarning: 16,
  GuildDiscoveryGracePeriodFinalWarning: 17,
  ThreadCreated: 18,
  Reply: 19,
  ChatInputCommand: 20,
  ThreadStarterMessage: 21,
  GuildInviteReminder: 22,
  ContextMenuCommand: 23,
  AutoModerationAction: 24,
  RoleSubscriptionPurchase: 25,
  InteractionPremiumUpsell: 26,
  StageStart: 27,
  StageEnd: 28,
  StageSpeaker: 29,
  StageTopic: 31,
  GuildApplicationPremiumSubscription: 32,
  GuildIncidentAlertModeEnabled: 36,
  GuildIncidentAlertModeDisabled: 37,
  GuildIncidentReportRaid: 38,
  GuildIncidentReportFalseAlarm: 39,
  PurchaseNotification: 44,
  PollResult: 46,
};
/** One of these numbers. */
export type MessageType = Api.MessageType;

/**
 * Marks of a message. A bot may set SuppressEmbeds, SuppressNotifications, IsVoiceMessage and IsComponentsV2, and
 * Ephemeral in answers to interactions.
 * https://docs.discord.com/developers/resources/message#message-object-message-flags
 */
export const MessageFlags: Table<typeof Api.MessageFlags, "ShouldShowLinkNotDiscordWarning"> = {
  Crossposted: 1,
  IsCrosspost: 2,
  SuppressEmbeds: 4,
  SourceMessageDeleted: 8,
  Urgent: 16,
  HasThread: 32,
  Ephemeral: 64,
  Loading: 128,
  FailedToMentionSomeRolesInThread: 256,
  SuppressNotifications: 4096,
  IsVoiceMessage: 8192,
  HasSnapshot: 16384,
  IsComponentsV2: 32768,
};
/** One of these numbers. */
export type MessageFlags = Api.MessageFlags;

/**
 * A reply, or a forwarded message.
 * https://docs.discord.com/developers/resources/message#message-reference-types
 */
export const MessageReferenceType: Table<typeof Api.MessageReferenceType> = {
  Default: 0,
  Forward: 1,
};
/** One of these numbers. */
export type MessageReferenceType = Api.MessageReferenceType;

/**
 * Marks of an attachment.
 * https://docs.discord.com/developers/resources/message#attachment-object-attachment-flags
 */
export const AttachmentFlags: Table<typeof Api.AttachmentFlags, "IsRemix"> = {
  IsClip: 1,
  IsThumbnail: 2,
  IsSpoiler: 8,
  IsAnimated: 32,
};
/** One of these numbers. */
export type AttachmentFlags = Api.AttachmentFlags;

/**
 * Whose sticker one is.
 * https://docs.discord.com/developers/resources/sticker#sticker-object-sticker-types
 */
export const StickerType: Table<typeof Api.StickerType> = {
  Standard: 1,
  Guild: 2,
};
/** One of these numbers. */
export type StickerType = Api.StickerType;

/**
 * How a sticker is encoded.
 * https://docs.discord.com/developers/resources/sticker#sticker-object-sticker-format-types
 */
export const StickerFormatType: Table<typeof Api.StickerFormatType> = {
  PNG: 1,
  APNG: 2,
  Lottie: 3,
  GIF: 4,
};
/** One of these numbers. */
export type StickerFormatType = Api.StickerFormatType;
