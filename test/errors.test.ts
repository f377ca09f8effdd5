/** What every error of the family promises: a stable code, a sentence, a cure, its cause, its name. */
import { describe, expect, it } from "vitest";
import * as errors from "../src/errors.ts";

const parts = { what: "It broke.", cure: "Mend it." };
const facts = { route: "POST /channels/{channel_id}/messages", status: 400, discordCode: 50035, fields: [] };

const FAMILY: readonly (readonly [string, (parts: errors.ErrorParts) => errors.AnycordError])[] = [
  ["UsageError", (parts) => new errors.UsageError("TOKEN_MISSING", parts)],
  ["NetworkError", (parts) => new errors.NetworkError("NETWORK", parts)],
  ["TimeoutError", (parts) => new errors.TimeoutError("TIMEOUT", 500, parts)],
  ["GatewayClosedError", (parts) => new errors.GatewayClosedError("GATEWAY_4004", { closeCode: 4004 }, parts)],
  ["ApiError", (parts) => new errors.ApiError("API_50035", facts, parts)],
  [
    "RateLimitError",
    (parts) => new errors.RateLimitError("RATE_LIMIT", { route: facts.route, retryAfterMs: 5 }, parts),
  ],
  ["ExpiredError", (parts) => new errors.ExpiredError("INTERACTION_EXPIRED", 20, parts)],
  ["SignatureError", (parts) => new errors.SignatureError("SIGNATURE", parts)],
  ["BrowserRestError", (parts) => new errors.BrowserRestError("BROWSER_REST", parts)],
];

describe("AnycordError", () => {
  it("has no member that is not tried here", () => {
    const names = Object.keys(errors).filter((name) => name !== "AnycordError");
    expect(names.sort()).toEqual(FAMILY.map(([name]) => name).sort());
  });

  it.each(FAMILY)("%s says what happened and what to do next, and knows its family", (name, make) => {
    const error = make(parts);
    expect(error).toBeInstanceOf(errors.AnycordError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(name);
    expect(error.message).toBe(
      `It broke. Mend it. More: https://unpkg.com/anycord/docs/errors.md#${error.code.toLowerCase()}`,
    );
    expect(error.cure).toBe("Mend it.");
    expect(error.code).toMatch(/^[A-Z]+(?:_[A-Z0-9]+)*$/);
    expect(error.stack).toContain("It broke. Mend it.");
  });

  it.each(FAMILY)("%s keeps the error beneath as its cause, and has none where none was given", (_, make) => {
    const cause = new TypeError("fetch failed");
    expect(make({ ...parts, cause }).cause).toBe(cause);
    expect("cause" in make(parts)).toBe(false);
  });
});

describe("The link of an error", () => {
  it("is that of the error whose words it repeats", () => {
    const { message } = new errors.NetworkError("NETWORK", parts);
    const timeout = new errors.TimeoutError("TIMEOUT", 500, { what: "Too late.", cure: message });
    expect(timeout.message).toBe(`Too late. ${message}`);
  });
});

describe("the facts of an error", () => {
  it("are fields of their own, for programs", () => {
    expect(new errors.TimeoutError("T", 500, parts).timeoutMs).toBe(500);
    expect(new errors.ExpiredError("E", 20, parts).lateMs).toBe(20);
    const limit = new errors.RateLimitError("R", { route: facts.route, retryAfterMs: 5 }, parts);
    expect([limit.route, limit.retryAfterMs]).toEqual([facts.route, 5]);
  });

  it("tell a close by its code, and a used up budget by when it is filled again", () => {
    const closed = new errors.GatewayClosedError("GATEWAY_4014", { closeCode: 4014 }, parts);
    expect([closed.closeCode, closed.resetsAt]).toEqual([4014, undefined]);
    const spent = new errors.GatewayClosedError("IDENTIFY_BUDGET", { resetsAt: 1_800_000_000_000 }, parts);
    expect([spent.closeCode, spent.resetsAt]).toEqual([undefined, 1_800_000_000_000]);
  });

  it("tell of a refused request its route, status, Discord's code and each field with what was sent", () => {
    const fields = [{ path: "embeds.0.title", code: "BASE_TYPE_REQUIRED", message: "Required", value: undefined }];
    const error = new errors.ApiError("API_50035", { ...facts, fields }, parts);
    expect({ ...facts, fields }).toEqual({
      route: error.route,
      status: error.status,
      discordCode: error.discordCode,
      fields: error.fields,
    });
  });
});
