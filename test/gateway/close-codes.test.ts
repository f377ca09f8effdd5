/** Every close code that Discord documents, and what is to be done about it. */
import { describe, expect, it } from "vitest";
import { closeCode, KEEP_CODE, knownCloseCodes, LEAVE_CODE } from "../../src/gateway/close-codes.ts";

describe("closeCode", () => {
  it.each([4004, 4010, 4011, 4012, 4013, 4014])("%i is fatal, and says what to do [line 29]", (code) => {
    const { verdict, meaning, cure } = closeCode(code);
    expect(verdict).toBe("fatal");
    expect(meaning).toMatch(/\w/);
    expect(cure).toMatch(/\.$/);
  });

  it.each([
    [4004, /anew.*developer portal/],
    [4010, /`shards`/],
    [4011, /shards: "auto"/],
    [4012, /Upgrade anycord/],
    [4013, /`Intents`/],
    [4014, /developer portal \(Bot, Privileged Gateway Intents\)/],
  ])("the cure of %i names the place to look", (code, cure) => {
    expect(closeCode(code).cure).toMatch(cure);
  });

  it.each([4003, 4007, 4009])("%i loses the session: identify [line 31]", (code) => {
    expect(closeCode(code).verdict).toBe("identify");
  });

  it.each([4000, 4001, 4002, 4005, 4008, 4006, 4015, 4999, 3000, 1011])("%i keeps it: resume [line 32]", (code) => {
    expect(closeCode(code).verdict).toBe("resume");
  });

  it.each([0, 1005, 1006, undefined])("%s is no code at all: resume [line 33]", (code) => {
    expect(closeCode(code)).toMatchObject({
      verdict: "resume",
      meaning: "The connection to the gateway was dropped",
    });
  });

  it.each([1000, 1001])("%i from the server: resume [line 34]", (code) => {
    expect(closeCode(code).verdict).toBe("resume");
  });

  it("knows all codes that Discord documents, and asks for a pause after too many sends", () => {
    expect(knownCloseCodes()).toEqual([
      4000, 4001, 4002, 4003, 4004, 4005, 4007, 4008, 4009, 4010, 4011, 4012, 4013, 4014,
    ]);
    expect(closeCode(4008).pauseMs).toBe(5000);
  });

  it("closes itself with codes that a browser allows, of which only one ends the session [line 40]", () => {
    expect([LEAVE_CODE, KEEP_CODE]).toEqual([1000, 4900]);
  });
});
