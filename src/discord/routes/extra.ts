/**
 * Payloads that discord-api-types has no name for, as Discord's own HTTP description tells them: searches of threads,
 * join requests, exceptions of recurring events, OpenID Connect.
 *
 * Types only. What discord-api-types names one day goes from here.
 */

import type * as Api from "discord-api-types/v10";

// Threads

/** Which threads are looked for. */
export interface ThreadSearchQuery {
  name?: string | undefined;
  /** How far the words of `name` may lie apart. */
  slop?: number | undefined;
  min_id?: string | undefined;
  max_id?: string | undefined;
  /** Ids of tags, at most 20. */
  tag?: string | readonly string[] | undefined;
  tag_setting?: "match_all" | "match_some" | undefined;
  archived?: boolean | undefined;
  sort_by?: "relevance" | "creation_time" | "last_message_time" | "archive_time" | undefined;
  sort_order?: "asc" | "desc" | undefined;
  limit?: number | undefined;
  offset?: number | undefined;
}

/**
 * The threads that were found, or with status 202 that the index is still being built: ask again after `retry_after`
 * seconds.
 */
export type ThreadSearchResult = FoundThreads | Api.APIMessageSearchIndexNotReadyResponse;

/** The threads that were found. */
export interface FoundThreads {
  threads: Api.APIThreadChannel[];
  members: Api.APIThreadMember[];
  has_more: boolean;
  first_messages?: Api.APIMessage[];
  total_results: number;
}

// Guilds

/** What a guild shows to new members. */
export interface NewMemberWelcome {
  guild_id: string;
  enabled: boolean;
  welcome_message?: { author_ids: string[]; message: string };
  new_member_actions: NewMemberAction[];
  resource_channels: ResourceChannel[];
}

/** A channel that new members are shown. */
export interface ResourceChannel {
  channel_id: string;
  title: string;
  description: string;
  emoji?: { id: string | null; name: string | null; animated: boolean };
  icon?: string;
}

/** Something that new members are asked to do in a channel. */
export interface NewMemberAction extends ResourceChannel {
  action_type: 0 | 1;
}

/** How far a request to join has come. */
export type JoinRequestStatus = "STARTED" | "SUBMITTED" | "REJECTED" | "APPROVED";

/** Which join requests are listed. */
export interface JoinRequestsQuery {
  status?: JoinRequestStatus | undefined;
  limit?: number | undefined;
  before?: string | undefined;
  after?: string | undefined;
}

/** Join requests of a guild. */
export interface JoinRequests {
  total?: number;
  guild_join_requests?: JoinRequest[];
}

/** Someone who asks to join a guild. */
export interface JoinRequest {
  id: string;
  created_at: string;
  reviewed_at: string | null;
  application_status: JoinRequestStatus | null;
  rejection_reason: string | null;
  guild_id: string;
  user_id: string;
  user?: Api.APIUser | null;
  form_responses?: JoinRequestAnswer[] | null;
  actioned_by_user?: Api.APIUser | null;
}

/** One question of a guild, and what was answered. */
export interface JoinRequestAnswer {
  field_type: "TERMS" | "TEXT_INPUT" | "PARAGRAPH" | "MULTIPLE_CHOICE";
  label?: string;
  description?: string;
  required?: boolean;
  placeholder?: string;
  /** The terms. */
  values?: string[];
  choices?: string[];
  /** Terms: whether they were agreed to. Choices: the index of the one chosen. Else the text. */
  response?: boolean | number | string;
}

/** What is decided about a join request. */
export interface JoinRequestPatch {
  action?: JoinRequestStatus | undefined;
  rejection_reason?: string | null | undefined;
}

// Scheduled events

/** What is to change in an exception. */
export interface EventExceptionPatch {
  scheduled_start_time?: string | null | undefined;
  scheduled_end_time?: string | null | undefined;
  is_canceled?: boolean | null | undefined;
}

/** One time at which a recurring event is otherwise. */
export interface EventExceptionBody extends EventExceptionPatch {
  original_scheduled_start_time: string;
}

/** One time at which a recurring event is otherwise. */
export interface EventException {
  event_id: string;
  event_exception_id: string;
  scheduled_start_time: string | null;
  scheduled_end_time: string | null;
  is_canceled: boolean;
}

/** How many users take an interest. */
export interface EventUserCounts {
  guild_scheduled_event_count: number;
  /** By the id of the exception. */
  guild_scheduled_event_exception_counts: { [exception: string]: number };
}

/** Someone who answered for one time of a recurring event. */
export interface EventExceptionUser {
  guild_scheduled_event_id: string;
  guild_scheduled_event_exception_id?: string | null;
  user_id: string;
  user?: Api.APIUser;
  member?: Api.APIGuildMember;
  /** 1: interested. */
  response: 0 | 1;
}

// OpenID Connect

/** A key that OpenID tokens are signed with (https://www.rfc-editor.org/rfc/rfc7517). */
export interface OpenIdKey {
  kty: string;
  use: string;
  kid: string;
  n: string;
  e: string;
  alg: string;
}

/** A user in the words of OpenID Connect. */
export interface OpenIdUser {
  sub: string;
  email?: string | null;
  email_verified?: boolean;
  preferred_username?: string;
  nickname?: string | null;
  picture?: string;
  locale?: string;
}
