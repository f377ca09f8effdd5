/**
 * Settings of guilds, and marks of their members.
 *
 * Tables of numbers, and nothing else.
 */

import type * as Api from "discord-api-types/v10";
import type { Table } from "./table.ts";

/**
 * What members must have shown before they may speak.
 * https://docs.discord.com/developers/resources/guild#guild-object-verification-level
 */
export const GuildVerificationLevel: Table<typeof Api.GuildVerificationLevel> = {
  None: 0,
  Low: 1,
  Medium: 2,
  High: 3,
  VeryHigh: 4,
};
/** One of these numbers. */
export type GuildVerificationLevel = Api.GuildVerificationLevel;

/**
 * Of which messages members are told.
 * https://docs.discord.com/developers/resources/guild#guild-object-default-message-notification-level
 */
export const GuildDefaultMessageNotifications: Table<typeof Api.GuildDefaultMessageNotifications> = {
  AllMessages: 0,
  OnlyMentions: 1,
};
/** One of these numbers. */
export type GuildDefaultMessageNotifications = Api.GuildDefaultMessageNotifications;

/**
 * Whose media is scanned.
 * https://docs.discord.com/developers/resources/guild#guild-object-explicit-content-filter-level
 */
export const GuildExplicitContentFilter: Table<typeof Api.GuildExplicitContentFilter> = {
  Disabled: 0,
  MembersWithoutRoles: 1,
  AllMembers: 2,
};
/** One of these numbers. */
export type GuildExplicitContentFilter = Api.GuildExplicitContentFilter;

/**
 * Whether moderators need two factors.
 * https://docs.discord.com/developers/resources/guild#guild-object-mfa-level
 */
export const GuildMFALevel: Table<typeof Api.GuildMFALevel> = {
  None: 0,
  Elevated: 1,
};
/** One of these numbers. */
export type GuildMFALevel = Api.GuildMFALevel;

/**
 * Who may see the guild.
 * https://docs.discord.com/developers/resources/guild#guild-object-guild-age-restriction-level
 */
export const GuildNSFWLevel: Table<typeof Api.GuildNSFWLevel> = {
  Default: 0,
  Explicit: 1,
  Safe: 2,
  AgeRestricted: 3,
};
/** One of these numbers. */
export type GuildNSFWLevel = Api.GuildNSFWLevel;

/**
 * How far a guild is boosted.
 * https://docs.discord.com/developers/resources/guild#guild-object-premium-tier
 */
export const GuildPremiumTier: Table<typeof Api.GuildPremiumTier> = {
  None: 0,
  Tier1: 1,
  Tier2: 2,
  Tier3: 3,
};
/** One of these numbers. */
export type GuildPremiumTier = Api.GuildPremiumTier;

/**
 * Which notices the system channel leaves out.
 * https://docs.discord.com/developers/resources/guild#guild-object-system-channel-flags
 */
export const GuildSystemChannelFlags: Table<typeof Api.GuildSystemChannelFlags> = {
  SuppressJoinNotifications: 1,
  SuppressPremiumSubscriptions: 2,
  SuppressGuildReminderNotifications: 4,
  SuppressJoinNotificationReplies: 8,
  SuppressRoleSubscriptionPurchaseNotifications: 16,
  SuppressRoleSubscriptionPurchaseNotificationReplies: 32,
};
/** One of these numbers. */
export type GuildSystemChannelFlags = Api.GuildSystemChannelFlags;

/**
 * Marks of a member.
 * https://docs.discord.com/developers/resources/guild#guild-member-object-guild-member-flags
 */
export const GuildMemberFlags: Table<typeof Api.GuildMemberFlags, "AutomodQuarantinedBio"> = {
  DidRejoin: 1,
  CompletedOnboarding: 2,
  BypassesVerification: 4,
  StartedOnboarding: 8,
  IsGuest: 16,
  StartedHomeActions: 32,
  CompletedHomeActions: 64,
  AutomodQuarantinedUsernameOrGuildNickname: 128,
  DmSettingsUpsellAcknowledged: 512,
  AutoModQuarantinedGuildTag: 1024,
};
/** One of these numbers. */
export type GuildMemberFlags = Api.GuildMemberFlags;

/**
 * Marks of a role.
 * https://docs.discord.com/developers/topics/permissions#role-object-role-flags
 */
export const RoleFlags: Table<typeof Api.RoleFlags> = {
  InPrompt: 1,
};
/** One of these numbers. */
export type RoleFlags = Api.RoleFlags;

/**
 * Who may see a scheduled event.
 * https://docs.discord.com/developers/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-privacy-level
 */
export const GuildScheduledEventPrivacyLevel: Table<typeof Api.GuildScheduledEventPrivacyLevel> = {
  GuildOnly: 2,
};
/** One of these numbers. */
export type GuildScheduledEventPrivacyLevel = Api.GuildScheduledEventPrivacyLevel;

/**
 * Where a scheduled event takes place.
 * https://docs.discord.com/developers/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-entity-types
 */
export const GuildScheduledEventEntityType: Table<typeof Api.GuildScheduledEventEntityType> = {
  StageInstance: 1,
  Voice: 2,
  External: 3,
};
/** One of these numbers. */
export type GuildScheduledEventEntityType = Api.GuildScheduledEventEntityType;

/**
 * How far a scheduled event has come.
 * https://docs.discord.com/developers/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-status
 */
export const GuildScheduledEventStatus: Table<typeof Api.GuildScheduledEventStatus> = {
  Scheduled: 1,
  Active: 2,
  Completed: 3,
  Canceled: 4,
};
/** One of these numbers. */
export type GuildScheduledEventStatus = Api.GuildScheduledEventStatus;

/**
 * Who may see a stage.
 * https://docs.discord.com/developers/resources/stage-instance#stage-instance-object-privacy-level
 */
export const StageInstancePrivacyLevel: Table<typeof Api.StageInstancePrivacyLevel, "Public"> = {
  GuildOnly: 2,
};
/** One of these numbers. */
export type StageInstancePrivacyLevel = Api.StageInstancePrivacyLevel;

/**
 * What kind of webhook one is.
 * https://docs.discord.com/developers/resources/webhook#webhook-object-webhook-types
 */
export const WebhookType: Table<typeof Api.WebhookType> = {
  Incoming: 1,
  ChannelFollower: 2,
  Application: 3,
};
/** One of these numbers. */
export type WebhookType = Api.WebhookType;

/**
 * What an invite leads to.
 * https://docs.discord.com/developers/resources/invite#invite-object-invite-types
 */
export const InviteType: Table<typeof Api.InviteType> = {
  Guild: 0,
  GroupDM: 1,
  Friend: 2,
};
/** One of these numbers. */
export type InviteType = Api.InviteType;

/**
 * What an invite to a voice channel opens.
 * https://docs.discord.com/developers/resources/invite#invite-object-invite-target-types
 */
export const InviteTargetType: Table<typeof Api.InviteTargetType> = {
  Stream: 1,
  EmbeddedApplication: 2,
};
/** One of these numbers. */
export type InviteTargetType = Api.InviteTargetType;
