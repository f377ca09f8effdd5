/**
 * The HTTP bot as an edge worker: the same commands, and nothing else. `waitUntil` keeps alive what goes on after the answer.
 *
 * Its public key is a variable of the worker, DISCORD_PUBLIC_KEY.
 */

import { button, command, defineBot, option } from "anycord";
import { createInteractionsEndpoint, type InteractionsEndpoint, type WorkerContext } from "anycord/interactions";

export const bot = defineBot({
  commands: {
    echo: command({
      description: "Says what you say",
      options: { text: option.string("What to say", { required: true }) },
      run: (i) =>
        i.reply({
          content: i.options.text,
          components: [{ type: 1, components: [{ type: 2, style: 2, label: "Louder", custom_id: "louder" }] }],
        }),
    }),
  },
  components: { louder: button((i) => i.update(i.message.content.toUpperCase())) },
});

let endpoint: InteractionsEndpoint | undefined;

export default {
  fetch(request: Request, env: { readonly DISCORD_PUBLIC_KEY: string }, context: WorkerContext) {
    // Kept between requests: it remembers which were seen.
    endpoint ??= createInteractionsEndpoint({ ...bot, publicKey: env.DISCORD_PUBLIC_KEY });
    return endpoint(request, context);
  },
};
