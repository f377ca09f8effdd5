/** Ends in words: each says what happened and what to do, by a stable code, and none says a secret. */
import { describe, expect, it } from "vitest";
import { AnycordError, GatewayClosedError, NetworkError, TimeoutError } from "../../src/errors.ts";
import { knownCloseCodes } from "../../src/gateway/close-codes.ts";
import { budgetError, endError } from "../../src/gateway/failure.ts";
import type { EndCause } from "../../src/gateway/transcript.ts";
import { closedBy, end, SESSION } from "./transcript.ts";

describe("endError", () => {
  it.each(knownCloseCodes())("tells close code %i by class, code, number, meaning and cure [line 29]", (code) => {
    const error = endError(end({ type: "closed", code, reason: "Said so." }));
    expect(error).toBeInstanceOf(GatewayClosedError);
    expect(error).toMatchObject({ code: `GATEWAY_${code}`, closeCode: code });
    expect(error.message).toMatch(
      new RegExp(`^Discord closed the gateway with ${code} \\(Said so\\): \\w.*\\. \\w.*\\. More: \\S+$`),
    );
  });

  it.each([
    [4004, /Reset Token/],
    [4010, /`shards`/],
    [4011, /shards: "auto"/],
    [4012, /Upgrade anycord/],
    [4013, /`Intents`/],
    [4014, /Privileged Gateway Intents/],
    [4001, /report it/],
    [4008, /anycord tries again/],
    [4000, /anycord tries again/],
  ])("ends %i with its cure", (code, cure) => {
    expect(endError(closedBy(code)).cure).toMatch(cure);
  });

  it("puts advice before the cure of 4014: which intents were asked for [line 30]", () => {
    const { cure } = endError(
      closedBy(4014),
      () => "Asked for: MESSAGE_CONTENT: MESSAGE_CREATE, listener at bot.ts:1:2.",
    );
    expect(cure).toMatch(/^Asked for: MESSAGE_CONTENT: .*bot\.ts:1:2\. .*developer portal/);
  });

  it("tells a drop alike on every runtime: there is no code then [line 33]", () => {
    const error = endError(closedBy(undefined));
    expect(error).toMatchObject({ name: "GatewayClosedError", code: "GATEWAY_DROPPED", closeCode: undefined });
    expect(error.message).toMatch(/^The connection to the gateway was dropped\. anycord tries again\. More: /);
  });

  it.each([undefined, 1000])(
    "tells that nobody was reached when the dial fails (%s), with what the runtime said",
    (code) => {
      const error = endError(end({ type: "closed", code, reason: "ECONNREFUSED" }, { greeted: false, live: false }));
      expect(error).toBeInstanceOf(NetworkError);
      expect(error.code).toBe("GATEWAY_UNREACHABLE");
      expect(error.message).toMatch(/^The gateway could not be reached \(ECONNREFUSED\)\. Check the network/);
    },
  );

  it("tells a close code that comes before Hello by its number all the same", () => {
    expect(endError(closedBy(4004, { greeted: false, live: false })).code).toBe("GATEWAY_4004");
  });

  it.each([
    ["dial-timeout", "GATEWAY_DIAL_TIMEOUT", 10_000],
    ["hello-timeout", "GATEWAY_HELLO_TIMEOUT", 20_000],
    ["ready-timeout", "GATEWAY_READY_TIMEOUT", 30_000],
  ] as const)("tells a %s with its deadline", (type, code, timeoutMs) => {
    const error = endError(end({ type }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code, timeoutMs });
    expect(error.message).toContain(`within ${timeoutMs / 1000} s.`);
  });

  it.each<[EndCause, string]>([
    [{ type: "zombie" }, "GATEWAY_ZOMBIE"],
    [{ type: "corrupt" }, "GATEWAY_CORRUPT"],
    [{ type: "reconnect" }, "GATEWAY_RECONNECT"],
    [{ type: "invalid-session", resumable: true }, "GATEWAY_INVALID_SESSION"],
    [{ type: "left", resumable: false, answered: true }, "GATEWAY_LEFT"],
  ])("tells %j as %s", (cause, code) => {
    const error = endError(end(cause));
    expect(error).toBeInstanceOf(AnycordError);
    expect(error.code).toBe(code);
    expect(error.message).toContain(` ${error.cure} More: `);
  });

  it("never names the session", () => {
    const session = { ...SESSION, id: "canary-session" };
    for (const code of [...knownCloseCodes(), undefined]) {
      const error = endError(closedBy(code, { session }));
      expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain("canary");
    }
  });
});

describe("budgetError", () => {
  it("tells when session starts are to be had again [line 44]", () => {
    const error = budgetError(Date.UTC(2026, 0, 2));
    expect(error).toMatchObject({ code: "IDENTIFY_BUDGET", closeCode: undefined, resetsAt: Date.UTC(2026, 0, 2) });
    expect(error.message).toContain("2026-01-02T00:00:00.000Z");
  });
});
