/** Requests for members: chunks and nonces, limits, and what becomes of them when a session is lost. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type MemberChunk,
  type MemberRequestData,
  Members,
  type MembersEffect,
  type MembersInput,
} from "../../src/client/members.ts";
import type { Tick } from "../../src/machine.ts";

const tick: Tick = { type: "tick" };
const ask = (id: number, data: Partial<MemberRequestData> = {}, timeoutMs = 60_000): MembersInput => ({
  type: "ask",
  id,
  data: { guild_id: "g", query: "", limit: 0, ...data },
  timeoutMs,
});
const some = (id: number, guild_id = "g"): MembersInput => ask(id, { guild_id, query: "an" });
const chunk = (nonce: string | undefined, chunk_index: number, chunk_count: number): MembersInput => ({
  type: "chunk",
  chunk: { members: [], chunk_index, chunk_count, ...(nonce !== undefined && { nonce }) },
});
const limited = (nonce: string | undefined, retryAfterMs: number, guildId = "g"): MembersInput => ({
  type: "limited",
  guildId,
  nonce,
  retryAfterMs,
});
const renewed = (owned = "g"): MembersInput => ({ type: "new-session", owns: (guildId) => guildId === owned });
const sent = (id: number): MembersInput => ({ type: "sent", id });
const cancel = (id: number): MembersInput => ({ type: "cancel", id });

/** What the machine answers to inputs at one instant, as lines. */
function hears(members: Members, at: number, ...inputs: readonly (MembersInput | Tick)[]): string[] {
  return inputs.flatMap((input) => members.feed(input, at)).map(inWords);
}

function inWords(effect: MembersEffect): string {
  switch (effect.type) {
    case "request":
      return `request ${effect.data.guild_id} as ${effect.data.nonce}`;
    case "part":
      return `part ${effect.chunk.chunk_index} of ${effect.id}${effect.last ? ", the last" : ""}`;
    case "overdue":
      return `overdue ${effect.id} after ${effect.timeoutMs}`;
  }
}

/** Wakes a machine whenever its alarm is due, up to an instant. */
function sleeps(members: Members, until: number): string[] {
  const lines: string[] = [];
  for (let at = members.alarm; at !== undefined && at <= until; at = members.alarm) {
    const now = at;
    lines.push(...hears(members, now, tick).map((line) => `${now}: ${line}`));
  }
  return lines;
}

describe("Members", () => {
  it("asks at once, and is done after as many chunks as there are [line 56]", () => {
    const members = new Members();
    expect(hears(members, 0, ask(1))).toEqual(["request g as anycord-1"]);
    expect(hears(members, 1, chunk("anycord-1", 0, 3), chunk("anycord-1", 2, 3))).toEqual([
      "part 0 of 1",
      "part 2 of 1",
    ]);
    expect(members.size).toBe(1);
    expect(hears(members, 2, chunk("anycord-1", 1, 3))).toEqual(["part 1 of 1, the last"]);
    expect([members.size, members.alarm]).toEqual([0, undefined]);
  });

  it("tells requests apart by nonce, and passes over answers to nobody [line 56]", () => {
    const members = new Members();
    hears(members, 0, some(1), some(2));
    expect(hears(members, 0, chunk(undefined, 0, 1), chunk("other", 0, 1))).toEqual([]);
    expect(hears(members, 0, chunk("anycord-2", 0, 1))).toEqual(["part 0 of 2, the last"]);
    expect(hears(members, 0, chunk("anycord-2", 0, 1))).toEqual([]);
    expect(members.size).toBe(1);
  });

  it("keeps its nonces within 32 bytes, however many there were [line 57]", () => {
    const members = new Members();
    const [effect] = members.feed(ask(Number.MAX_SAFE_INTEGER), 0);
    const nonce = effect?.type === "request" ? effect.data.nonce : "";
    expect(nonce).toBe(`anycord-${Number.MAX_SAFE_INTEGER}`);
    expect(new TextEncoder().encode(nonce).length).toBeLessThanOrEqual(32);
  });

  it("counts a chunk that comes twice once [line 56]", () => {
    const members = new Members();
    hears(members, 0, some(1));
    expect(hears(members, 0, chunk("anycord-1", 0, 2), chunk("anycord-1", 0, 2))).toEqual(["part 0 of 1"]);
    expect(hears(members, 0, chunk("anycord-1", 1, 2))).toEqual(["part 1 of 1, the last"]);
  });

  it("gives up a request whose chunks stop coming; each chunk gives it time anew", () => {
    const members = new Members();
    hears(members, 0, ask(1, {}, 5000));
    expect(members.alarm).toBe(5000);
    hears(members, 4000, chunk("anycord-1", 0, 2));
    expect(sleeps(members, 20_000)).toEqual(["9000: overdue 1 after 5000"]);
    expect([members.size, hears(members, 9001, chunk("anycord-1", 1, 2))]).toEqual([0, []]);
  });

  it("holds back a second full list of a guild for 30 s, and a third for 60; another guild's goes out [line 59]", () => {
    const members = new Members();
    expect(hears(members, 0, ask(1), ask(2), ask(3), ask(4, { guild_id: "h" }))).toEqual([
      "request g as anycord-1",
      "request h as anycord-4",
    ]);
    expect(hears(members, 1, chunk("anycord-1", 0, 1), chunk("anycord-4", 0, 1))).toHaveLength(2);
    expect(sleeps(members, 60_000)).toEqual(["30000: request g as anycord-2", "60000: request g as anycord-3"]);
  });

  it("takes for a full list only what asks for everybody [line 59]", () => {
    const members = new Members();
    const partial = [ask(2, { query: "an" }), ask(3, { limit: 5 })];
    const byId: MembersInput = { type: "ask", id: 4, data: { guild_id: "g", user_ids: ["7"] }, timeoutMs: 60_000 };
    expect(hears(members, 0, ask(1), ...partial, byId)).toHaveLength(4);
    const bare: MembersInput = { type: "ask", id: 5, data: { guild_id: "g" }, timeoutMs: 60_000 };
    expect(hears(members, 0, bare)).toEqual([]);
  });

  it("makes a request again after the time that RATE_LIMITED tells, that one alone [line 58]", () => {
    const members = new Members();
    hears(members, 0, some(1), some(2));
    expect(hears(members, 100, limited("anycord-1", 7000))).toEqual([]);
    expect(sleeps(members, 10_000)).toEqual(["7100: request g as anycord-1"]);
    expect(hears(members, 10_000, chunk("anycord-1", 0, 1))).toEqual(["part 0 of 1, the last"]);
  });

  it("takes RATE_LIMITED without a nonce for all that wait for that guild [line 58]", () => {
    const members = new Members();
    hears(members, 0, some(1), some(2), some(3, "h"));
    hears(members, 0, limited(undefined, 500));
    expect(sleeps(members, 1000)).toEqual(["500: request g as anycord-1", "500: request g as anycord-2"]);
  });

  it("counts 30 s for the next full list from the one that RATE_LIMITED put off [line 58] [line 59]", () => {
    const members = new Members();
    hears(members, 0, ask(1));
    hears(members, 0, limited("anycord-1", 42_000));
    expect(hears(members, 1, ask(2))).toEqual([]);
    expect(sleeps(members, 71_999)).toEqual(["42000: request g as anycord-1"]);
    expect(hears(members, 71_999, chunk("anycord-1", 0, 1))).toHaveLength(1);
    expect(sleeps(members, 80_000)).toEqual(["72000: request g as anycord-2"]);
  });

  it("waits 30 s with a full list that is asked for again, however soon RATE_LIMITED allows it [line 59]", () => {
    const members = new Members();
    hears(members, 0, ask(1), limited("anycord-1", 1000));
    expect(sleeps(members, 40_000)).toEqual(["30000: request g as anycord-1"]);
  });

  it("makes requests again that were asked in a lost session, of that shard alone [line 56]", () => {
    const members = new Members();
    hears(members, 0, some(1), some(2, "h"), sent(1), sent(2), chunk("anycord-1", 0, 3));
    expect(hears(members, 9000, renewed())).toEqual(["request g as anycord-1"]);
    // What had come before does not come to the reader again.
    expect(hears(members, 9001, chunk("anycord-1", 0, 3), chunk("anycord-1", 1, 3), chunk("anycord-1", 2, 3))).toEqual([
      "part 1 of 1",
      "part 2 of 1, the last",
    ]);
  });

  it("does not hurry what is held back because a session was lost [line 59]", () => {
    const members = new Members();
    hears(members, 0, ask(1), ask(2));
    hears(members, 0, chunk("anycord-1", 0, 1));
    expect(hears(members, 10_000, renewed())).toEqual([]);
    expect(sleeps(members, 40_000)).toEqual(["30000: request g as anycord-2"]);
  });

  it("spaces full lists that are made again for a new session by 30 s too [line 59]", () => {
    const members = new Members();
    hears(members, 0, ask(1), sent(1));
    expect(hears(members, 1000, renewed())).toEqual([]);
    expect(sleeps(members, 40_000)).toEqual(["30000: request g as anycord-1"]);
  });

  it("does not make a request again that has not left yet: it goes out in the new session by itself [line 53]", () => {
    const members = new Members();
    hears(members, 0, some(1), sent(1), some(2), sent(9));
    expect(hears(members, 1000, renewed())).toEqual(["request g as anycord-1"]);
    expect(hears(members, 1001, renewed())).toEqual([]);
  });

  it("forgets what is cancelled", () => {
    const members = new Members();
    hears(members, 0, some(1), ask(2), ask(3), cancel(1), cancel(2), cancel(9));
    expect(members.size).toBe(1);
    expect(hears(members, 1, chunk("anycord-1", 0, 1), chunk("anycord-2", 0, 1))).toEqual([]);
  });
});

// Properties

type Deed =
  | { readonly what: "ask"; readonly guild: string; readonly full: boolean }
  | { readonly what: "answer"; readonly pick: number; readonly index: number }
  | { readonly what: "limit"; readonly pick: number; readonly seconds: number }
  | { readonly what: "renew" | "cancel"; readonly pick: number };

const guilds = ["g", "h", "i"] as const;
const pick = fc.nat(50);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ what: fc.constant("ask" as const), guild: fc.constantFrom(...guilds), full: fc.boolean() }),
  fc.record({ what: fc.constant("answer" as const), pick, index: fc.nat(2) }),
  fc.record({ what: fc.constant("limit" as const), pick, seconds: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ what: fc.constantFrom("renew" as const, "cancel" as const), pick }),
);
const story = fc.array(fc.tuple(fc.constantFrom(0, 0, 10, 1000, 15_000, 31_000), deed), { maxLength: 40 });

/** What was asked for and what became of it. */
class Life {
  readonly members = new Members();
  readonly requests: { readonly at: number; readonly data: MemberRequestData }[] = [];
  readonly parts = new Map<number, MemberChunk[]>();
  readonly ends = new Map<number, string[]>();
  asked = 0;
  #now = 0;

  does(afterMs: number, deed: Deed): void {
    this.passes(afterMs);
    if (deed.what === "ask") {
      const query = deed.full ? "" : "an";
      return this.#feed(ask(++this.asked, { guild_id: deed.guild, query }));
    }
    if (this.asked === 0) return;
    const id = 1 + (deed.pick % this.asked);
    if (deed.what === "answer") this.#feed(chunk(`anycord-${id}`, deed.index, 3));
    if (deed.what === "limit") this.#limits(id, deed.seconds * 1000);
    if (deed.what === "renew") this.#feed(renewed(guilds[deed.pick % 3]));
    if (deed.what === "cancel") {
      if (!this.ends.has(id)) this.ends.set(id, ["cancelled"]);
      this.#feed(cancel(id));
    }
  }

  passes(ms: number): void {
    const until = this.#now + ms;
    for (let at = this.members.alarm; at !== undefined && at <= until; at = this.members.alarm) {
      this.#now = Math.max(this.#now, at);
      this.#feed(tick);
    }
    this.#now = until;
  }

  #limits(id: number, retryAfterMs: number): void {
    const nonce = `anycord-${id}`;
    const request = this.requests.findLast(({ data }) => (data as { readonly nonce?: string }).nonce === nonce);
    if (request === undefined || this.ends.has(id)) return;
    this.#feed(limited(nonce, retryAfterMs, request.data.guild_id));
  }

  #feed(input: MembersInput | Tick): void {
    for (const effect of this.members.feed(input, this.#now)) {
      const { id } = effect;
      if (effect.type === "request") {
        this.requests.push({ at: this.#now, data: effect.data });
        this.#feed(sent(id));
      }
      if (effect.type === "part") this.parts.set(id, [...(this.parts.get(id) ?? []), effect.chunk]);
      const over = effect.type === "overdue" || (effect.type === "part" && effect.last);
      if (over) this.ends.set(id, [...(this.ends.get(id) ?? []), effect.type]);
    }
  }
}

function always(rule: (life: Life) => void): void {
  const lives = story.map((deeds) => {
    const life = new Life();
    for (const [afterMs, deed] of deeds) life.does(afterMs, deed);
    life.passes(3_600_000);
    return life;
  });
  fc.assert(fc.property(lives, rule), { numRuns: 200 });
}

describe("Members, in any life", () => {
  it("never asks for two full lists of a guild within 30 s [line 59]", () => {
    always(({ requests }) => {
      for (const guild of guilds) {
        const full = requests.filter(({ data }) => data.guild_id === guild && data.query === "").map(({ at }) => at);
        for (const [n, at] of full.slice(1).entries()) expect(at - (full[n] as number)).toBeGreaterThanOrEqual(30_000);
      }
    });
  });

  it("gives every request one end, and hands on each of its chunks once [line 56]", () => {
    always(({ asked, ends, parts, members }) => {
      for (let id = 1; id <= asked; id++) expect(ends.get(id)).toHaveLength(1);
      for (const chunks of parts.values()) {
        const indices = chunks.map(({ chunk_index }) => chunk_index);
        expect(new Set(indices).size).toBe(indices.length);
      }
      expect([members.size, members.alarm]).toEqual([0, undefined]);
    });
  });
});
