/**
 * What there is in a Discord: wire objects, no more of each than is modelled. The rest of what Discord sends of a thing may be
 * there under its own name.
 */

/** A user as the wire has it, no more than is modelled. */
export interface User {
  readonly id: string;
  username: string;
  discriminator: string;
  global_name: string | null;
  avatar: string | null;
  bot: boolean;
  [more: string]: unknown;
}

/** A member of a guild. */
export interface Member {
  readonly user: User;
  nick: string | null;
  roles: string[];
  joined_at: string;
  [more: string]: unknown;
}

/** A channel; without `guild_id` it is a direct message. */
export interface Channel {
  readonly id: string;
  type: number;
  /** As people see it; undefined for direct messages. */
  name?: string;
  /** Undefined for direct messages. */
  readonly guild_id?: string;
  last_message_id: string | null;
  [more: string]: unknown;
}

/** A role. */
export interface Role {
  readonly id: string;
  name: string;
  permissions: string;
  [more: string]: unknown;
}

/** A guild with what is in it. */
export interface Guild {
  readonly id: string;
  name: string;
  readonly owner_id: string;
  readonly channels: Channel[];
  readonly members: Member[];
  readonly roles: Role[];
  readonly emojis: Emoji[];
  [more: string]: unknown;
}

/** An emoji of a guild. */
export interface Emoji {
  readonly id: string;
  name: string;
  readonly roles: readonly string[];
  [more: string]: unknown;
}

/** An invite. */
export interface Invite {
  readonly code: string;
  readonly channel: { readonly id: string; readonly [more: string]: unknown };
  readonly guild?: { readonly id: string; readonly [more: string]: unknown };
  readonly [more: string]: unknown;
}

/** A message. */
export interface Message {
  readonly id: string;
  readonly channel_id: string;
  readonly author: User;
  content: string;
  attachments: Attachment[];
  [more: string]: unknown;
}

/** A file of a message. */
export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly content_type: string;
  readonly url: string;
  [more: string]: unknown;
}

/** A reaction and who gave it. */
export interface Reaction {
  readonly emoji: { readonly id: string | null; readonly name: string };
  readonly users: string[];
}

/** A command of the application, as it was registered. */
export interface ApplicationCommand {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly guild_id?: string;
  readonly options?: readonly CommandOption[];
  readonly [more: string]: unknown;
}

/** An option of a command. */
export interface CommandOption {
  readonly name: string;
  readonly type: number;
  readonly options?: readonly CommandOption[];
  readonly [more: string]: unknown;
}

/** A webhook. */
export interface Webhook {
  readonly id: string;
  readonly channel_id: string;
  readonly guild_id: string | null;
  readonly name: string;
  readonly token: string;
  readonly [more: string]: unknown;
}

/** One line of a guild's audit log. */
export interface AuditLogEntry {
  readonly id: string;
  readonly action_type: number;
  readonly user_id: string;
  readonly target_id: string | null;
  readonly changes: readonly object[];
  readonly reason?: string;
}

/** A ban. */
export interface Ban {
  readonly reason: string | null;
  readonly user: User;
}
