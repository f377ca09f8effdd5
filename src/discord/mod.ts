/** Discord's vocabulary: its types, names and numbers, and the small sums one does with them. */

export {
  type AvatarOwner,
  avatarUrl,
  type CdnOptions,
  type CdnPath,
  type CdnPaths,
  cdnUrl,
  defaultAvatarIndex,
} from "./cdn.ts";
export type { AnyEvent, DispatchEvent, EventName, Events } from "./events.ts";
export {
  codeBlock,
  escapeMarkdown,
  escapeMentions,
  formatEmoji,
  formatTimestamp,
  mentionChannel,
  mentionCommand,
  mentionRole,
  mentionUser,
  type TimestampStyle,
} from "./formatters.ts";
export type { BlobLike, FileInput, Files, Input, Nothing, ReadableStreamLike } from "./input.ts";
export {
  type EventIntents,
  eventIntents,
  type IntentName,
  Intents,
  intentNames,
  missingPrivilegedIntents,
  privilegedIntents,
  resolveIntents,
} from "./intents.ts";
export { type InviteUrlOptions, inviteUrl } from "./invite.ts";
export { GatewayOpcode } from "./opcodes.ts";
export {
  ALL_PERMISSIONS,
  computePermissions,
  type PermissionChannel,
  type PermissionFacts,
  type PermissionName,
  type PermissionOverwrite,
  Permissions,
  type PermissionsInput,
  permissionNames,
  resolvePermissions,
} from "./permissions.ts";
export type { Route, Routes } from "./routes.ts";
export { DISCORD_EPOCH, dateToSnowflake, shardOf, snowflakeToDate } from "./snowflake.ts";
export {
  ChannelFlags,
  ChannelType,
  ForumLayoutType,
  OverwriteType,
  SortOrderType,
  ThreadAutoArchiveDuration,
  VideoQualityMode,
} from "./tables/channels.ts";
export {
  ApplicationCommandOptionType,
  ApplicationCommandPermissionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  EntryPointCommandHandlerType,
  InteractionContextType,
  InteractionResponseType,
  InteractionType,
} from "./tables/commands.ts";
export { ButtonStyle, ComponentType, SeparatorSpacingSize, TextInputStyle } from "./tables/components.ts";
export {
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMemberFlags,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus,
  GuildSystemChannelFlags,
  GuildVerificationLevel,
  InviteTargetType,
  InviteType,
  RoleFlags,
  StageInstancePrivacyLevel,
  WebhookType,
} from "./tables/guilds.ts";
export {
  AttachmentFlags,
  MessageFlags,
  MessageReferenceType,
  MessageType,
  StickerFormatType,
  StickerType,
} from "./tables/messages.ts";
export {
  AuditLogEvent,
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleKeywordPresetType,
  AutoModerationRuleTriggerType,
} from "./tables/moderation.ts";
export {
  ActivityType,
  ApplicationFlags,
  EntitlementType,
  SKUType,
  StatusDisplayType,
  SubscriptionStatus,
  UserFlags,
  UserPremiumType,
} from "./tables/people.ts";
export type * from "./types.ts";
