/** Ten thousand interactions, whole, broken and dented, from one seed. */

import { describe, expect, it } from "vitest";
import { createComponents } from "../../src/commands/components.ts";
import { option } from "../../src/commands/option.ts";
import { createTree } from "../../src/commands/tree.ts";
import { button, command, group, modal, select, userCommand } from "../../src/interactions/declare.ts";
import { createRouter } from "../../src/interactions/router.ts";
import { createStageClock, createStageDiscord, payload, settle } from "./stage.ts";

const PAYLOADS = 10_000;

/** Mulberry32: a number from 0 to below 1, the same row for the same seed. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = chance(20261121);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const JUNK = [
  null,
  undefined,
  0,
  -1,
  1e308,
  Number.NaN,
  "",
  "x",
  "__proto__",
  "constructor",
  [],
  {},
  [[]],
  { a: [null] },
  true,
  2n,
];

const leaf = () => ({
  name: pick(["n", "who", "text", "__proto__"]),
  type: pick([3, 4, 5, 6, 7, 8, 9, 10, 11, 42]),
  value: pick<unknown>([1, "5", "x", true, "constructor"]),
});
const below = () =>
  pick([
    [],
    [leaf()],
    [{ name: "set", type: 1, options: [leaf()] }],
    [{ name: "admin", type: 2, options: [{ name: "set", type: 1, options: [leaf(), leaf()] }] }],
  ]);
const resolved = () =>
  pick([undefined, {}, { users: { 5: { id: "5" } }, members: { 5: { roles: [] } } }, { roles: { 5: { id: "5" } } }]);
const field = () => ({
  type: pick([3, 4, 19, 21, 22, 23, 99]),
  custom_id: pick(["a", "b"]),
  ...pick<object>([{ value: "x" }, { value: null }, { values: ["5"] }, { value: false }]),
});

const WELL_FORMED = [
  () =>
    payload(2, {
      type: pick([1, 2, 3, 4]),
      name: pick(["ping", "tag", "slow", "gone", "throws", "mute", "Inspect"]),
      options: below(),
      resolved: resolved(),
      target_id: pick([undefined, "5"]),
    }),
  () =>
    payload(
      3,
      {
        component_type: pick([2, 3, 5, 6, 7, 8, 77]),
        custom_id: pick(["page:1", "page:x", "quiet", "pick", "throws", "gone"]),
        values: pick([undefined, ["5"], []]),
        resolved: resolved(),
      },
      { message: { id: "600" } },
    ),
  () =>
    payload(4, {
      type: 1,
      name: pick(["ping", "tag", "slow", "gone"]),
      options: pick([below(), [{ ...leaf(), focused: true }]]),
    }),
  () =>
    payload(
      5,
      {
        custom_id: pick(["form", "throws", "gone"]),
        components: pick([
          [],
          [{ type: 18, component: field() }],
          [{ type: 1, components: [field()] }],
          [{ type: 10 }, field()],
        ]),
        resolved: resolved(),
      },
      pick([{}, { message: { id: "600" } }]),
    ),
];

/** Breaks one thing without which no interaction can be answered or told apart. */
function broken(): unknown {
  const whole = pick(WELL_FORMED)() as unknown as Record<string, unknown>;
  const key = pick(["id", "token", "application_id", "type", "data", "user"]);
  if (random() < 0.1) return pick(JUNK);
  return {
    ...whole,
    [key]: pick<unknown>(
      key === "type"
        ? [null, "2", 99, undefined]
        : key === "data"
          ? [null, 3, undefined, "x", {}]
          : [null, 3, undefined, "", []],
    ),
  };
}

/** Puts junk somewhere deep. */
function dented(value: unknown): unknown {
  if (typeof value !== "object" || value === null || random() < 0.25) return pick(JUNK);
  const keys = Object.keys(value);
  if (keys.length === 0) return pick(JUNK);
  const key = pick(keys);
  const inner = dented((value as Record<string, unknown>)[key]);
  return Array.isArray(value) ? value.map((each, n) => (String(n) === key ? inner : each)) : { ...value, [key]: inner };
}

function stage() {
  const clock = createStageClock();
  const discord = createStageDiscord();
  const errors: unknown[] = [];
  const fail = () => Promise.reject(new Error("handler"));
  const slow = () => new Promise<void>((done) => void clock.schedule(done, 2700));
  const tree = createTree({
    ping: command({
      description: "d",
      options: { n: option.integer("n"), text: option.string("t", { autocomplete: (typed) => [typed || "x"] }) },
      run: (i) => i.reply(String(i.options.n)),
    }),
    tag: group("g", {
      admin: group("a", {
        set: command({
          description: "d",
          options: { who: option.user("w", { required: true }) },
          run: (i) => i.reply(i.options.who.id),
        }),
      }),
    }),
    slow: command({
      description: "d",
      run: async (i) => {
        await slow();
        await i.reply("late");
      },
    }),
    throws: command({ description: "d", run: fail }),
    mute: command({ description: "d", run: () => undefined }),
    Inspect: userCommand({ run: (i) => i.reply(i.target.id) }),
  });
  const components = createComponents({
    "page:{n:integer}": button((i) => i.update("x")),
    quiet: button(() => undefined),
    pick: select((i) => i.reply(String(i.users.length))),
    throws: button(fail),
    form: modal((i) => i.reply(String(i.fields.all.size))),
  });
  const router = createRouter({
    tree,
    components,
    clock,
    send: discord.send,
    onError: (error) => errors.push(error),
    extra: {} as never,
  });
  return { clock, discord, errors, router };
}

describe("Router under fire", () => {
  it(`answers every well-formed interaction of ${PAYLOADS} in time, reports every malformed one, and never rejects`, async () => {
    const { clock, discord, errors, router } = stage();
    const strays: unknown[] = [];
    const stray = (error: unknown) => strays.push(error);
    process.on("unhandledRejection", stray);
    const unanswered: unknown[] = [];
    const unreported: unknown[] = [];
    for (let n = 0; n < PAYLOADS; n++) {
      const kind = random();
      const sentBefore = discord.sent.length;
      const errorsBefore = errors.length;
      const given = kind < 0.5 ? pick(WELL_FORMED)() : kind < 0.75 ? broken() : dented(pick(WELL_FORMED)());
      const work = router.dispatch(given);
      await settle();
      if (clock.pending > 0) await clock.advance(3000);
      await work;
      const answered = discord.sent.length > sentBefore;
      if (kind < 0.5 && !answered) unanswered.push(given);
      if (kind >= 0.5 && !answered && errors.length === errorsBefore) unreported.push(given);
    }
    await new Promise((resume) => setImmediate(resume));
    process.off("unhandledRejection", stray);
    expect(discord.sent.length).toBeGreaterThan(PAYLOADS / 2);
    expect(errors.length).toBeGreaterThan(PAYLOADS / 4);
    expect(unanswered).toEqual([]);
    expect(unreported).toEqual([]);
    expect(strays).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
