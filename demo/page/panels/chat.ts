/**
 * A chat as people in the simulated Discord see it; a visitor writes as one of them.
 */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import type { Frame, Named } from "../wire.ts";
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
const PACES = [0, 3, 30, 1000, 5000, 20_000];

/** See the top of this file. */
export function chatTool(app: App): Tool {
  let spoken: Spoken[] = [];
  const user = h("select", { id: "chat-user" });
  const channel = h("select", { id: "chat-channel", on: { change: () => recall() } });
  const pace = h(
    "select",
    { id: "chat-pace", on: { change: () => app.order({ type: "pace", perSecond: Number(pace.value) }) } },
    ...PACES.map((it) =>
      h(
        "option",
        { value: it, selected: it === 3 },
        it === 0 ? "nothing" : `${it.toLocaleString("en")} lines a second`,
      ),
    ),
  );
  const log = h("ol", { class: "chat", tabindex: 0, "aria-label": "Messages, newest last" });
  const text = h("input", {
    type: "text",
    maxlength: 2000,
    placeholder: "Say something",
    "aria-label": "Message",
    autocomplete: "off",
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    speak(text.value);
    text.value = "";
  };
  const speak = (words: string): void => {
    if (words.trim() !== "") app.order({ type: "say", channel: channel.value, user: user.value, text: words });
  };
  const hints = HINTS.map((words) => h("button", { type: "button", on: { click: () => speak(words) } }, words));

  function hear(frames: readonly Frame[]): void {
    const here = `"channel_id":"${channel.value}"`;
    const relevant: Frame[] = [];
    // From the newest back: of a busy batch only the last lines are ever seen.
    for (let n = frames.length - 1; n >= 0 && relevant.length < MOST_SHOWN; n--) {
      const frame = frames[n];
      const spoken = frame?.t === "MESSAGE_CREATE" || frame?.t === "MESSAGE_REACTION_ADD";
      if (frame !== undefined && spoken && frame.text.includes(here)) relevant.push(frame);
    }
    for (const frame of relevant.reverse()) take(spoken, frame);
    spoken = spoken.slice(-MOST_SHOWN);
  }
  function recall(): void {
    spoken = [];
    hear(app.frames.all());
    paint();
  }
  function paint(): void {
    const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 40;
    fill(log, ...spoken.map(line));
    if (spoken.length === 0) fill(log, h("li", { class: "quiet" }, "Nobody has said anything here yet."));
    if (atEnd) log.scrollTop = log.scrollHeight;
  }

  app.onTown((town) => {
    fill(user, ...options(town?.users));
    fill(channel, ...options(town?.channels));
    pace.value = "3";
    spoken = [];
    paint();
  });
  app.onBatch(({ frames }) => hear(frames));
  const fields = h(
    "div",
    { class: "fields" },
    ...[h("label", { for: "chat-user" }, "You are"), user, h("label", { for: "chat-channel" }, "In"), channel],
    ...[h("label", { for: "chat-pace" }, "Others write"), pace],
  );
  const form = h(
    "form",
    { class: "say", on: { submit } },
    text,
    h("button", { type: "submit", class: "primary" }, "Send"),
  );
  const element = h(
    "div",
    {},
    fields,
    log,
    form,
    h("div", { class: "buttons", role: "group", "aria-label": "Things to say" }, ...hints),
  );
  return { name: "Chat", element, modes: ["simulator"], paint };
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
