/** One declaration, typed for commands, components and events; a client and an endpoint take it whole. Compiled, never run. */

import type { OnCommand, PathsOf } from "../../src/commands/mod.ts";
import { createInteractionsEndpoint } from "../../src/interactions/mod.ts";
import {
  button,
  command,
  createClient,
  defineBot,
  group,
  messageCommand,
  middleware,
  modal,
  option,
  select,
  userCommand,
} from "../../src/mod.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(holds: Same<A, B>): void;

const bot = defineBot({
  commands: {
    ping: command({ description: "d", run: (i) => same<typeof i.path, string>(true) }),
    tag: group(
      "g",
      { options: { why: option.string("w") }, before: middleware(() => ({ log: [] as string[] })) },
      {
        get: command({
          description: "d",
          options: { sides: option.integer("s", { choices: [6, 20], required: true }) },
          run: (i) => {
            same<typeof i.options.sides, 6 | 20>(true);
            same<typeof i.options.why, string | undefined>(true);
            i.log.push(i.options.why ?? "");
          },
        }),
        set: command({ description: "d", options: { count: option.number("c", { required: true }) } }),
      },
    ),
    Who: userCommand({ run: (i) => same<typeof i.target.username, string>(true) }),
    Note: messageCommand({ run: (i) => same<typeof i.target.content, string>(true) }),
  },
  components: {
    "page:{n:integer}:{topic}": button((i) => {
      same<typeof i.params, { readonly n: number; readonly topic: string }>(true);
      // @ts-expect-error: not in the pattern
      i.params.m;
    }),
    "pick:{who}": select((i) => same<typeof i.params.who, string>(true)),
    form: modal((i) => i.reply(i.fields.text("text"))),
  },
  events: {
    MESSAGE_CREATE: { scope: "guild", content: true, run: (message, { reply }) => reply(message, message.content) },
    MESSAGE_REACTION_ADD: (reaction) => same<typeof reaction.user_id, string>(true),
  },
});

// A client takes it whole, and so does an endpoint, which has no use for events.
const client = createClient({ ...bot, token: "t" });
createInteractionsEndpoint({ ...bot, publicKey: "k" });

// Signals know its paths and options.
same<PathsOf<typeof bot.commands>, "ping" | "tag get" | "tag set" | "Who" | "Note">(true);
const onCommand: OnCommand<typeof bot.commands> = client.onCommand;
onCommand("tag set", (i) => {
  same<typeof i.options.count, number>(true);
  same<typeof i.options.why, string | undefined>(true);
});

// @ts-expect-error: no such event
defineBot({ events: { MESSAGE_CRATE: () => {} } });
// @ts-expect-error: no such option of an event
defineBot({ events: { MESSAGE_CREATE: { contents: true, run: () => {} } } });
// @ts-expect-error: a plain function is no component
defineBot({ components: { a: () => {} } });
