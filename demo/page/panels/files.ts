/**
 * Takes frames out of the page as a file, and looks at such a file again.
 */

import type { App } from "../app.ts";
import { fromNdjson, toNdjson } from "../archive.ts";
import { h, say } from "../dom.ts";

/** A button for the head of the events, and the bar that it opens. */
export function fileButtons(app: App): { readonly toggle: HTMLElement; readonly bar: HTMLElement } {
  const done = h("span", { class: "quiet", role: "status" });
  const whole = h("input", { type: "checkbox", id: "whole" });
  const picker = h("input", { type: "file", accept: ".ndjson", hidden: true, on: { change: () => void open() } });
  async function open(): Promise<void> {
    const file = picker.files?.[0];
    picker.value = "";
    if (file === undefined) return;
    try {
      const frames = fromNdjson(await file.text());
      app.look(frames);
      say(done, `${frames.length} frames of ${file.name}. The bot was stopped.`);
    } catch (error) {
      say(done, `Not opened. ${error instanceof Error ? error.message : ""}`);
    }
  }
  const save = (): void => {
    const frames = app.frames.all();
    const url = URL.createObjectURL(new Blob([toNdjson(frames, whole.checked)], { type: "application/x-ndjson" }));
    h("a", { href: url, download: "frames.ndjson" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    say(done, `${frames.length} frames exported${whole.checked ? "" : ", names and messages left out"}.`);
  };
  const label = h("label", { for: "whole", class: "quiet" }, whole, " with names and messages");
  const bar = h(
    "div",
    { class: "buttons small", id: "files", role: "group", "aria-label": "Files", hidden: true },
    h("button", { type: "button", on: { click: save } }, "Export"),
    label,
    h("button", { type: "button", on: { click: () => picker.click() } }, "Open a file"),
    ...[picker, done],
  );
  const click = (): void => {
    bar.hidden = !bar.hidden;
    toggle.setAttribute("aria-expanded", String(!bar.hidden));
  };
  const toggle = h(
    "button",
    { type: "button", "aria-expanded": "false", "aria-controls": "files", on: { click } },
    "Files",
  );
  return { toggle, bar };
}
