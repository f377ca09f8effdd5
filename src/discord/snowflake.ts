/**
 * Ids: when they were made, and which shard their guild is on.
 * https://docs.discord.com/developers/reference#snowflakes
 *
 * This file must never turn an id into a number: ids pass 2 ** 53.
 */

/** The first millisecond of 2015, in milliseconds since 1970: the instant that ids count from. */
export const DISCORD_EPOCH = 1420070400000;

/** When the thing with this id was made. Thread and @everyone ids tell when their message or guild was. */
export function snowflakeToDate(id: string): Date {
  return new Date(Number(BigInt(id) >> 22n) + DISCORD_EPOCH);
}

/**
 * The smallest id of an instant, given as a Date or in milliseconds since 1970: for `before` and `after` in queries.
 * Instants before 2015 give "0".
 */
export function dateToSnowflake(at: Date | number): string {
  const ms = Math.floor(Number(at)) - DISCORD_EPOCH;
  return String(BigInt(Math.max(0, ms)) << 22n);
}

/**
 * The number of the shard that a guild's events come to, of `total` shards; events without a guild come to shard 0.
 * https://docs.discord.com/developers/events/gateway#sharding-sharding-formula
 */
export function shardOf(guildId: string, total: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(total));
}
