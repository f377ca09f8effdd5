/** Interactions as they arrive, and what is sent for them, on a clock moved by hand. */

import { describe, expect, it } from "vitest";
import { createComponents } from "../../src/commands/components.ts";
import type { Tree } from "../../src/commands/define.ts";
import type { ComponentInteraction } from "../../src/commands/interaction.ts";
import { option } from "../../src/commands/option.ts";
import { createTree } from "../../src/commands/tree.ts";
import { ApiError } from "../../src/errors.ts";
import {
  button,
  command,
  group,
  messageCommand,
  middleware,
  modal,
  select,
  userCommand,
} from "../../src/interactions/declare.ts";
import { createRouter, type RouterInit } from "../../src/interactions/router.ts";
import { createStageClock, createStageDiscord, payload, press, settle, slash } from "./stage.ts";

function stage(commands: Tree = {}, init: Partial<RouterInit> & { on?: Record<string, unknown> } = {}) {
  const clock = createStageClock();
  const discord = createStageDiscord();
  const errors: string[] = [];
  const { on, ...rest } = init;
  const router = createRouter({
    tree: createTree(commands),
    components: createComponents(on),
    send: discord.send,
    clock,
    onError: (error, { label }) => errors.push(`${label}: ${(error as { code?: string }).code ?? error}`),
    extra: { rest: { request: async (route) => route as never }, waitFor: async (name) => name as never },
    ...rest,
  });
  return { clock, discord, errors, router, story: () => discord.story };
}

const apiError = (discordCode: number, status = 404) =>
  new ApiError("X", { route: "POST /x", status, discordCode, fields: [] }, { what: "No.", cure: "." });

describe("Router: commands", () => {
  it("answers a command by the callback route, with the parts of the path and no token but the interaction's", async () => {
    const { router, discord } = stage({ ping: command({ description: "d", run: (i) => i.reply("Pong!") }) });
    await router.dispatch(slash("ping"));
    expect(discord.sent).toEqual([
      {
        route: "POST /interactions/{interaction_id}/{interaction_token}/callback",
        body: { type: 4, data: { content: "Pong!" } },
        init: {
          path: { interaction_id: "1", interaction_token: "secret-token" },
          body: { type: 4, data: { content: "Pong!" } },
          maxWaitMs: 3000,
        },
      },
    ]);
  });

  it("walks group, subcommand and options to the handler [line 123]", async () => {
    const seen: unknown[] = [];
    const set = command({
      description: "d",
      options: { name: option.string("n", { required: true }), who: option.user("w") },
      run: (i) => {
        seen.push(i.path, i.options.name, i.options.who?.member?.nick);
        return i.reply("ok");
      },
    });
    const { router } = stage({ tag: group("g", { admin: group("a", { set }) }) });
    const options = [
      {
        name: "admin",
        type: 2,
        options: [
          {
            name: "set",
            type: 1,
            options: [
              { name: "name", type: 3, value: "x" },
              { name: "who", type: 6, value: "77" },
            ],
          },
        ],
      },
    ];
    await router.dispatch(
      slash("tag", options, { resolved: { users: { 77: { id: "77" } }, members: { 77: { nick: "Bo" } } } }),
    );
    expect(seen).toEqual(["tag admin set", "x", "Bo"]);
  });

  it("gives menus their target", async () => {
    const seen: unknown[] = [];
    const { router } = stage({
      Inspect: userCommand({ run: (i) => seen.push(i.target.username) && i.reply("x") }),
      "Report this": messageCommand({ run: (i) => seen.push(i.target.content) && i.reply("x") }),
    });
    await router.dispatch(
      slash("Inspect", [], { type: 2, target_id: "5", resolved: { users: { 5: { id: "5", username: "bo" } } } }),
    );
    await router.dispatch(
      slash("Report this", [], { type: 3, target_id: "6", resolved: { messages: { 6: { id: "6", content: "hm" } } } }),
    );
    expect(seen).toEqual(["bo", "hm"]);
  });

  it("runs what stands before a command, outermost first, and adds what it gives", async () => {
    const seen: unknown[] = [];
    const run = command({ description: "d", run: () => undefined });
    const { router, story } = stage({
      a: group(
        "g",
        { before: middleware(() => ({ one: 1 })), options: { why: option.string("w") } },
        {
          b: group(
            "h",
            { before: middleware(async (i) => ({ two: `${i.path}!` })) },
            {
              c: command({ description: "d", run: (i) => seen.push(i.one, i.two, i.options.why) && i.reply("x") }),
            },
          ),
          stop: group(
            "s",
            {
              before: middleware(async (i) => {
                await i.reply("no");
                return false;
              }),
            },
            { run },
          ),
        },
      ),
    });
    const inside = (sub: string, leaf: string, options: object[] = []) =>
      slash("a", [{ name: sub, type: 2, options: [{ name: leaf, type: 1, options }] }]);
    await router.dispatch(inside("b", "c", [{ name: "why", type: 3, value: "because" }]));
    await router.dispatch(inside("stop", "run"));
    expect(seen).toEqual([1, "a b c!", "because"]);
    expect(story()).toEqual(["4 x", "4 no"]);
  });

  it("connects a command without `run` to a handler, refuses a second one, and lets it go", async () => {
    const { router, story } = stage({ ping: command({ description: "d" }) });
    expect(() => router.assertHandled()).toThrow(/Nobody handles "ping"/);
    const off = router.onCommand("ping", (i) => i.reply("signal"));
    router.assertHandled();
    expect(() => router.onCommand("ping", () => 0)).toThrow(/has a handler already/);
    expect(() => router.onCommand("pong", () => 0)).toThrow(/There are: "ping"/);
    await router.dispatch(slash("ping"));
    off();
    expect(() => router.assertHandled()).toThrow(/onCommand/);
    expect(story()).toEqual(["4 signal"]);
  });

  it("answers an unknown command and a failing handler with a text that only the user sees, and reports them", async () => {
    const { router, story, errors } = stage({
      bad: command({ description: "d", run: () => Promise.reject(new Error("boom")) }),
    });
    await router.dispatch(slash("gone"));
    await router.dispatch(slash("bad"));
    expect(story()).toEqual(["4 This is no longer available. 64", "4 Something went wrong. 64"]);
    expect(errors).toEqual(["/gone: INTERACTION_UNKNOWN", "/bad: Error: boom"]);
  });

  it("says in whatever way is left that a handler failed after its answer or deferral", async () => {
    const { router, story } = stage(
      {
        late: command({
          description: "d",
          run: async (i) => {
            await i.reply("first");
            throw new Error("x");
          },
        }),
        deferred: command({
          description: "d",
          run: async (i) => {
            await i.defer();
            throw new Error("x");
          },
        }),
      },
      { fallback: "Sorry." },
    );
    await router.dispatch(slash("late"));
    await router.dispatch(slash("deferred"));
    expect(story()).toEqual(["4 first", "POST Sorry.", "5", "PATCH @original Sorry."]);
  });

  it("lets a fallback choose its words by the reason, or say nothing", async () => {
    const { router, story } = stage(
      {},
      { fallback: (_, reason) => (reason.type === "unknown" ? { content: "Hm?" } : undefined) },
    );
    await router.dispatch(slash("gone"));
    expect(story()).toEqual(["4 Hm?"]);
  });

  it("refuses a command that Discord still knows without a now required option, and says to register anew", async () => {
    const { router, errors, story } = stage({
      ban: command({
        description: "d",
        options: { who: option.user("w", { required: true }) },
        run: (i) => i.reply("x"),
      }),
    });
    await router.dispatch(slash("ban"));
    expect(errors).toEqual(["/ban: COMMAND_OUTDATED"]);
    expect(story()).toEqual(["4 Something went wrong. 64"]);
  });

  it("keeps a cooldown for each user, and says how long to wait", async () => {
    const { router, clock, story } = stage({
      slow: command({ description: "d", cooldown: { perMs: 10_000, uses: 2 }, run: (i) => i.reply("x") }),
    });
    for (let n = 0; n < 3; n++) {
      await router.dispatch(slash("slow"));
      await clock.advance(1000);
    }
    await router.dispatch(slash("slow", [], {}, { user: { id: "51" } }));
    await clock.advance(7000);
    await router.dispatch(slash("slow"));
    expect(story()).toEqual(["4 x", "4 x", "4 Please wait 8 s. 64", "4 x", "4 x"]);
  });

  it("does not call a handler without the permissions that it needs", async () => {
    const { router, story } = stage({
      ban: command({ description: "d", botPermissions: 4n, run: (i) => i.reply("x") }),
    });
    await router.dispatch(slash("ban", [], {}, { app_permissions: "2048" }));
    await router.dispatch(slash("ban", [], {}, { app_permissions: "2052" }));
    await router.dispatch(slash("ban", [], {}, { app_permissions: "8" }));
    expect(story()).toEqual(["4 I lack the permissions for this here. 64", "4 x", "4 x"]);
  });

  it("gives handlers the requests and events that the client has", async () => {
    const seen: unknown[] = [];
    const run = command({
      description: "d",
      run: async (i) => {
        const pins = await i.rest.request("GET /channels/{channel_id}/messages/pins", { path: { channel_id: "1" } });
        seen.push(pins, await i.waitFor("TYPING_START", { filter: (data) => data.user_id === i.user.id }));
        await i.reply("x");
      },
    });
    await stage({ run }).router.dispatch(slash("run"));
    expect(seen).toEqual(["GET /channels/{channel_id}/messages/pins", "TYPING_START"]);
  });

  it("hands on the payload as it was sent, and says who acted in guilds and outside", async () => {
    const seen: unknown[] = [];
    const run = command({
      description: "d",
      run: (i) => seen.push(i.payload, i.user.id, i.member?.nick) && i.reply("x"),
    });
    const { router } = stage({ run });
    const inGuild = slash("run", [], {}, { user: undefined, guild_id: "3", member: { nick: "A", user: { id: "8" } } });
    const outside = slash("run");
    await router.dispatch(inGuild);
    await router.dispatch(outside);
    expect(seen).toEqual([inGuild, "8", "A", outside, "50", undefined]);
    expect(seen[0]).toBe(inGuild);
  });

  it("leaves alone what it does not know when nothing was declared: somebody else may be listening", async () => {
    const { router, discord, errors, clock } = stage();
    await router.dispatch(slash("gone"));
    await router.dispatch(press("gone"));
    await clock.advance(5000);
    expect([discord.sent, errors]).toEqual([[], []]);
  });

  it("reports what it cannot read and sends nothing", async () => {
    const { router, errors, discord } = stage({ ping: command({ description: "d", run: () => 0 }) });
    for (const bad of [null, 3, {}, { ...slash("ping"), token: 3 }, { ...slash("ping"), data: null }, payload(9, {})]) {
      await router.dispatch(bad);
    }
    expect(new Set(errors)).toEqual(new Set(["interaction: INTERACTION_MALFORMED"]));
    expect(errors).toHaveLength(6);
    expect(discord.sent).toEqual([]);
  });
});

describe("Router: the time", () => {
  it("defers a slow handler by itself, and its reply takes the place of the notice", async () => {
    const { router, clock, story } = stage({
      slow: command({
        description: "d",
        run: async (i) => {
          await new Promise<void>((done) => clock.schedule(done, 2500));
          return i.reply("done");
        },
      }),
    });
    const work = router.dispatch(slash("slow"));
    await clock.advance(3000);
    await work;
    expect(story()).toEqual(["5", "PATCH @original done"]);
    expect(clock.pending).toBe(0);
  });

  it("deletes a public notice before an ephemeral answer, so that nobody else sees it", async () => {
    const { router, clock, story } = stage({
      slow: command({
        description: "d",
        run: async (i) => {
          await new Promise<void>((done) => clock.schedule(done, 2500));
          return i.reply({ content: "secret", ephemeral: true });
        },
      }),
    });
    void router.dispatch(slash("slow"));
    await clock.advance(3000);
    expect(story()).toEqual(["5", "DELETE @original", "POST secret"]);
  });

  it("sends a deferral with at most the ephemeral flag, and edits @original after it [line 119]", async () => {
    const { router, discord, story } = stage({
      a: command({
        description: "d",
        run: async (i) => {
          await i.defer({ ephemeral: true });
          await i.edit("later");
        },
      }),
      b: command({
        description: "d",
        run: async (i) => {
          await i.defer();
          await i.edit({ content: "b", components: [{ type: 10, content: "v2" }] });
        },
      }),
    });
    await router.dispatch(slash("a"));
    await router.dispatch(slash("b"));
    expect(story()).toEqual(["5 64", "PATCH @original later", "5", "PATCH @original b"]);
    expect(discord.sent[0]?.body).toEqual({ type: 5, data: { flags: 64 } });
    expect(discord.sent[2]?.body).toEqual({ type: 5 });
    expect(discord.sent[3]?.body.flags).toBe(1 << 15);
    expect(discord.sent[1]?.init.path).toEqual({ webhook_id: "2", webhook_token: "secret-token" });
  });

  it("refuses a second answer and a late follow-up locally [line 118] [line 120]", async () => {
    const { router, clock, errors, story } = stage(
      {
        twice: command({
          description: "d",
          run: async (i) => {
            await i.reply("1");
            await i.reply("2");
          },
        }),
        late: command({
          description: "d",
          run: async (i) => {
            await i.reply("1");
            await new Promise<void>((done) => clock.schedule(done, 900_001));
            await i.followUp("too late");
          },
        }),
      },
      { fallback: () => undefined },
    );
    await router.dispatch(slash("twice"));
    const work = router.dispatch(slash("late"));
    await clock.advance(900_001);
    await work;
    expect(story()).toEqual(["4 1", "4 1"]);
    expect(errors).toEqual(["/twice: INTERACTION_ANSWERED", "/late: INTERACTION_EXPIRED"]);
  });

  it("maps Discord's 10062 and 40060 to errors that say what happened [line 118]", async () => {
    const { router, discord, errors } = stage({ ping: command({ description: "d", run: (i) => i.reply("x") }) });
    discord.refuse("/callback", apiError(10062));
    await router.dispatch(slash("ping"));
    discord.refuse("/callback", apiError(40060, 400));
    await router.dispatch(slash("ping"));
    expect(errors).toEqual(["/ping: INTERACTION_EXPIRED", "/ping: INTERACTION_ANSWERED"]);
  });

  it("answers with the fallback when Discord refuses the handler's answer", async () => {
    const { router, discord, story } = stage({ ping: command({ description: "d", run: (i) => i.reply("") }) });
    discord.refuse("/callback", apiError(50035, 400));
    await router.dispatch(slash("ping"));
    expect(story()).toEqual(["4", "4 Something went wrong. 64"]);
  });

  it("tries a request once more when Discord does not know a fresh token yet", async () => {
    const { router, clock, discord, story } = stage({
      a: command({
        description: "d",
        run: async (i) => {
          await i.defer();
          await i.edit("x");
        },
      }),
    });
    discord.refuse("PATCH", apiError(10015));
    const work = router.dispatch(slash("a"));
    await clock.advance(1000);
    await work;
    expect(story()).toEqual(["5", "PATCH @original x", "PATCH @original x"]);
  });

  it("reports a handler that ends in silence, and answers for it", async () => {
    const { router, clock, errors, story } = stage({ mute: command({ description: "d", run: () => undefined }) });
    await router.dispatch(slash("mute"));
    await clock.advance(3000);
    expect(errors).toEqual(["/mute: INTERACTION_UNANSWERED"]);
    expect(story()).toEqual(["4 Something went wrong. 64"]);
  });

  it("warns when nothing answered within 3 s [line 118]", async () => {
    const { router, clock, errors } = stage({
      stuck: command({ description: "d", deferAfterMs: false, run: () => new Promise(() => undefined) }),
    });
    void router.dispatch(slash("stuck"));
    await clock.advance(3000);
    expect(errors).toEqual(["/stuck: INTERACTION_UNANSWERED"]);
  });

  it("reports an answer that fails while nobody awaits it, and does not end the process", async () => {
    const { router, discord, errors } = stage({
      hasty: command({ description: "d", run: (i) => void i.reply("x") }),
    });
    discord.refuse("/callback", new Error("network down"));
    await router.dispatch(slash("hasty"));
    await settle();
    expect(errors).toEqual(["/hasty: Error: network down"]);
  });

  it("leaves no timer behind when it is closed", async () => {
    const { router, clock } = stage({ stuck: command({ description: "d", run: () => new Promise(() => undefined) }) });
    void router.dispatch(slash("stuck"));
    await settle();
    router.close();
    expect(clock.pending).toBe(0);
  });
});

describe("Router: components, forms and autocomplete", () => {
  it("finds a button by its pattern, and updates its message", async () => {
    const { router, story } = stage(
      {},
      { on: { "page:{n:integer}": button<"page:{n:integer}">((i) => i.update(`page ${i.params.n + 1}`)) } },
    );
    await router.dispatch(press("page:3"));
    expect(story()).toEqual(["7 page 4"]);
  });

  it("answers a button whose handler ends in silence without a visible sign", async () => {
    const { router, story } = stage({}, { on: { ok: button(() => undefined) } });
    await router.dispatch(press("ok"));
    await settle();
    expect(story()).toEqual(["6"]);
  });

  it("resolves what was picked", async () => {
    const seen: unknown[] = [];
    const { router } = stage(
      {},
      {
        on: {
          who: select(
            (i) =>
              seen.push(
                i.values,
                i.users.map((user) => user.username),
                i.roles.length,
              ) && i.deferUpdate(),
          ),
        },
      },
    );
    await router.dispatch(
      payload(
        3,
        {
          custom_id: "who",
          component_type: 7,
          values: ["5", "6"],
          resolved: { users: { 5: { id: "5", username: "bo" } }, roles: { 6: { id: "6" } } },
        },
        { message: { id: "600" } },
      ),
    );
    expect(seen).toEqual([["5", "6"], ["bo"], 1]);
  });

  it("hands a form to its handler, and refuses an update where a command had opened it", async () => {
    const { router, story, errors } = stage(
      {},
      {
        on: {
          "form:{id}": modal<"form:{id}">(async (i) => {
            await i.reply(`${i.params.id} ${i.fields.text("title")}`);
          }),
          up: modal((i) => i.update("x")),
        },
      },
    );
    const label = { type: 18, id: 1, component: { type: 4, id: 2, custom_id: "title", value: "Hi" } };
    await router.dispatch(payload(5, { custom_id: "form:7", components: [label] }));
    await router.dispatch(payload(5, { custom_id: "up", components: [] }));
    await router.dispatch(payload(5, { custom_id: "up", components: [] }, { message: { id: "600" } }));
    expect(story()).toEqual(["4 7 Hi", "4 Something went wrong. 64", "7 x"]);
    expect(errors).toEqual(['form "up": INTERACTION_WITHOUT_MESSAGE']);
  });

  it("gives the next component to who waits for it, by the answer it sits on, before any pattern", async () => {
    const seen: string[] = [];
    const { router, story } = stage(
      {
        ask: command({
          description: "d",
          run: async (i) => {
            const answer = await i.reply("Sure?");
            const yes = await i.waitForComponent(answer, { filter: (c) => c.user.id === "50" });
            seen.push(yes.customId);
            await yes.update("Done.");
          },
        }),
      },
      { on: { yes: button(() => void seen.push("pattern")) } },
    );
    const work = router.dispatch(slash("ask"));
    await settle();
    await router.dispatch(press("yes", { id: "3", message: { id: "900", interaction_metadata: { id: "other" } } }));
    await router.dispatch(
      press("yes", { id: "4", user: { id: "51" }, message: { id: "600", interaction_metadata: { id: "1" } } }),
    );
    await router.dispatch(press("yes", { id: "5", message: { id: "600", interaction_metadata: { id: "1" } } }));
    await work;
    expect(seen).toEqual(["pattern", "pattern", "yes"]);
    expect(story().filter((line) => line !== "6")).toEqual(["4 Sure?", "7 Done."]);
  });

  it("keeps a press for a handler that is about to wait for it, also between two waits", async () => {
    const seen: string[] = [];
    const { router, clock, story, errors } = stage({
      ask: command({
        description: "d",
        run: async (i) => {
          const answer = await i.reply("?");
          for (let n = 0; n < 2; n++) {
            await new Promise<void>((done) => clock.schedule(done, 100));
            const pressed = await i.waitForComponent(answer);
            seen.push(pressed.customId);
            await pressed.deferUpdate();
          }
        },
      }),
    });
    const on = (id: string) => press(id, { id: `9${id}`, message: { id: "600", interaction_metadata: { id: "1" } } });
    const works = [router.dispatch(slash("ask")), router.dispatch(on("1")), router.dispatch(on("2"))];
    await clock.advance(1000);
    await Promise.all(works);
    expect([seen, story(), errors]).toEqual([["1", "2"], ["4 ?", "6", "6"], []]);
    expect(clock.pending).toBe(0);
  });

  it("answers a press that nobody waits for within a second, even while handlers are at work", async () => {
    const { router, clock, story } = stage({
      stuck: command({ description: "d", deferAfterMs: false, run: () => new Promise(() => undefined) }),
    });
    void router.dispatch(slash("stuck"));
    void router.dispatch(press("gone"));
    await clock.advance(1000);
    expect(story()).toEqual(["4 This is no longer available. 64"]);
  });

  it("lets a wait end by its time-out, its signal, and a filter that throws", async () => {
    const ended: unknown[] = [];
    const abort = new AbortController();
    const wait = (init: object) =>
      command({
        description: "d",
        run: async (i) => {
          const answer = await i.reply("?");
          await i.waitForComponent(answer, init).catch((error) => ended.push(error.code ?? error.message));
        },
      });
    const filter = (_: ComponentInteraction) => {
      throw new Error("filter");
    };
    const { router, clock } = stage({
      a: wait({ timeoutMs: 50 }),
      b: wait({ signal: abort.signal }),
      c: wait({ filter }),
    });
    for (const id of ["a", "b", "c"]) void router.dispatch(slash(id, [], {}, { id }));
    await settle();
    abort.abort(new Error("enough"));
    void router.dispatch(press("x", { message: { id: "600", interaction_metadata: { id: "c" } } }));
    await clock.advance(50);
    expect(ended).toEqual(["enough", "filter", "WAIT_TIMEOUT"]);
    await clock.advance(5000);
    expect(clock.pending).toBe(0);
  });

  it("opens a form and waits for the same user to submit it", async () => {
    const { router, story, clock } = stage({
      form: command({
        description: "d",
        run: async (i) => {
          await i.showModal({ custom_id: "f", title: "T", components: [] });
          const form = await i.waitForModal("f");
          await form.reply(form.fields.text("name"));
        },
      }),
    });
    const submit = (user: string, value: string) =>
      payload(
        5,
        { custom_id: "f", components: [{ type: 1, components: [{ type: 4, custom_id: "name", value }] }] },
        { user: { id: user } },
      );
    const work = router.dispatch(slash("form"));
    await settle();
    const other = router.dispatch(submit("51", "other"));
    await router.dispatch(submit("50", "mine"));
    await work;
    await clock.advance(1000);
    await other;
    expect(story()).toEqual(["9", "4 mine", "4 This is no longer available. 64"]);
  });

  it("answers autocomplete with what the option suggests, 25 at most, and with nothing when that fails", async () => {
    const { router, discord, errors } = stage({
      tag: command({
        description: "d",
        options: {
          name: option.string("n", {
            autocomplete: (typed, i) => Array.from({ length: 30 }, (_, n) => `${typed}${i.options.n}${n}`),
          }),
          n: option.integer("n", {
            autocomplete: () => {
              throw new Error("x");
            },
          }),
        },
        run: () => 0,
      }),
    });
    const type = (options: object[]) => payload(4, { name: "tag", type: 1, options });
    await router.dispatch(
      type([
        { name: "n", type: 4, value: 7 },
        { name: "name", type: 3, value: "ca", focused: true },
      ]),
    );
    await router.dispatch(type([{ name: "n", type: 4, value: "7", focused: true }]));
    expect(discord.sent[0]?.body.type).toBe(8);
    expect(discord.sent[0]?.body.data.choices).toHaveLength(25);
    expect(discord.sent[0]?.body.data.choices[3]).toEqual({ name: "ca73", value: "ca73" });
    expect(discord.sent[1]?.body).toEqual({ type: 8, data: { choices: [] } });
    expect(errors).toEqual(["/tag: Error: x"]);
  });
});
