/**
 * Where the bot lives: the simulator in this page, Discord straight from the page, or Discord through the server that serves
 * the page.
 *
 * The token goes from the field straight to the worker, and the field is emptied; it is kept nowhere.
 */

import { Intents, privilegedIntents } from "anycord/discord";
import type { App } from "../app.ts";
import { fill, h, say } from "../dom.ts";
import type { Mode } from "../wire.ts";

interface Way {
  readonly mode: Mode;
  readonly label: string;
  readonly tagline: string;
  readonly about: string;
}

const WAYS: readonly Way[] = [
  {
    ...{ mode: "simulator", label: "Simulator" },
    tagline:
      "A simulated Discord runs in this page, and a bot is connected to it. Break the line and watch it recover.",
    about: "",
  },
  {
    ...{ mode: "direct", label: "My bot" },
    tagline: "Your bot listens to Discord's gateway, straight from this page.",
    about:
      "The page opens Discord's gateway itself: the bot listens, and answers the commands that it has already, since interactions and webhooks need no token. All other requests need it, and Discord refuses it from a page (40333): for those there is My bot, by the server, which relays them. That a page may open the gateway and answer rests on public reports; it was not verified against Discord.",
  },
  {
    ...{ mode: "server", label: "My bot, by the server" },
    tagline: "Your bot lives on Discord; its requests go through the server that serves this page.",
    about:
      "For pages served by npm start: the gateway is opened from the page, and REST goes through the local server, which may call Discord as a server. The bot answers !ping there.",
  },
];

/** All intents but those that need a switch in the portal. */
const UNPRIVILEGED = Object.entries(Intents)
  .filter(([name]) => !(privilegedIntents as readonly string[]).includes(name))
  .reduce((sum, [, bit]) => sum | bit, 0);

/** Fills the place in the head of the page, and starts the simulator. */
export function modePanel(app: App, root: HTMLElement, tagline: HTMLElement): void {
  const login = h("div", { class: "place", hidden: true });
  const buttons = WAYS.map((way) =>
    h("button", { type: "button", "aria-pressed": "false", on: { click: () => choose(way) } }, way.label),
  );
  fill(root, h("div", { class: "choice", role: "group", "aria-label": "Where the bot lives" }, ...buttons));
  root.after(login);

  function choose(way: Way): void {
    for (const [n, button] of buttons.entries()) button.setAttribute("aria-pressed", String(WAYS[n] === way));
    login.hidden = way.mode === "simulator";
    if (way.mode === "simulator") return start(way);
    fill(
      login,
      loginForm(way, (login) => start(way, login)),
    );
    login.querySelector("input")?.focus();
  }
  function start({ mode, tagline: words }: Way, login?: Login): void {
    say(tagline, words);
    const intents = mode === "direct" ? { intents: UNPRIVILEGED | (login?.content ? Intents.MESSAGE_CONTENT : 0) } : {};
    const base = location.origin + location.pathname;
    app.start({ mode, base, ...(login && { token: login.token, local: login.local }), ...intents });
  }
  const [simulator] = WAYS;
  if (simulator !== undefined) choose(simulator);
}

interface Login {
  readonly token: string;
  /** Whether to ask for what people write. */
  readonly content: boolean;
  readonly local: boolean;
}

function loginForm({ mode, about }: Way, go: (login: Login) => void): HTMLElement {
  const token = h("input", {
    ...{ type: "password", id: "token", autocomplete: "off", spellcheck: "false", required: true },
    ...{ placeholder: "Bot token", "aria-label": "Bot token", "aria-describedby": "token-about" },
  });
  const content = h("input", { type: "checkbox", id: "content" });
  const local = h("input", { type: "checkbox", id: "local" });
  const submit = (event: Event): void => {
    event.preventDefault();
    const given = token.value.trim();
    token.value = "";
    if (given !== "") go({ token: given, content: content.checked, local: local.checked });
  };
  const promise =
    "The token stays in the memory of this page's worker until you leave; it is never stored, logged or shown. Use a throw-away bot all the same: a token in a page is a secret in a page.";
  return h(
    "form",
    { class: "login", on: { submit } },
    h("div", { class: "line" }, token, h("button", { type: "submit", class: "primary" }, "Connect")),
    mode === "direct" ? checkbox(content, CONTENT) : checkbox(local, LOCAL),
    h("p", { class: "quiet", id: "token-about" }, about, " ", promise),
  );
}

const CONTENT = "Ask for message content (a privileged intent; it must be switched on in the portal)";
const LOCAL = "Not Discord: the simulated Discord that npm start runs on this server";

function checkbox(input: HTMLInputElement, label: string): HTMLElement {
  return h("label", { class: "line", for: input.id }, input, label);
}
