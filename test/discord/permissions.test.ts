import { describe, expect, it } from "vitest";
import {
  ALL_PERMISSIONS,
  computePermissions,
  type PermissionFacts,
  type PermissionName,
  type PermissionOverwrite,
  Permissions,
  permissionNames,
  resolvePermissions,
} from "../../src/discord/permissions.ts";

const text = (...names: PermissionName[]) => String(resolvePermissions(names));
const GUILD = { id: "1", owner_id: "9", roles: [{ id: "1", permissions: text("VIEW_CHANNEL", "SEND_MESSAGES") }] };
const EMPTY: PermissionFacts = { guild: GUILD, userId: "5", member: { roles: [] }, at: 0 };

function overwrite(id: string, allow: PermissionName[], deny: PermissionName[]): PermissionOverwrite {
  return { id, type: id === "5" ? 1 : 0, allow: text(...allow), deny: text(...deny) };
}

function names(facts: Partial<PermissionFacts>): PermissionName[] {
  return permissionNames(computePermissions({ ...EMPTY, ...facts }));
}

function guildWith(roles: Record<string, PermissionName[]>) {
  const more = Object.entries(roles).map(([id, held]) => ({ id, permissions: text(...held) }));
  return { ...GUILD, roles: [...GUILD.roles, ...more] };
}

describe("Permissions", () => {
  it("has Discord's 52 bits: 0 to 46, and 48 to 52", () => {
    const bits = Object.values(Permissions);
    expect(bits).toEqual(
      [...Array.from({ length: 47 }, (_, i) => 1n << BigInt(i)), 48n, 49n, 50n, 51n, 52n].map((bit, i) =>
        i < 47 ? bit : 1n << bit,
      ),
    );
    expect(bits.reduce<bigint>((all, bit) => all | bit, 0n)).toBe(ALL_PERMISSIONS);
    expect(ALL_PERMISSIONS).toBe(8866461766385663n);
  });
});

describe("resolvePermissions", () => {
  it("gives the same bits for bits, decimal text, a name and names", () => {
    expect(resolvePermissions(3072n)).toBe(3072n);
    expect(resolvePermissions("3072")).toBe(3072n);
    expect(resolvePermissions("BAN_MEMBERS")).toBe(4n);
    expect(resolvePermissions(["SEND_MESSAGES", "VIEW_CHANNEL"])).toBe(3072n);
    expect(resolvePermissions([])).toBe(0n);
  });

  it("keeps bits that Discord has added since", () => {
    expect(resolvePermissions("1152921504606846976")).toBe(1n << 60n);
    expect(permissionNames("1152921504606846980")).toEqual(["BAN_MEMBERS"]);
  });

  it.each(["BAN_MEMBER", "toString", "", "-1", "0x4"])("refuses %j", (value) => {
    expect(() => resolvePermissions(value)).toThrow(
      expect.objectContaining({
        code: "PERMISSIONS_UNKNOWN",
        message: expect.stringMatching(/^".*" is not a permission\. /),
      }),
    );
  });

  it("refuses bits below zero", () => {
    expect(() => resolvePermissions(-1n)).toThrow(expect.objectContaining({ code: "PERMISSIONS_UNKNOWN" }));
  });
});

describe("computePermissions", () => {
  it("gives the owner everything, whatever is denied [line 131]", () => {
    const channel = { type: 0, permission_overwrites: [overwrite("1", [], ["VIEW_CHANNEL"])] };
    expect(computePermissions({ ...EMPTY, userId: "9", channel })).toBe(ALL_PERMISSIONS);
  });

  it("adds up everyone's role and the member's own, and no other [line 131]", () => {
    const guild = guildWith({ "2": ["BAN_MEMBERS"], "3": ["KICK_MEMBERS"], "4": ["MANAGE_GUILD"] });
    expect(names({ guild, member: { roles: ["2", "3"] } })).toEqual([
      "KICK_MEMBERS",
      "BAN_MEMBERS",
      "VIEW_CHANNEL",
      "SEND_MESSAGES",
    ]);
  });

  it("gives administrators everything, whatever is denied, even in timeout [line 131]", () => {
    const guild = guildWith({ "2": ["ADMINISTRATOR"] });
    const channel = { type: 0, permission_overwrites: [overwrite("5", [], ["VIEW_CHANNEL"])] };
    const member = { roles: ["2"], communication_disabled_until: "2026-01-01T00:00:00.000000+00:00" };
    expect(computePermissions({ ...EMPTY, guild, channel, member })).toBe(ALL_PERMISSIONS);
  });

  it("lets everyone's overwrite yield to roles', and these to the member's, in any order of the list [line 131]", () => {
    const steps = [
      overwrite("5", ["SEND_MESSAGES"], ["EMBED_LINKS"]),
      overwrite("2", ["EMBED_LINKS", "ATTACH_FILES"], ["SEND_MESSAGES"]),
      overwrite("1", ["SEND_TTS_MESSAGES"], ["ATTACH_FILES", "SEND_MESSAGES"]),
    ];
    const expected = ["VIEW_CHANNEL", "SEND_MESSAGES", "SEND_TTS_MESSAGES", "ATTACH_FILES"];
    for (const permission_overwrites of [steps, steps.toReversed()]) {
      const facts = { member: { roles: ["2"] }, channel: { type: 0, permission_overwrites } };
      expect(names(facts)).toEqual(expected);
    }
  });

  it("lets what one role allows win over what another denies [line 131]", () => {
    const permission_overwrites = [overwrite("2", [], ["SEND_MESSAGES"]), overwrite("3", ["SEND_MESSAGES"], [])];
    const channel = { type: 0, permission_overwrites };
    expect(names({ member: { roles: ["2", "3"] }, channel })).toEqual(["VIEW_CHANNEL", "SEND_MESSAGES"]);
    expect(names({ member: { roles: ["2"] }, channel })).toEqual(["VIEW_CHANNEL"]);
    expect(names({ channel })).toEqual(["VIEW_CHANNEL", "SEND_MESSAGES"]);
  });

  it("does not take a role's overwrite for a member's of the same id", () => {
    const channel = { type: 0, permission_overwrites: [{ ...overwrite("5", [], ["SEND_MESSAGES"]), type: 0 }] };
    expect(names({ channel })).toEqual(["VIEW_CHANNEL", "SEND_MESSAGES"]);
  });

  it("leaves nothing of a channel that cannot be seen [line 131]", () => {
    const channel = { type: 0, permission_overwrites: [overwrite("1", ["MANAGE_MESSAGES"], ["VIEW_CHANNEL"])] };
    expect(names({ channel })).toEqual([]);
  });

  it("takes what needs SEND_MESSAGES away with it [line 131]", () => {
    const permission_overwrites = [
      overwrite(
        "1",
        ["MENTION_EVERYONE", "SEND_TTS_MESSAGES", "ATTACH_FILES", "EMBED_LINKS", "ADD_REACTIONS"],
        ["SEND_MESSAGES"],
      ),
    ];
    expect(names({ channel: { type: 0, permission_overwrites } })).toEqual(["ADD_REACTIONS", "VIEW_CHANNEL"]);
  });

  it("goes by SEND_MESSAGES_IN_THREADS in a thread [line 131]", () => {
    const permission_overwrites = [overwrite("1", ["SEND_MESSAGES_IN_THREADS", "EMBED_LINKS"], ["SEND_MESSAGES"])];
    const channel = { type: 0, permission_overwrites };
    expect(names({ channel, thread: true })).toEqual(["VIEW_CHANNEL", "EMBED_LINKS", "SEND_MESSAGES_IN_THREADS"]);
    expect(names({ channel })).toEqual(["VIEW_CHANNEL", "SEND_MESSAGES_IN_THREADS"]);
  });

  it.each([2, 13])("leaves only the sight of a voice channel of type %i without CONNECT [line 131]", (type) => {
    const channel = { type, permission_overwrites: [overwrite("1", ["SPEAK"], [])] };
    expect(names({ channel })).toEqual(["VIEW_CHANNEL"]);
    const open = { type, permission_overwrites: [overwrite("1", ["SPEAK", "CONNECT"], [])] };
    expect(names({ channel: open })).toEqual(["VIEW_CHANNEL", "SEND_MESSAGES", "CONNECT", "SPEAK"]);
  });

  it("leaves sight and history in timeout, until it ends [line 131]", () => {
    const guild = guildWith({ "2": ["READ_MESSAGE_HISTORY", "ADD_REACTIONS"] });
    const until = "2026-01-01T00:00:00.000000+00:00";
    const member = { roles: ["2"], communication_disabled_until: until };
    const end = Date.parse(until);
    expect(names({ guild, member, at: end - 1 })).toEqual(["VIEW_CHANNEL", "READ_MESSAGE_HISTORY"]);
    expect(names({ guild, member, at: end })).toContain("SEND_MESSAGES");
    expect(names({ guild, member: { ...member, communication_disabled_until: null }, at: 0 })).toContain(
      "SEND_MESSAGES",
    );
  });
});
