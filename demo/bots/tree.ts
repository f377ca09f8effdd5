/**
 * A small tree, twice: a command foo, a command bar with an argument baz, a group of both, and an event.
 *
 * Once with its handlers inside (`declared`), once as a bare tree whose commands are signals that handlers are connected with
 * (`signals`). Both bots do the same.
 *
 *     node demo/bots/tree.ts                the first
 *     node demo/bots/tree.ts --signals      the second
 */

import process from "node:process";
import { type Client, command, defineBot, group, option } from "anycord";
import type { OnCommand } from "anycord/commands";
import { run } from "../run.ts";

const baz = option.string("What to say", { required: true, maxLength: 100 });

/** The first interface: one declaration. */
export const declared = defineBot({
  commands: {
    foo: command({ description: "Says foo", run: (i) => i.reply("foo!") }),
    bar: command({ description: "Says baz", options: { baz }, run: (i) => i.reply(`bar ${i.options.baz}`) }),
    both: group("Both of them, under one prefix", {
      foo: command({ description: "Says foo", run: (i) => i.reply("both, foo!") }),
      bar: command({ description: "Says baz", options: { baz }, run: (i) => i.reply(`both, bar ${i.options.baz}`) }),
    }),
  },
  events: {
    MESSAGE_CREATE: {
      content: true,
      run: (message, { react }) => (/\bfoo\b/i.test(message.content) ? react(message, "👀") : undefined),
    },
  },
});

/** The second interface: what there is ... */
export const signals = defineBot({
  commands: {
    foo: command({ description: "Says foo" }),
    bar: command({ description: "Says baz", options: { baz } }),
    both: group("Both of them, under one prefix", {
      foo: command({ description: "Says foo" }),
      bar: command({ description: "Says baz", options: { baz } }),
    }),
  },
});

/** ... and what it does. Paths and options are typed by the tree. */
export function connectSignals(client: Client): void {
  const onCommand: OnCommand<typeof signals.commands> = client.onCommand;
  onCommand("foo", (i) => i.reply("foo!"));
  onCommand("bar", (i) => i.reply(`bar ${i.options.baz}`));
  onCommand("both foo", (i) => i.reply("both, foo!"));
  onCommand("both bar", (i) => i.reply(`both, bar ${i.options.baz}`));
  client.on("MESSAGE_CREATE", { content: true }, (message, { react }) =>
    /\bfoo\b/i.test(message.content) ? react(message, "👀") : undefined,
  );
}

if (import.meta.main) {
  if (process.argv.includes("--signals")) await run({ ...signals, sync: "global" }, connectSignals);
  else await run({ ...declared, sync: "global" });
}
