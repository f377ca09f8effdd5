import { describe, expect, it } from "vitest";
import { readFilter } from "../../demo/page/filter.ts";
import type { Frame } from "../../demo/page/wire.ts";

const message: Frame = {
  ...{ id: 1, at: 0, direction: "in", op: 0, t: "MESSAGE_CREATE", s: 7, bytes: 600 },
  text: '{"t":"MESSAGE_CREATE","s":7,"op":0,"d":{"channel_id":"11","guild_id":"22","author":{"id":"33333","username":"ada"},"content":"Hello two words"}}',
};
const beat: Frame = { id: 2, at: 0, direction: "out", op: 1, t: null, s: null, bytes: 15, text: '{"op":1,"d":7}' };

const matches = (text: string): boolean[] => [message, beat].map(readFilter(text).match);

describe("Filter", () => {
  it("finds what happens to a guild or a channel itself, and not what has another such id in it", () => {
    const text = '{"t":"GUILD_CREATE","s":1,"op":0,"d":{"id":"22","channels":[{"id":"11"}]}}';
    const guild: Frame = {
      ...{ id: 1, at: 0, direction: "in", op: 0, t: "GUILD_CREATE", s: 1 },
      bytes: text.length,
      text,
    };
    expect([readFilter("guild:22").match(guild), readFilter("channel:11").match(guild)]).toEqual([true, false]);
  });

  it.each([
    ["", true, true],
    ["type:MESSAGE_*", true, false],
    ["type:message_create,TYPING_START", true, false],
    ["-type:MESSAGE_CREATE", false, true],
    ["dir:out", false, true],
    ["op:1", false, true],
    ["channel:11 guild:22", true, false],
    ["channel:1", false, false],
    ["user:ada", true, false],
    ["user:33333", true, false],
    ["size>500", true, false],
    ["size<500", false, true],
    ["heartbeat", false, true],
    ["-heartbeat", true, false],
    ["hello", true, false],
    ['"two words"', true, false],
    ["/HELLO/i", true, false],
    ["/HELLO/", false, false],
    ["/hello/gi -op:1", true, false],
  ])("reads %s", (text, first, second) => {
    expect(matches(text)).toEqual([first, second]);
  });
});

describe("Filter with a flaw", () => {
  it.each([
    ["size>many", "size is a number of bytes: size>500, size<100."],
    ["dir:up", "dir is in or out."],
    ["colour:red", "There is no field colour. Fields: type, dir, op, guild, channel, user, size."],
    ["type:", "Say what type should be: type:…"],
    ["op>3", "Only size can be compared: size>500."],
  ])("says what is wrong with %s, and matches nothing", (text, flaw) => {
    expect(readFilter(text).flaw).toBe(flaw);
    expect(matches(text)).toEqual([false, false]);
  });

  it("says so of a broken regular expression", () => {
    expect(readFilter("/[/").flaw).toMatch(/^Not a regular expression: /);
  });
});
