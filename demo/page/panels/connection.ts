/**
 * The panel of the connection: what it is doing in one sentence, its steps, its heartbeat, its figures, and buttons that break
 * it; below, the story so far.
 */

import { Intents } from "anycord/discord";
import type { Fault } from "anycord/testing";
import type { App } from "../app.ts";
import { fill, h, say, svg } from "../dom.ts";
import { type Line, MORE, nextBeat, STEPS, Story } from "../story.ts";
import type { Mode } from "../wire.ts";
import { clockTime, span } from "../words.ts";

const PORTAL = "https://discord.com/developers/applications";
const DISALLOWED_INTENTS = 4014;
const REPAINT_MS = 250;
const SHOWN_LINES = 60;

/** The quickest ways to break a connection; all faults have a panel of their own. */
const BREAKERS: readonly { readonly label: string; readonly hint: string; readonly fault?: Fault }[] = [
  { label: "Drop the socket", hint: "The line is cut without a word. The client resumes and gets what it missed." },
  { label: "Ask to reconnect", hint: "Discord sends op 7, as it does before a deployment.", fault: "reconnect" },
  {
    label: "Invalidate the session",
    hint: "Op 9: the session is gone, the client must identify anew.",
    fault: "invalid-session",
  },
  {
    label: "Stop answering heartbeats",
    hint: "A zombie: the socket is open, nobody is there. Found out by the next beat.",
    fault: "zombie",
  },
];

/** See the top of this file. */
export class ConnectionPanel {
  readonly #app: App;
  readonly #root: HTMLElement;
  readonly #headline = h("span", { role: "status" }, "Starting…");
  /** Beside the headline, not in it: what counts down would be read aloud without end. */
  readonly #countdown = h("span");
  readonly #advice = h("div", { class: "advice", hidden: true });
  readonly #steps = STEPS.map((name) => h("li", {}, h("span", { hidden: true }), h("b", {}, name), h("small")));
  readonly #beat = beatMeter();
  readonly #figures = figureList(["Ping", "Session", "Last event", "Identifies", "Resumes", "Reconnects"]);
  readonly #pings = svg("svg", {
    ...{ class: "spark", viewBox: "0 0 100 20", preserveAspectRatio: "none", "aria-hidden": true },
  });
  readonly #breakers = h("div", { class: "buttons", role: "group", "aria-label": "Break the connection" });
  readonly #log = h("ol", {
    class: "story",
    tabindex: 0,
    "aria-label": "What happened to the connection, newest first",
  });
  #story = new Story();
  #shown: Line | undefined;

  constructor(app: App, root: HTMLElement) {
    this.#app = app;
    this.#root = root;
    this.#figures.beside("Ping", this.#pings);
    const headline = h("p", { class: "headline" }, this.#headline, this.#countdown);
    const steps = h("ol", { class: "steps", "aria-label": "Steps of the connection" }, ...this.#steps);
    fill(
      root,
      ...[h("h2", { id: "connection-title" }, "Connection"), headline, this.#advice, steps],
      ...[this.#beat.element, this.#figures.element, this.#breakers, h("h3", {}, "What happened"), this.#log],
    );
    app.onStart(({ mode }) => this.#begin(mode));
    app.onBatch(({ frames, notes }) => {
      this.#story.tell(frames, notes);
      if (notes.length > 0) this.#paint();
    });
    setInterval(() => document.hidden || this.#paint(), REPAINT_MS);
    let [hiddenAt, before] = [0, 0];
    document.addEventListener("visibilitychange", () => {
      const now = Date.now();
      if (document.hidden) [hiddenAt, before] = [now, app.frames.total];
      else this.#story.shownAgain(now, now - hiddenAt, app.frames.total - before);
    });
  }

  #begin(mode: Mode): void {
    this.#story = new Story();
    this.#shown = undefined;
    fill(this.#log);
    const offered = BREAKERS.filter(({ fault }) => mode === "simulator" || fault === undefined);
    fill(this.#breakers, ...offered.map((it) => breaker(this.#app, it)));
    this.#paint();
  }

  #paint(): void {
    const story = this.#story;
    const now = Date.now();
    this.#root.dataset.phase = story.phase;
    say(this.#headline, headlineOf(story, this.#app.facts?.user));
    const waits = story.phase === "waiting" && ` Next dial in ${span(Math.max(0, (story.dialsAt ?? now) - now))}.`;
    say(this.#countdown, waits || "");
    paintAdvice(this.#advice, story, this.#app);
    for (const [n, step] of this.#steps.entries()) paintStep(step, n, story);
    this.#beat.paint(story, now);
    paintFigures(this.#figures.set, this.#app, story, now);
    paintPings(this.#pings, story.pings);
    if (story.lines.at(-1) === this.#shown) return;
    this.#shown = story.lines.at(-1);
    fill(this.#log, ...story.lines.slice(-SHOWN_LINES).reverse().map(lineItem));
  }
}

function breaker(app: App, { label, hint, fault }: (typeof BREAKERS)[number]): HTMLElement {
  const click = (): void => app.order(fault === undefined ? { type: "drop" } : { type: "fault", fault });
  return h(
    "button",
    { type: "button", title: hint, class: fault === undefined ? "primary" : "", on: { click } },
    label,
  );
}

function headlineOf(story: Story, user: string | undefined): string {
  switch (story.phase) {
    case "dialling":
      return "Dialling the gateway…";
    case "greeting":
      return "The socket is open; waiting for Hello…";
    case "queued":
      return "Waiting for a turn to identify (one in 5 s)…";
    case "identifying":
      return "Identifying…";
    case "resuming":
      return "Resuming the session…";
    case "ready":
      return `Connected as ${user ?? "the bot"}.`;
    case "waiting":
      return "The line is down.";
    case "failed":
      return "Stopped: Discord refused.";
    case "closed":
      return story.failure === undefined ? "Closed." : "Not connected.";
    default:
      return story.failure === undefined ? "Starting…" : "Not connected.";
  }
}

/** What to do, where a person has to do something. */
function paintAdvice(advice: HTMLElement, { failure, phase, hint }: Story, app: App): void {
  const over = failure !== undefined || phase === "closed";
  const text = failure?.text ?? (over ? "The bot was stopped." : (hint ?? ""));
  if (advice.dataset.of === text) return;
  advice.dataset.of = text;
  advice.hidden = text === "";
  const [, more] = MORE.exec(text) ?? [];
  const about = more !== undefined && h("a", { href: more, rel: "noreferrer", target: "_blank" }, "More about it");
  fill(
    advice,
    h("p", {}, text.replace(MORE, ""), " ", about),
    over && h("div", { class: "buttons" }, ...waysOn(app, failure?.close)),
  );
}

/** What can be done about a bot that stopped. */
function waysOn(app: App, close: number | undefined): (HTMLElement | false)[] {
  const start = (label: string, intents?: number): HTMLElement =>
    h("button", { type: "button", on: { click: () => app.startAgain(intents) } }, label);
  const portal = h("a", { href: PORTAL, rel: "noreferrer", target: "_blank" }, "Open the developer portal");
  const { intents = 0, privileged = [] } = app.facts ?? {};
  const allowed = privileged.reduce((left, name) => left & ~Intents[name as keyof typeof Intents], intents);
  return [
    close !== undefined && portal,
    start(close === DISALLOWED_INTENTS ? "I switched them on: start again" : "Start again"),
    close === DISALLOWED_INTENTS && start("Start without privileged intents", allowed),
  ];
}

function paintStep(step: HTMLElement, n: number, story: Story): void {
  const state = story.step === n ? "now" : story.step > n ? "done" : "ahead";
  step.dataset.state = story.phase === "ready" && n === 3 ? "done" : state;
  if (state === "now") step.setAttribute("aria-current", "step");
  else step.removeAttribute("aria-current");
  const [, name, time] = step.children;
  if (n === 2 && name !== undefined) say(name, story.introduction === "resume" ? "Resume" : "Identify");
  const at = story.reached[n];
  if (time !== undefined) say(time, at === undefined || n === 0 ? "" : span(at));
}

function beatMeter() {
  const bar = h("div", { class: "bar" });
  const text = h("span");
  const element = h(
    "div",
    { class: "beat" },
    h("span", { class: "label" }, "Heartbeat"),
    h("div", { class: "track", "aria-hidden": true }, bar),
    text,
  );
  return {
    element,
    paint: (story: Story, now: number): void => {
      const next = nextBeat(story.beat, now);
      element.dataset.awaited = String(story.beat?.awaited ?? false);
      bar.style.transform = `scaleX(${next?.part ?? 0})`;
      const interval = span(story.beat?.intervalMs ?? 0);
      if (next === undefined) say(text, "no connection");
      else if (story.beat?.awaited && (next.inMs ?? 0) > 0) say(text, "answer awaited");
      else
        say(
          text,
          next.inMs === undefined ? `first within ${interval}` : `in ${Math.ceil(next.inMs / 1000)} s of ${interval}`,
        );
    },
  };
}

function figureList(names: readonly string[]) {
  const values = new Map(names.map((name) => [name, h("span", {}, "–")]));
  const element = h(
    "dl",
    { class: "figures" },
    ...[...values].map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
  const set = (name: string, text: string): void => {
    const value = values.get(name);
    if (value !== undefined) say(value, text);
  };
  const beside = (name: string, picture: Element): void => values.get(name)?.after(picture);
  return { element, set, beside };
}

function paintFigures(
  set: (name: string, text: string) => void,
  { facts }: App,
  { lastReplayed }: Story,
  now: number,
): void {
  if (facts === undefined) return;
  set("Ping", facts.pingMs === undefined ? "–" : span(facts.pingMs));
  set("Session", facts.sessionAgeMs === undefined ? "–" : span(facts.sessionAgeMs + now - facts.at));
  set("Last event", facts.seq === undefined ? "–" : String(facts.seq));
  set("Identifies", `${facts.identifies} of 1,000`);
  set(
    "Resumes",
    facts.resumes === 0 || lastReplayed === undefined
      ? String(facts.resumes)
      : `${facts.resumes} (${lastReplayed} back)`,
  );
  set("Reconnects", String(facts.reconnects));
}

function paintPings(picture: SVGElement, pings: readonly number[]): void {
  const most = Math.max(50, ...pings);
  const points = pings
    .map((ping, n) => `${(n * 100) / Math.max(1, pings.length - 1)},${19 - (ping / most) * 18}`)
    .join(" ");
  if (picture.dataset.points === points) return;
  picture.dataset.points = points;
  fill(picture, svg("polyline", { points, fill: "none", "vector-effect": "non-scaling-stroke" }));
}

function lineItem({ at, tone, text, more }: Line): HTMLElement {
  return h(
    "li",
    { class: tone },
    h("time", {}, clockTime(at).slice(0, 8)),
    h("div", {}, h("p", {}, text), more !== undefined && h("small", {}, more)),
  );
}
