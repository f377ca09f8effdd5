/**
 * Everything that can be made to go wrong in the simulated Discord, each with what to watch for.
 */

import type { Fault, ScenarioName } from "anycord/testing";
import type { App } from "../app.ts";
import { h, say } from "../dom.ts";
import type { Tool } from "./tools.ts";

interface Mischief {
  readonly label: string;
  readonly watch: string;
  readonly faults: readonly Fault[];
}

const LIVE: readonly Mischief[] = [
  { label: "Cut the line", watch: "No Close frame. Resume, with what was missed.", faults: ["drop"] },
  { label: "Reconnect (op 7)", watch: "Dial at once and Resume.", faults: ["reconnect"] },
  {
    label: "Invalid session (op 9)",
    watch: "The session is gone: wait 1 to 5 s, Identify.",
    faults: ["invalid-session"],
  },
  { label: "Invalid, resumable", watch: "Op 9 with true: Resume.", faults: ["invalid-session-resumable"] },
  { label: "Zombie", watch: "Heartbeats go unanswered; found out at the next beat.", faults: ["zombie"] },
  { label: "Black hole", watch: "Nothing passes either way, and nobody is told.", faults: ["blackhole"] },
  {
    label: "Ask for a heartbeat",
    watch: "Op 1 from Discord: one more beat, the rhythm stays.",
    faults: ["ask-heartbeat"],
  },
  { label: "Send garbage", watch: "Frames that are no payloads: reported, never thrown.", faults: ["garbage"] },
];
const CLOSES: readonly Mischief[] = [
  { label: "Close 4000", watch: "Unknown error: Resume.", faults: [{ close: 4000 }] },
  { label: "Close 4008", watch: "Sent too fast: a pause of 5 s, then Resume.", faults: [{ close: 4008 }] },
  { label: "Close 4009", watch: "Timed out: Identify anew.", faults: [{ close: 4009 }] },
  { label: "Close 4013", watch: "Intents that do not exist: it stops.", faults: [{ close: 4013 }] },
  { label: "Close 4014", watch: "Disallowed intents: it stops and says the cure.", faults: [{ close: 4014 }] },
  { label: "Revoke the token", watch: "Close 4004, and 401 over REST: it stops.", faults: ["token-revoked"] },
];
const DIALS: readonly Mischief[] = [
  {
    label: "Cut, dials refused ×3",
    watch: "Back-off with jitter, growing.",
    faults: ["drop", "refused", "refused", "refused"],
  },
  { label: "Cut, Hello never comes", watch: "Given up after 20 s, dialled anew.", faults: ["silent", "drop"] },
  {
    label: "Cut, resume url dead",
    watch: "Resumes at the gateway's own address instead.",
    faults: ["dead-resume-url", "drop"],
  },
];
const REST: readonly Mischief[] = [
  { label: "429 (bucket)", watch: "The next answer waits its turn, and is sent again.", faults: ["rate-limit"] },
  {
    label: "429 (global)",
    watch: "All requests of the bot wait.",
    faults: [{ rateLimit: "global", retryAfterMs: 2000 }],
  },
  { label: "502", watch: "Sent again after a pause, where that does no harm twice.", faults: [{ status: 502 }] },
  { label: "Answer lost", watch: "A nonce keeps the repeat from writing twice.", faults: ["lost-answer"] },
];
const SCENES: readonly { readonly label: string; readonly watch: string; readonly name: ScenarioName }[] = [
  { label: "Busy evening", watch: "People type, write, correct, delete and react.", name: "busy-evening" },
  { label: "Raid", watch: "Fifty strangers join, write the same everywhere, and leave.", name: "raid" },
  { label: "100 guilds", watch: "A hundred guilds; now and then one is not available.", name: "boot-with-100-guilds" },
  { label: "Flaky train", watch: "Everything fails, again and again.", name: "flaky-train" },
];
const GROUPS = {
  "The connection": LIVE,
  "Close codes": CLOSES,
  "The next dials": DIALS,
  "The next REST request": REST,
};

/** See the top of this file. */
export function faultsTool(app: App): Tool {
  const done = h("p", { class: "quiet", role: "status" }, "Choose one and watch the connection.");
  const heal = (): void => {
    app.order({ type: "heal" });
    say(done, "All is well again; no story is played.");
  };
  const item = ({ label, watch, faults }: Mischief): HTMLElement => {
    const click = (): void => {
      for (const fault of faults) app.order({ type: "fault", fault });
      say(done, `${label}: ${watch}`);
    };
    return h("li", {}, h("button", { type: "button", on: { click } }, label), h("small", {}, watch));
  };
  const scene = ({ label, watch, name }: (typeof SCENES)[number]): HTMLElement => {
    const click = (): void => {
      app.order({ type: "play", name });
      say(done, `${label}: ${watch}`);
    };
    return h("li", {}, h("button", { type: "button", on: { click } }, label), h("small", {}, watch));
  };
  const scenes = [h("h3", {}, "Stories"), h("ul", { class: "faults" }, ...SCENES.map(scene))];
  const groups = Object.entries(GROUPS).flatMap(([name, list]) => [
    h("h3", {}, name),
    h("ul", { class: "faults" }, ...list.map(item)),
  ]);
  const element = h(
    "div",
    {},
    h("div", { class: "head" }, done),
    ...groups,
    ...scenes,
    h("div", { class: "buttons" }, h("button", { type: "button", on: { click: heal } }, "Heal everything")),
  );
  return { name: "Faults", element, modes: ["simulator"] };
}
