/** What is sent over shards, by hand and for members: sizes, deadlines, signals, and that all of it settles. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MemberQuery, SendOptions } from "../../src/client/requests.ts";
import { Requests } from "../../src/client/requests.ts";
import { UsageError } from "../../src/errors.ts";
import { type Frame, readFrame } from "../../src/gateway/frame.ts";
import type { Sending } from "../../src/gateway/post.ts";
import type { Shard } from "../../src/gateway/shard.ts";
import { HandClock, settled } from "../gateway/world.ts";

/** A shard that sends when told to, and keeps what it was given. */
class Post {
  readonly post = this;
  readonly sendings: Sending[] = [];
  withdrawn = 0;

  send(sending: Sending): () => void {
    this.sendings.push(sending);
    return () => this.withdrawn++;
  }

  /** Settles all that waits. */
  settle(outcome: Parameters<Sending["settled"]>[0] = "sent"): void {
    for (const sending of this.sendings) sending.settled(outcome);
  }

  get asked(): Record<string, unknown>[] {
    return this.sendings.map(({ data }) => data as Record<string, unknown>);
  }
}

interface Stage {
  readonly clock: HandClock;
  readonly post: Post;
  readonly requests: Requests;
  readonly send: (data: unknown, options?: SendOptions) => Promise<void>;
  readonly hear: (t: string, d: object) => void;
}

function stage(): Stage {
  const clock = new HandClock();
  const post = new Post();
  const requests = new Requests(clock, (guildId) => {
    if (guildId === "elsewhere") throw new UsageError("SHARD_ELSEWHERE", { what: "Not here.", cure: "Ask there." });
    return post as unknown as Shard;
  });
  const send = (data: unknown, options?: SendOptions): Promise<void> =>
    requests.send(post as unknown as Shard, 4, data, options);
  const hear = (t: string, d: object): void => requests.hear(readFrame(JSON.stringify({ op: 0, s: 1, t, d })) as Frame);
  return { clock, post, requests, send, hear };
}

/** A signal that counts who listens to it. */
function countingSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  let listening = 0;
  return {
    controller,
    listening: () => listening,
    signal: {
      get aborted() {
        return signal.aborted;
      },
      get reason() {
        return signal.reason;
      },
      addEventListener(type: "abort", listener: () => void) {
        listening++;
        signal.addEventListener(type, listener);
      },
      removeEventListener(type: "abort", listener: () => void) {
        listening--;
        signal.removeEventListener(type, listener);
      },
    },
  };
}

describe("Requests: sending", () => {
  const frameOf = (data: unknown): number => new TextEncoder().encode(JSON.stringify({ op: 4, d: data })).length;
  const padded = (character: string, bytes: number): string => {
    const room = bytes - frameOf("");
    return character.repeat(Math.floor(room / new TextEncoder().encode(character).length));
  };

  it.each(["x", "é", "€", "🔥"])(
    "refuses a payload over 4,096 bytes of UTF-8, not of characters: %s [line 50]",
    async (c) => {
      const { post, send } = stage();
      const fits = padded(c, 4096);
      const sending = send(fits);
      post.settle();
      await sending;
      expect(frameOf(fits)).toBeLessThanOrEqual(4096);
      const tooLarge = `${fits}${c}`;
      expect(frameOf(tooLarge)).toBeGreaterThan(4096);
      await expect(send(tooLarge)).rejects.toMatchObject({ name: "UsageError", code: "PAYLOAD_TOO_LARGE" });
      expect(post.sendings).toHaveLength(1);
    },
  );

  it("refuses by bytes whatever the text [line 50]", async () => {
    const { post, send } = stage();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom("x", "é", "€", "🔥"), minLength: 1200, maxLength: 2000 }),
        async (text) => {
          const before = post.sendings.length;
          const outcome = send(text).catch(() => {});
          post.settle();
          await outcome;
          expect(post.sendings.length - before).toBe(frameOf(text) <= 4096 ? 1 : 0);
        },
      ),
      { numRuns: 20 },
    );
  });

  it.each([
    ["sent", undefined],
    ["replaced", undefined],
    ["expired", "SEND_TIMEOUT"],
    ["closed", "GATEWAY_CLOSED"],
  ] as const)("settles when the shard says %s: %s [line 53]", async (outcome, code) => {
    const { post, send } = stage();
    const sending = send({});
    post.settle(outcome);
    if (code === undefined) await expect(sending).resolves.toBeUndefined();
    else await expect(sending).rejects.toMatchObject({ code });
  });

  it("hands on how long it may wait: a minute, unless told otherwise", () => {
    const { post, send } = stage();
    send({});
    send({}, { timeoutMs: 5 });
    expect(post.sendings.map(({ timeoutMs }) => timeoutMs)).toEqual([60_000, 5]);
  });

  it("withdraws what its signal aborts, and rejects with the reason", async () => {
    const { post, send } = stage();
    const { controller, signal } = countingSignal();
    const sending = send({}, { signal });
    controller.abort(new Error("enough"));
    await expect(sending).rejects.toThrow("enough");
    expect(post.withdrawn).toBe(1);
    await expect(send({}, { signal })).rejects.toThrow("enough");
    expect(post.sendings).toHaveLength(1);
  });

  it("lets go of its signal once it has settled, even at once", async () => {
    const { post, send } = stage();
    const { signal, listening } = countingSignal();
    const sending = send({}, { signal });
    post.settle();
    await sending;
    post.send = (sending) => {
      sending.settled("sent");
      return () => {};
    };
    await send({}, { signal });
    expect(listening()).toBe(0);
  });

  it("rejects, and does not throw, where the guild's shard does not run", async () => {
    const { requests } = stage();
    await expect(requests.sendFor("elsewhere", 4, {})).rejects.toMatchObject({ code: "SHARD_ELSEWHERE" });
  });
});

describe("Requests: members", () => {
  const chunk = (nonce: unknown, chunk_index: number, chunk_count: number, more: object = {}): object => ({
    ...{ guild_id: "g", nonce, chunk_index, chunk_count, members: [{ nick: `${chunk_index}` }] },
    ...more,
  });

  async function readAll(list: AsyncIterable<unknown>): Promise<unknown[]> {
    const all: unknown[] = [];
    for await (const member of list) all.push((member as { nick: string }).nick);
    return all;
  }

  it.each([
    [{}, { guild_id: "g", query: "", limit: 0 }],
    [
      { query: "an", limit: 3 },
      { guild_id: "g", query: "an", limit: 3 },
    ],
    [{ userIds: ["1", "2"] }, { guild_id: "g", user_ids: ["1", "2"] }],
    [
      { userIds: ["1"], presences: true },
      { guild_id: "g", user_ids: ["1"], presences: true },
    ],
  ] as const)("asks as Discord wants it: %j", (query: Omit<MemberQuery, "guildId">, data) => {
    const { post, requests } = stage();
    requests.members({ guildId: "g", ...query });
    expect(post.sendings).toMatchObject([{ op: 8, timeoutMs: 60_000 }]);
    expect(post.asked).toEqual([{ ...data, nonce: expect.stringMatching(/^anycord-\d+$/) }]);
  });

  it("gives members as chunks come, and ends with the last; ids of no members become texts [line 56] [line 60]", async () => {
    const { post, requests, hear } = stage();
    const list = requests.members({ guildId: "g", userIds: ["1", "2"] });
    const reading = readAll(list);
    hear("GUILD_MEMBERS_CHUNK", chunk("another", 0, 1));
    hear("GUILD_MEMBERS_CHUNK", chunk(post.asked[0]?.nonce, 0, 2, { not_found: [7] }));
    hear("TYPING_START", {});
    hear("GUILD_MEMBERS_CHUNK", chunk(post.asked[0]?.nonce, 1, 2, { not_found: ["8"] }));
    expect(await reading).toEqual(["0", "1"]);
    expect(list.notFound).toEqual(["7", "8"]);
  });

  it("asks again when RATE_LIMITED allows it; what other opcodes are limited for is nothing to it [line 58]", async () => {
    const { clock, post, requests, hear } = stage();
    requests.members({ guildId: "g", query: "an" });
    const meta = { guild_id: "g", nonce: post.asked[0]?.nonce };
    hear("RATE_LIMITED", { opcode: 14, retry_after: 1, meta });
    hear("RATE_LIMITED", { opcode: 8, retry_after: 2.5, meta });
    await clock.pass(2499);
    expect(post.sendings).toHaveLength(1);
    await clock.pass(1);
    expect(post.asked.map(({ nonce }) => nonce)).toEqual([meta.nonce, meta.nonce]);
  });

  it("asks again in a session that began anew what had left, over the shard that owns the guild alone [line 53] [line 56]", async () => {
    const { post, requests } = stage();
    requests.renewed(() => true);
    requests.members({ guildId: "g", query: "an" });
    requests.members({ guildId: "h", query: "an" });
    requests.renewed(() => true);
    expect(post.sendings).toHaveLength(2);
    post.settle();
    await settled();
    requests.renewed((guildId) => guildId === "h");
    expect(post.asked.map(({ guild_id }) => guild_id)).toEqual(["g", "h", "h"]);
  });

  it("rejects a reader whose chunks stop coming, after what came", async () => {
    const { clock, post, requests, hear } = stage();
    const list = requests.members({ guildId: "g", timeoutMs: 5000 });
    hear("GUILD_MEMBERS_CHUNK", chunk(post.asked[0]?.nonce, 0, 2));
    await clock.pass(5000);
    expect(await list.next()).toMatchObject({ value: { nick: "0" } });
    await expect(list.next()).rejects.toMatchObject({ name: "TimeoutError", code: "MEMBERS_TIMEOUT" });
    expect(clock.waiting).toBe(0);
  });

  it("rejects a reader whose request could not be sent", async () => {
    const { clock, post, requests } = stage();
    const list = requests.members({ guildId: "g" });
    post.settle("expired");
    await expect(list.next()).rejects.toMatchObject({ code: "SEND_TIMEOUT" });
    expect(clock.waiting).toBe(0);
  });

  it("throws at once where the guild's shard does not run", () => {
    const { requests } = stage();
    expect(() => requests.members({ guildId: "elsewhere" })).toThrow(
      expect.objectContaining({ code: "SHARD_ELSEWHERE" }),
    );
  });

  it("stops for its signal, before and while it runs, and lets go of it at the end", async () => {
    const { clock, post, requests, hear } = stage();
    const one = countingSignal();
    const stopped = requests.members({ guildId: "g", signal: one.signal });
    one.controller.abort(new Error("enough"));
    await expect(stopped.next()).rejects.toThrow("enough");
    const never = requests.members({ guildId: "h", signal: one.signal });
    await expect(never.next()).rejects.toThrow("enough");
    expect(post.sendings).toHaveLength(1);
    const other = countingSignal();
    const done = requests.members({ guildId: "i", signal: other.signal });
    post.settle();
    hear("GUILD_MEMBERS_CHUNK", chunk(post.asked[1]?.nonce, 0, 1));
    expect(await readAll(done)).toEqual(["0"]);
    expect([other.listening(), clock.waiting]).toEqual([0, 0]);
  });

  it("asks for nothing more when the reader leaves", async () => {
    const { clock, post, requests, hear } = stage();
    const { signal, listening } = countingSignal();
    const list = requests.members({ guildId: "g", signal });
    hear("GUILD_MEMBERS_CHUNK", chunk(post.asked[0]?.nonce, 0, 9));
    post.settle();
    for await (const _ of list) break;
    await settled();
    expect([clock.waiting, listening()]).toEqual([0, 0]);
  });

  it("ends everything with the reason when nothing will come any more", async () => {
    const { clock, requests } = stage();
    const lists = [requests.members({ guildId: "g" }), requests.members({ guildId: "g" })];
    const reading = lists.map((list) => list.next().catch((error: unknown) => error));
    requests.end(new Error("closed"));
    expect(await Promise.all(reading)).toEqual([new Error("closed"), new Error("closed")]);
    expect(clock.waiting).toBe(0);
  });
});
