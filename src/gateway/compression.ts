/**
 * How the gateway may pack what it sends.
 * https://docs.discord.com/developers/events/gateway#encoding-and-compression
 */

/** One zlib stream a connection, or single payloads. */
export type Compression = "zlib-stream" | "payload";
