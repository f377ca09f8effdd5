/**
 * Kinds of rules and of entries in the audit log.
 *
 * Tables of numbers, and nothing else.
 */

import type * as Api from "discord-api-types/v10";
import type { Table } from "./table.ts";

/**
 * What an entry of the audit log tells.
 * https://docs.discord.com/developers/resources/audit-log#audit-log-entry-object-audit-log-events
 */
export const AuditLogEvent: Table<typeof Api.AuditLogEvent> = {
  GuildUpdate: 1,
  ChannelCreate: 10,
  ChannelUpdate: 11,
  ChannelDelete: 12,
  ChannelOverwriteCreate: 13,
  ChannelOverwriteUpdate: 14,
  ChannelOverwriteDelete: 15,
  MemberKick: 20,
  MemberPrune: 21,
  MemberBanAdd: 22,
  MemberBanRemove: 23,
  MemberUpdate: 24,
  MemberRoleUpdate: 25,
  MemberMove: 26,
  MemberDisconnect: 27,
  BotAdd: 28,
  RoleCreate: 30,
  RoleUpdate: 31,
  RoleDelete: 32,
  InviteCreate: 40,
  InviteUpdate: 41,
  InviteDelete: 42,
  WebhookCreate: 50,
  WebhookUpdate: 51,
  WebhookDelete: 52,
  EmojiCreate: 60,
  EmojiUpdate: 61,
  EmojiDelete: 62,
  MessageDelete: 72,
  MessageBulkDelete: 73,
  MessagePin: 74,
  MessageUnpin: 75,
  IntegrationCreate: 80,
  IntegrationUpdate: 81,
  IntegrationDelete: 82,
  StageInstanceCreate: 83,
  StageInstanceUpdate: 84,
  StageInstanceDelete: 85,
  StickerCreate: 90,
  StickerUpdate: 91,
  StickerDelete: 92,
  GuildScheduledEventCreate: 100,
  GuildScheduledEventUpdate: 101,
  GuildScheduledEventDelete: 102,
  ThreadCreate: 110,
  ThreadUpdate: 111,
  ThreadDelete: 112,
  ApplicationCommandPermissionUpdate: 121,
  SoundboardSoundCreate: 130,
  SoundboardSoundUpdate: 131,
  SoundboardSoundDelete: 132,
  AutoModerationRuleCreate: 140,
  AutoModerationRuleUpdate: 141,
  AutoModerationRuleDelete: 142,
  AutoModerationBlockMessage: 143,
  AutoModerationFlagToChannel: 144,
  AutoModerationUserCommunicationDisabled: 145,
  AutoModerationQuarantineUser: 146,
  CreatorMonetizationRequestCreated: 150,
  CreatorMonetizationTermsAccepted: 151,
  OnboardingPromptCreate: 163,
  OnboardingPromptUpdate: 164,
  OnboardingPromptDelete: 165,
  OnboardingCreate: 166,
  OnboardingUpdate: 167,
  HomeSettingsCreate: 190,
  HomeSettingsUpdate: 191,
  VoiceChannelStatusCreate: 192,
  VoiceChannelStatusDelete: 193,
};
/** One of these numbers. */
export type AuditLogEvent = Api.AuditLogEvent;

/**
 * What a rule looks for.
 * https://docs.discord.com/developers/resources/auto-moderation#auto-moderation-rule-object-trigger-types
 */
export const AutoModerationRuleTriggerType: Table<typeof Api.AutoModerationRuleTriggerType> = {
  Keyword: 1,
  Spam: 3,
  KeywordPreset: 4,
  MentionSpam: 5,
  MemberProfile: 6,
};
/** One of these numbers. */
export type AutoModerationRuleTriggerType = Api.AutoModerationRuleTriggerType;

/**
 * When a rule looks.
 * https://docs.discord.com/developers/resources/auto-moderation#auto-moderation-rule-object-event-types
 */
export const AutoModerationRuleEventType: Table<typeof Api.AutoModerationRuleEventType> = {
  MessageSend: 1,
  MemberUpdate: 2,
};
/** One of these numbers. */
export type AutoModerationRuleEventType = Api.AutoModerationRuleEventType;

/**
 * Discord's own lists of words.
 * https://docs.discord.com/developers/resources/auto-moderation#auto-moderation-rule-object-keyword-preset-types
 */
export const AutoModerationRuleKeywordPresetType: Table<typeof Api.AutoModerationRuleKeywordPresetType> = {
  Profanity: 1,
  SexualContent: 2,
  Slurs: 3,
};
/** One of these numbers. */
export type AutoModerationRuleKeywordPresetType = Api.AutoModerationRuleKeywordPresetType;

/**
 * What a rule does.
 * https://docs.discord.com/developers/resources/auto-moderation#auto-moderation-action-object-action-types
 */
export const AutoModerationActionType: Table<typeof Api.AutoModerationActionType> = {
  BlockMessage: 1,
  SendAlertMessage: 2,
  Timeout: 3,
  BlockMemberInteraction: 4,
};
/** One of these numbers. */
export type AutoModerationActionType = Api.AutoModerationActionType;
