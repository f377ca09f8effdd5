/** The url that is dialled, whatever form it was told in. */
import { describe, expect, it } from "vitest";
import { GATEWAY_URL, gatewayAddress } from "../../src/gateway/address.ts";

describe("gatewayAddress", () => {
  it.each([
    ["wss://gateway.discord.gg", "wss://gateway.discord.gg/?v=10&encoding=json"],
    ["wss://gateway.discord.gg/", "wss://gateway.discord.gg/?v=10&encoding=json"],
    ["wss://gateway.discord.gg/?v=9&encoding=etf", "wss://gateway.discord.gg/?v=10&encoding=json"],
    ["ws://localhost:8787/path?room=a", "ws://localhost:8787/path?room=a&v=10&encoding=json"],
  ])("makes %s into %s [line 1]", (base, address) => {
    expect(gatewayAddress(base)).toBe(address);
  });

  it("asks for compression only when told to [line 2]", () => {
    expect(gatewayAddress(GATEWAY_URL, "zlib-stream")).toBe(
      "wss://gateway.discord.gg/?v=10&encoding=json&compress=zlib-stream",
    );
    expect(gatewayAddress(GATEWAY_URL, "payload")).not.toContain("compress");
    expect(gatewayAddress("wss://resume.test/?compress=zstd-stream", false)).not.toContain("compress");
  });
});
