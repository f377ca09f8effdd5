/**
 * Rolls dice: how many, of how many sides, and for whose eyes. Choices become a union: `sides` is 4 | 6 | ... | undefined.
 */

import { command, defineBot, option } from "anycord";
import { run } from "../run.ts";

export const bot = defineBot({
  commands: {
    roll: command({
      description: "Rolls dice",
      cooldown: { perMs: 1000, uses: 3 },
      options: {
        dice: option.integer("How many", { min: 1, max: 20 }),
        sides: option.integer("Sides of each", { choices: [4, 6, 8, 10, 12, 20, 100] }),
        secret: option.boolean("Whether only you see it"),
      },
      run: (i) => {
        const { dice = 1, sides = 6, secret = false } = i.options;
        const rolls = Array.from({ length: dice }, () => 1 + Math.floor(Math.random() * sides));
        const sum = rolls.reduce((a, b) => a + b);
        const shown = dice === 1 ? `**${sum}**` : `${rolls.join(" + ")} = **${sum}**`;
        return i.reply({ content: `🎲 ${dice}d${sides}: ${shown}`, ephemeral: secret });
      },
    }),
  },
});

if (import.meta.main) await run({ ...bot, sync: "global" });
