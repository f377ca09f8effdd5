import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DISCORD_EPOCH, dateToSnowflake, shardOf, snowflakeToDate } from "../../src/discord/snowflake.ts";

describe("snowflakeToDate", () => {
  it("tells when the thing was made: Discord's own example [line 127]", () => {
    expect(snowflakeToDate("175928847299117063").toISOString()).toBe("2016-04-30T11:18:25.796Z");
  });

  it("takes 0, the beginning of 2015 [line 127]", () => {
    expect(snowflakeToDate("0").toISOString()).toBe("2015-01-01T00:00:00.000Z");
  });
});

describe("dateToSnowflake", () => {
  it("gives the smallest id of an instant, from a Date or milliseconds [line 127]", () => {
    const at = new Date("2016-04-30T11:18:25.796Z");
    expect(dateToSnowflake(at)).toBe("175928847298985984");
    expect(dateToSnowflake(at.getTime())).toBe("175928847298985984");
    expect(dateToSnowflake(at.getTime() + 0.9)).toBe("175928847298985984");
  });

  it("gives 0 for instants before there were ids", () => {
    expect(dateToSnowflake(0)).toBe("0");
    expect(dateToSnowflake(DISCORD_EPOCH)).toBe("0");
  });

  it("is undone by snowflakeToDate for every millisecond that an id can tell [line 127]", () => {
    fc.assert(
      fc.property(fc.integer({ min: DISCORD_EPOCH, max: DISCORD_EPOCH + 2 ** 42 - 1 }), (ms) => {
        expect(snowflakeToDate(dateToSnowflake(ms)).getTime()).toBe(ms);
      }),
    );
  });
});

describe("shardOf", () => {
  it.each([
    ["0", 1, 0],
    ["4194304", 2, 1],
    ["197038439483310086", 16, 2],
    // The last id of one guild and the first of the next, which are one number as doubles.
    ["9223372036854775807", 1000, 551],
    ["9223372036854775808", 1000, 552],
    ["18446744073709551615", 7, 0],
  ])("puts guild %s of %i shards on %i [line 47]", (id, total, shard) => {
    expect(shardOf(id, total)).toBe(shard);
  });

  it("puts every guild on a shard that there is", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.integer({ min: 1, max: 5000 }), (id, total) => {
        const shard = shardOf(String(id), total);
        expect(BigInt(shard)).toBe((id / 4194304n) % BigInt(total));
      }),
    );
  });
});
