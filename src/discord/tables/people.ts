/**
 * Users and applications: what they do, what they are, what they have bought.
 *
 * Tables of numbers, and nothing else.
 */

import type * as Api from "discord-api-types/v10";
import type { Table } from "./table.ts";

/**
 * What someone is doing. A Custom activity shows its `state`.
 * https://docs.discord.com/developers/events/gateway-events#activity-object-activity-types
 */
export const ActivityType: Table<typeof Api.ActivityType> = {
  Playing: 0,
  Streaming: 1,
  Listening: 2,
  Watching: 3,
  Custom: 4,
  Competing: 5,
};
/** One of these numbers. */
export type ActivityType = Api.ActivityType;

/**
 * Which field of an activity the list of members shows.
 * https://docs.discord.com/developers/events/gateway-events#activity-object-status-display-types
 */
export const StatusDisplayType: Table<typeof Api.StatusDisplayType> = {
  Name: 0,
  State: 1,
  Details: 2,
};
/** One of these numbers. */
export type StatusDisplayType = Api.StatusDisplayType;

/**
 * Marks of a user.
 * https://docs.discord.com/developers/resources/user#user-object-user-flags
 */
export const UserFlags: Table<
  typeof Api.UserFlags,
  | "MFASMS"
  | "PremiumPromoDismissed"
  | "HasUnreadUrgentMessages"
  | "Spammer"
  | "DisablePremium"
  | "ActiveDeveloper"
  | "Quarantined"
  | "Collaborator"
  | "RestrictedCollaborator"
> = {
  Staff: 1,
  Partner: 2,
  Hypesquad: 4,
  BugHunterLevel1: 8,
  HypeSquadOnlineHouse1: 64,
  HypeSquadOnlineHouse2: 128,
  HypeSquadOnlineHouse3: 256,
  PremiumEarlySupporter: 512,
  TeamPseudoUser: 1024,
  BugHunterLevel2: 16384,
  VerifiedBot: 65536,
  VerifiedDeveloper: 131072,
  CertifiedModerator: 262144,
  BotHTTPInteractions: 524288,
};
/** One of these numbers. */
export type UserFlags = Api.UserFlags;

/**
 * What Nitro a user has.
 * https://docs.discord.com/developers/resources/user#user-object-premium-types
 */
export const UserPremiumType: Table<typeof Api.UserPremiumType> = {
  None: 0,
  NitroClassic: 1,
  Nitro: 2,
  NitroBasic: 3,
};
/** One of these numbers. */
export type UserPremiumType = Api.UserPremiumType;

/**
 * Marks of an application; the Gateway ones tell which privileged intents are switched on.
 * https://docs.discord.com/developers/resources/application#application-object-application-flags
 */
export const ApplicationFlags: Table<
  typeof Api.ApplicationFlags,
  "EmbeddedReleased" | "ManagedEmoji" | "EmbeddedIAP" | "GroupDMCreate" | "RPCHasConnected" | "EmbeddedFirstParty"
> = {
  ApplicationAutoModerationRuleCreateBadge: 64,
  GatewayPresence: 4096,
  GatewayPresenceLimited: 8192,
  GatewayGuildMembers: 16384,
  GatewayGuildMembersLimited: 32768,
  VerificationPendingGuildLimit: 65536,
  Embedded: 131072,
  GatewayMessageContent: 262144,
  GatewayMessageContentLimited: 524288,
  ApplicationCommandBadge: 8388608,
};
/** One of these numbers. */
export type ApplicationFlags = Api.ApplicationFlags;

/**
 * How an entitlement came about.
 * https://docs.discord.com/developers/resources/entitlement#entitlement-object-entitlement-types
 */
export const EntitlementType: Table<typeof Api.EntitlementType> = {
  Purchase: 1,
  PremiumSubscription: 2,
  DeveloperGift: 3,
  TestModePurchase: 4,
  FreePurchase: 5,
  UserGift: 6,
  PremiumPurchase: 7,
  ApplicationSubscription: 8,
};
/** One of these numbers. */
export type EntitlementType = Api.EntitlementType;

/**
 * What is sold.
 * https://docs.discord.com/developers/resources/sku#sku-object-sku-types
 */
export const SKUType: Table<typeof Api.SKUType> = {
  Durable: 2,
  Consumable: 3,
  Subscription: 5,
  SubscriptionGroup: 6,
};
/** One of these numbers. */
export type SKUType = Api.SKUType;

/**
 * Whether a subscription goes on.
 * https://docs.discord.com/developers/resources/subscription#subscription-statuses
 */
export const SubscriptionStatus: Table<typeof Api.SubscriptionStatus> = {
  Active: 0,
  Inactive: 1,
  Ending: 2,
};
/** One of these numbers. */
export type SubscriptionStatus = Api.SubscriptionStatus;
