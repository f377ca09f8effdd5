/**
 * The 79 events that Discord dispatches, each with its payload: exactly what Discord sends.
 * https://docs.discord.com/developers/events/gateway-events#receive-events
 *
 * Types only. This file must never hold a value, and never rename or repair what Discord sends.
 */

import type * as Api from "discord-api-types/v10";

/**
 * Every event by its name. "Needs" tells the intents: any one of those that are named brings it.
 * An event that Discord has not documented may be added with `declare module "anycord" { interface Events { ... } }`.
 */
export interface Events {
  // Connection
  /** A session has begun. Guilds are ids only; each follows as GUILD_CREATE. Needs no intent. */
  READY: Api.GatewayReadyDispatchData;
  /** A session was taken up again, and all missed events have been replayed. Needs no intent. */
  RESUMED: unknown;
  /** A request over the gateway came too soon; `retry_after` is in seconds. Needs no intent. */
  RATE_LIMITED: Api.GatewayRateLimitedDispatchData;
  /** The bot's own user changed. Needs no intent. */
  USER_UPDATE: Api.GatewayUserUpdateDispatchData;

  // Interactions and sales
  /**
   * Someone used a command, a component or a modal. Never comes while an interactions endpoint url is set. Needs no
   * intent.
   */
  INTERACTION_CREATE: Api.GatewayInteractionCreateDispatchData;
  /**
   * Permissions of a command changed; `id` is the application's id where they are those of all commands. Needs no
   * intent.
   */
  APPLICATION_COMMAND_PERMISSIONS_UPDATE: Api.GatewayApplicationCommandPermissionsUpdateDispatchData;
  /** An entitlement was made. Shard 0 only. Needs no intent. */
  ENTITLEMENT_CREATE: Api.GatewayEntitlementCreateDispatchData;
  /** An entitlement was renewed or has ended. Shard 0 only. Needs no intent. */
  ENTITLEMENT_UPDATE: Api.GatewayEntitlementUpdateDispatchData;
  /** An entitlement was taken back. Shard 0 only. Needs no intent. */
  ENTITLEMENT_DELETE: Api.GatewayEntitlementDeleteDispatchData;
  /** A subscription was made. Shard 0 only. Needs no intent. */
  SUBSCRIPTION_CREATE: Api.GatewaySubscriptionCreateDispatchData;
  /** A subscription changed. Shard 0 only. Needs no intent. */
  SUBSCRIPTION_UPDATE: Api.GatewaySubscriptionUpdateDispatchData;
  /** A subscription was deleted. Shard 0 only. Needs no intent. */
  SUBSCRIPTION_DELETE: Api.GatewaySubscriptionDeleteDispatchData;

  // Guilds
  /**
   * A guild came with the session, became available again, or was joined. In an outage only `id` and `unavailable`
   * may be there. Needs GUILDS.
   */
  GUILD_CREATE: Api.GatewayGuildCreateDispatchData;
  /** A guild changed. Needs GUILDS. */
  GUILD_UPDATE: Api.GatewayGuildUpdateDispatchData;
  /** An outage of a guild if `unavailable` is true; else the bot has left or was removed. Needs GUILDS. */
  GUILD_DELETE: Api.GatewayGuildDeleteDispatchData;
  /** An entry was written to the audit log. Only where the bot has VIEW_AUDIT_LOG. Needs GUILD_MODERATION. */
  GUILD_AUDIT_LOG_ENTRY_CREATE: Api.GatewayGuildAuditLogEntryCreateDispatchData;
  /** A user was banned. Only where the bot has BAN_MEMBERS or VIEW_AUDIT_LOG. Needs GUILD_MODERATION. */
  GUILD_BAN_ADD: Api.GatewayGuildBanAddDispatchData;
  /** A ban was lifted. Only where the bot has BAN_MEMBERS or VIEW_AUDIT_LOG. Needs GUILD_MODERATION. */
  GUILD_BAN_REMOVE: Api.GatewayGuildBanRemoveDispatchData;
  /** The emojis of a guild changed; all of them are given. Needs GUILD_EXPRESSIONS. */
  GUILD_EMOJIS_UPDATE: Api.GatewayGuildEmojisUpdateDispatchData;
  /** The stickers of a guild changed; all of them are given. Needs GUILD_EXPRESSIONS. */
  GUILD_STICKERS_UPDATE: Api.GatewayGuildStickersUpdateDispatchData;
  /** An integration of a guild changed. Needs GUILD_INTEGRATIONS. */
  GUILD_INTEGRATIONS_UPDATE: Api.GatewayGuildIntegrationsUpdateDispatchData;
  /** A role was made. Needs GUILDS. */
  GUILD_ROLE_CREATE: Api.GatewayGuildRoleCreateDispatchData;
  /** A role changed. Needs GUILDS. */
  GUILD_ROLE_UPDATE: Api.GatewayGuildRoleUpdateDispatchData;
  /** A role was deleted. Needs GUILDS. */
  GUILD_ROLE_DELETE: Api.GatewayGuildRoleDeleteDispatchData;
  /** A scheduled event was made. Needs GUILD_SCHEDULED_EVENTS. */
  GUILD_SCHEDULED_EVENT_CREATE: Api.GatewayGuildScheduledEventCreateDispatchData;
  /** A scheduled event changed. Needs GUILD_SCHEDULED_EVENTS. */
  GUILD_SCHEDULED_EVENT_UPDATE: Api.GatewayGuildScheduledEventUpdateDispatchData;
  /** A scheduled event was deleted. Needs GUILD_SCHEDULED_EVENTS. */
  GUILD_SCHEDULED_EVENT_DELETE: Api.GatewayGuildScheduledEventDeleteDispatchData;
  /** A user takes an interest in a scheduled event. Needs GUILD_SCHEDULED_EVENTS. */
  GUILD_SCHEDULED_EVENT_USER_ADD: Api.GatewayGuildScheduledEventUserAddDispatchData;
  /** A user no longer takes an interest in a scheduled event. Needs GUILD_SCHEDULED_EVENTS. */
  GUILD_SCHEDULED_EVENT_USER_REMOVE: Api.GatewayGuildScheduledEventUserRemoveDispatchData;
  /** A sound was made. Needs GUILD_EXPRESSIONS. */
  GUILD_SOUNDBOARD_SOUND_CREATE: Api.GatewayGuildSoundboardSoundCreateDispatchData;
  /** A sound changed. Needs GUILD_EXPRESSIONS. */
  GUILD_SOUNDBOARD_SOUND_UPDATE: Api.GatewayGuildSoundboardSoundUpdateDispatchData;
  /** A sound was deleted. Needs GUILD_EXPRESSIONS. */
  GUILD_SOUNDBOARD_SOUND_DELETE: Api.GatewayGuildSoundboardSoundDeleteDispatchData;
  /** Several sounds of a guild changed. Needs GUILD_EXPRESSIONS. */
  GUILD_SOUNDBOARD_SOUNDS_UPDATE: Api.GatewayGuildSoundboardSoundsUpdateDispatchData;
  /** The answer to Request Soundboard Sounds, one a guild. Needs no intent. */
  SOUNDBOARD_SOUNDS: Api.GatewaySoundboardSoundsDispatchData;
  /** An integration was made. Needs GUILD_INTEGRATIONS. */
  INTEGRATION_CREATE: Api.GatewayIntegrationCreateDispatchData;
  /** An integration changed. Needs GUILD_INTEGRATIONS. */
  INTEGRATION_UPDATE: Api.GatewayIntegrationUpdateDispatchData;
  /** An integration was deleted. Needs GUILD_INTEGRATIONS. */
  INTEGRATION_DELETE: Api.GatewayIntegrationDeleteDispatchData;
  /** A webhook of a channel was made, changed or deleted. Needs GUILD_WEBHOOKS. */
  WEBHOOKS_UPDATE: Api.GatewayWebhooksUpdateDispatchData;
  /** An invite was made. Only where the bot has MANAGE_CHANNELS. Needs GUILD_INVITES. */
  INVITE_CREATE: Api.GatewayInviteCreateDispatchData;
  /** An invite was deleted. Only where the bot has MANAGE_CHANNELS. Needs GUILD_INVITES. */
  INVITE_DELETE: Api.GatewayInviteDeleteDispatchData;
  /** A stage has begun. Needs GUILDS. */
  STAGE_INSTANCE_CREATE: Api.GatewayStageInstanceCreateDispatchData;
  /** A stage changed. Needs GUILDS. */
  STAGE_INSTANCE_UPDATE: Api.GatewayStageInstanceUpdateDispatchData;
  /** A stage has ended. Needs GUILDS. */
  STAGE_INSTANCE_DELETE: Api.GatewayStageInstanceDeleteDispatchData;
  /** A rule was made. Only where the bot has MANAGE_GUILD. Needs AUTO_MODERATION_CONFIGURATION. */
  AUTO_MODERATION_RULE_CREATE: Api.GatewayAutoModerationRuleCreateDispatchData;
  /** A rule changed. Only where the bot has MANAGE_GUILD. Needs AUTO_MODERATION_CONFIGURATION. */
  AUTO_MODERATION_RULE_UPDATE: Api.GatewayAutoModerationRuleUpdateDispatchData;
  /** A rule was deleted. Only where the bot has MANAGE_GUILD. Needs AUTO_MODERATION_CONFIGURATION. */
  AUTO_MODERATION_RULE_DELETE: Api.GatewayAutoModerationRuleDeleteDispatchData;
  /**
   * A rule was applied. Only where the bot has MANAGE_GUILD; `content` and `matched_content` are empty without
   * MESSAGE_CONTENT. Needs AUTO_MODERATION_EXECUTION.
   */
  AUTO_MODERATION_ACTION_EXECUTION: Api.GatewayAutoModerationActionExecutionDispatchData;

  // Channels and threads
  /** A channel of a guild was made. Needs GUILDS. */
  CHANNEL_CREATE: Api.GatewayChannelCreateDispatchData;
  /** A channel of a guild changed; not for new messages. Needs GUILDS. */
  CHANNEL_UPDATE: Api.GatewayChannelUpdateDispatchData;
  /** A channel of a guild was deleted. Needs GUILDS. */
  CHANNEL_DELETE: Api.GatewayChannelDeleteDispatchData;
  /**
   * A message was pinned or unpinned; not for a pinned message that is deleted. Needs GUILDS (guilds),
   * DIRECT_MESSAGES (DMs).
   */
  CHANNEL_PINS_UPDATE: Api.GatewayChannelPinsUpdateDispatchData;
  /** The answer to Request Channel Info. Needs no intent. */
  CHANNEL_INFO: Api.GatewayChannelInfoDispatchData;
  /** A thread was made, or the bot was added to a private one. Needs GUILDS. */
  THREAD_CREATE: Api.GatewayThreadCreateDispatchData;
  /** A thread changed. Needs GUILDS. */
  THREAD_UPDATE: Api.GatewayThreadUpdateDispatchData;
  /** A thread was deleted. Needs GUILDS. */
  THREAD_DELETE: Api.GatewayThreadDeleteDispatchData;
  /**
   * The bot gained access to channels: their active threads. Without `channel_ids`, those of the whole guild. Needs
   * GUILDS.
   */
  THREAD_LIST_SYNC: Api.GatewayThreadListSyncDispatchData;
  /** The bot's own membership of a thread changed. Needs GUILDS. */
  THREAD_MEMBER_UPDATE: Api.GatewayThreadMemberUpdateDispatchData;
  /**
   * Members came to a thread or left it; with GUILDS alone, only when the bot itself did. Needs GUILDS or
   * GUILD_MEMBERS (privileged).
   */
  THREAD_MEMBERS_UPDATE: Api.GatewayThreadMembersUpdateDispatchData;
  /** The status line of a voice channel changed. Needs GUILDS. */
  VOICE_CHANNEL_STATUS_UPDATE: Api.GatewayVoiceChannelStatusUpdateDispatchData;
  /** A call in a voice channel has begun or ended; `voice_start_time` is in seconds since 1970. Needs GUILDS. */
  VOICE_CHANNEL_START_TIME_UPDATE: Api.GatewayVoiceChannelStartTimeUpdateDispatchData;

  // Members
  /** Someone joined a guild; may repeat for members that were there. Needs GUILD_MEMBERS (privileged). */
  GUILD_MEMBER_ADD: Api.GatewayGuildMemberAddDispatchData;
  /** A member changed. Comes without the intent for the bot itself. Needs GUILD_MEMBERS (privileged). */
  GUILD_MEMBER_UPDATE: Api.GatewayGuildMemberUpdateDispatchData;
  /** A member left, was kicked or banned. Needs GUILD_MEMBERS (privileged). */
  GUILD_MEMBER_REMOVE: Api.GatewayGuildMemberRemoveDispatchData;
  /** A part of the answer to Request Guild Members. Needs no intent. */
  GUILD_MEMBERS_CHUNK: Api.GatewayGuildMembersChunkDispatchData;
  /** A member's status, activity or user changed. Only `user.id` is certain. Needs GUILD_PRESENCES (privileged). */
  PRESENCE_UPDATE: Api.GatewayPresenceUpdateDispatchData;

  // Messages
  /**
   * A message was sent. Without MESSAGE_CONTENT its text, embeds, attachments and components are empty, save in DMs,
   * in mentions of the bot and in its own. Ephemeral answers of the bot come as in DMs. Needs GUILD_MESSAGES
   * (guilds), DIRECT_MESSAGES (DMs).
   */
  MESSAGE_CREATE: Api.GatewayMessageCreateDispatchData;
  /**
   * A message was edited; all of it is given. MESSAGE_CONTENT as in MESSAGE_CREATE. Needs GUILD_MESSAGES (guilds),
   * DIRECT_MESSAGES (DMs).
   */
  MESSAGE_UPDATE: Api.GatewayMessageUpdateDispatchData;
  /** A message was deleted. Needs GUILD_MESSAGES (guilds), DIRECT_MESSAGES (DMs). */
  MESSAGE_DELETE: Api.GatewayMessageDeleteDispatchData;
  /** Several messages were deleted at once. Needs GUILD_MESSAGES. */
  MESSAGE_DELETE_BULK: Api.GatewayMessageDeleteBulkDispatchData;
  /** Someone reacted to a message. Needs GUILD_MESSAGE_REACTIONS (guilds), DIRECT_MESSAGE_REACTIONS (DMs). */
  MESSAGE_REACTION_ADD: Api.GatewayMessageReactionAddDispatchData;
  /** Someone took a reaction back. Needs GUILD_MESSAGE_REACTIONS (guilds), DIRECT_MESSAGE_REACTIONS (DMs). */
  MESSAGE_REACTION_REMOVE: Api.GatewayMessageReactionRemoveDispatchData;
  /**
   * All reactions of a message were removed. Needs GUILD_MESSAGE_REACTIONS (guilds), DIRECT_MESSAGE_REACTIONS (DMs).
   */
  MESSAGE_REACTION_REMOVE_ALL: Api.GatewayMessageReactionRemoveAllDispatchData;
  /**
   * All reactions of one emoji were removed. Needs GUILD_MESSAGE_REACTIONS (guilds), DIRECT_MESSAGE_REACTIONS (DMs).
   */
  MESSAGE_REACTION_REMOVE_EMOJI: Api.GatewayMessageReactionRemoveEmojiDispatchData;
  /** Someone voted in a poll: one event an answer. Needs GUILD_MESSAGE_POLLS (guilds), DIRECT_MESSAGE_POLLS (DMs). */
  MESSAGE_POLL_VOTE_ADD: Api.GatewayMessagePollVoteDispatchData;
  /** Someone took a vote back: one event an answer. Needs GUILD_MESSAGE_POLLS (guilds), DIRECT_MESSAGE_POLLS (DMs). */
  MESSAGE_POLL_VOTE_REMOVE: Api.GatewayMessagePollVoteDispatchData;
  /**
   * Someone is typing; `timestamp` is in seconds since 1970. Needs GUILD_MESSAGE_TYPING (guilds),
   * DIRECT_MESSAGE_TYPING (DMs).
   */
  TYPING_START: Api.GatewayTypingStartDispatchData;

  // Voice
  /** Someone joined, left or moved, or changed how they are heard. Needs GUILD_VOICE_STATES. */
  VOICE_STATE_UPDATE: Api.GatewayVoiceStateUpdateDispatchData;
  /** The voice server of a guild. `endpoint` is null while it is being moved. Needs no intent. */
  VOICE_SERVER_UPDATE: Api.GatewayVoiceServerUpdateDispatchData;
  /** An emoji or a sound was sent in the voice channel that the bot is in. Needs GUILD_VOICE_STATES. */
  VOICE_CHANNEL_EFFECT_SEND: Api.GatewayVoiceChannelEffectSendDispatchData;
}

/** The name of an event, as Discord writes it: "MESSAGE_CREATE". */
export type EventName = keyof Events;

/** One event as it came. */
export interface DispatchEvent<E extends EventName = EventName> {
  readonly name: E;
  /** Exactly what Discord sent. */
  readonly data: Events[E];
  /** Its number in the session. */
  readonly seq: number;
  /** The number of the shard that received it. */
  readonly shard: number;
  /** When it was received: milliseconds since 1970. */
  readonly at: number;
}

/** Any known event; `name` tells which, and narrows `data`. */
export type AnyEvent = { [E in EventName]: DispatchEvent<E> }[EventName];
