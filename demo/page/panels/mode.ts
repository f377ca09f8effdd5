/**
 * Where the bot lives: the simulator in this page, or Discord with a token.
 *
 * The token goes from the field straight to the worker, and the field is emptied; it is kept nowhere.
 */

import type { App } from "../app.ts";
import { fill, h, say } from "../dom.ts";
import type { Mode } from "../wire.ts";

/** Fills the place in the head of the page, and starts the simulator. */
export function modePanel(app: App, root: HTMLElement, tagline: HTMLElement): void {
  const base = location.href;
  const token = h("input", {
    type: "password",
    id: "token",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Bot token",
    "aria-label": "Bot token",
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    const given = token.value.trim();
    token.value = "";
    if (given !== "") start("direct", given);
  };
  const start = (mode: Mode, given?: string): void => {
    const intents = mode === "direct" ? UNPRIVILEGED : undefined;
    app.start({ mode, base, ...(given !== undefined && { token: given }), ...(intents !== undefined && { intents }) });
    say(tagline, TAGLINES[mode]);
  };
  fill(
    root,
    h("button", { type: "button", on: { click: () => start("simulator") } }, "Simulator"),
    h("form", { on: { submit } }, token, h("button", { type: "submit" }, "Connect my bot")),
  );
  start("simulator");
}

const TAGLINES: Readonly<Record<Mode, string>> = {
  simulator: "A simulated Discord runs in this page and a bot is connected to it. Break the line and watch it recover.",
  direct: "Your bot listens to Discord's gateway, straight from this page.",
  server: "Your bot lives on Discord, through the server that serves this page.",
};
/** All intents but the three that need a switch in the portal. */
const UNPRIVILEGED = 53_608_447 & ~((1 << 1) | (1 << 8) | (1 << 15));
