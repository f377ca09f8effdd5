import { describe, expect, it } from "vitest";
import {
  codeBlock,
  escapeMarkdown,
  escapeMentions,
  formatEmoji,
  formatTimestamp,
  mentionChannel,
  mentionCommand,
  mentionRole,
  mentionUser,
} from "../../src/discord/formatters.ts";

describe("mentions", () => {
  it("are written as Discord reads them", () => {
    expect(mentionUser("1")).toBe("<@1>");
    expect(mentionRole("1")).toBe("<@&1>");
    expect(mentionChannel("1")).toBe("<#1>");
    expect(mentionCommand("tag admin set", "1")).toBe("</tag admin set:1>");
  });
});

describe("formatEmoji", () => {
  it("tells still emojis from those that move", () => {
    expect(formatEmoji({ id: "1", name: "cat" })).toBe("<:cat:1>");
    expect(formatEmoji({ id: "1", name: "cat", animated: true })).toBe("<a:cat:1>");
  });
});

describe("formatTimestamp", () => {
  it("writes whole seconds, from a Date or milliseconds", () => {
    expect(formatTimestamp(1618953630999)).toBe("<t:1618953630>");
    expect(formatTimestamp(new Date(1618953630000), "R")).toBe("<t:1618953630:R>");
    expect(formatTimestamp(-1)).toBe("<t:-1>");
  });
});

describe("escapeMarkdown", () => {
  it.each([
    ["*a* _b_ ~~c~~ ||d|| `e`", "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\|\\|d\\|\\| \\`e\\`"],
    ["[text](url)", "\\[text\\]\\(url\\)"],
    ["# heading\n> quote\n- item\n12. item", "\\# heading\n\\> quote\n\\- item\n12\\. item"],
    ["<@1> and \\", "\\<\\@1\\> and \\\\"],
    ["costs 1.50, 100 % sure!", "costs 1.50, 100 % sure!"],
  ])("writes %j as %j", (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});

describe("escapeMentions", () => {
  it("parts the sign from what it would ping, and leaves other signs alone", () => {
    expect(escapeMentions("@everyone @here <@1> <@!1> <@&1>")).toBe(
      "@\u200beveryone @\u200bhere <@\u200b1> <@\u200b!1> <@\u200b&1>",
    );
    expect(escapeMentions("me@example.org")).toBe("me@example.org");
  });
});

describe("codeBlock", () => {
  it("puts text between fences that it cannot end", () => {
    expect(codeBlock("let a", "ts")).toBe("```ts\nlet a\n```");
    expect(codeBlock("a```b")).toBe("```\na`\u200b``b\n```");
  });
});
