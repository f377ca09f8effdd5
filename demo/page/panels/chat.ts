/**
 * A chat as people in the simulated Discord see it; a visitor writes as one of them.
 */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import type { Frame, Named, Town } from "../wire.ts";
import type { Tool } from "./tools.ts";

interface Spoken {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  readonly text: string;
  readonly faces: string[];
}

const MOST_SHOWN = 40;
const HINTS = ["!ping", "!roll", "hello!"];
const FIRST_PACE = 3;
const PACES = [0, FIRST_PACE, 30, 1000, 5000, 20_000];

/** See the top of this file. */
export class ChatTool implements Tool {
  readonly name = "Chat";
  readonly modes = ["simulator"] as const;
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #user = h("select", { id: "chat-user" });
  readonly #channel = h("select", { id: "chat-channel", on: { change: () => this.#recall() } });
  readonly #pace: HTMLSelectElement;
  readonly #log = h("ol", { class: "chat", tabindex: 0, "aria-label": "Messages, newest last" });
  #spoken: Spoken[] = [];

  constructor(app: App) {
    this.#app = app;
    this.#pace = paceMenu(app);
    const hints = HINTS.map((words) => h("button", { type: "button", on: { click: () => this.#speak(words) } }, words));
    this.element = h(
      "div",
      {},
      ...[this.#fields(), this.#log, this.#form()],
      h("div", { class: "buttons", role: "group", "aria-label": "Things to say" }, ...hints),
    );
    app.onTown((town) => this.#move(town));
    app.onBatch(({ frames }) => this.#hear(frames));
  }

  /** Writes the lines anew, and stays at the end if the visitor was there. */
  paint(): void {
    const log = this.#log;
    const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 40;
    fill(log, ...this.#spoken.map(line));
    if (this.#spoken.length === 0) fill(log, h("li", { class: "quiet" }, "Nobody has said anything here yet."));
    if (atEnd) log.scrollTop = log.scrollHeight;
  }

  #fields(): HTMLElement {
    return h(
      "div",
      { class: "fields" },
      ...[h("label", { for: "chat-user" }, "You are"), this.#user],
      ...[h("label", { for: "chat-channel" }, "In"), this.#channel],
      ...[h("label", { for: "chat-pace" }, "Others write"), this.#pace],
    );
  }

  #form(): HTMLElement {
    const text = h("input", {
      ...{ type: "text", maxlength: 2000, placeholder: "Say something", "aria-label": "Message", autocomplete: "off" },
    });
    const submit = (event: Event): void => {
      event.preventDefault();
      this.#speak(text.value);
      text.value = "";
    };
    return h("form", { class: "say", on: { submit } }, text, h("button", { type: "submit", class: "primary" }, "Send"));
  }

  #speak(text: string): void {
    if (text.trim() === "") return;
    this.#app.order({ type: "say", channel: this.#channel.value, user: this.#user.value, text });
  }

  #move(town: Town | undefined): void {
    fill(this.#user, ...options(town?.users));
    fill(this.#channel, ...options(town?.channels));
    this.#pace.value = String(FIRST_PACE);
    this.#spoken = [];
    this.paint();
  }

  #recall(): void {
    this.#spoken = [];
    this.#hear(this.#app.frames.all());
    this.paint();
  }

  #hear(frames: readonly Frame[]): void {
    const here = `"channel_id":"${this.#channel.value}"`;
    const relevant: Frame[] = [];
    // From the newest back: of a busy batch only the last lines are ever seen.
    for (let n = frames.length - 1; n >= 0 && relevant.length < MOST_SHOWN; n--) {
      const frame = frames[n];
      const isChat = frame?.t === "MESSAGE_CREATE" || frame?.t === "MESSAGE_REACTION_ADD";
      if (frame !== undefined && isChat && frame.text.includes(here)) relevant.push(frame);
    }
    for (const frame of relevant.reverse()) take(this.#spoken, frame);
    this.#spoken = this.#spoken.slice(-MOST_SHOWN);
  }
}

function paceMenu(app: App): HTMLSelectElement {
  const named = (pace: number): string => (pace === 0 ? "nothing" : `${pace.toLocaleString("en")} lines a second`);
  const paces = PACES.map((it) => h("option", { value: it, selected: it === FIRST_PACE }, named(it)));
  const change = (): void => app.order({ type: "pace", perSecond: Number(menu.value) });
  const menu = h("select", { id: "chat-pace", on: { change } }, ...paces);
  return menu;
}

function options(things: readonly Named[] = []): HTMLElement[] {
  return things.map(({ id, name }) => h("option", { value: id }, name));
}

function take(spoken: Spoken[], frame: Frame): void {
  const { d } = JSON.parse(frame.text);
  if (frame.t === "MESSAGE_REACTION_ADD") {
    spoken.find(({ id }) => id === d.message_id)?.faces.push(d.emoji.name);
    return;
  }
  spoken.push({ id: d.id, name: d.author.username, bot: d.author.bot === true, text: d.content, faces: [] });
}

function line({ name, bot, text, faces }: Spoken): HTMLElement {
  const crowd = faces.length > 0 && h("span", { class: "faces" }, faces.slice(0, 8).join(" "));
  return h("li", {}, h("span", { class: bot ? "name bot" : "name" }, bot ? `${name} (bot)` : name), text, crowd);
}
