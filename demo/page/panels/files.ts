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
  const picker = h("input", { type: "file", accept: ".ndjson", hidden: true });
  picker.addEventListener("change", () => void look(app, picker).then((told) => say(done, told)));
  const save = (): void => say(done, download(app, whole.checked));
  const bar = h(
    "div",
    { class: "buttons small", id: "files", role: "group", "aria-label": "Files", hidden: true },
    h("button", { type: "button", on: { click: save } }, "Export"),
    h("label", { for: "whole", class: "quiet" }, whole, " with names and messages"),
    h("button", { type: "button", on: { click: () => picker.click() } }, "Open a file"),
    ...[picker, done],
  );
  const click = (): void => {
    bar.hidden = !bar.hidden;
    toggle.setAttribute("aria-expanded", String(!bar.hidden));
  };
  const about = { type: "button", "aria-expanded": "false", "aria-controls": "files", on: { click } };
  const toggle = h("button", about, "Files");
  return { toggle, bar };
}

/** Shows the frames of the file that was picked; tells what came of it. */
async function look(app: App, picker: HTMLInputElement): Promise<string> {
  const file = picker.files?.[0];
  if (file === undefined) return "";
  try {
    const frames = fromNdjson(await file.text());
    app.look(frames);
    return `${frames.length} frames of ${file.name}. The bot was stopped.`;
  } catch (error) {
    return `Not opened. ${error instanceof Error ? error.message : ""}`;
  } finally {
    // The same file may be picked again.
    picker.value = "";
  }
}

/** Hands the frames that match to the visitor as a file; tells what is in it. */
function download(app: App, whole: boolean): string {
  const frames = app.frames.all();
  const url = URL.createObjectURL(new Blob([toNdjson(frames, whole)], { type: "application/x-ndjson" }));
  h("a", { href: url, download: "frames.ndjson" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return `${frames.length} frames exported${whole ? "" : ", names and messages left out"}.`;
}
