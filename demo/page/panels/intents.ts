/**
 * Which intents the bot asked for, and why: computed from what it listens to.
 */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import type { Tool } from "./tools.ts";

const PORTAL = "https://discord.com/developers/applications";

/** See the top of this file. */
export function intentsTool(app: App): Tool {
  const element = h("div");
  let painted = "";
  const paint = (): void => {
    const { facts } = app;
    if (facts === undefined || facts.explained === painted) return;
    painted = facts.explained;
    const reasons = new Map(facts.explained.split("\n").map((line) => split(line)));
    const items = facts.intentNames.map((name) =>
      h(
        "li",
        {},
        h("b", {}, name),
        facts.privileged.includes(name) && h("span", { class: "badge" }, "privileged"),
        h("br"),
        h("small", {}, reasons.get(name) ?? "named by hand"),
      ),
    );
    fill(
      element,
      h(
        "p",
        {},
        "Nobody lists intents by hand: they follow from what the bot listens to. Sum: ",
        h("code", {}, facts.intents),
      ),
      h("ul", { class: "why" }, ...items),
      facts.intentNames.length === 0 && h("p", { class: "quiet" }, "None: nothing that is listened to needs one."),
      facts.privileged.length > 0 && portalHint(),
    );
  };
  app.onStart(() => {
    painted = "";
    fill(element, h("p", { class: "quiet" }, "Known when the bot has connected."));
  });
  return { name: "Intents", element, paint };
}

function portalHint(): HTMLElement {
  const link = h("a", { href: PORTAL, rel: "noreferrer", target: "_blank" }, "developer portal");
  return h(
    "p",
    { class: "quiet" },
    "A privileged intent must be switched on in the ",
    link,
    " (Bot, Privileged Gateway Intents); without it Discord closes with 4014.",
  );
}

/** "GUILDS: GUILD_CREATE, events.GUILD_CREATE of createClient() at worker.js:1:2" without the place in a built file. */
function split(line: string): [string, string] {
  const [name = "", ...why] = line.split(": ");
  return [name, why.join(": ").replaceAll(/ of createClient\(\) at [^;]*/g, " of the program")];
}
