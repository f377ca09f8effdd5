import { describe, expect, it } from "vitest";
import { inviteUrl } from "../../src/discord/invite.ts";
import { Permissions } from "../../src/discord/permissions.ts";

const BASE = "https://discord.com/oauth2/authorize?client_id=1";

describe("inviteUrl", () => {
  it("leaves everything to the install settings when only the application is named", () => {
    expect(inviteUrl({ clientId: "1" })).toBe(BASE);
  });

  it("writes %20 between scopes and permissions as a decimal, and asks for no code [line 130]", () => {
    const url = inviteUrl({
      clientId: "1",
      scopes: ["bot", "applications.commands"],
      permissions: ["VIEW_CHANNEL", "SEND_MESSAGES"],
    });
    expect(url).toBe(`${BASE}&scope=bot%20applications.commands&permissions=3072`);
  });

  it("asks for a code with any other scope [line 130]", () => {
    expect(inviteUrl({ clientId: "1", scopes: ["bot", "identify"] })).toBe(
      `${BASE}&scope=bot%20identify&response_type=code`,
    );
  });

  it("keeps permissions past 2 ** 53 exact", () => {
    const permissions = (1n << 60n) | Permissions.ADMINISTRATOR;
    expect(inviteUrl({ clientId: "1", permissions })).toBe(`${BASE}&permissions=1152921504606846984`);
    expect(inviteUrl({ clientId: "1", permissions: 0n })).toBe(`${BASE}&permissions=0`);
  });

  it("chooses a guild beforehand, and lets no other be chosen", () => {
    expect(inviteUrl({ clientId: "1", guildId: "2", disableGuildSelect: true })).toBe(
      `${BASE}&guild_id=2&disable_guild_select=true`,
    );
    expect(inviteUrl({ clientId: "1", guildId: "2", disableGuildSelect: false })).toBe(`${BASE}&guild_id=2`);
  });

  it("installs into a user's account", () => {
    expect(inviteUrl({ clientId: "1", scopes: ["applications.commands"], integrationType: 1 })).toBe(
      `${BASE}&scope=applications.commands&integration_type=1`,
    );
    expect(inviteUrl({ clientId: "1", integrationType: 0 })).toBe(`${BASE}&integration_type=0`);
  });

  it("writes nothing into the link that could change its meaning", () => {
    expect(inviteUrl({ clientId: "1&scope=bot", guildId: "2#" })).toBe(
      "https://discord.com/oauth2/authorize?client_id=1%26scope%3Dbot&guild_id=2%23",
    );
  });
});
