/**
 * Lets people of the simulated Discord use commands, press buttons and send forms.
 */

import type { InteractionAnswer, Message, Simulator } from "anycord/testing";
import type { Act } from "../wire.ts";

/** What somebody sees after they did something. */
export function perform(discord: Simulator, act: Act): Promise<InteractionAnswer> {
  const { channel, user } = act;
  const scene = { channel, user };
  switch (act.kind) {
    case "slash":
      return discord.slash(act.name, act.options, scene);
    case "press":
      return discord.press(act.message as Message, act.customId, scene);
    case "submit":
      return discord.submit(act.customId, act.fields, scene);
  }
}
