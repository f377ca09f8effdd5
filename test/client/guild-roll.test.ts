/** Why guilds come and go. */

import { describe, expect, it } from "vitest";
import { GuildRoll } from "../../src/client/guild-roll.ts";
import { type Frame, readFrame } from "../../src/gateway/frame.ts";

const event = (t: string, d: object): Frame => readFrame(JSON.stringify({ t, s: 1, op: 0, d })) as Frame;

function roll(): GuildRoll {
  const made = new GuildRoll();
  made.begin(0, [{ id: "1" }, { id: "2" }]);
  return made;
}

describe("GuildRoll", () => {
  it("tells the guilds of READY from those that are joined later [line 69]", () => {
    const guilds = roll();
    expect(guilds.note(0, event("GUILD_CREATE", { members: [{ id: "7" }], id: "1" }), true)).toBe("backfill");
    expect(guilds.note(0, event("GUILD_CREATE", { id: "3" }), true)).toBe("joined");
    expect(guilds.note(0, event("GUILD_CREATE", { id: "1" }), true)).toBe("available");
    expect(guilds.count(0)).toBe(3);
  });

  it("tells an outage from a leave, and its end from a join [lines 69, 70]", () => {
    const guilds = roll();
    guilds.note(0, event("GUILD_CREATE", { id: "1" }), true);
    expect(guilds.note(0, event("GUILD_DELETE", { id: "1", unavailable: true }), true)).toBe("outage");
    expect(guilds.count(0)).toBe(2);
    expect(guilds.note(0, event("GUILD_CREATE", { id: "1" }), true)).toBe("available");
    expect(guilds.note(0, event("GUILD_DELETE", { id: "1" }), true)).toBe("left");
    expect([guilds.count(0), guilds.note(0, event("GUILD_CREATE", { id: "1" }), true)]).toEqual([1, "joined"]);
  });

  it("takes an unavailable guild that comes with the session as an outage", () => {
    expect(roll().note(0, event("GUILD_CREATE", { id: "1", unavailable: true }), true)).toBe("outage");
  });

  it("keeps shards apart, and begins anew with a session", () => {
    const guilds = roll();
    guilds.begin(1, [{ id: "1" }]);
    guilds.note(1, event("GUILD_CREATE", { id: "1" }), true);
    expect(guilds.note(0, event("GUILD_CREATE", { id: "1" }), true)).toBe("backfill");
    guilds.begin(1, []);
    expect([guilds.count(0), guilds.count(1)]).toEqual([2, 0]);
  });

  it("counts guilds that nobody reads, without parsing them", () => {
    const guilds = roll();
    const cut = (t: string): Frame => readFrame(`{"t":"${t}","s":1,"op":0,"d":{"id":}}`) as Frame;
    for (let time = 0; time < 3; time++) expect(guilds.note(0, cut("GUILD_CREATE"), false)).toBeUndefined();
    expect(guilds.count(0)).toBe(3);
    guilds.note(0, event("GUILD_DELETE", { id: "9" }), false);
    expect(guilds.count(0)).toBe(2);
  });

  it("has nothing to say of other events, or of guilds without an id", () => {
    const guilds = roll();
    expect(guilds.note(0, event("MESSAGE_CREATE", { id: "1" }), true)).toBeUndefined();
    expect(guilds.note(0, event("GUILD_CREATE", {}), true)).toBeUndefined();
  });
});
