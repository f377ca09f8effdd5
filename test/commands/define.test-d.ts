/** What the types of the tree must infer, and what they must refuse. Checked by `tsc -p tsconfig.test.json`; never run. */

import { defineBot } from "../../src/client/define-bot.ts";
import type { CommandInteraction } from "../../src/commands/define.ts";
import type { ResolvedUser } from "../../src/commands/interaction.ts";
import { option } from "../../src/commands/option.ts";
import { customId } from "../../src/commands/pattern.ts";
import type { OnCommand, PathsOf } from "../../src/commands/signal.ts";
import type { APIAttachment, APIMessage, APIRole } from "../../src/discord/types.ts";
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

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Equal<A, B>): void {}
const bot = defineBot;

// Required options are always there, others may be missing; choices are unions without `as const`.
command({
  description: "d",
  options: {
    sides: option.integer("Sides", { choices: [6, 20] }),
    mode: option.string("Mode", { choices: { Fast: "fast", Slow: "slow" }, required: true }),
    named: option.string("Named", { choices: [{ name: "Red", value: "red", names: { de: "Rot" } }, "blue"] }),
    who: option.user("Who", { required: true }),
    what: option.mentionable("What"),
    place: option.channel("Where", { types: [0, 5], required: true }),
    role: option.role("Role"),
    proof: option.attachment("Proof", { fileTypes: ["image", ".pdf"] }),
    ratio: option.number("Ratio", { min: 0, max: 1 }),
    sure: option.boolean("Sure", { required: true }),
    text: option.string("Text", { minLength: 1, maxLength: 10 }),
  },
  run: (i) => {
    same<typeof i.options.sides, 6 | 20 | undefined>(true);
    same<typeof i.options.mode, "fast" | "slow">(true);
    same<typeof i.options.named, "red" | "blue" | undefined>(true);
    same<typeof i.options.who, ResolvedUser>(true);
    same<typeof i.options.what, ResolvedUser | APIRole | undefined>(true);
    same<typeof i.options.place.type, 0 | 5>(true);
    same<typeof i.options.role, APIRole | undefined>(true);
    same<typeof i.options.proof, APIAttachment | undefined>(true);
    same<typeof i.options.ratio, number | undefined>(true);
    same<typeof i.options.sure, boolean>(true);
    same<typeof i.options.text, string | undefined>(true);
    // @ts-expect-error: a command has no message to update
    i.update("x");
    // @ts-expect-error: no such option
    i.options.absent;
  },
});

// `run` may stand before `options`, and a command without options has none to read.
command({
  description: "d",
  run: (i) => i.options.n.toFixed(),
  options: { n: option.integer("N", { required: true }) },
});
command({
  description: "d",
  // @ts-expect-error: nothing was declared
  run: (i) => i.options.anything,
});

// Autocomplete gets what was typed, and answers in the option's own type.
command({
  description: "d",
  options: {
    tag: option.string("Tag", {
      autocomplete: (typed, i) => [typed.toUpperCase(), { name: i.focused, value: String(i.options.other) }],
    }),
    n: option.integer("N", { autocomplete: async (typed) => [typed.length] }),
    // @ts-expect-error: numbers are asked for
    m: option.integer("M", { autocomplete: (typed) => [typed] }),
  },
  run: (i) => same<typeof i.options.tag, string | undefined>(true),
});

// Sets of options can be shared, and handlers named.
const range = { from: option.integer("From", { required: true }), to: option.integer("To") };
const show = (i: CommandInteraction<typeof range>) => i.options.from + (i.options.to ?? 0);
command({ description: "d", options: range, run: show });
command({
  description: "d",
  options: { ...range, by: option.integer("By") },
  run: (i) => show(i) + (i.options.by ?? 1),
});

// Groups hand down their options and what `before` adds, through every level.
const db = middleware((i) => ({ db: { name: i.user.id } }));
const maybe = middleware((i) => (i.guildId === undefined ? false : { guild: i.guildId }));
const commands = {
  mod: group(
    "Moderation",
    { options: { reason: option.string("Why", { required: true }) }, before: db },
    {
      ban: command({
        description: "d",
        options: { who: option.user("Who", { required: true }) },
        run: (i) => {
          same<typeof i.options.reason, string>(true);
          same<typeof i.options.who, ResolvedUser>(true);
          same<typeof i.db.name, string>(true);
          // @ts-expect-error: nobody gave this
          i.absent;
        },
      }),
      deep: group(
        "Deep",
        { before: maybe, options: { silent: option.boolean("Silent") } },
        {
          kick: command({
            description: "d",
            run: (i) => {
              same<typeof i.guild, string>(true);
              same<typeof i.db.name, string>(true);
              same<typeof i.options.reason, string>(true);
              same<typeof i.options.silent, boolean | undefined>(true);
            },
          }),
        },
      ),
      plain: group("No own settings", {
        warn: command({ description: "d", run: (i) => same<typeof i.options.reason, string>(true) }),
      }),
    },
  ),
  checked: group(
    "Checks only",
    { before: middleware((i) => void i.user) },
    {
      one: command({ description: "d", run: (i) => i.reply("x") }),
    },
  ),
  Inspect: userCommand({ run: (i) => same<typeof i.target, ResolvedUser>(true) }),
  "Report this": messageCommand({ run: (i) => same<typeof i.target, APIMessage>(true) }),
};
bot({ commands });

// A command that needs what no group hands down is refused where it stands.
const needy = command<Record<never, never>, { db: string }>({ description: "d", run: (i) => i.db });
// @ts-expect-error: nobody gives `db`
bot({ commands: { needy } });
bot({ commands: { g: group("g", { before: middleware(() => ({ db: "x" })) }, { needy }) } });

// Handlers are connected by path, and read what was declared there.
declare const onCommand: OnCommand<typeof signals>;
const signals = {
  ping: command({ description: "d" }),
  tag: group(
    "g",
    { options: { why: option.string("w") } },
    {
      admin: group("a", {
        set: command({
          description: "d",
          options: { sides: option.integer("s", { choices: [6, 20], required: true }) },
        }),
      }),
    },
  ),
};
same<PathsOf<typeof signals>, "ping" | "tag admin set">(true);
onCommand("tag admin set", (i) => {
  same<typeof i.options.sides, 6 | 20>(true);
  same<typeof i.options.why, string | undefined>(true);
  return i.reply(i.path);
});
// @ts-expect-error: nothing was declared
onCommand("ping", (i) => i.options.sides.toFixed());
// @ts-expect-error: no such path
onCommand("tag admin", () => undefined);
bot({ commands: signals });

// Parameters of custom ids are typed by the pattern.
bot({
  components: {
    "page:{n:integer}:{topic}": button((i) => {
      same<typeof i.params.n, number>(true);
      same<typeof i.params.topic, string>(true);
      // @ts-expect-error: not in the pattern
      i.params.m;
    }),
    "pick:{who}": select((i) => {
      same<typeof i.params.who, string>(true);
      same<typeof i.values, readonly string[]>(true);
    }),
    "form:{id}": modal((i) => {
      same<typeof i.params.id, string>(true);
      same<ReturnType<typeof i.fields.text>, string>(true);
      // @ts-expect-error: Discord allows no modal after a modal
      i.showModal();
    }),
    ping: button((i) => i.update("x")),
  },
});
customId("page:{n:integer}:{topic}", { n: 3, topic: "cats" });
// @ts-expect-error: a whole number is asked for
customId("page:{n:integer}", { n: "3" });
// @ts-expect-error: `n` is missing
customId("page:{n}", {});

// What is misspelt is found.
// @ts-expect-error: "option" is no setting
command({ description: "d", option: {}, run: () => undefined });
// @ts-expect-error: no such event
command({ description: "d", uses: ["MESSAGE_CRATE"], run: () => undefined });
