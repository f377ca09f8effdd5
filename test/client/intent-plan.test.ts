/** Intents from wishes: which listener asks for which, who is told of it, and who comes too late. */
import { describe, expect, it } from "vitest";
import { IntentPlan, type Wish } from "../../src/client/intent-plan.ts";
import { eventIntents } from "../../src/discord/intents.ts";
import { UsageError } from "../../src/errors.ts";

const wish = (event: Wish["event"], about: Partial<Wish> = {}): Wish => ({
  event,
  who: "listener at bot.ts:1:2",
  ...about,
});

function planOf(...wishes: Wish[]): IntentPlan {
  const plan = new IntentPlan("auto");
  for (const each of wishes) plan.add(each);
  return plan;
}

/** A plan that has connected with what its wishes ask for. */
function heldBy(...wishes: Wish[]): IntentPlan {
  const plan = planOf(...wishes);
  plan.hold("bot.ts:9:1");
  return plan;
}

describe("IntentPlan: auto", () => {
  it.each<[string, Wish[], readonly string[]]>([
    ["nothing", [], []],
    ["what always comes", [wish("READY"), wish("INTERACTION_CREATE")], []],
    ["messages of both kinds", [wish("MESSAGE_CREATE")], ["GUILD_MESSAGES", "DIRECT_MESSAGES"]],
    ["messages of guilds", [wish("MESSAGE_CREATE", { scope: "guild" })], ["GUILD_MESSAGES"]],
    ["direct messages", [wish("MESSAGE_CREATE", { scope: "dm" })], ["DIRECT_MESSAGES"]],
    [
      "messages with content",
      [wish("MESSAGE_CREATE", { content: true })],
      ["GUILD_MESSAGES", "DIRECT_MESSAGES", "MESSAGE_CONTENT"],
    ],
    [
      "no more than content: false says",
      [wish("MESSAGE_CREATE", { scope: "guild", content: false })],
      ["GUILD_MESSAGES"],
    ],
    ["the least of several ways", [wish("THREAD_MEMBERS_UPDATE")], ["GUILDS"]],
    ["a privileged one", [wish("GUILD_MEMBER_ADD")], ["GUILD_MEMBERS"]],
    ["a scope that never brings the event", [wish("GUILD_CREATE", { scope: "dm" })], []],
    [
      "several, each once",
      [wish("GUILD_CREATE"), wish("CHANNEL_CREATE"), wish("TYPING_START")],
      ["GUILDS", "GUILD_MESSAGE_TYPING", "DIRECT_MESSAGE_TYPING"],
    ],
    ["an event of tomorrow", [wish("EVENT_OF_TOMORROW" as Wish["event"])], []],
  ])("asks for %s", (_, wishes, names) => {
    expect(planOf(...wishes).report.names).toEqual(names);
  });

  it("gives the same integer as names do [line 19]", () => {
    const { value } = planOf(wish("MESSAGE_CREATE", { scope: "guild" }), wish("GUILD_CREATE")).report;
    expect(value).toBe(513);
    expect(new IntentPlan(["GUILDS", "GUILD_MESSAGES"]).report.value).toBe(513);
    expect(new IntentPlan(513).report.value).toBe(513);
    expect(new IntentPlan(0).report.value).toBe(0);
  });

  it("refuses bits that are no intents [line 20]", () => {
    expect(() => new IntentPlan(1 << 17)).toThrow(expect.objectContaining({ code: "INTENTS_UNKNOWN" }));
  });

  it("knows every event: each asks for an intent that brings it", () => {
    for (const event of Object.keys(eventIntents) as Wish["event"][]) {
      const plan = heldBy(wish(event));
      expect(plan.add(wish(event, { who: "a late one" }))).toBeUndefined();
    }
  });

  it("names the privileged ones", () => {
    const { privileged } = planOf(wish("GUILD_MEMBER_ADD"), wish("MESSAGE_CREATE", { content: true })).report;
    expect(privileged).toEqual(["GUILD_MEMBERS", "MESSAGE_CONTENT"]);
  });
});

describe("IntentPlan: explain()", () => {
  it("tells which line asked for which intent", () => {
    const plan = planOf(
      wish("MESSAGE_CREATE", { scope: "guild", content: true, who: "listener at bot.ts:12:8" }),
      wish("MESSAGE_DELETE", { scope: "guild", who: "waitFor at bot.ts:20:3" }),
      wish("MESSAGE_DELETE", { scope: "guild", who: "waitFor at bot.ts:20:3" }),
      wish("READY"),
    );
    expect(plan.report.explain()).toBe(
      [
        "GUILD_MESSAGES: MESSAGE_CREATE, listener at bot.ts:12:8; MESSAGE_DELETE, waitFor at bot.ts:20:3",
        "MESSAGE_CONTENT: MESSAGE_CREATE, listener at bot.ts:12:8",
      ].join("\n"),
    );
  });

  it("tells which were given by name, and that there are none", () => {
    expect(new IntentPlan(["GUILDS"]).report.explain()).toBe("GUILDS: named in `intents`");
    expect(planOf(wish("INTERACTION_CREATE")).report.explain()).toBe("No intents: nothing needs one.");
  });
});

describe("IntentPlan: warnings", () => {
  it("tells a listener for messages that content will be missing, with line and cure, once", () => {
    const warnings = planOf(wish("MESSAGE_CREATE")).warnings();
    expect(warnings).toEqual([
      expect.stringContaining("MESSAGE_CREATE (listener at bot.ts:1:2) comes without content"),
    ]);
    expect(warnings[0]).toContain("{ content: true }");
  });

  it.each<[string, Wish[]]>([
    ["content is asked for", [wish("MESSAGE_CREATE", { content: true })]],
    ["it is not wanted", [wish("MESSAGE_CREATE", { content: false })]],
    ["the messages are direct", [wish("MESSAGE_CREATE", { scope: "dm" })]],
    ["another asked for it", [wish("MESSAGE_CREATE"), wish("MESSAGE_UPDATE", { content: true })]],
    ["the event has none", [wish("MESSAGE_DELETE")]],
  ])("has nothing to say where %s", (_, wishes) => {
    expect(planOf(...wishes).warnings()).toEqual([]);
  });

  it("tells a listener whose event the given intents will never bring", () => {
    const plan = new IntentPlan(["GUILDS"]);
    plan.add(wish("MESSAGE_DELETE"));
    plan.add(wish("GUILD_CREATE"));
    expect(plan.warnings()).toEqual([
      "MESSAGE_DELETE (listener at bot.ts:1:2) will never come: `intents` has no GUILD_MESSAGES or DIRECT_MESSAGES.",
    ]);
  });
});

describe("IntentPlan: late listeners", () => {
  it("are welcome where the intents are held, or none is needed", () => {
    const plan = heldBy(wish("MESSAGE_CREATE", { content: true }));
    expect(plan.add(wish("MESSAGE_UPDATE", { content: true }))).toBeUndefined();
    expect(plan.add(wish("INTERACTION_CREATE"))).toBeUndefined();
    expect(plan.report.names).not.toContain("GUILDS");
  });

  it("are refused where none is held, with both lines and the cure", () => {
    const plan = heldBy(wish("GUILD_CREATE"));
    const late = (): unknown => plan.add(wish("MESSAGE_CREATE", { who: "listener at late.ts:3:4" }));
    expect(late).toThrow(UsageError);
    expect(late).toThrow(
      "MESSAGE_CREATE can never come (listener at late.ts:3:4): it needs GUILD_MESSAGES or DIRECT_MESSAGES; the bot connected without (connect() at bot.ts:9:1). Listen before connect(), or name the intent in `intents`.",
    );
  });

  it("are warned where some are held", () => {
    const plan = heldBy(wish("MESSAGE_CREATE", { scope: "guild" }));
    expect(plan.add(wish("MESSAGE_UPDATE"))).toBe(
      "MESSAGE_UPDATE (listener at bot.ts:1:2) will come only in part: the bot connected without DIRECT_MESSAGES (connect() at bot.ts:9:1).",
    );
    expect(plan.add(wish("MESSAGE_UPDATE", { scope: "guild", content: true }))).toContain("without MESSAGE_CONTENT");
  });

  it("are refused where only the content is held: it brings no event by itself", () => {
    const plan = new IntentPlan(["MESSAGE_CONTENT"]);
    plan.hold("bot.ts:9:1");
    expect(() => plan.add(wish("MESSAGE_CREATE", { content: true }))).toThrow(
      expect.objectContaining({ code: "INTENT_MISSING" }),
    );
  });

  it("are early again after close()", () => {
    const plan = heldBy(wish("GUILD_CREATE"));
    plan.release();
    plan.add(wish("TYPING_START", { scope: "guild" }));
    expect(plan.report.names).toEqual(["GUILDS", "GUILD_MESSAGE_TYPING"]);
  });

  it("keep naming the connect() that succeeded", () => {
    const plan = heldBy(wish("GUILD_CREATE"));
    plan.hold("elsewhere.ts:1:1");
    expect(() => plan.add(wish("TYPING_START"))).toThrow("connect() at bot.ts:9:1");
  });
});
