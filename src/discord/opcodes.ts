/**
 * The numbers of the gateway's envelopes: `{ op, d, s, t }`.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-opcodes
 */

/** What a gateway frame is about. */
export const GatewayOpcode = {
  /** Received: an event, with `s` and `t`. */
  Dispatch: 0,
  /** Both ways: `d` is the last sequence number, or null. */
  Heartbeat: 1,
  /** Sent: starts a session. */
  Identify: 2,
  /** Sent: status and activity. */
  PresenceUpdate: 3,
  /** Sent: joins, moves in or leaves a voice channel. */
  VoiceStateUpdate: 4,
  /** Sent: takes up a session where it was left. */
  Resume: 6,
  /** Received: connect anew and resume. */
  Reconnect: 7,
  /** Sent: asks for members, which come as GUILD_MEMBERS_CHUNK. */
  RequestGuildMembers: 8,
  /** Received: the session is gone; `d` tells whether it may be resumed. */
  InvalidSession: 9,
  /** Received: the first frame, with the interval of heartbeats. */
  Hello: 10,
  /** Received: a heartbeat has arrived. */
  HeartbeatAck: 11,
  /** Sent: asks for soundboard sounds. */
  RequestSoundboardSounds: 31,
  /** Sent: asks for voice channel status and start time. */
  RequestChannelInfo: 43,
} as const;
export type GatewayOpcode = (typeof GatewayOpcode)[keyof typeof GatewayOpcode];
