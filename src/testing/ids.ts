/**
 * Snowflakes, made from the simulator's clock and a counter, and the times that are written beside them.
 * https://docs.discord.com/developers/reference#snowflakes
 *
 * It must never make one id twice.
 */

/** The first second of 2015, in milliseconds since 1970: where snowflakes count from. */
const EPOCH_AT = 1_420_070_400_000;
const PER_MILLISECOND = 4096;

/** Makes ids that only grow. */
export type Ids = () => string;

/** Makes ids whose instant is what `date` says, or later when a millisecond is used up. */
export function createIds(date: () => number): Ids {
  let at = 0;
  let count = 0;
  return () => {
    const now = Math.floor(date());
    if (now > at) {
      at = now;
      count = 0;
    } else if (++count === PER_MILLISECOND) {
      at++;
      count = 0;
    }
    return snowflakeAt(at, count);
  };
}

/** The snowflake of an instant, in milliseconds since 1970. */
export function snowflakeAt(at: number, increment = 0): string {
  return String((BigInt(at - EPOCH_AT) << 22n) | BigInt(increment));
}

/** Which of `total` shards a guild belongs to (https://docs.discord.com/developers/events/gateway#sharding). */
export function shardOf(guildId: string, total: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(total));
}

/** An instant as Discord writes it: with microseconds and an offset. */
export function timestamp(at: number): string {
  return new Date(at).toISOString().replace("Z", "000+00:00");
}
