/**
 * The numbers of the gateway's envelopes: `{ op, d, s, t }`. Each is a constant of its own, so that a bundle holds those that are
 * used; `GatewayOpcode` has them all by name.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-opcodes
 */

/** Received: an event, with `s` and `t`. */
export const Dispatch = 0;
/** Both ways: `d` is the last sequence number, or null. */
export const Heartbeat = 1;
/** Sent: starts a session. */
export const Identify = 2;
/** Sent: status and activity. */
export const PresenceUpdate = 3;
/** Sent: joins, moves in or leaves a voice channel. */
export const VoiceStateUpdate = 4;
/** Sent: takes up a session where it was left. */
export const Resume = 6;
/** Received: connect anew and resume. */
export const Reconnect = 7;
/** Sent: asks for members, which come as GUILD_MEMBERS_CHUNK. */
export const RequestGuildMembers = 8;
/** Received: the session is gone; `d` tells whether it may be resumed. */
export const InvalidSession = 9;
/** Received: the first frame, with the interval of heartbeats. */
export const Hello = 10;
/** Received: a heartbeat has arrived. */
export const HeartbeatAck = 11;
/** Sent: asks for soundboard sounds. */
export const RequestSoundboardSounds = 31;
/** Sent: asks for voice channel status and start time. */
export const RequestChannelInfo = 43;

/** What a gateway frame is about. */
export const GatewayOpcode: {
  readonly Dispatch: 0;
  readonly Heartbeat: 1;
  readonly Identify: 2;
  readonly PresenceUpdate: 3;
  readonly VoiceStateUpdate: 4;
  readonly Resume: 6;
  readonly Reconnect: 7;
  readonly RequestGuildMembers: 8;
  readonly InvalidSession: 9;
  readonly Hello: 10;
  readonly HeartbeatAck: 11;
  readonly RequestSoundboardSounds: 31;
  readonly RequestChannelInfo: 43;
} = {
  Dispatch,
  Heartbeat,
  Identify,
  PresenceUpdate,
  VoiceStateUpdate,
  Resume,
  Reconnect,
  RequestGuildMembers,
  InvalidSession,
  Hello,
  HeartbeatAck,
  RequestSoundboardSounds,
  RequestChannelInfo,
};
/** A number that says what a frame is about. */
export type GatewayOpcode = (typeof GatewayOpcode)[keyof typeof GatewayOpcode];
