/** Discord's vocabulary: its types, names and numbers, and the small sums one does with them. */

export type { AnyEvent, DispatchEvent, EventName, Events } from "./events.ts";
export type { BlobLike, FileInput, Files, Input, ReadableStreamLike } from "./input.ts";
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
export { GatewayOpcode } from "./opcodes.ts";
export type { Route, Routes } from "./routes.ts";
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
